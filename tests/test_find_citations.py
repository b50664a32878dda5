"""Citations in many wordings: text → title and number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.finders.attachments import find_attachments
from extract.finders.citations import find_citations
from extract.mentions import Mentions
from extract.view import View
from normalize.facts.citations import citations
from normalize.record import Citation
from tests.texts import document

Row = tuple[str, str | None]


def read(text: str) -> tuple[Citation, ...]:
    found = document(text)
    view = View(found)
    mentions = sorted([*find_citations(view), *find_attachments(view)], key=lambda m: (m.kind, m.span))
    return citations(Mentions(found, tuple(mentions)))


RULE = "专业技术人员继续教育规定"
CASES: list[tuple[str, list[Row]]] = [
    (f"根据《{RULE}》（部令第25号）要求", [(RULE, "部令第25号")]),
    (f"根据《{RULE}》(人力资源和社会保障部令第 25 号)要求", [(RULE, "人力资源和社会保障部令第25号")]),
    (f"根据《{RULE}》（人社部第二十五号令）要求", [(RULE, "人社部令第25号")]),
    ("根据川人社发[2021]12号《四川省继续教育学时管理办法》", [("四川省继续教育学时管理办法", "川人社发〔2021〕12号")]),
    ("依据鲁人社发〔2024〕5号文件《关于做好学时登记的通知》", [("关于做好学时登记的通知", "鲁人社发〔2024〕5号")]),
    (
        "按照《关于印发〈学分管理办法〉的通知》（鲁人社规〔2019〕5号，以下简称《办法》）执行。《办法》另有规定的除外。",
        [("关于印发〈学分管理办法〉的通知", "鲁人社规〔2019〕5号")],
    ),
    (
        "依据《中华人民共和国劳动法》《河北省专业技术人员继续教育条例》",
        [("中华人民共和国劳动法", None), ("河北省专业技术人员继续教育条例", None)],
    ),
    (
        "《关于印发职业技能提升行动方案（2019—2021年）的通知》（国办发〔2019〕24号）",
        [("关于印发职业技能提升行动方案（2019—2021年）的通知", "国办发〔2019〕24号")],
    ),
    (
        "现将《人社部办公厅关于做好继续教育工作的通知》（人社厅函〔2026〕33号）转发给你们",
        [("人社部办公厅关于做好继续教育工作的通知", "人社厅函〔2026〕33号")],
    ),
    (
        "根据省人社厅关于做好2026年度继续教育工作的通知（鲁人社字〔2026〕20号）精神",  # no 《》
        [("省人社厅关于做好2026年度继续教育工作的通知", "鲁人社字〔2026〕20号")],
    ),
    (
        "根据“关于加强继续教育工作的意见”（聊人社字〔2016〕84号）",
        [("关于加强继续教育工作的意见", "聊人社字〔2016〕84号")],
    ),
    # a joint notice has two numbers, the first is given
    (
        "《关于印发实施方案的通知》（鲁人社字〔2019〕156号、鲁财社〔2019〕30号）",
        [("关于印发实施方案的通知", "鲁人社字〔2019〕156号")],
    ),
    # once only, with the number wherever it stands
    (f"《{RULE}》规定如下。依据《{RULE}》（人社部令第25号）第八条", [(RULE, "人社部令第25号")]),
    (f"根据《{RULE}》（人社部令第25号）。按人社部令第25号执行。", [(RULE, "人社部令第25号")]),
    # two numbers under one title are a contradiction that stays visible
    (
        "《学时管理办法》（鲁人社发〔2021〕1号）。见《学时管理办法》（鲁人社发〔2021〕2号）。",
        [("学时管理办法", "鲁人社发〔2021〕1号"), ("学时管理办法", "鲁人社发〔2021〕2号")],
    ),
    (
        f"依据《{RULE}》以及省厅关于做好继续教育工作的通知（鲁人社字〔2026〕33号）",
        [(RULE, None), ("省厅关于做好继续教育工作的通知", "鲁人社字〔2026〕33号")],
    ),
    ("根据《江东省人力资源和社会保障厅公告》（2026年第5号）", [("江东省人力资源和社会保障厅公告", "2026年第5号")]),
    ("根据《继续教育规定》（国家档案局 人力资源社会保障部 档发〔2020〕6号）", [("继续教育规定", "档发〔2020〕6号")]),
    (
        "将省教育厅《关于做好教师培训的通知》（鄂教〔2026〕2号）转发。《省教育厅关于做好教师培训的通知》见网站。",
        [("关于做好教师培训的通知", "鄂教〔2026〕2号")],
    ),
    # what the notice itself gives out
    ("《学时管理办法》已经2026年第4次局长办公会议审议通过，现印发给你们", []),
    ("我部制定了《2026年高级研修项目计划》，现印发给你们", []),
    # a number to be given is none
    ("《关于做好继续教育工作的通知》（聊人社字〔2026〕 号）", [("关于做好继续教育工作的通知", None)]),
    ("按照《国家职业技术技能标准》执行", [("国家职业技术技能标准", None)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[t[:20] for t, _ in CASES])
def test_wordings(text: str, expected: list[Row]) -> None:
    assert [(c.title, c.number) for c in read(text)] == expected


NONE = [
    "填写《2026年度继续教育学时登记表》（附件2）。",
    "取得《专业技术人员继续教育证书》《培训合格证》的人员。",
    "请报送《2026年度继续教育工作计划》和《专业科目学习方案》。",
    "制定《XX单位202X年度学习方案》。",
    "见《大众日报》第5版，学习《人工智能导论》课程。",
    "依据《条例》和《规定》要求。",
    "名单见《继续教育基地名单》。",
    "参照《学时认定办法》（附件1）执行。",
    "签订《委托培训协议书》。",
    "按照有关规定和鲁人社发的要求执行。",
    "根据人社部令第25号要求执行。",  # no title is said anywhere
    "办法见后。\n附件：1.学时认定办法\n2.《学分管理规定》",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_citation(text: str) -> None:
    assert read(text) == ()


def test_an_attachment_that_the_notice_forwards_is_cited_too() -> None:
    text = "现转发《省厅关于学时登记的通知》，请贯彻执行。\n附件：省厅关于学时登记的通知"
    assert [c.title for c in read(text)] == ["省厅关于学时登记的通知"]


KINDS = st.sampled_from(["通知", "意见", "办法", "规定", "实施方案"])
AGENCIES = st.sampled_from(["鲁人社发", "人社厅函", "国办发", "聊人社字", "川人社规"])


@given(KINDS, AGENCIES, st.integers(2010, 2029), st.integers(1, 300), st.sampled_from(["〔〕", "[]", "【】", "（）"]))
def test_any_number_comes_out_in_its_regular_form(kind: str, agency: str, year: int, no: int, marks: str) -> None:
    title = f"关于加强继续教育工作的{kind}"
    (found,) = read(f"根据《{title}》（{agency}{marks[0]}{year}{marks[1]}{no}号）等规定")
    assert (found.title, found.number) == (title, f"{agency}〔{year}〕{no}号")


@given(st.text("《》（）〔〕关于的通知规定令第25号2026鲁人社发，。根据附件\n", max_size=100))
def test_any_text_gives_citations_whose_evidence_is_in_it(text: str) -> None:
    full = document(f"关于继续教育的通知\n{text}\n").text
    for citation in read(f"关于继续教育的通知\n{text}\n"):
        assert citation.title
        assert citation.evidence.quote == full[slice(*citation.evidence.span)]
