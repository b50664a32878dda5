"""What people get to see: pages, workbook and calendar of invented notices, hostile ones among them."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

import icalendar
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from jxjy import deadlines, outputs, overview, report, sheets, timeline, views, wording, workbook
from jxjy.outcome import FormOutcome, UnreadOutcome
from jxjy.overview import Entry
from normalize.record import (
    Contact,
    DateFact,
    Evidence,
    Finding,
    Jurisdiction,
    NoticeRecord,
    PlaceRecord,
    Quota,
    Related,
    Relative,
    SourceRecord,
)

HOSTILE = '</td><script>alert("x")</script><img src=x onerror=alert(1)>&amp;\u202e{{ 7*7 }}'


def evidence(quote: str, raw: str | None = None, page: int = 2) -> Evidence:
    place = PlaceRecord(page=page, box=(0, 0, 1, 1))
    return Evidence(quote=quote, span=(0, len(quote)), clause=("三", "（一）"), places=(place,), raw=raw)


def quota(subject: Literal["total", "public", "professional"], amount: int | None, quote: str, **more: object) -> Quota:
    fields = {"subject": subject, "kind": "requirement", "comparator": ">=", "amount": amount, **more}
    return Quota.model_validate({"evidence": evidence(quote), **fields})


def finding(code: str, severity: Literal["error", "warning", "info"], message: str, **more: object) -> Finding:
    return Finding.model_validate({"code": code, "severity": severity, "message": message, **more})


def notice(**changes: object) -> NoticeRecord:
    """An invented notice of an invented city."""
    record = NoticeRecord(
        source=SourceRecord(file="云海.pdf", sha256="a" * 64, media_type="application/pdf", reader="pdf", pages=3),
        issuer="云海市人力资源和社会保障局",
        jurisdiction=Jurisdiction(code="999900", name="云海市", level="city"),
        year=2031,
        doc_number="云人社字〔2031〕7号",
        title="关于开展2031年度继续教育的通知",
        issue_date=dt.date(2031, 3, 5),
        evidence={"title": evidence("关于开展2031年度继续教育的通知", page=1)},
        quotas=(
            quota("total", 96, "全年学习不得少于96学时"),
            quota("public", 32, "其中公需课32学时以上", certain=False),
            quota("professional", None, "专业课不得少于口口学时"),
        ),
        dates=(
            DateFact(
                kind="study_window",
                start=dt.date(2031, 4, 1),
                end=dt.date(2031, 11, 30),
                evidence=evidence("学习时间自4月1日起至11月30日止"),
            ),
            DateFact(kind="material_deadline", end=dt.date(2031, 5, 9), evidence=evidence("5月9日前报送方案")),
            DateFact(
                kind="filing_deadline",
                relative=Relative(amount=7, unit="working_day", anchor="开班", direction="before"),
                evidence=evidence("开班前7个工作日备案"),
            ),
        ),
        contacts=(
            Contact(
                office="专技科", phones=("0999-1234567",), e164=("+869991234567",), evidence=evidence("电话1234567")
            ),
        ),
        findings=(
            finding("TXT_OCR_CHAR", "info", "一处误字"),
            finding("RUL_FORMULA_MISSING", "warning", "未给公式", certainty="judgment"),
            finding("NUM_SUM_MISMATCH", "error", "分项之和不等于合计", evidence=[evidence("32加60不等于96")]),
        ),
    )
    return record.model_copy(update=changes)


def entry(record: NoticeRecord, stem: str = "云海") -> Entry:
    return Entry(record, stem, "rules/999900/2031/ruleset.yaml")


def text_of(page: bytes) -> str:
    """What a reader sees of a page, white space folded."""
    root = etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))
    for skipped in root.iter("style", "script"):
        skipped.text = ""
    return " ".join("".join(root.itertext()).split())


class Tags(HTMLParser):
    """Collects every tag and attribute of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


# ---------------------------------------------------------------- pages


def test_every_value_stands_beside_its_sentence() -> None:
    page = report.notice(entry(notice()), {})
    shown = text_of(page)
    for value, quote in [
        ("每年不少于 96 学时", "全年学习不得少于96学时"),
        ("2031年4月1日至2031年11月30日", "学习时间自4月1日起至11月30日止"),
        ("开班前 7 个工作日", "开班前7个工作日备案"),
        ("0999-1234567", "电话1234567"),
    ]:
        assert re.search(f"{value}.{{0,20}}{quote} ?三（一）第2页", shown), value


