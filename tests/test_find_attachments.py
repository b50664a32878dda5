"""Lists of attachments in every layout: text → number and title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.finders.attachments import find_attachments
from extract.mentions import Mentions
from extract.view import View
from ingest.document import Document
from normalize.facts.attachments import attachments
from normalize.record import Attachment
from tests.pages import page
from tests.texts import document

Row = tuple[int, str]
END = "\n聊城市人力资源和社会保障局\n2026年3月1日\n"


def read(found: Document) -> tuple[Attachment, ...]:
    mentions = sorted(find_attachments(View(found)), key=lambda m: m.span)
    return attachments(Mentions(found, tuple(mentions)))


def rows(text: str) -> list[Row]:
    return [(a.no, a.title) for a in read(document(text))]


TWO = [(1, "学时申报表"), (2, "基地名单")]
CASES: list[tuple[str, list[Row]]] = [
    ("附件：1.学时申报表\n2.基地名单", TWO),
    ("附件：\n1.学时申报表\n2.基地名单", TWO),
    ("附    件：1.学时申报表\n2.基地名单", TWO),
    ("附件：学时申报表.docx\n附件：基地名单.xlsx", TWO),
    ("附件:1、学时申报表\n      2、基地名单", TWO),
    ("附 件：1．学时申报表\n2．基地名单", TWO),
    ("附件：1 学时申报表\n2 基地名单", TWO),
    ("附件：（1）学时申报表（2）基地名单", TWO),
    ("附件：1.学时申报表 2.基地名单", TWO),
    ("附：1.学时申报表；2.基地名单。", TWO),
    ("附件：1.学时申报表2.基地名单", TWO),
    ("附件：一、学时申报表\n二、基地名单", TWO),
    ("附件（共2份）：1.学时申报表\n2.基地名单", TWO),
    ("附件1：学时申报表\n附件2：基地名单", TWO),
    ("附件1. 学时申报表\n附件2. 基地名单", TWO),
    ("附件一 学时申报表\n附件二 基地名单", TWO),
    ("附件1：学时申报表.docx\n附件2：基地名单.xlsx", TWO),
    ("附件：1.《学时申报表》\n2.《基地名单》", TWO),
    ("附件：学时申报表\n      基地名单", TWO),
    ("附件：学时申报表", [(1, "学时申报表")]),
    ("附件：《学时认定办法》", [(1, "学时认定办法")]),
    ("附件1：学时申报表", [(1, "学时申报表")]),
    ("附件：1.2026年度课程目录\n2.2025年度统计表", [(1, "2026年度课程目录"), (2, "2025年度统计表")]),
    ("附件：1.学习方案（参考格式）\n2.申报表（样表）", [(1, "学习方案（参考格式）"), (2, "申报表（样表）")]),
    (
        "附件：1.XX单位专业技术人员专业科目学\n习方案\n2.登记表",
        [(1, "XX单位专业技术人员专业科目学习方案"), (2, "登记表")],
    ),
    (
        "附件1. 关于公布公需科目学习\n指南的通知\n附件2. 认定标准",
        [(1, "关于公布公需科目学习指南的通知"), (2, "认定标准")],
    ),
    ("附件：10门课程目录", [(1, "10门课程目录")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[t[:20] for t, _ in CASES])
def test_layouts(text: str, expected: list[Row]) -> None:
    assert rows(f"现将有关事项通知如下。\n{text}\n{END}") == expected


NONE = [
    "附件：略",
    "附件：请登录市人社局网站下载",
    "各单位按附件1-3要求报送（附件1）。",
    "填写登记表（见附件2）。",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_list(text: str) -> None:
    assert rows(f"现将有关事项通知如下。\n{text}\n{END}") == []


def test_the_head_of_an_attachment_is_no_entry() -> None:
    text = f"通知如下。\n附件：1.学时申报表\n2.基地名单\n{END}附件1\n学时申报表\n姓名：\n附件2\n基地名单\n聊城大学"
    assert rows(text) == TWO


def test_download_links_below_the_list_add_nothing() -> None:
    text = f"通知如下。\n附件：1.学时申报表\n2.基地名单\n{END}附件1：学时申报表（下载）.docx\n附件2：基地名单.docx"
    assert rows(text) == TWO


def test_a_table_of_attachments() -> None:
    found = page("通知如下。", [["附件", "名称"], ["附件1", "学时申报表"], ["附件2", "基地名单"]])
    assert [(a.no, a.title) for a in read(found)] == TWO


TITLES = st.sampled_from(["学时申报表", "2026年度课程目录", "继续教育基地名单", "学习方案（样式）", "认定标准及要求"])
MARKS = st.sampled_from(["{}.", "{}．", "{}、", "（{}）", "附件{}："])


@given(st.lists(TITLES, min_size=2, max_size=12), MARKS)
def test_every_entry_of_a_list_is_found(titles: list[str], mark: str) -> None:
    lines = [mark.format(i) + title for i, title in enumerate(titles, 1)]
    head = "" if mark.startswith("附件") else "附件："
    assert rows(f"通知如下。\n{head}" + "\n".join(lines) + END) == list(enumerate(titles, 1))


@given(st.text("附件：1234.、（）表名单\n 通知，。2026年", max_size=80))
def test_any_text_gives_attachments_whose_evidence_is_in_it(text: str) -> None:
    found = document(f"关于继续教育的通知\n{text}\n")
    for attachment in read(found):
        assert attachment.evidence.quote == found.text[slice(*attachment.evidence.span)]
        assert attachment.no >= 1
        assert attachment.title
