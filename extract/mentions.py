"""Mentions: where something is said. Spans and roles only; what a span means is the business of normalize."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.document import Document, Span


@dataclass(frozen=True, slots=True)
class Part:
    """A span that plays a role inside a mention, with the grammar's label for it (e.g. comparator, ">=")."""

    role: str
    span: Span
    label: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of Document.text that states one fact of `kind`, and the parts it is made of.

    `span` is the sentence or clause that is quoted as evidence. `label` is the grammar row's own label.
    """

    kind: str
    span: Span
    label: str = ""
    parts: tuple[Part, ...] = ()

    def part(self, role: str) -> Part | None:
        """The first part with this role."""
        return next((p for p in self.parts if p.role == role), None)

    def all(self, role: str) -> tuple[Part, ...]:
        """All parts with this role, in reading order."""
        return tuple(p for p in self.parts if p.role == role)


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of one Document, in reading order within a kind."""

    document: Document
    items: tuple[Mention, ...] = field(default=())

    def of(self, *kinds: str) -> Iterator[Mention]:
        """Mentions of the given kinds."""
        return (m for m in self.items if m.kind in kinds)