def test_doubt_is_marked() -> None:
    shown = text_of(report.notice(entry(notice()), {}))
    assert "每年不少于 32 学时推断" in shown
    assert "专业科目 无法辨认无法辨认" in shown or "专业科目 无法辨认" in shown


def test_errors_first_text_notes_folded() -> None:
    page = report.notice(entry(notice()), {})
    shown = text_of(page)
    assert shown.index("分项之和不等于合计") < shown.index("未给公式需人工判断") < shown.index("一处误字")
    root = etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))
    assert [s.text for s in root.iter("summary")] == ["文字与编号质量 1 条"]
    assert "一处误字" in "".join(next(root.iter("details")).itertext())


def test_raw_text_is_shown_where_it_differs() -> None:
    repaired = notice(quotas=(quota("public", 30, "不少于30学时", evidence=evidence("不少于30学时", "不少于⒊ 0学时")),))
    page = report.notice(entry(repaired), {}).decode()
    assert "<del>⒊</del><ins>3</ins>" in page
    same = notice(quotas=(quota("public", 30, "不少于30学时", evidence=evidence("不少于30学时", "不少于 30\n学时")),))
    assert 'class="repair"' not in report.notice(entry(same), {}).decode()


def test_overview_tells_errors_hours_times_and_files() -> None:
    forms = [FormOutcome(file="备案表.docx", sha256="b" * 64, form_kind="project_filing", title="培训项目备案表")]
    unread = [UnreadOutcome(file="坏.pdf", code="ING_ENCRYPTED", reason="文件已加密", advice="请去除密码")]
    shown = text_of(report.index(overview.build([entry(notice())], forms, unread)))
    order = ["通知1", "坏.pdf文件已加密请去除密码", "分项之和不等于合计", "≥ 96 ≥ 32推断 无法辨认"]
    order += ["学习时间 4月1日—11月30日", "999900/2031", "培训项目备案表"]
    positions = [shown.index(text) for text in order]
    assert positions == sorted(positions)


def test_every_link_leads_somewhere() -> None:
    records = [notice(), notice(source=notice().source.model_copy(update={"file": "二.pdf", "sha256": "b" * 64}))]
    entries = [entry(records[0], "通知 一"), entry(records[1], "二")]
    batch = outputs.Batch(tuple(entries), {"rules/999900/2031/ruleset.yaml": b""}, (), ())
    files = outputs.render(batch)
    for name, content in files.items():
        if not name.endswith(".html"):
            continue
        for tag, attributes in Tags(content).found:
            href = attributes.get("href") if tag == "a" else None
            if href:
                _assert_leads(files, name, href)


def _assert_leads(files: dict[str, bytes], page: str, href: str) -> None:
    path, _, anchor = unquote(href).partition("#")
    target = (Path("/") / Path(page).parent / path).resolve().relative_to("/").as_posix() if path else page
    assert target in files, f"{page}: {href}"
    if anchor:
        assert f'id="{anchor}"' in files[target].decode(), f"{page}: {href}"


def hostile_pages() -> list[bytes]:
    bad = notice(
        title=HOSTILE,
        issuer=HOSTILE,
        jurisdiction=Jurisdiction(code=None, name=HOSTILE, level="city"),
        source=SourceRecord(file=HOSTILE, sha256="c" * 64, media_type=HOSTILE, reader=HOSTILE, ocr=HOSTILE),
        quotas=(quota("total", 90, HOSTILE, scope=HOSTILE, unit=HOSTILE),),
        contacts=(
            Contact(office=HOSTILE, person=HOSTILE, phones=(HOSTILE,), evidence=evidence(HOSTILE, raw=HOSTILE[3:])),
        ),
        reciprocity=(HOSTILE,),
        findings=(finding("X", "error", HOSTILE, related=[Related(file=HOSTILE, evidence=evidence(HOSTILE))]),),
    )
    unread = [UnreadOutcome(file=HOSTILE, code="ING_CRASH", reason=HOSTILE, advice=HOSTILE, detail=HOSTILE)]
    forms = [FormOutcome(file=HOSTILE, sha256="", form_kind=HOSTILE, title=HOSTILE)]
    return [report.notice(entry(bad), {}), report.index(overview.build([entry(bad)], forms, unread))]


