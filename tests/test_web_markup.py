"""Markup of web pages as text: white space, breaks, lists, tables, hidden text, encodings, envelopes."""

from __future__ import annotations

from base64 import encodebytes
from pathlib import Path

import pytest
from lxml import etree

from ingest.document import ElementPlace
from ingest.errors import UnreadableFileError
from ingest.reading import RawTable, Reading
from ingest.web import read_html, read_mhtml
from ingest.web.paths import Paths
from tests.test_web_article import own, page, read

PAGE = Path("页.html")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>每年\n   不少于\n90学时</p>", ["每年不少于 90学时"]),
        ("<p>Word  and\n PDF</p>", ["Word and PDF"]),
        ("<p>　　<span>一、</span><b>范围</b>&nbsp;</p>", ["一、范围"]),
        ("<p>甲<div>乙</div>丙<p>丁<center>戊</center>己", ["甲", "乙", "丙", "丁", "戊", "己"]),
        ("<p>0531&#8203;-123&shy;45</p>", ["0531-12345"]),
        ("<p>邮箱：<a href='mailto:a@b.cn'>a@b.cn</a></p>", ["邮箱：a@b.cn"]),
        ("<p><st1:chsdate>2026年</st1:chsdate>3月<o:p></o:p></p>", ["2026年3月"]),
        ("<p>继<ruby>续<rp>(</rp><rt>xu</rt><rp>)</rp></ruby>教育</p>", ["继续教育"]),
        ("<p><input type=checkbox checked>是<input type=radio>否<input value=搜索></p>", ["☑是□否"]),
        ("<p>甲<!-- 注释 -->乙</p><noscript>请启用脚本</noscript><template><p>丙</p></template>", ["甲乙"]),
        ("<p>a &lt; b &amp; c &#x4e00;</p>", ["a < b & c 一"]),
        ("<dl><dt>电话</dt><dd>1234567</dd></dl>", ["电话", "1234567"]),
    ],
)
def test_text(body: str, lines: list[str]) -> None:
    assert own(read(body)) == lines


def test_single_breaks_leave_the_paragraph_open() -> None:
    got = read("<div>附件：1.基地名单<br/>2.培训项目<br>申报表<br><br>某局<br>　　另起一段<br></div><p>完</p>")
    assert [(text, line.complete) for text, line in zip(own(got), got.lines, strict=True)] == [
        ("附件：1.基地名单", False),
        ("2.培训项目", False),
        ("申报表", True),
        ("某局", True),
        ("另起一段", True),
        ("完", True),
    ]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<ol><li>公需科目<li><p>专业科目</p></ol>", ["1.公需科目", "2.专业科目"]),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3.甲", "7.乙", "8.丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2.甲", "1.乙"]),
        ("<ol type=A><li>甲<li>乙</ol>", ["A.甲", "B.乙"]),
        ("<ol style='list-style-type:none'><li>甲</ol>", ["甲"]),
        (
            "<ol style='list-style-type: simp-chinese-informal'>" + "<li>甲" * 11 + "</ol>",
            [*[f"{n}、甲" for n in "一二三四五六七八九十"], "十一、甲"],
        ),
        (
            "<ol><li>1.自带编号<li>（二）自带编号<li>第一，要求<li>第一项要求</ol>",
            ["1.自带编号", "（二）自带编号", "第一，要求", "4.第一项要求"],
        ),
        ("<ol><li>2026年计划</ol>", ["2026年计划"]),
        ("<ol><li>外<ol><li>内</ol>续<li>外</ol>", ["1.外", "1.内", "续", "2.外"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        ("<ol start=x><li value=y>甲</ol>", ["1.甲"]),
    ],
)
def test_list_numbers(body: str, lines: list[str]) -> None:
    assert own(read(body)) == lines


def test_heading_levels() -> None:
    got = read("<h1>标题</h1><h3><span>小标题</span></h3><p>正文</p>")
    assert [line.markup_level for line in got.lines] == [1, 3, 0]


# ---------------------------------------------------------------- tables


def _cells(got: Reading, table: RawTable) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.row_span, c.col_span, got.raw[c.span[0] : c.span[1]]) for c in table.cells]


def test_a_data_table_with_spans() -> None:
    got = read(
        "<p>学时表</p><table border=1><thead><tr><th rowspan=2>类别<th colspan=2>学时</tr></thead>"
        "<tr><td>公需<td>专业<tr><td>企业<td>30<td>60<tr><td>事业<td><td><p>60</p><p>以上</p></table><p>完</p>"
    )
    assert got.raw == "学时表\n类别\t学时\n公需\t专业\n企业\t30\t60\n事业\t\t60\n以上\n完"
    assert _cells(got, got.tables[0]) == [
        (0, 0, 2, 1, "类别"),
        (0, 1, 1, 2, "学时"),
        (1, 1, 1, 1, "公需"),
        (1, 2, 1, 1, "专业"),
        (2, 0, 1, 1, "企业"),
        (2, 1, 1, 1, "30"),
        (2, 2, 1, 1, "60"),
        (3, 0, 1, 1, "事业"),
        (3, 1, 1, 1, ""),
        (3, 2, 1, 1, "60\n以上"),
    ]


