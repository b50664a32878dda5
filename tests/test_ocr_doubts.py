"""What recognition is not sure of: marks in the Document, facts that are not certain, findings."""

from __future__ import annotations

import pytest

from extract import find
from ingest.assemble import assemble
from ingest.document import DISAGREES, UNSURE, Document, Level, PagePlace
from ingest.edits import Edit
from ingest.reading import Line, Reading
from normalize import notice
from normalize.record import NoticeRecord

TEXT = (
    "某某市人力资源和社会保障局\n关于做好2025年度专业技术人员继续教育工作的通知\n各单位：\n"
    "专业技术人员每年学习累计不少于90学时，其中公需科目不少于30学时，另外专业科目不少于60学时。\n"
    "联系人：张三，电话：0531-55501001。"
)


def scanned(word: str, reason: str, other: str = "") -> Document:
    """The Document of a scan on which recognition left one mark, on `word`."""
    lines, at = [], 0
    for text in TEXT.split("\n"):
        lines.append(Line((at, at + len(text)), PagePlace(1, (0, 0, 1, 1)), page=1))
        at += len(text) + 1
    start = TEXT.index(word)
    doubt = Edit(start, start + len(word), word, reason, Level.INFERRED, other)
    reading = Reading(TEXT, tuple(lines), "application/pdf", "pdf", doubts=(doubt,), pages=1, confidence=(0.98,))
    return assemble(reading, file="a.pdf", sha256="0" * 64)


def record(document: Document) -> NoticeRecord:
    return notice(find(document))


def test_a_mark_changes_nothing_and_is_kept() -> None:
    document = scanned("30", UNSURE)
    assert "不少于30学时" in document.text
    (mark,) = [r for r in document.repairs if r.reason == UNSURE]
    assert (mark.raw, mark.fixed, document.quote(mark.span), document.raw[slice(*mark.raw_span)]) == ("30",) * 4


@pytest.mark.parametrize(("reason", "other"), [(UNSURE, ""), (DISAGREES, "80")])
def test_a_number_in_doubt_is_given_but_not_certain(reason: str, other: str) -> None:
    quotas = {q.subject: q for q in record(scanned("30", reason, other)).quotas}
    assert quotas["public"].amount == 30
    assert not quotas["public"].certain
    assert quotas["public"].confidence <= 0.6
    assert quotas["professional"].certain


def test_an_unsure_digit_in_a_fact_is_a_finding() -> None:
    (finding,) = [f for f in record(scanned("30", UNSURE)).findings if f.code == "TXT_OCR_DIGIT"]
    assert "不少于30学时" in finding.message.replace("“", "").replace("”", "")
    assert finding.severity == "warning"


def test_numbers_that_differ_are_a_finding_with_both() -> None:
    (finding,) = [f for f in record(scanned("30", DISAGREES, "80")).findings if f.code == "ING_OCR_DISAGREES"]
    assert "“30”" in finding.message
    assert "“80”" in finding.message
    assert finding.evidence[0].quote in TEXT


def test_an_unsure_character_of_a_contact_makes_the_contact_unsure() -> None:
    made = record(scanned("三", UNSURE))
    assert [c.certain for c in made.contacts] == [False]
    assert [f.code for f in made.findings if f.code.startswith("TXT_OCR")] == ["TXT_OCR_CHAR"]


def test_what_touches_no_fact_is_left_to_the_confidence_of_the_page() -> None:
    made = record(scanned("各", UNSURE))
    assert not [f for f in made.findings if f.code.startswith("TXT_OCR")]
    assert made.source.confidence == (0.98,)