@pytest.mark.parametrize("number", [0, 1])
def test_hostile_text_stays_text(number: int) -> None:
    page = hostile_pages()[number]
    tags = Tags(page).found
    assert [tag for tag, _ in tags].count("script") == 1
    assert not any(tag == "img" for tag, _ in tags)
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
    assert "\u202e" not in page.decode()
    assert "{{ 7*7 }}" in page.decode()


@pytest.mark.parametrize("number", [0, 1])
def test_pages_ask_for_nothing_from_outside(number: int) -> None:
    for tag, attributes in Tags(hostile_pages()[number]).found:
        assert tag not in ("link", "iframe", "object", "embed")
        assert "src" not in attributes
        assert not (attributes.get("href") or "").startswith(("http", "//", "javascript"))


# ---------------------------------------------------------------- times


def test_charts_one_a_year_with_lanes_and_far_dates_apart() -> None:
    def deadline(year: int, day: dt.date) -> timeline.Entry:
        return timeline.Entry("云海市", year, DateFact(kind="other", end=day, evidence=evidence("x")), "#")

    days = [dt.date(2031, 3, 1), dt.date(2031, 12, 31), dt.date(2206, 1, 1), dt.date(2032, 1, 15)]
    entries = [deadline(2031, day) for day in days] + [deadline(2030, dt.date(2030, 6, 1))]
    charts = timeline.charts(entries)
    assert [chart.year for chart in charts] == [2031, 2030]
    marks = charts[0].rows[0].marks
    assert len(marks) == 3
    assert len({mark.y for mark in marks}) == 3
    assert all(timeline.GUTTER <= mark.x <= timeline.WIDTH for mark in marks)
    assert [entry.fact.end for entry in charts[0].outside] == [dt.date(2206, 1, 1)]
    assert charts[0].months[0].label == "2031年3月"
    assert charts[0].months[-1].label == "2032年1月"


@given(st.lists(st.tuples(st.dates(), st.dates()), max_size=6), st.integers(1, 9999))
def test_any_dates_can_be_drawn_and_put_in_a_calendar(windows: list[tuple[dt.date, dt.date]], year: int) -> None:
    facts = tuple(DateFact(kind="study_window", start=a, end=b, evidence=evidence("x")) for a, b in windows)
    record = notice(year=year, dates=facts)
    report.index(overview.build([entry(record)], [], []))
    icalendar.Calendar.from_ical(deadlines.calendar([record]))


def test_calendar_holds_window_and_deadline_with_their_sentences() -> None:
    events = icalendar.Calendar.from_ical(deadlines.calendar([notice()])).walk("VEVENT")
    told = [(e.decoded("DTSTART"), str(e["SUMMARY"])) for e in events]
    assert told == [
        (dt.date(2031, 4, 1), "云海市 2031年度：学习时间开始"),
        (dt.date(2031, 5, 9), "云海市 2031年度：材料报送"),
        (dt.date(2031, 11, 30), "云海市 2031年度：学习时间截止"),
    ]
    assert events[1].decoded("DTEND") == dt.date(2031, 5, 10)
    for part in ("原文：5月9日前报送方案", "位置：三（一），第2页", "文件：云海.pdf"):
        assert part in str(events[1]["DESCRIPTION"])


def test_an_event_keeps_its_identity_when_the_file_is_renamed() -> None:
    renamed = notice(source=notice().source.model_copy(update={"file": "别的名字.pdf"}))

    def identities(records: Sequence[NoticeRecord]) -> list[str]:
        return [str(e["UID"]) for e in icalendar.Calendar.from_ical(deadlines.calendar(records)).walk("VEVENT")]

    assert identities([notice()]) == identities([renamed]) == identities([notice(), renamed])
    assert len(set(identities([notice()]))) == 3


# ---------------------------------------------------------------- workbook


def sheet(record: NoticeRecord, name: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(workbook.build([record])))
    return list(book[name].iter_rows(values_only=True))


