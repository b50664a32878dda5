"""Fragments in the wordings of many places, with the facts that they state: hours. Traps state none."""

from __future__ import annotations

CASES: list[tuple[str, list[str]]] = [
    (
        ("专业技术人员每年参加继续教育学习时间累计不少于90学时，其中公需科目不少于30学时、专业科目不少于60学时。"),
        [
            "requirement total >= 90 学时 year",
            "requirement public >= 30 学时 year",
            "requirement professional >= 60 学时 year",
        ],
    ),
    (
        ("专业技术人员每年累计学时应达到90学时（含）以上，其中：公需科目30学时，专业科目60学时。"),
        [
            "requirement total >= 90 学时 year",
            "requirement public = 30 学时 year",
            "requirement professional = 60 学时 year",
        ],
    ),
    (
        "我省专业技术人员每年继续教育学时要求为90学时（公需科目30学时+专业科目60学时）。",
        [
            "requirement total = 90 学时 year",
            "requirement public = 30 学时 year",
            "requirement professional = 60 学时 year",
        ],
    ),
    (
        ("（二）学时要求。2025年度全省专业技术人员应完成不少于100学时的继续教育，公需课与专业课比例为1:2。"),
        ["requirement total >= 100 学时 year"],
    ),
    (
        (
            "专业技术人员每年接受继续教育的时间累计不得少于12天（每天按8学时计算）或96学时，其中"
            "专业科目一般不少于总学时的三分之二。"
        ),
        [
            "requirement total >= 96 学时 year",
            "credit other = 8 学时 day",
            "award 8 学时 per 天 day None year None None",
        ],
    ),
    (
        (
            "高级职称人员每年脱产接受继续教育的时间累计不少于72学时，中级职称人员不少于48学时，初"
            "级职称人员不少于42学时。"
        ),
        [
            "requirement total >= 72 学时 year [高级职称人员]",
            "requirement total >= 48 学时 year [中级职称人员]",
            "requirement total >= 42 学时 year [初级职称人员]",
        ],
    ),
    (
        ("公需科目每年不少于三十学时（其中必修课二十学时，选修课十学时），专业科目每年不少于六十学时。"),
        [
            "requirement public >= 30 学时 year",
            "requirement public_required = 20 学时 year",
            "requirement public_elective = 10 学时 year",
            "requirement professional >= 60 学时 year",
        ],
    ),
    (
        "专业技术人员每年应取得不低于25学分，其中Ⅰ类学分5-10分，Ⅱ类学分15-20分。",
        ["requirement total >= 25 学分 year"],
    ),
    (
        ("会计专业技术人员每年参加继续教育取得的学分不少于90学分，其中专业科目一般不少于总学分的三分之二。"),
        ["requirement total >= 90 学分 year"],
    ),
    (
        "一、学时要求\n按照规定，每年学习时间不低于90学时，公需课时数不少于总课时的1/3。",
        ["requirement total >= 90 学时 year"],
    ),
    (
        "继续教育实行学分制管理，每一周期（5年）累计不少于360学分，每年不少于48学分。",
        ["requirement total >= 360 学分 item [周期]", "requirement total >= 48 学分 year"],
    ),
    (
        "中小学教师每五年为一个培训周期，周期内累计不少于360学时，每年原则上不少于72学时。",
        ["requirement total >= 360 学时 item [周期内]", "requirement total >= 72 学时 year"],
    ),
    (
        "全年完成公需科目30学时、专业科目60学时（其中线下集中面授不少于24学时）方为合格。",
        [
            "requirement public = 30 学时 year",
            "requirement professional = 60 学时 year",
            "requirement other >= 24 学时 year [集中面授]",
        ],
    ),
    (
        "自2024年起，专业技术人员年度继续教育学时由72学时调整为90学时。",
        ["requirement total = 90 学时 year"],
    ),
    (
        "公需科目由原来的24学时提高到30学时。",
        ["requirement public = 30 学时 year"],
    ),
    (
        ("国家规定专业技术人员每年参加继续教育时间累计应不少于90学时，我市执行不少于100学时的标准。"),
        [
            ("requirement total >= 90 学时 year [国家规定专业技术人员每年参加继续教育时间累计]"),
            "requirement total >= 100 学时 year",
        ],
    ),
    (
        "本科目总计40学时，考试60分以上合格，每天最多学习8学时。",
        ["cap other <= 8 学时 day", "award ? 学时 per None day 8 year None None"],
    ),
    (
        "公需课学满30学时并经考试合格（60分及格）即可打印证书，证书编号共18位。",
        ["requirement public >= 30 学时 year"],
    ),
    (
        "培训费每人120元/30学时，免收资料费，学员须满60周岁。",
        [],
    ),
    (
        "工作满3年且近5年年均达到90学时的，方可申报。",
        ["requirement total >= 90 学时 item [近5年]"],
    ),
    (
        "请假超过总学时20%的，不予结业。",
        [],
    ),
    (
        "未完成30学时公需科目的，不得申报高一级职称。",
        ["requirement public = 30 学时 year"],
    ),
    (
        "参加援藏援疆的人员，当年可免修专业科目60学时。",
        ["credit professional = 60 学时 item", ("award 60 学时 per None day None year None professional")],
    ),
    (
        "专业科目学时可由个人自主选择，完成60学时即可，不再要求线下学习24学时。",
        ["requirement professional = 60 学时 year"],
    ),
    (
        "脱产学习满6个月的，视为完成当年专业科目60学时，公需科目30学时仍须完成。",
        [
            "credit professional = 60 学时 item",
            "requirement public = 30 学时 year [脱产学习满6个月的]",
            ("award 60 学时 per None day None year None professional"),
        ],
    ),
    (
        "2025年公需科目共开设5门课，每门6学时，合计30学时，任选4门24学时即为合格。",
        [],
    ),
    (
        "公需科目（必修）：数字经济，12学时；公需科目（选修）：18学时。",
        ["requirement public_required = 12 学时 year", "requirement public_elective = 18 学时 year"],
    ),
    (
        "每年公需、专业科目分别不少于30、60学时。",
        ["requirement public >= 30 学时 year", "requirement professional >= 60 学时 year"],
    ),
    (
        "公需科目和专业科目年度学时分别为不少于24学时和48学时。",
        ["requirement public >= 24 学时 year", "requirement professional >= 48 学时 year"],
    ),
    (
        "公需科目学时不少于总学时的1/3，即30学时；专业科目不少于2/3，即60学时。",
        ["requirement public >= 30 学时 year", "requirement professional >= 60 学时 year"],
    ),
    (
        (
            "四、学时折算\n1.参加国家级学术会议，每天折算6学时，每年最多折算24学时。\n2.在核心"
            "期刊发表论文，第一作者每篇计20学时，第二作者每篇计10学时，其他作者不计。\n3.出版专"
            "著，每部40学时；参编教材每万字2学时，每年累计不超过40学时。\n4.获得发明专利授权，"
            "每项计30学时，实用新型专利每项计15学时，多人合作的按贡献大小分配。"
        ),
        [
            "credit other = 6 学时 day",
            "cap other <= 24 学时 year",
            "credit other = 20 学时 item",
            "credit other = 10 学时 item",
            "credit other = 40 学时 item",
            "credit other = 2 学时 item",
            "cap other <= 40 学时 year",
            "credit other = 30 学时 item",
            "credit other = 15 学时 item",
            "award 6 学时 per 天 day None year 24 None",
            "award 20 学时 per 篇 day None year None None",
            "award 10 学时 per 篇 day None year None None",
            "award 40 学时 per 部 day None year None None",
            "award 2 学时 per 万字 day None year 40 None",
            "award 30 学时 per 项 day None year None None",
            "award 15 学时 per 项 day None year None None",
        ],
    ),
    (
        (
            "三、学时认定标准\n（一）参加脱产培训的，每天按8学时计算，半天按4学时计算。\n（二）参加"
            "网络培训的，按平台记录的实际学习时间认定，每45分钟折算1学时，每天不超过8学时。\n（三"
            "）在职参加学历（学位）教育的，取得毕业证书当年可折算90学时。\n（四）承担课题的，国家级"
            "、省级、市级课题主持人分别按60、40、20学时折算，参与者减半。\n（五）参加扶贫、援外"
            "工作一年以上的，视同完成当年继续教育学时。"
        ),
        [
            "credit other = 8 学时 day",
            "credit other = 4 学时 item",
            "cap other <= 8 学时 day",
            "credit other = 90 学时 item",
            "credit other = 60 学时 item",
            "credit other = 40 学时 item",
            "credit other = 20 学时 item",
            "award 8 学时 per 天 day None year None None",
            "award 4 学时 per 半天 day None year None None",
            "award ? 学时 per None day 8 year None None",
            "award 90 学时 per None day None year None None",
            "award 60 学时 per None day None year None None",
            "award 40 学时 per None day None year None None",
            "award 20 学时 per None day None year None None",
            "award ? 学时 per None day None year None None",
        ],
    ),
    (
        "公需科目成绩不得以其他形式折算抵扣。",
        [],
    ),
    (
        ("除公需科目外，参加其他培训取得的学时可按1:1折算为专业科目学时，同一年度累计折算不超过40学时。"),
        ["cap other <= 40 学时 year", ("award ? 学时 per None day None year 40 professional")],
    ),
    (
        "讲授继续教育课程的，按实际授课学时的2倍计算学时，全年最高不超过60学时。",
        ["cap other <= 60 学时 year", "award 2 倍 per 实际授课学时 day None year 60 None"],
    ),
    (
        "参加职业资格考试，合格一科计10学时，全部合格计40学时，抵充当年专业科目学时。",
        [
            "credit other = 10 学时 item",
            "credit other = 40 学时 item",
            ("award 10 学时 per None day None year None professional"),
            ("award 40 学时 per None day None year None professional"),
        ],
    ),
    (
        "参加学术会议的，省级以下不计学时。",
        [],
    ),
    (
        "例如，某人参加3天培训，按每天8学时计算，可登记24学时。",
        [],
    ),
    (
        "如：张某2024年发表论文1篇，可折算20学时。",
        [],
    ),
    (
        "学时仅当年有效，不得结转下一年度使用；超出部分不计入下年度。",
        [],
    ),
    (
        "1学时为45分钟，2学时为半天，8学时为1天。",
        [],
    ),
    (
        "每个学分按3学时折算，90学时折合30学分。",
        ["award 3 学时 per 学分 day None year None None"],
    ),
    (
        "Ⅰ类学分每1学分折合6学时；Ⅱ类学分每1学分折合3学时。",
        ["award 6 学时 per 学分 day None year None None", "award 3 学时 per 学分 day None year None None"],
    ),
    (
        "参加市级以上技能大赛获一、二、三等奖的，分别认定30学时、20学时、10学时。",
        [
            "credit other = 30 学时 item",
            "credit other = 20 学时 item",
            "credit other = 10 学时 item",
            "award 30 学时 per None day None year None None",
            "award 20 学时 per None day None year None None",
            "award 10 学时 per None day None year None None",
        ],
    ),
    (
        ("指导学生获奖的，国家级一等奖30学时/项，省级15学时/项，市级8学时/项，年度上限40学时。"),
        [
            "credit other = 30 学时 item",
            "credit other = 15 学时 item",
            "credit other = 8 学时 item",
            "cap other <= 40 学时 year",
            "award 30 学时 per 项 day None year 40 None",
            "award 15 学时 per 项 day None year 40 None",
            "award 8 学时 per 项 day None year 40 None",
        ],
    ),
    (
        "参加培训项目，按照课程表实际学时认定，每天不得超过8学时，每年累计最多认定60学时。",
        ["cap other <= 8 学时 day", "cap other <= 60 学时 year", "award ? 学时 per None day 8 year 60 None"],
    ),
]
