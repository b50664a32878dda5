"""Findings and unsettled parameters → questions for a person, and what each open question does to its rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.document import Span
from normalize.record import Finding
from rulesgen.model import Executability, Question
from rulesgen.passages import overlap, paragraph
from rulesgen.pieces import Material, RuleDraft
from rulesgen.settle import Settled
from rulesgen.wording import QuestionRow, phrase, question_of

_Effect = Literal["ask", "suspend"] | Executability
_SUBJECTLESS = "RUL_CLASS_SUBJECT_UNSPECIFIED"  # its evidence names the first and last class; it is about all of them
_NUMBER_FINDINGS = ("RUL_VALUE_MISSING", "RUL_FORMULA_MISSING", "RUL_ROUNDING_UNSPECIFIED")


@dataclass(frozen=True, slots=True)
class _Open:
    """A question before it has a number: the rules it is about as indexes, and where it stands in the notice."""

    text: str
    code: str | None
    rules: tuple[int, ...]
    at: Span
    effect: _Effect = "ask"


@dataclass(frozen=True, slots=True)
class Asked:
    """Rules as open questions leave them. `suspended` – index of a rule → why it does not run (Chinese)."""

    drafts: tuple[RuleDraft, ...]
    suspended: Mapping[int, str]
    open: tuple[_Open, ...]

    def questions(self, ids: Sequence[str]) -> tuple[Question, ...]:
        """The questions, numbered in reading order; `ids` are the rules' ids by index."""
        return tuple(
            Question(id=f"Q{n}", text=q.text, code=q.code, rules=tuple(ids[i] for i in q.rules), answer=None)
            for n, q in enumerate(self.open, 1)
        )


def ask(material: Material, parameters: Sequence[Settled], drafts: Sequence[RuleDraft]) -> Asked:
    """All open questions of a notice and their effect on its rules."""
    by_name = {s.claim.name: s for s in parameters}
    spans = [(*d.spans, *(by_name[d.param].spans if d.param else ())) for d in drafts]
    found = list(_from_findings(material, drafts, spans))
    own = [q for q in _from_parameters(parameters, drafts) if not _covered(q, found, (q.code,))]
    own += [q for q in _from_rules(drafts) if not _covered(q, found, _NUMBER_FINDINGS)]
    questions = sorted([*found, *own], key=lambda q: (q.at, q.code or "", q.text))
    suspended = {i: phrase("reasons", "suspended") for q in questions if q.effect == "suspend" for i in q.rules}
    contradicted = {s.claim.name for s in parameters if s.candidates}
    suspended |= {i: phrase("reasons", "contradiction") for i, d in enumerate(drafts) if d.param in contradicted}
    return Asked(tuple(_lowered(i, d, questions) for i, d in enumerate(drafts)), suspended, tuple(questions))


def _lowered(index: int, draft: RuleDraft, questions: Sequence[_Open]) -> RuleDraft:
    for question in questions:
        match question.effect:
            case "ask" | "suspend":
                continue
            case lower if index in question.rules:
                draft = draft.lowered(lower, phrase("reasons", "question"))
    return draft


def _covered(question: _Open, found: Sequence[_Open], codes: Sequence[str | None]) -> bool:
    """Whether a finding already asks about one of these rules."""
    return any(f.code in codes and set(f.rules) & set(question.rules) for f in found)


def _from_findings(
    material: Material, drafts: Sequence[RuleDraft], spans: Sequence[tuple[Span, ...]]
) -> Iterator[_Open]:
    seen: set[tuple[str, str]] = set()
    for finding in material.record.findings:
        row = question_of(finding.code)
        if row is None or (finding.code, finding.message) in seen:
            continue
        seen.add((finding.code, finding.message))
        where = [e.span for e in finding.evidence]
        concerned = {i for i, own in enumerate(spans) if any(overlap(a, b) for a in own for b in where)}
        if finding.code == _SUBJECTLESS:
            concerned |= {i for i, d in enumerate(drafts) if d.reason == phrase("reasons", "no_subject")}
        rules = _of_kinds(row, drafts, concerned)
        if rules:
            yield _open(finding, rules, where, row.effect)
        elif row.kinds:
            yield _open(finding, _of_kinds(row, drafts, _near(material, spans, where)), where, "ask")
        elif not finding.code.startswith("TXT_"):  # a misread character matters only where a rule rests on it
            yield _open(finding, [], where, "ask")


def _of_kinds(row: QuestionRow, drafts: Sequence[RuleDraft], rules: Collection[int]) -> list[int]:
    """Those of some rules that a question of this row can be about."""
    return [i for i in sorted(rules) if not row.kinds or drafts[i].kind in row.kinds]


def _near(material: Material, spans: Sequence[tuple[Span, ...]], where: Sequence[Span]) -> set[int]:
    """Rules of the same paragraph: worth naming, but a question beside them does not bear on them."""
    around = [paragraph(material.document, span) for span in where]
    return {i for i, own in enumerate(spans) if any(overlap(a, b) for a in own for b in around)}


def _open(finding: Finding, rules: Sequence[int], where: Sequence[Span], effect: _Effect) -> _Open:
    message = finding.message.rstrip("。；;")
    text = f"{message}。" if message.endswith("确认") else phrase("questions", "finding", message=message)
    return _Open(text, finding.code, tuple(rules), min(where, default=(0, 0)), effect)


def _from_parameters(parameters: Sequence[Settled], drafts: Sequence[RuleDraft]) -> Iterator[_Open]:
    for settled in parameters:
        if settled.question:
            rules = tuple(i for i, d in enumerate(drafts) if d.param == settled.claim.name)
            yield _Open(settled.question, settled.code, rules, settled.spans[0])


def _from_rules(drafts: Sequence[RuleDraft]) -> Iterator[_Open]:
    for i, draft in enumerate(drafts):
        if draft.question:
            yield _Open(draft.question, "RUL_VALUE_MISSING", (i,), draft.spans[0])
