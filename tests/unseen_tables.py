"""Tables of hours as offices lay them out: by subject, by share, by level, with units in the head; their facts."""

from __future__ import annotations

TABLES: list[tuple[str, list[str]]] = [
    (
        ("三、学时要求\n人员类别\t公需课\t专业课\t总学时\n高级职称人员\t≥30\t≥60\t≥90\n中初级职称人员\t≥24\t≥48\t≥72"),
        [
            "requirement public >= 30 学时 year [高级职称人员]",
            "requirement professional >= 60 学时 year [高级职称人员]",
            "requirement total >= 90 学时 year [高级职称人员]",
            "requirement public >= 24 学时 year [中初级职称人员]",
            "requirement professional >= 48 学时 year [中初级职称人员]",
            "requirement total >= 72 学时 year [中初级职称人员]",
        ],
    ),
    (
        (
            "学时折算标准\n序号\t项目\t学时\t备注\n1\t参加国际学术会议并作报告\t20\t每次\n"
            "2\t在SCI收录期刊发表论文（第一作者）\t30\t每篇\n3\t在省级以上刊物发表论文\t15\t每篇\n"
            "4\t获得国家发明专利\t30\t每项\n5\t获得实用新型专利\t15\t每项"
        ),
        [
            "credit other = 20 学时 item [参加国际学术会议并作报告]",
            "credit other = 30 学时 item [在SCI收录期刊发表论文（第一作者）]",
            "credit other = 15 学时 item [在省级以上刊物发表论文]",
            "credit other = 30 学时 item [获得国家发明专利]",
            "credit other = 15 学时 item [获得实用新型专利]",
            "award 20 学时 per 次 day None year None None",
            "award 30 学时 per 篇 day None year None None",
            "award 15 学时 per 篇 day None year None None",
            "award 30 学时 per 项 day None year None None",
            "award 15 学时 per 项 day None year None None",
        ],
    ),
    (
        (
            "附件：专业技术人员继续教育学时折算标准\n类别\t内容\t折算学时\t年度上限\n"
            "培训类\t参加脱产培训\t1天=6学时\t60\n学术类\t参加学术会议\t1天=6学时\t24\n"
            "实践类\t到基层服务\t1个月=10学时\t40"
        ),
        [
            "cap other <= 60 学时 year [培训类]",
            "credit other = 6 学时 day [培训类]",
            "cap other <= 24 学时 year [学术类]",
            "credit other = 6 学时 day [学术类]",
            "cap other <= 40 学时 year [实践类]",
            "credit other = 10 学时 item [实践类]",
            "award 6 学时 per 天 day None year 60 None",
            "award 6 学时 per 天 day None year 24 None",
            "award 10 学时 per 月 day None year 40 None",
        ],
    ),
    (
        "三、学时安排\n科目类别\t必修学时\t选修学时\t小计\n公需科目\t20\t10\t30\n专业科目\t40\t20\t60",
        [
            "requirement public_required = 20 学时 year",
            "requirement public_elective = 10 学时 year",
            "requirement public = 30 学时 year",
            "requirement professional_required = 40 学时 year",
            "requirement professional_elective = 20 学时 year",
            "requirement professional = 60 学时 year",
        ],
    ),
    (
        (
            "附件1\n继续教育学时认定标准\n形式\t认定标准（学时）\t年度最高学时\n"
            "学术论文\t国家级30、省级20、市级10\t60\n科研课题\t国家级60，省部级40，市厅级20\t60\n"
            "著作教材\t主编40、副主编30、参编20\t不限"
        ),
        [
            "credit other = 30 学时 item [学术论文]",
            "credit other = 20 学时 item [学术论文]",
            "credit other = 10 学时 item [学术论文]",
            "cap other <= 60 学时 year [学术论文]",
            "credit other = 60 学时 item [科研课题]",
            "credit other = 40 学时 item [科研课题]",
            "credit other = 20 学时 item [科研课题]",
            "cap other <= 60 学时 year [科研课题]",
            "credit other = 40 学时 item [著作教材]",
            "credit other = 30 学时 item [著作教材]",
            "credit other = 20 学时 item [著作教材]",
            "award 30 学时 per None day None year 60 None",
            "award 20 学时 per None day None year 60 None",
            "award 10 学时 per None day None year 60 None",
            "award 60 学时 per None day None year 60 None",
            "award 40 学时 per None day None year 60 None",
            "award 20 学时 per None day None year 60 None",
            "award 40 学时 per None day None year None None",
            "award 30 学时 per None day None year None None",
            "award 20 学时 per None day None year None None",
        ],
    ),
    (
        (
            "附件2 学时折算表\n项目\t级别\t主持人\t参与人\n科研课题\t国家级\t60学时\t30学时\n"
            "科研课题\t省部级\t40学时\t20学时\n科研课题\t市厅级\t20学时\t10学时"
        ),
        [
            "credit other = 60 学时 item [科研课题]",
            "credit other = 30 学时 item [科研课题]",
            "credit other = 40 学时 item [科研课题]",
            "credit other = 20 学时 item [科研课题]",
            "credit other = 20 学时 item [科研课题]",
            "credit other = 10 学时 item [科研课题]",
            "award 60 学时 per None day None year None None",
            "award 30 学时 per None day None year None None",
            "award 40 学时 per None day None year None None",
            "award 20 学时 per None day None year None None",
            "award 20 学时 per None day None year None None",
            "award 10 学时 per None day None year None None",
        ],
    ),
    (
        (
            "附件2 学时折算表\n成果类型\t第一作者（学时）\t第二作者（学时）\t第三作者（学时）\n"
            "SCI论文\t30\t20\t10\n核心期刊论文\t20\t15\t5\n普通期刊论文\t10\t5\t0"
        ),
        [
            "credit other = 30 学时 item [SCI论文]",
            "credit other = 20 学时 item [SCI论文]",
            "credit other = 10 学时 item [SCI论文]",
            "credit other = 20 学时 item [核心期刊论文]",
            "credit other = 15 学时 item [核心期刊论文]",
            "credit other = 5 学时 item [核心期刊论文]",
            "credit other = 10 学时 item [普通期刊论文]",
            "credit other = 5 学时 item [普通期刊论文]",
            "award 30 学时 per None day None year None None",
            "award 20 学时 per None day None year None None",
            "award 10 学时 per None day None year None None",
            "award 20 学时 per None day None year None None",
            "award 15 学时 per None day None year None None",
            "award 5 学时 per None day None year None None",
            "award 10 学时 per None day None year None None",
            "award 5 学时 per None day None year None None",
        ],
    ),
    (
        (
            "附件 继续教育学时登记标准\n活动形式\t计算单位\t登记学时\t备注\n学术会议\t天\t6\t每年不超过24学时\n"
            "学术讲座\t次\t2\t每年不超过20学时\n论文\t篇\t15\t限第一作者\n专利\t项\t30\t发明专利"
        ),
        [
            "credit other = 6 学时 day [学术会议]",
            "cap other <= 24 学时 year [学术会议]",
            "credit other = 2 学时 item [学术讲座]",
            "cap other <= 20 学时 year [学术讲座]",
            "credit other = 15 学时 item [论文]",
            "credit other = 30 学时 item [专利]",
            "award 6 学时 per 天 day None year 24 None",
            "award 2 学时 per 次 day None year 20 None",
            "award 15 学时 per 篇 day None year None None",
            "award 30 学时 per 项 day None year None None",
        ],
    ),
    (
        (
            "附件 学时认定标准\n类别\t项目\t认定标准\n"
            "科研类\t获科技进步奖\t国家级60学时、省部级40学时、市厅级20学时\n"
            "科研类\t发表论文\tSCI 30学时/篇；核心期刊20学时/篇；其他10学时/篇\n"
            "培训类\t出国进修\t每满1个月计20学时，最多计60学时"
        ),
        [
            "credit other = 60 学时 item [科研类]",
            "credit other = 40 学时 item [科研类]",
            "credit other = 20 学时 item [科研类]",
            "credit other = 30 学时 item [科研类]",
            "credit other = 20 学时 item [科研类]",
            "credit other = 10 学时 item [科研类]",
            "credit other = 20 学时 item [培训类]",
            "cap other <= 60 学时 year [培训类]",
            "award 60 学时 per None day None year None None",
            "award 40 学时 per None day None year None None",
            "award 20 学时 per None day None year None None",
            "award 30 学时 per 篇 day None year None None",
            "award 20 学时 per 篇 day None year None None",
            "award 10 学时 per 篇 day None year None None",
            "award 20 学时 per 月 day None year 60 None",
        ],
    ),
    (
        (
            "附表 继续教育学时折算参考标准\n序号\t形式\t折算办法\t年度最高折算学时\n"
            "1\t参加学术会议\t国际会议每次10学时，全国会议每次8学时，省级会议每次5学时\t20\n"
            "2\t出版专著\t独著60学时，合著按字数比例折算\t60\n3\t授课\t按授课学时1:3折算\t60\n"
            "4\t自学\t据实认定\t不超过10学时"
        ),
        [
            "cap other <= 20 学时 year [参加学术会议]",
            "credit other = 10 学时 item [参加学术会议]",
            "credit other = 8 学时 item [参加学术会议]",
            "credit other = 5 学时 item [参加学术会议]",
            "credit other = 60 学时 item [出版专著]",
            "cap other <= 60 学时 year [出版专著]",
            "cap other <= 60 学时 year [授课]",
            "cap other <= 10 学时 year [自学]",
            "award 10 学时 per 次 day None year 20 None",
            "award 8 学时 per 次 day None year 20 None",
            "award 5 学时 per 次 day None year 20 None",
            "award 60 学时 per None day None year 60 None",
            "award 3 倍 per 授课学时 day None year 60 None",
            "award ? 学时 per None day None year 10 None",
        ],
    ),
    (
        (
            "附件1：学时换算表\n换算项目\t换算标准\t封顶学时\t记入科目\n"
            "发表论文\t第一作者20学时，其他作者5学时\t40\t专业\n公益讲座\t每场4学时\t20\t专业\n"
            "学习强国\t每500分1学时\t10\t公需\n援派服务\t每月8学时\t不封顶\t专业"
        ),
        [
            "credit professional = 20 学时 item [发表论文]",
            "credit professional = 5 学时 item [发表论文]",
            "cap professional <= 40 学时 year [发表论文]",
            "cap professional <= 20 学时 year [公益讲座]",
            "credit professional = 4 学时 item [公益讲座]",
            "credit public = 1 学时 item [学习强国]",
            "cap public <= 10 学时 year [学习强国]",
            "credit professional = 8 学时 item [援派服务]",
            "award 20 学时 per None day None year 40 professional",
            "award 5 学时 per None day None year 40 professional",
            "award 4 学时 per 场 day None year 20 professional",
            "award 1 学时 per 500分 day None year 10 public",
            "award 8 学时 per 月 day None year None professional",
        ],
    ),
    (
        (
            "附件2：学分授予一览\n活动\tⅠ类学分\tⅡ类学分\t全年限额\n国家级项目\t每3学时1分\t—\t10分\n"
            "院内讲座\t—\t每次0.5分\t5分\n论文（核心）\t—\t8分\t不限"
        ),
        [
            "cap other <= 10 学分 year [国家级项目]",
            "cap other <= 5 学分 year [院内讲座]",
            "credit other = 0.5 学分 item [院内讲座]",
            "credit other = 8 学分 item [论文（核心）]",
            "award 1 学分 per 3学时 day None year 10 None",
            "award 0.5 学分 per 次 day None year 5 None",
            "award 8 学分 per None day None year None None",
        ],
    ),
    (
        (
            "表2 非培训类活动学时核定\n活动名称\t核定单位\t核定学时\t单项限额\t年度限额\n"
            "学术报告\t场\t4\t8\t16\n技术攻关\t项\t20\t20\t40\n标准制定\t项\t30\t—\t60"
        ),
        [
            "credit other = 4 学时 item [学术报告]",
            "cap other <= 8 学时 item [学术报告]",
            "cap other <= 16 学时 year [学术报告]",
            "credit other = 20 学时 item [技术攻关]",
            "cap other <= 20 学时 item [技术攻关]",
            "cap other <= 40 学时 year [技术攻关]",
            "credit other = 30 学时 item [标准制定]",
            "cap other <= 60 学时 year [标准制定]",
            "award 4 学时 per 场 day None year 16 None",
            "award 20 学时 per 项 day None year 40 None",
            "award 30 学时 per 项 day None year 60 None",
        ],
    ),
    (
        (
            "课程安排表\n讲次\t题目\t主讲人\t学时\n1\t数字经济发展趋势\t张教授\t4\n2\t知识产权运用\t李研究员\t4\n"
            "3\t科研经费管理\t王处长\t2"
        ),
        [],
    ),
]
