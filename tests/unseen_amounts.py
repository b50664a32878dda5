"""Fragments with the hours that they state: floors and ceilings behind the number, one class, a spell of years, courses
that are set.
"""

from __future__ import annotations

CASES: list[tuple[str, list[str]]] = [
    (
        "2025年度每人须修满90学时以上：公需科目以30学时为底线，专业科目以60学时为下限。",
        [
            "requirement total >= 90 学时 year",
            "requirement public >= 30 学时 year",
            "requirement professional >= 60 学时 year",
        ],
    ),
    (
        "全年累计学习不得少于90学时。公需科目设必修专题一个，即“数字经济”，计12学时；其余18学时由本人在选修专题中挑选。",
        [
            "requirement total >= 90 学时 year",
            "requirement public_required = 12 学时 year",
            "requirement public_elective = 18 学时 year",
        ],
    ),
    (
        "公需科目由两部分组成：“科研诚信”18学时，另外12学时从“依法行政”“心理调适”“科学道德”三个专题中自主选择。",
        ["requirement public_elective = 12 学时 year"],
    ),
    ("举办培训班每班不少于24学时。", ["requirement other >= 24 学时 item [每班]"]),
    (
        "新任教师试用期内培训不少于120学时。",
        ["requirement total >= 120 学时 item [新任教师试用期内培训]"],
    ),
    (
        "具有高级职称的，专业科目不少于72学时，累计不少于102学时。",
        [
            "requirement professional >= 72 学时 year [具有高级职称的]",
            "requirement total >= 102 学时 year [具有高级职称的]",
        ],
    ),
    ("每人每日通过网络取得的学时，最多八学时。", ["cap other <= 8 学时 day"]),
    (
        "问：今年公需课程学什么？\n答：必修课20学时，选修课10学时。",
        ["requirement public_required = 20 学时 year", "requirement public_elective = 10 学时 year"],
    ),
    ("折算学时合计不超过专业科目要求的一半。除援派外，折算学时均计入专业科目。", []),
    (
        "全年继续教育不少于96学时，公需科目不少于30学时、专业科目不少于46学时、岗位实践课程不少于20学时。",
        [
            "requirement total >= 96 学时 year",
            "requirement public >= 30 学时 year",
            "requirement professional >= 46 学时 year",
            "requirement other >= 20 学时 year [岗位实践课程]",
        ],
    ),
    (
        "科目\t最低学时\t由谁组织\n公需科目\t30\t省厅\n专业科目\t42\t行业主管部门\n选修科目\t18\t本人自选",
        [
            "requirement public >= 30 学时 year",
            "requirement professional >= 42 学时 year",
            "requirement other >= 18 学时 year [选修科目]",
        ],
    ),
    ("授课人员按1∶2的比例折算学时。", ["award 2 倍 per None day None year None None"]),
    ("理论教学与实践教学按1:2折算学时。", ["award ? 学时 per None day None year None None"]),
    (
        "一、学时折算\n类别\t项目\t计量单位\t每单位折算学时\t年度上限（学时）\n援派\t支教\t年\t公需30、专业60\t—",
        [
            "credit public = 30 学时 year [援派]",
            "credit professional = 60 学时 year [援派]",
            "award 30 学时 per 年 day None year None public",
            "award 60 学时 per 年 day None year None professional",
        ],
    ),
]
