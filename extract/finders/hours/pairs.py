"""公需、专业科目分别不少于30、60学时 → one statement for each subject, in the order of the numbers.

Read apart from single amounts, for there the nearest subject would be the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.finders.hours.names import kinds_before
from extract.finders.hours.said import HoursSaid
from extract.finders.hours.sentences import sentence_statements
from extract.finders.hours.subjects import heading_subject, last_comma, named_subject
from extract.grammar import labelled
from extract.view import Passage, View, trim
from ingest.document import Span

_NUMBER = re.compile(r"[0-9]{1,3}|[一二三四五六七八九十百]{1,4}")
_BEHIND = 6  # characters behind the numbers in which the verb of granting may stand
_CLASSES = ("public", "professional")


def said_in(view: View, passage: Passage, sentence: Span) -> Iterator[HoursSaid]:
    """The statements of a sentence; amounts that 分别 shares out among subjects are read as pairs."""
    paired: list[Span] = []
    for _, pattern in labelled("hours", "respectively"):
        for match in view.finditer(pattern, sentence):
            pairs = list(_pairs(view, passage, sentence, match))
            if pairs:
                paired.append(match.span())
                yield from pairs
    for said in sentence_statements(view, passage, sentence):
        if not any(a <= said.number[0] < b for a, b in paired):
            yield said


def _pairs(view: View, passage: Passage, sentence: Span, match: re.Match[str]) -> Iterator[HoursSaid]:
    numbers = [m.span() for m in _NUMBER.finditer(view.text, *match.span("numbers"))]
    start = last_comma(view.text, sentence[0], match.start())
    subjects = _subjects(view, passage, (max(start, sentence[0]), match.start()), len(numbers))
    if not subjects:
        start = sentence[0]
        subjects = _subjects(view, passage, (start, match.start()), len(numbers))
    if "每" in match["numbers"]:
        return  # 50学时、40学时、每千字1学时: not alike
    behind = list(view.atoms_in((match.end(), min(match.end() + 4, sentence[1])), "comparator"))
    atoms = [*view.atoms_in(match.span(), "comparator"), *(a for a in behind if a.span[0] == match.end())]
    comparator = next((a.label for a in atoms if a.label in (">=", "<=")), "")
    told = [a.span[1] for a in view.atoms_in((sentence[0], match.start()), "amount")]
    floor = trim(view.text, (max([sentence[0], *told]), match.start()), " 、")[
        0
    ]  # 专业科目60学时、行业公需和一般公需分别…
    kinds = () if subjects else kinds_before(view.text, floor, match.start(), len(numbers))
    linked = "为" in view.text[match.start() : match.start("numbers")]
    granted = not subjects and not comparator and (_is_grant(view, match) or (bool(kinds) and linked))
    floors = not subjects and bool(kinds) and comparator == ">="  # 高级、中级、初级人员分别不少于90、80、72学时
    lead = named_subject(view, (max(start, floor), match.start())) if floors else ""
    subjects = subjects or ([lead or "total"] * len(numbers) if floors else [""] * len(numbers) if granted else [])
    for i, (subject, number) in enumerate(zip(subjects, numbers, strict=False)):
        yield HoursSaid(
            passage=passage,
            sentence=sentence,
            clause=(max(start, sentence[0]), match.end()),
            number=number,
            unit="credits" if "学分" in match["numbers"] else "hours",
            comparator=comparator,
            kind="cap" if comparator == "<=" else "credit" if granted else "requirement",
            subject=subject,
            qualifier="",
            period="item" if granted else "year",
            scope=None,
            per=None,
            name=kinds[i] if kinds and (granted or floors) else (),
            paired=True,
            known=not granted or bool(kinds),
        )


def _is_grant(view: View, match: re.Match[str]) -> bool:
    """一、二、三等奖分别计30、20、10学时: hours granted, as many as there are kinds of the activity."""
    around = view.text[match.start() : match.end() + _BEHIND]
    return re.search(r"按|计|记|折|认定|登记|授予|给予|奖励|抵", around) is not None


def _subjects(view: View, passage: Passage, span: Span, count: int) -> list[str]:
    """As many subjects as there are numbers, in reading order; none where they do not match up."""
    found = _labels(view, "subject", span)
    classes = [label for label in found if label in _CLASSES]
    for labels in (classes, found):
        if len(labels) == count and len(set(labels)) == count:
            return labels
    qualifiers = _labels(view, "qualifier", span)
    base = classes[-1] if classes else heading_subject(passage)
    if base and len(qualifiers) == count == len(set(qualifiers)):
        return [f"{base}_{qualifier}" for qualifier in qualifiers]
    return []


def _labels(view: View, section: str, span: Span) -> list[str]:
    found = sorted((m.start(), label) for label, p in labelled("hours", section) for m in view.finditer(p, span))
    return [label for _, label in found]
