"""Who must learn (人员范围), what (专题), and whose learning is recognised (互认): text rules, kept for comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingest.document import BlockKind, Document, Span
from normalize.record import Subject, TrainingItem
from rulesgen.model import Applies, Status
from rulesgen.passages import hull, paragraph, sentence
from rulesgen.pieces import Claim, Material, Piece, RuleDraft
from rulesgen.wording import phrase, says, wording

_SUBJECTS: dict[str, Subject] = {"public": "public", "professional": "professional"}
_QUOTE_LENGTH = 60  # characters of a clause that a rule's text repeats; the citation holds it whole


def contents(material: Material) -> Iterator[Piece]:
    """Scope, topics and reciprocity of a notice."""
    yield from _scope(material.document)
    groups: defaultdict[tuple[str, str], list[TrainingItem]] = defaultdict(list)
    for item in material.record.training_items:
        if item.requirement and item.title:
            groups[item.category, item.requirement].append(item)
    for (category, requirement), items in groups.items():
        leading = category in _SUBJECTS and (category, "required") not in groups
        kind = "key" if requirement == "suggested" and leading else requirement
        yield from _topics(material.document, category, kind, items)
    yield from _reciprocity(material)


# ---------------------------------------------------------------- scope


def _scope(document: Document) -> Iterator[Piece]:
    spans = _scope_clauses(document) or _scope_sentences(document)
    for span in spans:
        quote = " ".join(document.quote(span).split())
        text = quote if len(quote) <= _QUOTE_LENGTH else f"{quote[:_QUOTE_LENGTH]}…"
        reason = phrase("reasons", "scope")
        yield RuleDraft(
            "scope", phrase("texts", "scope", quote=text), (span,), executability="text_only", reason=reason
        )


def _in_annex(clause: Sequence[str]) -> bool:
    return bool(clause) and clause[0].startswith("附")


def _scope_clauses(document: Document) -> list[Span]:
    """The paragraphs below a heading on who must learn; a form's own blanks (学习对象：) are none."""
    spans: list[Span] = []
    for i, block in enumerate(document.body):
        heading = document.quote(block.span).strip().rstrip("：:")
        if block.kind is not BlockKind.HEADING or _in_annex(block.clause) or not says("scope.heading", heading):
            continue
        for below in document.body[i + 1 :]:
            if below.kind is not BlockKind.PARAGRAPH or below.clause[: len(block.clause)] != block.clause:
                break
            spans.append(below.span)
    return spans


def _scope_sentences(document: Document) -> list[Span]:
    """The first sentence that says who must take part, where no heading announces it."""
    for block in document.body:
        if block.kind is BlockKind.PARAGRAPH and not _in_annex(block.clause):
            found = wording("scope.sentence").search(document.text, *block.span)
            if found:
                return [sentence(document, found.span())]
    return []


# ---------------------------------------------------------------- topics


def _topics(document: Document, category: str, kind: str, items: Sequence[TrainingItem]) -> Iterator[Piece]:
    """Topics of one kind. 重点围绕 ("key") is what a notice puts first: where nothing is 必修, it takes that place."""
    name = f"{category}.topics.{'required' if kind == 'key' else kind}"
    titles = tuple(dict.fromkeys(i.title for i in items))
    fields = {"category": phrase("categories", category), "kind": phrase("topics", kind)}
    spans = tuple(_runs(document, [i.evidence.span for i in items]))
    known: Status = "read" if all(i.certain for i in items) else "inferred"
    yield Claim(name, phrase("labels", "topics", **fields), None, "superset", titles, known, spans)
    text = phrase("texts", "topics", **fields, value="、".join(titles))
    applies = Applies(subject=_SUBJECTS.get(category))
    yield RuleDraft("scope", text, spans, applies, name, None, "text_only", phrase("reasons", "topics"))


def _runs(document: Document, spans: Sequence[Span]) -> Iterator[Span]:
    """Topics of one paragraph are quoted together, from the first to the last."""
    together: defaultdict[Span, list[Span]] = defaultdict(list)
    for span in spans:
        together[paragraph(document, (span[0], span[0] + 1))].append(span)
    return (hull(group) for group in together.values())


# ---------------------------------------------------------------- reciprocity


def _reciprocity(material: Material) -> Iterator[Piece]:
    """Cities whose learning is recognised (互认), with the sentence where the record keeps no evidence of it."""
    names = material.record.reciprocity
    if not names:
        return
    evidence = material.record.evidence.get("reciprocity")
    span = evidence.span if evidence else _mutual(material.document, names)
    if span is None:
        return
    label, joined = phrase("labels", "reciprocity"), "、".join(names)
    yield Claim("reciprocity.regions", label, None, "superset", names, "read", (span,))
    text, reason = phrase("texts", "reciprocity", value=joined), phrase("reasons", "reciprocity")
    yield RuleDraft("substitution", text, (span,), Applies(), "reciprocity.regions", None, "needs_input", reason)


def _mutual(document: Document, names: Sequence[str]) -> Span | None:
    at = 0
    while (at := document.text.find("互认", at)) >= 0:
        span = sentence(document, (at, at + 2))
        if any(name in document.quote(span) for name in names):
            return span
        at += 2
    return None
