"""Automatic numbering: what Word prints before a paragraph and keeps out of its text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clauses import chinese_ordinal
from ingest.word.numerals import chinese, numeral
from tests.word_package import lines, p, tbl, tc, tr


def _level(index: int, number_format: str, text: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


OFFICIAL = (
    _level(0, "chineseCountingThousand", "%1、")
    + _level(1, "chineseCounting", "（%2）")
    + _level(2, "decimal", "%3.")
    + _level(3, "decimal", "（%4）")
)


def _numbering(levels: str = OFFICIAL, nums: str = "") -> str:
    base = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{base}{nums}'


def n(text: str, level: int = 0, num: int = 1) -> str:
    """A numbered paragraph."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def test_the_levels_of_an_official_document() -> None:
    body = (
        n("范围")
        + n("公需科目", 1)
        + n("内容", 2)
        + n("第一", 3)
        + n("形式", 2)
        + n("专业科目", 1)
        + n("要求")
        + n("学时", 1)
    )
    assert lines(body, numbering=_numbering()) == [
        "一、范围",
        "（一）公需科目",
        "1.内容",
        "（1）第一",
        "2.形式",
        "（二）专业科目",
        "二、要求",
        "（一）学时",
    ]


def test_plain_paragraphs_between_do_not_restart() -> None:
    body = n("甲", 2) + p("说明") + n("乙", 2) + p("不编号", '<w:numPr><w:numId w:val="0"/></w:numPr>') + n("丙", 2)
    assert lines(body, numbering=_numbering()) == ["1.甲", "说明", "2.乙", "不编号", "3.丙"]


def test_two_lists_share_a_counter_unless_one_states_its_start() -> None:
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        + _level(0, "upperLetter", "%1.")
        + "</w:lvlOverride></w:num>"
    )
    body = n("甲") + n("乙", num=2) + n("丙", num=3) + n("丁", num=3) + n("戊", num=4)
    assert lines(body, numbering=_numbering(nums=nums)) == ["一、甲", "二、乙", "一、丙", "二、丁", "C.戊"]


@pytest.mark.parametrize(
    ("restart", "numbers"),
    [("", ["1.", "2.", "1."]), ('<w:lvlRestart w:val="0"/>', ["1.", "2.", "3."])],
)
def test_a_level_restarts_after_a_higher_one_unless_told_not_to(restart: str, numbers: list[str]) -> None:
    levels = _level(0, "chineseCounting", "%1、") + _level(1, "decimal", "%2.", restart)
    body = n("章") + n("", 1) + n("", 1) + n("章") + n("", 1)
    assert [text for text in lines(body, numbering=_numbering(levels)) if "章" not in text] == numbers


def test_compound_and_legal_numbers() -> None:
    levels = (
        _level(0, "chineseCounting", "第%1章 ")
        + _level(1, "decimal", "%1.%2")
        + _level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    )
    assert lines(n("总则") + n("目的", 1) + n("依据", 2), numbering=_numbering(levels)) == [
        "第一章 总则",
        "一.1 目的",
        "1.1.1 依据",
    ]


def test_a_level_that_was_skipped_counts_as_begun() -> None:
    levels = _level(0, "decimal", "%1") + _level(1, "decimal", "%1.%2")
    assert lines(n("甲", 1) + n("乙", 0), numbering=_numbering(levels)) == ["1.1 甲", "2 乙"]


def test_figures_do_not_run_together() -> None:
    assert lines(n("2026年度计划", 2) + n("公需科目", 2), numbering=_numbering()) == ["1. 2026年度计划", "2.公需科目"]


def test_numbers_in_cells_and_of_empty_paragraphs() -> None:
    levels = _level(0, "decimal", "%1")
    table = tbl(tr(tc(n("")), tc("张某")), tr(tc(n("")), tc("李某")))
    assert lines(table, numbering=_numbering(levels)) == ["1", "张某", "2", "李某"]


@pytest.mark.parametrize(
    ("pattern", "font", "shown"),
    [
        ("\uf0a8", "Wingdings", "□项目"),
        ("\uf0b7", "Symbol", "•项目"),
        ("\uf0e0", "Wingdings", "•项目"),
        ("●", "", "●项目"),
    ],
)
def test_bullets(pattern: str, font: str, shown: str) -> None:
    levels = (
        f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{pattern}"/>'
        f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>'
    )
    assert lines(n("项目"), numbering=_numbering(levels)) == [shown]


def _style(name: str, properties: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:pPr>{properties}</w:pPr></w:style>'
    )


def test_numbering_through_a_style() -> None:
    styles = (
        _style("T1", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + _style("T2", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
        + _style("T3", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    )
    levels = OFFICIAL.replace('<w:lvlText w:val="%3."/>', '<w:pStyle w:val="T3"/><w:lvlText w:val="%3."/>')
    body = "".join(
        p(text, f'<w:pStyle w:val="{style}"/>')
        for text, style in (("甲", "T1"), ("乙", "T2"), ("丙", "T3"), ("丁", "T1"))
    )
    without = p("戊", '<w:pStyle w:val="T1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body + without, styles=styles, numbering=_numbering(levels)) == [
        "一、甲",
        "（一）乙",
        "1.丙",
        "二、丁",
        "戊",
    ]


def test_numbering_through_a_numbering_style() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="S"/>{OFFICIAL}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = _style("S", '<w:numPr><w:numId w:val="2"/></w:numPr>')
    assert lines(n("甲") + n("乙"), numbering=numbering, styles=styles) == ["一、甲", "二、乙"]


def test_lists_that_do_not_exist_number_nothing() -> None:
    assert lines(n("甲", num=99) + n("乙", level=8) + n("丙", level=77), numbering=_numbering()) == ["甲", "乙", "丙"]
    assert lines(n("甲")) == ["甲"]


def test_a_deleted_paragraph_does_not_count() -> None:
    gone = n("", 2).replace("</w:numPr>", "</w:numPr><w:rPr><w:del w:id='1'/></w:rPr>")
    assert lines(n("甲", 2) + gone + n("乙", 2), numbering=_numbering()) == ["1.甲", "2.乙"]


@pytest.mark.parametrize(
    ("number_format", "value", "shown"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("japaneseCounting", 3, "三"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 36, "㊱"),
        ("decimalEnclosedCircleChinese", 51, "51"),
        ("decimalEnclosedParen", 4, "(4)"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("none", 5, ""),
        ("hebrew1", 5, "5"),
    ],
)
def test_numerals(number_format: str, value: int, shown: str) -> None:
    assert numeral(value, number_format) == shown


@given(st.integers(1, 99))
def test_chinese_numerals_read_back(value: int) -> None:
    assert chinese_ordinal(chinese(value)) == value


@given(
    st.sampled_from(["chineseCounting", "lowerRoman", "upperLetter", "decimalEnclosedCircle", "x"]),
    st.integers(-5, 10**6),
)
def test_any_value_has_some_numeral(number_format: str, value: int) -> None:
    assert numeral(value, number_format)
