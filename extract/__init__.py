"""Document → Mentions: where something is said. Spans and roles, never values."""

from extract.mentions import Mention, Mentions, Part

__all__ = ["Mention", "Mentions", "Part", "find"]


def __getattr__(name: str) -> object:
    """`find` is loaded on first use: spaCy costs more than a second."""
    if name == "find":
        from extract.frame import find  # noqa: PLC0415

        return find
    raise AttributeError(name)