def test_sheets_are_typed_sorted_and_ready_to_filter() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook.build([notice()])))
    assert book.sheetnames == ["发现", "学时要求", "期限", "联系方式"]
    assert [row[0] for row in book["发现"].iter_rows(min_row=2, values_only=True)] == ["错误", "警告", "提示"]
    for ws in book:
        assert (ws.freeze_panes, ws.auto_filter.ref) == ("A2", ws.dimensions)
    assert book["学时要求"]["F2"].value == 96
    assert book["期限"]["D2"].value == dt.datetime(2031, 4, 1)
    assert book["期限"]["D2"].number_format == "yyyy-mm-dd"
    assert book["发现"]["A2"].fill.fgColor.rgb != book["发现"]["A3"].fill.fgColor.rgb


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 635", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "'=1", "2031-01-01"]
)
def test_text_never_becomes_a_formula_and_is_not_altered(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook.build([notice(findings=(finding("X", "error", text),))])))
    cell = book["发现"]["E2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))


def test_ids_and_long_or_odd_text_survive() -> None:
    number = "11010519491231002X"
    record = notice(
        findings=(finding("A", "error", number), finding("B", "info", "_x0041_\x07\ud83d"[:8] + "字" * 40000))
    )
    rows = sheet(record, "发现")
    assert rows[1][4] == number
    long = str(rows[2][4])
    assert long.startswith("_x005F_x0041_�")
    assert len(long) <= sheets.MAX_TEXT


@given(st.text())
def test_any_text_makes_a_workbook_that_opens(text: str) -> None:
    rows = sheet(notice(title=text, findings=(finding("X", "info", text),)), "发现")
    assert rows[0][0] == "程度"


def test_same_records_same_bytes() -> None:
    assert workbook.build([notice()]) == workbook.build([notice()])
    assert deadlines.calendar([notice()]) == deadlines.calendar([notice()])
    assert report.notice(entry(notice()), {}) == report.notice(entry(notice()), {})


# ---------------------------------------------------------------- wording


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"comparator": ">=", "amount": Decimal(30)}, "每年不少于 30 学时"),
        ({"comparator": "<=", "kind": "cap", "amount": Decimal(8), "period": "day"}, "每天不超过 8 学时"),
        ({"comparator": "=", "kind": "credit", "amount": Decimal("2.50"), "period": "item"}, "计 2.5 学时"),
        ({"comparator": "=", "amount": Decimal(20)}, "每年 20 学时"),
        ({"comparator": ">=", "amount": None}, "无法辨认"),
    ],
)
def test_quotas_in_words(fields: dict[str, object], told: str) -> None:
    assert wording.quota(quota("total", None, "x").model_copy(update=fields)) == told


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ([PlaceRecord(page=3)], "第3页"),
        ([PlaceRecord(page=4), PlaceRecord(page=3)], "第3—4页"),
        ([PlaceRecord(part="word/document.xml", path="tbl[0]/tr[2]/tc[1]/p[0]")], "表1第3行第2格"),
        ([PlaceRecord(part="word/document.xml", path="p[11]")], "第12段"),
        ([PlaceRecord(part="word/header1.xml", path="p[0]")], "页眉第1段"),
        ([PlaceRecord(path="/html/body/p[2]")], "网页正文"),
        ([PlaceRecord(line=9)], "第9行"),
        ([], ""),
    ],
)
def test_places_in_words(place: list[PlaceRecord], told: str) -> None:
    assert wording.place(evidence("x").model_copy(update={"places": tuple(place)})) == told


@pytest.mark.parametrize(
    ("path", "told"), [(("二", "（一）", "1"), "二（一）1"), (("附件1", "2"), "附件1·2"), ((), "")]
)
def test_clauses_in_words(path: tuple[str, ...], told: str) -> None:
    assert wording.clause(path) == told


def test_repair_pieces_add_up_to_both_texts() -> None:
    shown = views.quote(evidence("自2023年起", "自⒛23 年起"))
    assert "".join(p.text for p in shown.repair if p.kind != "new") == "自⒛23年起"
    assert "".join(p.text for p in shown.repair if p.kind != "gone") == "自2023年起"


def test_of_a_long_quote_only_the_surroundings_of_a_repair_are_shown() -> None:
    before, after = "前" * 100, "后" * 100
    shown = views.quote(evidence(f"{before}60{after}", f"{before}ω{after}"))
    assert [p.text for p in shown.repair] == [f"…{'前' * 10}", "ω", "60", f"{'后' * 10}…"]
