"""Scoring of findings: found by code and place, extras by severity, broken silences, findings across notices."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.scoring import GoldFolder, score_folder
from corpus.scoring.gold import GoldFinding, GoldSpan, SilentRow
from corpus.scoring.pairing import overlap, pair
from corpus.scoring.remarks import Remarks, compare_findings
from normalize.record import Evidence, Finding, NoticeRecord, Related, SourceRecord

SENTENCE = "全年应学满90学时：公需科目不少于24学时，专业科目不少于60学时"
GOLD = Path(__file__).resolve().parents[1] / "corpus" / "gold"


def at(quote: str, raw: str | None = None) -> Evidence:
    return Evidence(quote=quote, span=(0, len(quote)), raw=raw)


def finding(code: str, *places: str, severity: str = "error") -> Finding:
    evidence = [at(p) for p in places]
    return Finding.model_validate({"code": code, "severity": severity, "message": "说明", "evidence": evidence})


def row(code: str, *quotes: str, **more: object) -> GoldFinding:
    spans = [{"file": "a.txt", "quote": q} for q in quotes]
    base = {
        "id": f"{code}-{'-'.join(quotes)}",
        "code": code,
        "severity": "error",
        "certainty": "certain",
        "spans": spans,
    }
    return GoldFinding.model_validate({**base, **more})


def remarks(
    findings: Sequence[Finding], rows: Sequence[GoldFinding], silent: Sequence[SilentRow] = (), file: str = "a.txt"
) -> Remarks:
    source = SourceRecord(file=file, sha256="", media_type="", reader="")
    return compare_findings(NoticeRecord(source=source, findings=tuple(findings)), "a.txt", rows, silent)


@pytest.mark.parametrize(
    ("raised", "expected", "found"),
    [
        (finding("NUM_SUM_MISMATCH", SENTENCE), row("NUM_SUM_MISMATCH", "公需科目不少于24学时"), True),
        (finding("NUM_SUM_MISMATCH", "公需科目不少于24学时"), row("NUM_SUM_MISMATCH", SENTENCE), True),
        (finding("NUM_SUM_MISMATCH", "不少于 24学时"), row("NUM_SUM_MISMATCH", "不少于24 学时"), True),
        (finding("NUM_SUM_MISMATCH", "别处的一句话"), row("NUM_SUM_MISMATCH", SENTENCE), False),
        (finding("NUM_COUNT_MISMATCH", SENTENCE), row("NUM_SUM_MISMATCH", SENTENCE), False),
        (finding("CON_PHONE_FORMAT", "555017"), row("CON_PHONE_DAMAGED", "555017", accept=["CON_PHONE_FORMAT"]), True),
        (finding("NUM_SUM_MISMATCH"), row("NUM_SUM_MISMATCH", SENTENCE), False),
        (finding("DOC_NUMBER_MISSING"), row("DOC_NUMBER_MISSING", "某标题"), True),
    ],
)
def test_a_row_is_found_by_code_and_place(raised: Finding, expected: GoldFinding, *, found: bool) -> None:
    result = remarks([raised], [expected])
    assert (len(result.due_found), len(result.due_missed)) == (int(found), int(not found))
    assert len(result.extra) == int(not found)


def test_what_was_printed_counts_as_the_place_of_a_repaired_value() -> None:
    repaired = Finding(
        code="TXT_OCR_DIGIT", severity="error", message="", evidence=(at("不少于60学时", "不少于ω 学时"),)
    )
    assert remarks([repaired], [row("TXT_OCR_DIGIT", "年度累计应不少于ω 学时")]).due_found


def test_two_findings_on_one_row_and_one_finding_on_two_rows_are_no_extras() -> None:
    rows = [row("TXT_OCR_SPACE", "90学 时", "可 在学习页面"), row("TXT_OCR_SPACE", "用 于继续教育")]
    split = [finding("TXT_OCR_SPACE", q) for q in ("90学 时", "可 在学习页面", "用 于继续教育")]
    grouped = [finding("TXT_OCR_SPACE", "90学 时", "用 于继续教育")]
    for raised in (split, grouped):
        result = remarks(raised, rows)
        assert (len(result.due_found), len(result.extra)) == (2, 0)


def test_due_and_argued_rows_are_kept_apart() -> None:
    rows = [
        row("A_B", "甲甲甲甲"),
        row("A_B", "乙乙乙乙", certainty="judgment"),
        row("A_B", "丙丙丙丙", machine="hard"),
    ]
    result = remarks([finding("A_B", "乙乙乙乙")], rows)
    assert [len(part) for part in (result.due_found, result.due_missed)] == [0, 1]
    assert [len(part) for part in (result.argued_found, result.argued_missed)] == [1, 1]


def test_precision_counts_findings_and_recall_counts_due_rows() -> None:
    rows = [row("A_B", "甲甲甲甲"), row("A_B", "乙乙乙乙"), row("A_B", "丙丙丙丙", certainty="judgment")]
    raised = [finding("A_B", q) for q in ("甲甲甲甲", "丙丙丙丙", "丁丁丁丁", "戊戊戊戊")]
    result = remarks(raised, rows)
    assert (result.precision, result.recall, result.recall_of_all, result.f1) == (0.5, 0.5, 2 / 3, 0.5)
    assert (Remarks().precision, Remarks().recall, Remarks().f1) == (None, None, None)


def test_another_severity_is_noted() -> None:
    result = remarks([finding("A_B", "甲甲甲甲", severity="info")], [row("A_B", "甲甲甲甲")])
    assert [(r.code, f.severity) for r, f in result.wrong_severity] == [("A_B", "info")]


def test_damage_of_one_file_is_not_asked_of_another_rendering() -> None:
    rows = [
        row("TXT_OCR_DIGIT", "3O学时"),
        row("TXT_TYPO", "登陆平台"),
        row("STR_SECTION_GAP", "六、其他", formats=["html"]),
    ]
    in_text, in_word = remarks([], rows), remarks([], rows, file="a.docx")
    assert [r.code for r in in_text.due_missed] == ["TXT_OCR_DIGIT", "TXT_TYPO"]
    assert [r.code for r in in_word.due_missed] == ["TXT_TYPO"]
    assert remarks([finding("TXT_OCR_DIGIT", "3O学时")], rows, file="a.docx").extra == ()


def _silent(check: str, quote: str) -> SilentRow:
    return SilentRow(id="S1", check=check, spans=(GoldSpan(file="a.txt", quote=quote),))


@pytest.mark.parametrize(
    ("raised", "silent", "broken"),
    [
        (finding("NUM_SUM_MISMATCH", SENTENCE), _silent("NUM_SUM_OK", "公需科目不少于24学时"), True),
        (finding("NUM_SUM_MISMATCH", "别处的一句话"), _silent("NUM_SUM_OK", SENTENCE), False),
        (finding("TIM_CONTRADICTORY", SENTENCE), _silent("NUM_SUM_OK", SENTENCE), False),
        (finding("STR_SECTION_GAP", "三、别处"), _silent("SECTION_SEQ_OK", "八、咨询方式"), True),
        (finding("TIM_NON_WORKDAY", "4月27日前"), _silent("TIM_NON_WORKDAY", "请于4月27日前报送"), True),
    ],
)
def test_a_broken_silence_is_told(raised: Finding, silent: SilentRow, *, broken: bool) -> None:
    assert bool(remarks([raised], [], [silent]).violations) is broken


def test_an_expected_finding_breaks_no_silence() -> None:
    result = remarks(
        [finding("NUM_SUM_MISMATCH", SENTENCE)], [row("NUM_SUM_MISMATCH", SENTENCE)], [_silent("NUM_SUM_OK", SENTENCE)]
    )
    assert result.violations == ()


def test_findings_across_notices_are_judged_apart() -> None:
    golds = {g.id: g for g in GoldFolder.load(GOLD).notices}
    city, province = "yantai-2024", "shandong-2023-baseline"

    def read(path: Path) -> NoticeRecord:
        record = golds[path.stem].record
        return record.model_copy(update={"source": record.source.model_copy(update={"file": path.name})})

    def compare(records: Sequence[NoticeRecord]) -> list[list[Finding]]:
        assert len(records) == 2
        looser = Finding(
            code="CFL_LOOSER",
            severity="error",
            message="",
            evidence=(at("公需科目不少于24学时"),),
            related=(Related(file=f"{province}.docx", evidence=at("不少于30学时")),),
        )
        wrong = finding("CFL_LOOSER", "专业科目不少于60学时")
        return [[looser, wrong] if "24" in str(r.quotas) else [] for r in records]

    result = score_folder(GOLD, read, compare, only={city, province})
    assert result.cross is not None
    assert [r.code for r in result.cross.due_found] == ["CFL_LOOSER"]
    assert [r.code for r in result.cross.due_missed] == ["CFL_BASELINE_YEAR_MISMATCH"]
    assert [f.places for f in result.cross.extra] == [((f"{city}.html", "专业科目不少于60学时"),)]


# ---------------------------------------------------------------- places and pairing


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("不少于90学时", "每年不少于 90 学时，其中", True),
        ("（一）学习内容", "(一) 学习内容", True),
        ("## 六、开展培训", "六、开展培训", True),
        ("网址：<https://x.cn/>", "网址：https://x.cn/", True),
        ("累计不少于90学时，其中", "90学时，其中公需科目", True),
        ("滕州市人力资源和社会保障局 5513165", "市中区人力资源和社会保障局 3921736", False),
        ("公需科目30学时", "学时折算", False),
        ("", "学时", False),
    ],
)
def test_overlap(a: str, b: str, *, same: bool) -> None:
    assert overlap(a, b) is same
    assert overlap(b, a) is same


@given(st.text(alphabet="甲乙丙丁戊己庚辛", min_size=8, max_size=40), st.data())
def test_overlapping_stretches_of_a_text_overlap(text: str, data: st.DataObject) -> None:
    cut = st.integers(min_value=0, max_value=len(text))
    start, middle, end = sorted(data.draw(st.tuples(cut, cut, cut)))
    shared = min(end, middle + 4)
    if shared - middle >= 4:
        assert overlap(text[start:shared], text[middle:end])


@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=1, max_size=4))
def test_pairing_is_the_largest_possible(fits: list[list[bool]]) -> None:
    found, wanted = range(len(fits)), range(4)
    pairs = pair(found, wanted, lambda f, w: fits[f][w])
    assert all(fits[f][w] for f, w in pairs.items())
    assert len(set(pairs.values())) == len(pairs)
    best = max(sum(fits[f][w] for f, w in zip(found, order, strict=False)) for order in itertools.permutations(wanted))
    assert len(pairs) == best