def test_nested_data_tables() -> None:
    inner = "<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>"
    got = read(f"<table border=1><tr><td>外<td>{inner}<tr><td>一<td>二</table>")
    assert [table.parent for table in got.tables] == [None, 0]
    assert _cells(got, got.tables[0])[1][4] == "甲\t乙\n丙\t丁"
    assert [line.table for line in got.lines] == [0, 1, 1, 1, 1, 0, 0]


@pytest.mark.parametrize("span", ["0", "9999999", "-1", "x", "100%", ""])
def test_absurd_spans_stay_inside_the_table(span: str) -> None:
    got = read(f"<table border=1><tr><td rowspan='{span}' colspan='{span}'>甲<td>乙<tr><td>丙<td>丁</table>")
    table = got.tables[0]
    assert all(c.row + c.row_span <= table.rows and c.col + c.col_span <= table.cols for c in table.cells)


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>独格</td></tr></table>",
        "<table><tr><td>左<td>" + "长文" * 300 + "<tr><td>甲<td>乙</table>",
        "<table role=presentation><tr><td>甲<td>乙<tr><td>丙<td>丁</table>",
        "<table><tr><td><h1>标题</h1><td>乙<tr><td>丙<td>丁</table>",
    ],
)
def test_tables_that_only_arrange_the_page(table: str) -> None:
    assert read(table).tables == ()


# ---------------------------------------------------------------- hidden text


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display:none'>藏</p>",
        "<div style='DISPLAY : none'><p>藏</p></div>",
        "<span hidden>藏</span>",
        "<p hidden='hidden'>藏</p>",
    ],
)
def test_hidden_text_is_dropped_and_told(hidden: str) -> None:
    got = read(f"<p>见</p>{hidden}<p>完</p>")
    assert own(got) == ["见", "完"]
    assert [notice.code for notice in got.notices] == ["HIDDEN_TEXT"]


def test_text_behind_a_hidden_element_is_kept() -> None:
    assert own(read("<p>公需<span style='display:none'>藏</span>科目<script>x</script>三十</p>")) == ["公需科目三十"]


# ---------------------------------------------------------------- encodings

TEXT = (
    "<html><head>{}<title>关于继续教育的通知</title></head>"
    "<body><p>每年不少于90学时，请各单位认真组织。</p></body></html>"
)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("<meta charset=utf-8>", "utf-8"),
        ("", "utf-8"),
        ("<meta charset=gbk>", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "utf-16-le"),
        ("", "gbk"),
        ("<meta charset=gb2312>", "gb18030"),
        ("<meta charset=utf-8>", "gbk"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GB2312">', "gbk"),
        ("<meta charset=不存在>", "gbk"),
    ],
)
def test_encodings(declared: str, encoding: str) -> None:
    text = TEXT.format(declared)
    assert own(read_html(text.encode(encoding), PAGE))[-1] == "每年不少于90学时，请各单位认真组织。"


def test_another_declared_encoding() -> None:
    text = "<meta charset=big5><p>關於專業技術人員繼續教育的通知，每年不少於90學時</p>"
    assert own(read_html(text.encode("big5"), PAGE)) == ["關於專業技術人員繼續教育的通知，每年不少於90學時"]


def test_a_few_damaged_bytes_do_not_change_the_encoding() -> None:
    data = TEXT.format("").replace("认真组织", "认真组织" * 40).encode()
    got = read_html(data.replace("请".encode(), b"\xe8\xaf"), PAGE)
    assert "每年不少于90学时" in got.raw
    assert [notice.code for notice in got.notices] == ["ENCODING_DAMAGED"]


# ---------------------------------------------------------------- places and envelopes


def test_places_are_paths_in_the_page() -> None:
    data = page("<div><p>甲</p><p>乙<br>丙</p><table border=1><tr><td>丁<td>戊<tr><td>己<td>庚</table></div>")
    got = read_html(data, PAGE)
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    for line in got.lines:
        assert isinstance(line.place, ElementPlace)
        (element,) = root.getroottree().xpath(line.place.path)
        assert got.raw[line.span[0] : line.span[1]] in "".join(element.itertext())


def test_paths_are_those_of_lxml() -> None:
    root = etree.fromstring(page("<div><p>甲<b>乙</b><p>丙</div><div><ul><li><li></ul></div>"), etree.HTMLParser())
    paths = Paths()
    for element in root.iter():
        assert paths.of(element) == root.getroottree().getpath(element)


MHT = (
    b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
    b"--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
)


def test_a_page_saved_as_one_file() -> None:
    got = read_mhtml(MHT + encodebytes(page("<p>单文件网页</p>")) + b"\r\n--B--\r\n", Path("页.mht"))
    assert own(got) == ["单文件网页"]
    assert got.media_type == "multipart/related"


def test_an_envelope_without_a_page() -> None:
    with pytest.raises(UnreadableFileError, match="ING_TRUNCATED"):
        read_mhtml(MHT, Path("页.mht"))
