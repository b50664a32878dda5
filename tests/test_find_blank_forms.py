"""Blank forms in many layouts: tables, lines with tabs, clause heads, lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.finders.attachments import find_attachments
from extract.finders.blank_forms.finder import find_blank_forms
from extract.mentions import Mentions
from extract.view import View
from ingest.document import Document
from normalize.facts.blank_forms import blank_forms
from normalize.record import BlankForm
from tests.pages import Rows, page
from tests.texts import document


def read(found: Document) -> tuple[BlankForm, ...]:
    view = View(found)
    mentions = sorted([*find_blank_forms(view), *find_attachments(view)], key=lambda m: (m.kind, m.span))
    return blank_forms(Mentions(found, tuple(mentions)))


def shown(form: BlankForm) -> list[str]:
    """Labels in order; * a column, @ the block, [] the choices."""
    return [
        f.label
        + ("*" if f.repeating else "")
        + (f"@{f.group}" if f.group else "")
        + (f"[{'/'.join(f.options)}]" if f.options else "")
        for f in form.fields
    ]


TABLES: list[tuple[str, Rows, list[str]]] = [
    (
        "学时登记表",
        [["姓名", "", "性别", ""], ["工作单位", ("", 1, 3)], ["学习内容\n及形式", ("", 1, 3)]],
        ["姓名", "性别", "工作单位", "学习内容及形式"],
    ),
    (
        "培训班学员花名册",
        [["序号", "姓名", "单位", "联系电话"], ["1", "", "", ""], ["2", "", "", ""], ["…", "", "", ""]],
        ["序号*", "姓名*", "单位*", "联系电话*"],
    ),
    (
        "培训计划汇总表",
        [
            [("序号", 2, 1), ("项目名称", 2, 1), ("培训时间", 1, 2)],
            ["开始", "结束"],
            ["", "", "", ""],
            ["", "", "", ""],
        ],
        ["序号*", "项目名称*", "开始*@培训时间", "结束*@培训时间"],
    ),
    (
        "培训计划汇总表",
        [["序号", "项目名称", ("培训时间", 1, 2)], ["", "", "开始", "结束"], ["", "", "", ""]],
        ["序号*", "项目名称*", "开始*@培训时间", "结束*@培训时间"],
    ),
    (
        "继续教育基地申报表",
        [
            [("基本情况", 2, 1), "单位名称", ""],
            ["单位性质", ""],
            [("师资情况", 3, 1), "主讲人", "职称"],
            ["", ""],
            ["", ""],
        ],
        ["单位名称@基本情况", "单位性质@基本情况", "主讲人*@师资情况", "职称*@师资情况"],
    ),
    (
        "培训项目申报表（样表）",
        [
            [("一、基本信息", 1, 4)],
            ["项目名称", "", "主办单位", ""],
            [("二、联系方式", 1, 4)],
            ["联系人", "", "手机", ""],
        ],
        ["项目名称@一、基本信息", "主办单位@一、基本信息", "联系人@二、联系方式", "手机@二、联系方式"],
    ),
    (
        "培训项目申报表",
        [
            ["项目名称", ""],
            [("讲课内容", 1, 2)],
            ["讲授题目", "主讲人"],
            ["", ""],
            [("负责人：        经办人：", 1, 2)],
        ],
        ["项目名称", "讲授题目*@讲课内容", "主讲人*@讲课内容", "负责人", "经办人"],
    ),
    (
        "师资推荐表",
        [
            ["学习形式", "□线上  □线下  □其他____"],
            ["申报类别", "1.公需科目□ 2.专业科目□"],
            ["是否公开", "是□  否□"],
            ["职称", ""],
        ],
        ["学习形式[线上/线下/其他]", "申报类别[公需科目/专业科目]", "是否公开[是/否]", "职称"],
    ),
    (
        "学时审核表",
        [["培训时间", "自  年  月  日至  年  月  日，共  天"], ["学时", ""], ["单位意见", "单位盖章\n年  月  日"]],
        ["培训时间", "学时", "单位意见", "单位盖章@单位意见", "年月日@单位意见"],
    ),
    (
        "学时审核表",
        [["姓名", ""], ["学时", ""], ["单位意见", "（盖章）    年  月  日"]],  # only shows where to stamp
        ["姓名", "学时", "单位意见"],
    ),
    (
        "学时审核表",
        [["姓名", ""], ["学时", ""], ["本人承诺", "以上内容属实。\n签字：      年  月  日"]],
        ["姓名", "学时", "本人承诺", "签字@本人承诺"],
    ),
]


@pytest.mark.parametrize(("title", "table", "labels"), TABLES, ids=[f"{t[0]}{i}" for i, t in enumerate(TABLES)])
def test_tables(title: str, table: Rows, labels: list[str]) -> None:
    (form,) = read(page("附件2", title, table))
    assert (form.attachment_no, form.title, form.layout) == (2, title, "table")
    assert shown(form) == labels


TEXTS: list[tuple[str, str, str, list[str]]] = [
    (
        "学时申报表\n姓名：\n单位：（盖章）\n申报学时：\n单位负责人：      经办人：",
        "学时申报表",
        "list",
        ["姓名", "单位（盖章）", "申报学时", "单位负责人", "经办人"],
    ),
    (
        "自办培训备案单\n办班单位：＿＿＿＿＿\n拟办时间：＿＿＿　　拟定学时：＿＿",
        "自办培训备案单",
        "list",
        ["办班单位", "拟办时间", "拟定学时"],
    ),
    (
        "学习平台备案表\n填报单位：（盖章）\n平台名称\t网络地址\t负责部门\n填报人：",
        "学习平台备案表",
        "table",
        ["填报单位（盖章）", "平台名称*", "网络地址*", "负责部门*", "填报人"],
    ),
    (
        "培训申报表（2026年度）\n申请培训\n项目名称\n培训地点\t\t\t考核方式\n计划培训\n人数\n"
        "审核意见\n单位盖章\n年    月    日",
        "培训申报表（2026年度）",
        "table",
        [
            "申请培训项目名称",
            "培训地点",
            "考核方式",
            "计划培训人数",
            "审核意见",
            "单位盖章@审核意见",
            "年月日@审核意见",
        ],
    ),
    (
        "揭榜申请表\n项目名称\n项目类型\n开发课件 搭建网站\n其他\n联系人 联系电话\n电子邮箱",
        "揭榜申请表",
        "table",
        ["项目名称", "项目类型[开发课件/搭建网站/其他]", "联系人", "联系电话", "电子邮箱"],
    ),
    (
        "2026年度工作总结提纲\n一、基本情况\n二、主要做法\n（包括组织领导、培训实施等）\n三、意见建议\n盖章",
        "2026年度工作总结提纲",
        "headings",
        ["基本情况", "主要做法", "意见建议", "盖章"],
    ),
    (
        "年度培训安排（模板）\n一、目标任务：\n二、培训项目：\n三、联系人（姓名、手机、邮箱）",
        "年度培训安排（模板）",
        "headings",
        ["目标任务", "培训项目", "联系人"],
    ),
]


@pytest.mark.parametrize(("text", "title", "layout", "labels"), TEXTS, ids=[t[1] for t in TEXTS])
def test_texts(text: str, title: str, layout: str, labels: list[str]) -> None:
    (form,) = read(document(f"关于继续教育的通知\n附件：1.{title}\n2026年3月1日\n附件1\n{text}\n"))
    assert (form.attachment_no, form.title, form.layout) == (1, title, layout)
    assert shown(form) == labels


CONTENT: list[tuple[str, Rows]] = [
    (
        "继续教育基地名单",
        [["序号", "基地名称", "联系电话"], ["1", "聊城大学", "8239477"], ["2", "技师学院", "8760115"]],
    ),
    (
        "学时认定表",
        [["类别", "项目", "学时"], ["培训类", "参加培训班", "每天8学时"], ["成果类", "发表论文", "每篇10学时"]],
    ),
    ("推荐表", [["姓名", "张三", "性别", "男"], ["单位", "聊城大学", "职称", "教授"]]),
]


@pytest.mark.parametrize(("title", "table"), CONTENT, ids=[t for t, _ in CONTENT])
def test_a_table_that_says_something_is_no_form(title: str, table: Rows) -> None:
    assert read(page("附件3", title, table)) == ()


def test_typed_rows_that_say_something_are_no_form() -> None:
    rows = "类别\t项目\t学时\n培训类\t脱产培训\t按实\n成果类\t论文\t每篇10学时"
    text = f"关于继续教育的通知\n2026年3月1日\n附件1\n学时认定表\n{rows}"
    assert read(document(text)) == ()


def test_rules_below_heads_are_no_form() -> None:
    text = (
        "关于继续教育的通知\n2026年3月1日\n附件1\n学时认定方案\n一、培训类\n"
        "参加经备案的脱产培训、进修、研修等活动的，按照实际学时进行登记，每天不超过8学时，全年不超过40学时。\n"
        "二、成果类\n公开发表论文每篇计10学时。\n三、其他\n按规定执行。"
    )
    assert read(document(text)) == ()


def test_two_forms_in_one_attachment() -> None:
    found = page("附件1", "学时申报表", [["姓名", ""], ["学时", ""]], "学时汇总表", [["单位", ""], ["人数", ""]])
    assert [(f.attachment_no, f.title, shown(f)) for f in read(found)] == [
        (1, "学时申报表", ["姓名", "学时"]),
        (1, "学时汇总表", ["单位", "人数"]),
    ]


def test_a_form_behind_the_notice_without_the_word_attachment() -> None:
    found = page(
        "聊城市人社局", "2026年3月1日", "继续教育学时登记表", [["姓名", "", "单位", ""], ["学时", "", "电话", ""]]
    )
    (form,) = read(found)
    assert (form.attachment_no, form.title, shown(form)) == (
        None,
        "继续教育学时登记表",
        ["姓名", "单位", "学时", "电话"],
    )


def test_heads_behind_the_date_without_the_word_attachment() -> None:
    text = (
        "关于继续教育的通知\n一、学习内容\n按要求学习。\n附件：1.年度培训安排（模板）\n聊城市人社局\n2026年3月1日\n"
        "年度培训安排（模板）\n一、目标任务\n二、培训项目\n三、保障措施"
    )
    (form,) = read(document(text))
    assert (form.attachment_no, form.layout, shown(form)) == (1, "headings", ["目标任务", "培训项目", "保障措施"])


def test_the_list_of_attachments_numbers_a_form_that_bears_no_number() -> None:
    found = page("附件：1.基地名单", "2.学时申报表", "2026年3月1日", "附件", "学时申报表", [["姓名", ""], ["学时", ""]])
    (form,) = read(found)
    assert (form.attachment_no, form.title) == (2, "学时申报表")


def test_lines_around_a_table_belong_to_the_form() -> None:
    table = [["序号", "项目名称", "学时"], ["1", "", ""], ["2", "", ""]]
    found = page(
        "附件3", "培训计划表", "填报单位（盖章）：        填报日期：  年  月  日", table, "填报人：", "注：一式两份。"
    )
    (form,) = read(found)
    assert shown(form) == ["填报单位（盖章）", "填报日期", "序号*", "项目名称*", "学时*", "填报人"]


def test_a_pattern_for_a_title_is_named_by_the_list() -> None:
    text = (
        "关于继续教育的通知\n附件：2026年度专业科目学习方案（参考格式）\n2026年3月1日\n"
        "附件1\nXXXX厅\n关于2026年度专业科目学习方案\n（参考格式）\n一、学习范围\n二、学习内容\n三、学时要求"
    )
    (form,) = read(document(text))
    assert form.title == "2026年度专业科目学习方案（参考格式）"


LABELS = ["姓名", "工作单位", "职称", "联系电话", "学习内容", "培训时间", "单位意见", "申报学时"]


@given(st.lists(st.sampled_from(LABELS), min_size=3, max_size=6, unique=True))
def test_every_label_of_a_two_column_table_is_a_field(labels: list[str]) -> None:
    (form,) = read(page("附件1", "学时申报表", [[label, ""] for label in labels]))
    assert shown(form) == labels


@given(st.text("附件1表姓名单位：□（）盖章年月日\n\t 、。一二三注", max_size=100))
def test_any_text_gives_forms_whose_evidence_is_in_it(text: str) -> None:
    found = document(f"关于继续教育的通知\n2026年3月1日\n附件1\n学时申报表\n{text}\n")
    for form in read(found):
        assert form.evidence.quote == found.text[slice(*form.evidence.span)]
        assert all(f.label for f in form.fields)
