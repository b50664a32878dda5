"""Filled forms for tests as Word XML: each builder takes the entries that differ from a sound form. All invented."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import forms
from forms.record import FilingRecord
from ingest.assemble import assemble
from ingest.document import Document
from ingest.word import read_docx
from tests.word_package import p, package, r, tbl, tc, tr

YEAR = 2026
UNIT = "德明市清河农业技术推广中心"
LECTURES = (
    ("设施蔬菜栽培", "王敏", "教授", "清河大学", "16", "讲授"),
    ("温室环境调控", "赵立", "高级农艺师", "清河农技站", "16", "实操"),
)
LECTURE_HEAD = ("讲授题目及内容", "主讲人", "职称", "单位", "学时", "教学方法")
PICTURE = (
    '<w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:anchor><wp:docPr id="1" name="图片 1"/><a:blip/></wp:anchor></w:drawing></w:r>'
)


def document(body: str) -> Document:
    """The Document of a Word file with this body."""
    return assemble(read_docx(package(body), Path("表.docx")), file="表.docx", sha256="0")


def records(body: str, **circumstances: object) -> tuple[FilingRecord, ...]:
    """The forms in a Word file with this body, filed for 2026."""
    return forms.read(document(body), forms.Intake(**{"year": YEAR, **circumstances}))  # type: ignore[arg-type]


def wide(content: str, columns: int) -> str:
    """A cell over several columns."""
    return tc(content, f'<w:gridSpan w:val="{columns}"/>')


def cells(*texts: str) -> str:
    """A row of plain cells."""
    return tr(*map(tc, texts))


def control(tag: str, text: str, flag: str = "") -> str:
    """A content control in a line."""
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/>{flag}</w:sdtPr><w:sdtContent>{r(text)}</w:sdtContent></w:sdt>'


def tick(on: int) -> str:
    """A tick-box control whose glyph says nothing of its state."""
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{on}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{r('☐')}</w:sdtContent></w:sdt>"
    )


def filing(
    *,
    title: str = "2026年度专业科目培训项目计划审核备案表",
    unit: str = UNIT,
    filled: str = "2026年5月8日",
    time: str = "2026年5月25日至5月28日，共4天",
    venue: str = "推广中心二楼",
    assessment: str = "笔试",
    hours: Sequence[str] = ("32", "20", "12"),
    count: str = "80人",
    head: str = "李长河",
    stamp: str = UNIT,
    lectures: Sequence[Sequence[str]] = LECTURES,
    more: str = "",
) -> str:
    """专业科目培训项目计划审核备案表."""
    return (
        p(title)
        + p(f"单位名称：{unit}")
        + p(f"填表日期：{filled}")
        + tbl(
            tr(tc("培训项目名称"), wide("设施园艺新技术培训班", 5)),
            tr(tc("培训时间"), wide(time, 5)),
            tr(tc("培 训 地 点"), wide(venue, 3), tc("考核方式："), tc(assessment)),
            tr(
                tc(p("培训") + p("总学时")),
                tc(hours[0]),
                tc("讲授理论学时"),
                tc(hours[1]),
                tc("实验（技术示范）学时"),
                tc(hours[2]),
            ),
            tr(tc("培训对象"), wide("全市农技人员", 3), tc("拟培训人数"), tc(count)),
            tr(wide("讲课教师及讲授内容", 6)),
            cells(*LECTURE_HEAD),
            *(cells(*lecture) for lecture in lectures),
            *([more] if more else []),
            tr(wide(f"单位负责人：{head}            单位（公章）：{stamp}", 6)),
        )
    )


def platforms(*rows: Sequence[str], unit: str = "填报单位：（盖章）聊城市光明测绘院") -> str:
    """继续教育学习平台信息审核备案表."""
    head = ("平台名称", "网络地址", "负责部门", "负责人联系电话（手机）", "面向对象", "后台管理账号")
    return (
        p("继续教育学习平台信息审核备案表")
        + p(unit)
        + p("填报日期：2026年6月3日")
        + tbl(cells(*head), *(cells(*row) for row in rows), cells(*[""] * 6))
        + p("填报人：郑小河    联系电话（手机号）：１３８００００００２５")
    )


PLATFORM = ("光明云课堂", "https://gm.example.com", "教育科", "王立 13800000023", "测绘人员", "admin")


def plan(
    *,
    title: str = "2026年度继续教育工作计划",
    time: str = "2026年7月6日至9月25日，分2期。",
    faculty: str = "王敏教授等3人",
    courses: str = p("第一期（7月6日至10日）：设施蔬菜，40学时。") + p("第二期（9月21日至25日）：农业数字化，40学时。"),
    contact: str = "张小山，0635-8880126，邮箱 a_b@example.com",
    foot: str = p("盖章") + p("聊城市光岳学院"),
) -> str:
    """年度继续教育工作计划, as headings."""
    return (
        p(title)
        + p("一、培训内容：")
        + p("围绕农业技术培训。")
        + p("二、培训时间：")
        + p(time)
        + p("三、培训形式：线下")
        + p("四、培训对象：")
        + p("农技人员，每期60人，共120人")
        + p("五、培训师资：")
        + p(faculty)
        + p("六、培训地点：")
        + p("培训楼")
        + p("七、课程培训计划：")
        + courses
        + p("八、基地工作人员联系方式：")
        + p(contact)
        + foot
    )


SEALED = p("同意申报。") + p("枣庄市山亭区水务事业中心") + p("单位盖章") + p("2026年6月1日")
WAITING = p("") + p("单位盖章") + p("年    月    日")


def application(
    *,
    title: str = "枣庄市专业培训项目计划申报表（2026年度）",
    phone: str = "0632-5550188",
    advanced: str = "☑是  □否",
    time: str = "2026年10月12日至16日",
    days: str = "5天",
    hours: str = "40",
    opinion: str = SEALED,
    authority: str = WAITING,
) -> str:
    """专业培训项目计划申报表."""
    return p(title) + tbl(
        tr(tc("申报单位"), wide("枣庄市山亭区水务事业中心", 2), tc("地址"), wide("府前路1号", 2)),
        tr(tc("申请培训项目名称"), wide("节水灌溉技术培训", 5)),
        tr(tc("负责人"), tc("孔明辉"), tc("联系人"), tc("颜　玉"), tc("联系电话"), tc(phone)),
        tr(wide("是否申请为市级高级研修班", 2), wide(advanced, 4)),
        tr(tc("培训计划"), wide("围绕节水灌溉开展授课。", 5)),
        tr(tc("计划培训对象"), wide("水利技术人员", 3), tc("计划培训人数"), tc("约60")),
        tr(tc("计划培训时间"), tc(time), tc("培训天数"), tc(days), tc("拟计算学时"), tc(hours)),
        tr(tc("培训地点及培训形式"), wide("水务中心；线下", 5)),
        tr(tc("申报单位意见"), wide(opinion, 5)),
        tr(tc("人社部门审核意见"), wide(authority, 5)),
    )


def scheme(
    *,
    head: str = "青山省海洋装备厅",
    title: str = "关于2026年度继续教育专业科目学习方案",
    scope: str = "适用于海洋装备行业。",
    hours: str = "专业科目不少于60学时，其中必修课不少于24学时，选修课不少于36学时。",
    foot: str = "",
) -> str:
    """专业科目学习方案."""
    return (
        p(head)
        + p(title)
        + p("一、专业科目范围")
        + p(scope)
        + p("二、学习内容")
        + p("智能制造。")
        + p("三、学时要求")
        + p(hours)
        + p("四、学习形式")
        + p("远程教育。推荐学习网站：https://hz.example.org")
        + p("五、其他事项")
        + p("无")
        + foot
    )


def posting(
    *,
    types: str = "□开发课件  ☑搭建网站  □线下培训  □其他",
    support: str = "是",
    amount: str = "45万元",
    charge: str = "否",
) -> str:
    """培训项目张榜申请表."""
    return p("继续教育培训项目张榜申请表") + tbl(
        tr(tc("张榜单位（盖章）"), wide("青山省海洋装备厅", 3)),
        tr(tc("项目名称"), wide("课程开发", 3)),
        tr(tc("项目内容描述"), wide("开发课程", 3)),
        tr(tc("项目类型"), wide(types, 3)),
        tr(tc("是否有财政支持"), tc(support), tc("支持金额"), tc(amount)),
        tr(tc(p("是否允许") + p("承接单位收费")), wide(charge, 3)),
        tr(tc("对承接单位的资质要求"), wide("基地", 3)),
        tr(tc("其他要求"), wide("", 3)),
        tr(tc("联系人"), tc("宋知"), tc("联系电话"), tc("0531-85550188")),
        tr(tc("电子邮箱"), wide("a@example.cn", 3)),
    )


def bid(*, code: str = "91370102MA9WQ7K43F", capital: str = "1000万元", fax: str = "无") -> str:
    """培训项目揭榜申请表."""
    return p("继续教育培训项目揭榜申请表") + tbl(
        tr(tc("揭榜单位（盖章）"), wide("青岚教育科技（济南）有限公司", 3)),
        tr(tc("单位地址"), wide("济南市历下区1号", 3)),
        cells("统一社会信用代码", code, "注册资金", capital),
        cells("成立时间", "2016.03.18", "法定代表人", "许承"),
        cells("联系人", "梁雨", "联系电话", "0531-85550266"),
        cells("传真", fax, "电子邮箱", "a@b.example.com"),
        tr(tc("揭榜单位简介"), wide("简介。", 3)),
        tr(tc("揭榜项目名称"), wide("课程开发", 3)),
        tr(tc("项目类型"), wide("☑开发课件  □搭建网站  □线下培训  □其他", 3)),
        tr(tc("揭榜理由"), wide("理由", 3)),
    )


LEARNT = (
    ("2026.3.2-3.4", "水工结构", "线下", "市水利学会", "24", "合格"),
    ("2026年5月6日至7日", "水资源管理", "集中授课", "市水利局", "16", "合格"),
)


def register(
    *rows: Sequence[str],
    totals: Sequence[str] = ("40", "10", "30"),
    opinion: str = p("情况属实。") + p("枣庄市水利设计院") + p("（盖章）") + p("2026年11月2日"),
) -> str:
    """线下学习情况登记表 of a person."""
    return p("2026年度专业技术人员线下学习情况登记表") + tbl(
        cells("姓名", "郭晓", "性别", "☑男 □女", "工作单位", "枣庄市水利设计院"),
        cells("职称", "工程师", "专业", "水利工程", "联系电话", "13800000023"),
        cells("起止时间", "学习内容", "学习形式", "主办单位", "学时", "考核结果"),
        *(cells(*row) for row in rows or LEARNT),
        cells("总学时", totals[0], "公需科目学时", totals[1], "专业科目学时", totals[2]),
        tr(tc("本人签字"), wide("郭晓", 5)),
        tr(tc("单位意见"), wide(opinion, 5)),
    )


def roster(third: Sequence[str], count: str = "3") -> str:
    """线下学习情况登记表 of a course; the third person differs."""
    head = ("序号", "姓名", "职称", "专业", "学时", "考核结果")
    people = (("1", "郭晓", "工程师", "水利", "24", "合格"), ("2", "李水", "高工", "水利", "24", "合格"), third)
    return (
        p("2026年度线下培训学习情况登记表")
        + p(f"举办单位：枣庄市水利学会      培训学时：24     参训人数：{count}")
        + tbl(cells(*head), *(cells(*person) for person in people))
        + p("单位（盖章）：枣庄市水利学会")
    )
