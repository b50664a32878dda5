"""Fragments in the wordings of many places, with the facts that they state: awards, times, further hours."""

from __future__ import annotations

CASES: list[tuple[str, list[str]]] = [
    (
        "线上学习每日最高记8学时，超出部分无效；线下学习单日不超过6学时。",
        ["cap other <= 8 学时 day [线上学习]", "cap other <= 6 学时 day [线下学习]"],
    ),
    (
        "培训班每期时间不少于3天（24学时），人数不超过100人。",
        [],
    ),
    (
        "每期培训不少于40学时，每班人数控制在50人以内。",
        ["requirement other >= 40 学时 item [每期培训]"],
    ),
    (
        "基地每年承担培训任务不少于2期、每期不少于24学时。",
        ["requirement other >= 24 学时 item [每期]"],
    ),
    (
        "连续缺课8学时以上的，取消结业资格。",
        [],
    ),
    (
        "收费标准：公需科目每学时1.5元，30学时共45元；专业科目每学时2元，封顶120元。",
        [],
    ),
    (
        "教师完成市级培训24学时、校本培训36学时、网络研修12学时，共72学时。",
        [],
    ),
    (
        (
            "会计人员参加继续教育取得的学分，在全国范围内当年度有效，不得结转以后年度。参加会计类全国"
            "统一考试，每通过一科考试，折算为90学分。"
        ),
        ["credit other = 90 学分 item", "award 90 学分 per None day None year None None"],
    ),
    (
        ("公开发表论文1篇（独立或第一作者）计10学时/篇，第二作者及以后计5学时/篇，累计每年不超过30学时。"),
        [
            "credit other = 10 学时 item",
            "credit other = 5 学时 item",
            "cap other <= 30 学时 year",
            "award 10 学时 per 篇 day None year 30 None",
            "award 5 学时 per 篇 day None year 30 None",
        ],
    ),
    (
        "市级学术讲座，1次计2学时；院内业务学习每次0.5学时，年累计不超过10学时。",
        [
            "credit other = 2 学时 item",
            "credit other = 0.5 学时 item",
            "cap other <= 10 学时 year",
            "award 2 学时 per None day None year None None",
            "award 0.5 学时 per 次 day None year 10 None",
        ],
    ),
    (
        "折算标准如下：省级及以上党校培训1天折8学时，市级党校培训1天折6学时。",
        [
            "credit other = 8 学时 day",
            "credit other = 6 学时 day",
            "award 8 学时 per 1天 day None year None None",
            "award 6 学时 per 1天 day None year None None",
        ],
    ),
    (
        "二、学习时间\n2025年4月1日—12月15日，逾期平台关闭，不再补学。",
        ["study_window 2025-04-01..2025-12-15"],
    ),
    (
        "学习时间：2025年5月1日0:00至2025年12月31日24:00。",
        ["study_window 2025-05-01..2025-12-31"],
    ),
    (
        "各单位须于2025年第三季度末前组织完成公需科目学习。",
        ["study_window ..2025-09-30"],
    ),
    (
        "公需科目学习截止时间为2026年3月31日（含当日）。",
        ["study_window ..2026-03-31"],
    ),
    (
        "拟申报2025年度高级职称的人员，须在2025年8月15日前修满本年度学时。",
        ["completion_lead ..2025-08-15"],
    ),
    (
        "参加当年职称评审的，应在申报截止日前完成学时审验，逾期不予受理。",
        ["completion_lead before None None 申报截止日"],
    ),
    (
        (
            "各施教机构应在开班前10个工作日，将培训计划、师资名单、收费依据报市人社局备案；培训结束"
            "后15日内报送结业名册。"
        ),
        ["filing_deadline before 10 working_day 开班", "report_deadline after 15 day 培训结束"],
    ),
    (
        "用人单位自行组织的培训，须提前5日向主管部门申请备案，并在培训结束一周内上传学时。",
        ["filing_deadline before 5 day 用人单位自行组织的培训", "report_deadline after 7 day 培训结束"],
    ),
    (
        ("本通知自2025年1月1日起施行，有效期至2029年12月31日。2018年5月1日印发的旧办法同时废止。"),
        ["other 2025-01-01..2029-12-31"],
    ),
    (
        "自2025年起，公需科目实行统一平台学习；2024年12月31日以前取得的学时继续有效。",
        ["other ..2024-12-31"],
    ),
    (
        "系统维护时间：2025年6月1日至6月5日，其间暂停学习。",
        ["other 2025-06-01..2025-06-05"],
    ),
    (
        "请于周五前报送。",
        [],
    ),
    (
        "申请人须在2023年1月1日至2025年12月31日期间累计完成270学时。",
        ["other 2023-01-01..2025-12-31"],
    ),
    (
        "对2024年度未达标人员，补学时间延长至2025年6月30日。",
        ["other ..2025-06-30"],
    ),
    (
        "自收到申请之日起10个工作日内完成审核；不予认定的，应说明理由。",
        ["other after 10 working_day 收到申请"],
    ),
    (
        "学员须在开通课程后30日内学完，过期失效。",
        ["study_window after 30 day 开通课程"],
    ),
    (
        "培训时间：2025.6.10-6.14，地点：市党校。",
        ["study_window 2025-06-10..2025-06-14"],
    ),
    (
        "学习时限：自开课之日起90天内。",
        ["other after 90 day 开课"],
    ),
    (
        ("专业技术人员每年度须完成90学时继续教育（公需科目18学时、专业科目54学时、个人选修18学时）。"),
        [
            "requirement total = 90 学时 year",
            "requirement public = 18 学时 year",
            "requirement professional = 54 学时 year",
            "requirement other = 18 学时 year [个人选修]",
        ],
    ),
    (
        (
            "每年度继续教育学时不少于90学时，公需科目学时一般不少于总学时的三分之一（30学时），专"
            "业科目学时一般不少于总学时的三分之二（60学时）。"
        ),
        [
            "requirement total >= 90 学时 year",
            "requirement public >= 30 学时 year",
            "requirement professional >= 60 学时 year",
        ],
    ),
    (
        "公需科目每年必须达到24学时（含网络学习12学时）。",
        ["requirement public >= 24 学时 year", "requirement public = 12 学时 year [网络]"],
    ),
    (
        "其中：一般公需课程18学时，行业公需课程12学时。",
        ["requirement public = 18 学时 year", "requirement public = 12 学时 year [行业公需课程]"],
    ),
    (
        ("参加继续教育的时间，每年累计不少于12天或72学时；其中，高、中级专业技术人员不少于72学时，初级不少于40学时。"),
        [
            "requirement total >= 72 学时 year",
            "requirement total >= 72 学时 year [高、中级专业技术人员]",
            "requirement total >= 40 学时 year [初级]",
        ],
    ),
    (
        ("教师五年累计不少于360学时（平均每年不少于72学时），其中集中培训不少于总学时的1/3。"),
        ["requirement total >= 360 学时 item [五年]", "requirement total >= 72 学时 year"],
    ),
    (
        ("年度内专业技术人员应完成继续教育90学时，可分次累计计算，其中线上学习学时不超过总学时的50%。"),
        ["requirement total = 90 学时 year"],
    ),
    (
        "对连续3年超额完成120学时以上的单位予以表彰。",
        [],
    ),
    (
        "每人每年人均培训经费不低于300元，脱产学习不少于5天（40学时）。",
        [],
    ),
    (
        "本期培训班为期3天，共24学时，计入专业科目。",
        [],
    ),
    (
        "《条例》第十二条规定，专业技术人员每年参加继续教育不少于90学时。",
        ["requirement total >= 90 学时 year"],
    ),
    (
        "公需科目和专业科目合计90学时。",
        ["requirement total = 90 学时 year"],
    ),
    (
        "公需科目+专业科目≥90学时/年，公需≥30学时/年。",
        ["requirement total >= 90 学时 year", "requirement public >= 30 学时 year"],
    ),
    (
        "专业技术人员继续教育学时实行累计，2025年度公需30+专业60=90学时。",
        [
            "requirement public = 30 学时 year",
            "requirement professional = 60 学时 year",
            "requirement total = 90 学时 year",
        ],
    ),
    (
        "企业每年组织不少于20学时的全员安全培训。",
        ["requirement other >= 20 学时 year [全员安全培训]"],
    ),
    (
        "30学时公需科目，60学时专业科目，缺一不可。",
        [],
    ),
    (
        "完成公需科目学习（不低于30学时），完成专业科目学习（不低于60学时）。",
        ["requirement public >= 30 学时 year", "requirement professional >= 60 学时 year"],
    ),
]
