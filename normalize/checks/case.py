"""A Case: one notice as the checks see it – what was printed, what was found in it, what it was read to mean.

Checks ask the case for the parts of the notice and hand it spans of the text; it makes findings with evidence of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.mentions import Mentions
from ingest.clauses import ANNEX_LIST, Mark, read_mark
from ingest.document import Block, BlockKind, Document, Repair, Span
from normalize.evidence import evidence
from normalize.findings import Certainty, make
from normalize.record import Attachment, Evidence, Finding, NoticeRecord, Severity

PLACES = 12
"""A finding shows at most so many places; its message counts them all."""

RUNNING = 40
"""Running text is longer than a heading or a label, which have fewer characters."""

_STOPS = "。；！？;!?\n\t"
_TAIL_LINE = 60  # longer lines are running text


@dataclass(frozen=True)
class Case:
    """One notice under check."""

    document: Document
    mentions: Mentions
    record: NoticeRecord

    @property
    def text(self) -> str:
        """The text that all spans refer to."""
        return self.document.text

    def quote(self, block: Block) -> str:
        """The words of a block."""
        return self.document.quote(block.span)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The notice's own blocks: no furniture."""
        return self.document.body

    @cached_property
    def body(self) -> tuple[Block, ...]:
        """The blocks before the first annex: head, clauses, list of annexes, signature."""
        first = next((i for i, b in enumerate(self.blocks) if annex_of(b)), len(self.blocks))
        return self.blocks[:first]

    @cached_property
    def body_end(self) -> int:
        """Where the body ends in the text."""
        return self.body[-1].span[1] if self.body else 0

    @cached_property
    def annexes(self) -> dict[str, tuple[Block, ...]]:
        """The blocks of each annex in the file, by label (附件1, or 附件 where it bears no number)."""
        found: dict[str, list[Block]] = {}
        for block in self.blocks[len(self.body) :]:
            found.setdefault(annex_of(block), []).append(block)
        return {label: tuple(blocks) for label, blocks in found.items() if label}

    @cached_property
    def listed(self) -> tuple[Attachment, ...]:
        """The annexes of the list; what only the annexes themselves announce is not among them."""
        return tuple(a for a in self.record.attachments if a.evidence.span[1] <= self.body_end)

    @cached_property
    def list_span(self) -> Span:
        """From the first to the last entry of the list of annexes; an empty span at the end of the body without one."""
        spans = [a.evidence.span for a in self.listed]
        if not spans:
            spans = [b.span for b in self.body if ANNEX_LIST.match(self.quote(b))]
        if not spans:
            return self.body_end, self.body_end
        return min(s[0] for s in spans), max(s[1] for s in spans)

    @cached_property
    def head(self) -> tuple[Block, ...]:
        """The blocks before the first numbered clause: title, addressees, grounds."""
        first = next((i for i, b in enumerate(self.body) if b.clause or b.span in self.marks), len(self.body))
        return self.body[:first]

    @cached_property
    def tail(self) -> tuple[Block, ...]:
        """The short lines that close the body: list of annexes, signature, date, notes in brackets."""
        first = len(self.body)
        while first > 0 and _closes(self.body[first - 1], self.quote(self.body[first - 1])):
            first -= 1
        return self.body[first:]

    @cached_property
    def marks(self) -> dict[Span, Mark]:
        """The numbers that the notice's paragraphs begin with, by span; tables have none."""
        marked = ((b.span, read_mark(self.quote(b))) for b in self.blocks if b.kind is not BlockKind.TABLE)
        return {span: mark for span, mark in marked if mark is not None}

    @cached_property
    def prose(self) -> tuple[Block, ...]:
        """Paragraphs and headings of the body, tables left out."""
        return tuple(b for b in self.body if b.kind is not BlockKind.TABLE)

    def finding(
        self,
        code: str,
        places: Iterable[Span | Evidence],
        *,
        severity: Severity | None = None,
        certainty: Certainty | None = None,
        **params: str | int | float | None,
    ) -> Finding:
        """A finding at spans of the text (or at evidence in hand), the first PLACES of them."""
        shown = [p if isinstance(p, Evidence) else evidence(self.document, p) for p in _first(places)]
        return make(code, params, shown, severity=severity, certainty=certainty)

    def around(self, span: Span, reach: int = 8) -> Span:
        """The span with up to `reach` characters on either side, within its sentence and line."""
        start, end = span
        while start > 0 and span[0] - start < reach and self.text[start - 1] not in _STOPS:
            start -= 1
        while end < len(self.text) and end - span[1] < reach and self.text[end] not in _STOPS:
            end += 1
        while start < span[0] and self.text[start].isspace():
            start += 1
        while end > span[1] and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def repaired(self, repair: Repair, reach: int = 8) -> Evidence:
        """The place of a repair with its surroundings; `raw` shows what was read, deleted characters included."""
        return self.as_read(repair.span, repair.raw_span, reach)

    def as_read(self, span: Span, raw_span: Span, reach: int = 8) -> Evidence:
        """Evidence around a span of the text whose `raw` takes in a span of the raw text that `text` may lack."""
        found = evidence(self.document, self.around(span, reach))
        start, end = self.document.raw_span(found.span)
        raw = self.document.raw[min(start, raw_span[0]) : max(end, raw_span[1])]
        return found.model_copy(update={"raw": raw}) if raw != found.quote else found

    @cached_property
    def _fact_spans(self) -> tuple[Span, ...]:
        """Where the values stand that staff act on. Contacts, annexes and citations have checks of their own."""
        record = self.record
        facts = (*record.quotas, *record.dates, *record.filing_requirements, *record.conversion_rules)
        scalars = (record.evidence[key] for key in ("issuer", "doc_number", "issue_date") if key in record.evidence)
        return (*(f.evidence.span for f in facts), *(e.span for e in scalars))

    def touches_fact(self, span: Span) -> bool:
        """Whether a span lies, at least in part, in the evidence of a value that staff act on."""
        return any(a < max(span[1], span[0] + 1) and span[0] < b for a, b in self._fact_spans)

    def is_running(self, offset: int) -> bool:
        """Whether an offset lies in a paragraph long enough to hold a sentence; no heading, table or furniture."""
        block = self.document.block_at(offset)
        return block is not None and block.kind is BlockKind.PARAGRAPH and block.span[1] - block.span[0] >= RUNNING / 2

    def in_body(self, span: Span) -> bool:
        """Whether a span lies before the first annex."""
        return span[0] < self.body_end


Check = Callable[[Case], Iterable[Finding]]
"""One rule: it yields nothing or the findings of its code."""


def annex_of(block: Block) -> str:
    """附件N where the block belongs to an annex, else ""."""
    return block.clause[0] if block.clause and block.clause[0].startswith("附件") else ""


def listed(words: Sequence[str], limit: int = 5) -> str:
    """Words in Chinese quotation marks, joined by 、; a long list ends with 等."""
    shown = "、".join(f"“{word}”" for word in words[:limit])
    return f"{shown}等" if len(words) > limit else shown


def _closes(block: Block, line: str) -> bool:
    return block.kind is not BlockKind.TABLE and len(line) <= _TAIL_LINE and line[-1:] not in "。；：，;:,"


def _first(places: Iterable[Span | Evidence]) -> list[Span | Evidence]:
    return list(places)[:PLACES]
