"""Text files as offices send them → paragraphs, clause paths, repairs, furniture and places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import BlockKind, Document, Level, LinePlace
from ingest.txt import decode
from tests.texts import SHARED, document

WRAPPED = """\
某某市人力资源和社会保障局

关于做好 2025年度专业技术人员继续教育

工作的通知

各区县人力资源和社会保障局,市直有关部门 (单位 ):

为提升专业技术人员队伍的能力和水平,按照上级有关文件的

要求,现将本年度继续教育工作安排通知如下:

一、学 习要求

(一 )公需科目每人每年不少于 30学 时,由各单位组织专业技

术人员登录网络平台完成,平台地址另行公布。

(二 )专业科目每人每年不少于 60学时,可以采取多种方式完

成,鼓励参加线下培训班。

二、时间安排

请于 2025年 11月 30日 前完成。
"""


def lines(doc: Document) -> list[str]:
    return [doc.quote(b.span) for b in doc.blocks if b.kind is not BlockKind.FURNITURE]


def test_wrapped_lines_become_paragraphs_with_clause_paths() -> None:
    doc = document(WRAPPED)
    assert lines(doc)[1] == "关于做好2025年度专业技术人员继续教育工作的通知"
    assert "(一)公需科目每人每年不少于30学时,由各单位组织专业技术人员登录网络平台完成,平台地址另行公布。" in lines(doc)
    paths = {doc.quote(b.span)[:6]: b.clause for b in doc.blocks}
    assert paths["一、学习要求"] == ("一",)
    assert paths["(二)专业科"] == ("一", "（二）")
    assert paths["请于2025"] == ("二",)


def test_a_page_number_between_two_halves_of_a_sentence_leaves_the_text_and_stays_in_raw() -> None:
    text = "一、总体要求\n专业技术人员应当参加继续教育，不断更新知识、提升能\n— 3 —\n力，完成规定的学时，并及时登记。\n"
    doc = document(text)
    assert "提升能力，完成规定的学时" in doc.text
    assert [f.role for f in doc.furniture] == ["page_number"]
    assert doc.raw == text


REPAIRED = [
    ("现就做好⒛23年度继续教育工作通知如下。", "现就做好2023年度继续教育工作通知如下。", Level.CERTAIN),
    ("依据某人社发 匚2022〕 26号 文件。", "依据某人社发〔2022〕26号文件。", Level.CERTAIN),
    ("依据某人社字 E2020〕 56号 执行。", "依据某人社字〔2020〕56号执行。", Level.CERTAIN),
    ("网址:http∶ //edu.example.cn 登录。", "网址:http://edu.example.cn登录。", Level.CERTAIN),
    ("邮箱:abc@163.∞m", "邮箱:abc@163.com", Level.CERTAIN),
    ("邮箱:abc@example。cn", "邮箱:abc@example.cn", Level.CERTAIN),
    ("某某市人力资源和社会仔障局", "某某市人力资源和社会保障局", Level.CERTAIN),
    ("年度累计应不少于3O学时。", "年度累计应不少于30学时。", Level.CERTAIN),
    ("２０２６年５月", "2026年5月", Level.CERTAIN),
    ("年度累计应不少于ω 学时。", "年度累计应不少于60学时。", Level.INFERRED),
]


@pytest.mark.parametrize(("raw", "fixed", "level"), REPAIRED, ids=[r[0][:14] for r in REPAIRED])
def test_repairs(raw: str, fixed: str, level: Level) -> None:
    doc = document(raw)
    assert doc.text == fixed
    assert max(r.level is level for r in doc.repairs)


UNTOUCHED = [
    "党的二十大精神，2020年度、2022年度，第20.20条。",
    "联系人 张三 电话 13800000000",
    "某某区人力资源和社会保障局  5513165",
    "各案件承办人、武术教练、入职人员和木工",
    "人力 物力 财力",
    "OECD 国家与 IEEE 会议",
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_right_stays(text: str) -> None:
    assert [r for r in document(text).repairs if r.reason.startswith(("char", "digit", "year", "punct_doc"))] == []


def test_a_lost_year_is_marked_and_not_guessed() -> None:
    doc = document("关于做好⒛⒛年度继续教育工作的通知")
    assert "⒛⒛年度" in doc.text
    assert [r.level for r in doc.repairs] == [Level.UNREADABLE]


def test_the_foot_of_a_web_page_is_furniture() -> None:
    body = "关于开展培训的通知\n各单位：\n请按时参加。\n某某市人力资源和社会保障局\n2025年3月1日\n"
    doc = document(
        body + "【打印】【关闭】\n友情链接\n某某市人民政府\n主办单位：某某局  联系电话：12333\n某ICP备10000000号\n"
    )
    furniture = [doc.quote(b.span) for b in doc.blocks if b.kind is BlockKind.FURNITURE]
    assert "某某市人民政府" in furniture
    assert any("12333" in line for line in furniture)
    assert "某某市人力资源和社会保障局" not in furniture


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    text = "关于做好专业技术人员继续教育工作的通知\n一、学习要求（90学时）\n"
    assert decode(text.encode(encoding)) == text


NASTY = st.text(alphabet="一二（）()1.、。，：《》“”附件⒛匚∶ωE〕年月日学时 \t\n\r\f　ab<>*#[]", max_size=120)


@settings(max_examples=200, deadline=None)
@given(NASTY.filter(lambda t: t.strip()))
def test_any_text_maps_back_to_raw_and_has_places(text: str) -> None:
    doc = document(text)
    pieces, at = [], 0
    for repair in doc.repairs:
        pieces += [doc.text[at : repair.span[0]], repair.raw]
        at = repair.span[1]
    assert "".join([*pieces, doc.text[at:]]) == doc.raw
    for block in doc.blocks:
        assert doc.quote(block.span).strip()
        assert all(isinstance(p, LinePlace) for p in doc.locate(block.span))
    assert document(text) == doc


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_places_of_the_real_notices_hold_their_quotes(name: str) -> None:
    found = list((SHARED / "seeds").glob(f"{name}_*.txt"))
    if not found:
        pytest.skip("reference notices are not here: ../shared/seeds")
    text = found[0].read_text(encoding="utf-8")
    doc = document(text)
    printed = doc.raw.split("\n")
    for block in doc.blocks:
        first = doc.locate(block.span)[0]
        assert isinstance(first, LinePlace)
        assert doc.raw_quote(block.span).split("\n")[0] in printed[first.line - 1]


def test_address_and_number_broken_by_the_edge_are_whole() -> None:
    doc = document(
        "专业科目由各单位按照行业主管部门的安排组织学习并在年底前全部完成，学习\n"
        "公需科目登录全市专业技术人员继续教育学习网站（网址：https://jxjy.exa\n"
        "mple.cn/web）按时完成全部课程的学习，考试合格后取得相应的年度学时，有\n"
        "问题请致电市人社局专技科张老师，联系电话为0575-88123456或者是885512\n"
        "88，邮箱：zjk@sx.example.cn。\n"
    )
    assert "https://jxjy.example.cn/web" in doc.text
    assert "88551288，邮箱：zjk@sx.example.cn" in doc.text


def test_the_rest_of_a_title_goes_on_even_where_its_first_line_could_end_one() -> None:
    text = "某某省水利厅关于印发2024年度专业科目学习方案\n               的通知\n各市州水利局：\n现印发给你们。\n"
    assert lines(document(text))[0] == "某某省水利厅关于印发2024年度专业科目学习方案的通知"
