"""Errors of the whole program: one base class, few children, each with a stable code and a Chinese message.

A person can cause every one of them, so each says which file, what is wrong and what to do next.
"""

from __future__ import annotations

from pathlib import Path


class JxjyError(Exception):
    """Base of every error this program raises on purpose.

    `code` is stable English (catalogue in docs/findings.md); `reason` and `advice` are Chinese sentences
    without a final full stop; `path` is the file concerned, if there is one.
    """

    def __init__(self, code: str, reason: str, advice: str = "", path: Path | str | None = None) -> None:
        self.code = code
        self.reason = reason
        self.advice = advice
        self.path = Path(path) if path is not None else None
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The full Chinese sentence for a person: file, what is wrong, what to do."""
        where = f"{self.path}：" if self.path is not None else ""
        advice = f"。{self.advice}" if self.advice else ""
        return f"{where}{self.reason}{advice}（{self.code}）"


class UnreadableFileError(JxjyError):
    """A file that no reader can turn into a Document (codes ING_*)."""


class UsageError(JxjyError):
    """A command called in a way it cannot serve: missing path, unwritable folder, unknown option value."""
