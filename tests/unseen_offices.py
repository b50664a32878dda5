"""Sentences on hours in the wordings of many offices, with the facts that they state; traps state none."""

from __future__ import annotations

HOURS: list[tuple[str, list[str]]] = [
    (
        "每年应完成72学时（公需24、专业48）的继续教育任务。",
        ["requirement public = 24 学时 year", "requirement professional = 48 学时 year"],
    ),
    (
        (
            "中小学教师五年内累计参加继续教育不少于360学时，平均每年不少于72学时，"
            "其中新任教师在一年内接受不少于120学时的岗前培训。"
        ),
        [
            "requirement total >= 360 学时 item [五年内]",
            "requirement total >= 72 学时 year",
            "requirement other >= 120 学时 year [岗前培训]",
        ],
    ),
    (
        "县以下基层专业技术人员继续教育学时可适当放宽，每年累计不少于60学时，其中公需科目不少于20学时。",
        [
            "requirement total >= 60 学时 year [县以下基层专业技术人员继续教育学时可适当放宽]",
            "requirement public >= 20 学时 year [县以下基层专业技术人员继续教育学时可适当放宽]",
        ],
    ),
    (
        "（三）线下集中培训1天=8学时，半天=4学时；网络学习按45分钟折1学时，最高计30学时。",
        [
            "credit other = 8 学时 day",
            "credit other = 4 学时 item",
            "cap other <= 30 学时 year",
            "award 8 学时 per 天 day None year None None",
            "award 4 学时 per 半天 day None year None None",
            "award ? 学时 per None day None year 30 None",
        ],
    ),
    (
        ("参加国家级继续医学教育项目，经考核合格，每3小时授予1学分，每个项目最多不超过10学分；主讲人每小时授予2学分。"),
        [
            "credit other = 1 学分 item",
            "cap other <= 10 学分 item",
            "credit other = 2 学分 item",
            "award 1 学分 per 3小时 day None year None None",
            "award 2 学分 per 小时 day None year None None",
        ],
    ),
    (
        "教师每年参加培训不少于72学时，五年累计不少于360学时，其中公需科目60学时，专业科目300学时。",
        [
            "requirement total >= 72 学时 year [教师]",
            "requirement total >= 360 学时 item [五年]",
            "requirement public = 60 学时 item [五年]",
            "requirement professional = 300 学时 item [五年]",
        ],
    ),
    (
        "监理工程师在注册有效期内应完成96学时的继续教育，其中必修课48学时，选修课48学时。",
        [
            "requirement total = 96 学时 item [注册有效期内]",
            "requirement other = 48 学时 item [必修课]",
            "requirement other = 48 学时 item [选修课]",
        ],
    ),
    (
        "公需科目学习每年不少于30学时，专业科目学习每年不少于42学时，个人选修学习每年不少于18学时。",
        [
            "requirement public >= 30 学时 year",
            "requirement professional >= 42 学时 year",
            "requirement other >= 18 学时 year [个人选修]",
        ],
    ),
    ("本年度公需课共设置60学时课程，学员任选其中不少于30学时的课程学习。", ["requirement public >= 30 学时 year"]),
    ("本次培训共2天，计16学时，收费标准为每人300元。", []),
    (
        (
            "（二）按照《浙江省专业技术人员继续教育学时登记细则》规定，中级以上专业技术人员每年累计不少于90学时，"
            "其中专业科目不少于60学时、行业公需科目和一般公需科目分别不少于18学时和12学时。"
        ),
        [
            "requirement public >= 18 学时 year [行业公需科目]",
            "requirement public >= 12 学时 year [一般]",
            "requirement total >= 90 学时 year [中级以上专业技术人员]",
            "requirement professional >= 60 学时 year [中级以上专业技术人员]",
        ],
    ),
    (
        (
            "各类专业技术人员每年度应完成不少于90个学时的继续教育任务，其中公需科目30个学时、"
            "行业公需课12个学时、专业科目48个学时。"
        ),
        [
            "requirement total >= 90 学时 year",
            "requirement public = 30 学时 year",
            "requirement public = 12 学时 year [行业公需课]",
            "requirement professional = 48 学时 year",
        ],
    ),
    ("因病、产假等原因，当年累计请假6个月以上的，可减少当年公需科目学时10学时、专业科目学时30学时。", []),
    (
        "申报高级职称的，任现职以来年均学时须达到90学时；申报中级职称的，须达到72学时。",
        ["requirement total >= 90 学时 year [申报高级职称的]", "requirement total >= 72 学时 year [申报中级职称的]"],
    ),
    (
        "凡参加省厅组织的线上专题讲座，每场2学时，全年最多登记10场、20学时。",
        ["credit other = 2 学时 item", "cap other <= 20 学时 year", "award 2 学时 per 场 day None year 20 None"],
    ),
    (
        "2、公开出版学术专著，每部计40学时（独著）、30学时（第一作者）、20学时（其他作者）。",
        [
            "credit other = 40 学时 item",
            "credit other = 30 学时 item",
            "credit other = 20 学时 item",
            "award 40 学时 per 部 day None year None None",
            "award 30 学时 per 部 day None year None None",
            "award 20 学时 per 部 day None year None None",
        ],
    ),
    (
        "参加执业资格考试每合格一门计15学时，全部合格取得证书的当年计满90学时。",
        [
            "credit other = 15 学时 item",
            "credit other = 90 学时 item",
            "award 15 学时 per 门 day None year None None",
            "award 90 学时 per None day None year None None",
        ],
    ),
    (
        "脱产进修3个月以上6个月以下的计45学时，6个月以上的计90学时。",
        [
            "credit other = 45 学时 item",
            "credit other = 90 学时 item",
            "award 45 学时 per None day None year None None",
            "award 90 学时 per None day None year None None",
        ],
    ),
    ("上述第（一）至（五）项年度累计折算学时不超过60学时。", ["cap other <= 60 学时 year"]),
    (
        "参加市级以上党校（行政学院）主体班次学习，每天折算公需科目4学时、专业科目4学时。",
        [
            "credit public = 4 学时 day",
            "credit professional = 4 学时 day",
            "award 4 学时 per 天 day None year None public",
            "award 4 学时 per 天 day None year None professional",
        ],
    ),
    (
        (
            "关于2025年度全省教师继续教育学时管理的通知\n一、学时要求\n"
            "在职教师五年为一周期，每周期累计不少于360学时，每年不少于60学时。新教师试用期培训不少于120学时。"
            "\n骨干教师每年应完成不少于100学时的提高培训。校长任职资格培训不少于300学时，"
            "提高培训每五年累计不少于240学时。\n二、学时认定\n"
            "集中培训每天按8学时认定，网络研修按实际学时认定，校本研修每学年最高认定24学时。"
        ),
        [
            "requirement total >= 360 学时 item [周期]",
            "requirement total >= 60 学时 year",
            "requirement total >= 120 学时 item [新教师试用期培训]",
            "requirement other >= 100 学时 year [提高培训]",
            "requirement other >= 300 学时 year [培训]",
            "requirement other >= 240 学时 item [每五年]",
            "credit other = 8 学时 day",
            "cap other <= 24 学时 year [校本研修]",
            "award 8 学时 per 天 day None year None None",
            "award ? 学时 per 实际学时 day None year 24 None",
        ],
    ),
    (
        (
            "继续教育学时要求：正高级、副高级职称每年不低于100学时，中级职称每年不低于90学时，"
            "初级及以下每年不低于72学时。"
        ),
        [
            "requirement total >= 100 学时 year [正高级、副高级职称]",
            "requirement total >= 90 学时 year [中级职称]",
            "requirement total >= 72 学时 year [初级及以下]",
        ],
    ),
    (
        "全体专业技术人员每年参加继续教育学习时间累计不少于12天（每天按8学时计，共96学时）。",
        [
            "credit other = 8 学时 day",
            "requirement total >= 96 学时 year",
            "award 8 学时 per 天 day None year None None",
        ],
    ),
    ("平台课程总计100门、300学时，学员可任选30学时学习。", []),
    (
        (
            "统计专业技术人员继续教育：每年累计不少于90学时，其中，公需科目不少于30学时，"
            "专业科目不少于60学时（中级以上60学时、初级48学时）。"
        ),
        [
            "requirement total >= 90 学时 year",
            "requirement public >= 30 学时 year",
            "requirement professional >= 60 学时 year",
            "requirement professional = 60 学时 year [中级以上]",
            "requirement professional = 48 学时 year [初级]",
        ],
    ),
    (
        "全年要学够90个学时，公需课占30个，专业课占60个。",
        [
            "requirement total >= 90 学时 year",
            "requirement public = 30 学时 year",
            "requirement professional = 60 学时 year",
        ],
    ),
    (
        "二、学什么、学多少\n每位专业技术人员一年内须学满80学时：公需部分20学时，专业部分60学时。",
        ["requirement public = 20 学时 year", "requirement professional = 60 学时 year"],
    ),
    (
        "公需科目由省里统一开课，学时定为24学时；专业科目由各主管部门安排，学时不设上限，但不能低于56学时。",
        ["requirement public = 24 学时 year", "requirement professional >= 56 学时 year"],
    ),
    (
        "本年度应完成：公共课24学时，业务课48学时。",
        ["requirement public = 24 学时 year", "requirement professional = 48 学时 year"],
    ),
    (
        "【学时】全年不少于90学时（公需≥30，专业≥60）。",
        [
            "requirement total >= 90 学时 year",
            "requirement public >= 30 学时 year",
            "requirement professional >= 60 学时 year",
        ],
    ),
    (
        "在岗护士每年继续医学教育学分须达20分，主管护师及以上须达25分。",
        ["requirement total >= 20 学分 year [在岗护士]", "requirement total >= 25 学分 year [主管护师及以上]"],
    ),
    ("公需课设“强国复兴”“人工智能+”两讲，每讲15学时。", []),
    (
        "医师参加多点执业、下乡义诊的，每次折3学时，每月最多折6学时，全年最多折36学时。",
        ["credit other = 3 学时 item", "cap other <= 36 学时 year", "award 3 学时 per 次 day None year 36 None"],
    ),
    (
        "取得博士学位的记90学时，取得硕士学位的记60学时，均记入专业科目，一次有效。",
        [
            "credit other = 90 学时 item",
            "credit other = 60 学时 item",
            "award 90 学时 per None day None year None professional",
            "award 60 学时 per None day None year None professional",
        ],
    ),
    (
        (
            "二、学时要求\n今年全市专业技术人员的学时门槛是：正常在岗的，满90学时；7月1日以后入职的，满45学时；"
            "达到法定退休年龄当年的，不作要求。"
        ),
        ["requirement total >= 90 学时 year [正常在岗的]", "requirement total >= 45 学时 year [7月1日以后入职的]"],
    ),
    (
        ("各系列学时要求：卫生系列25学分，中小学教师系列72学时，其他系列90学时（公需30学时、专业60学时）。"),
        [
            "requirement total = 25 学分 year [卫生系列]",
            "requirement total = 72 学时 year [中小学教师系列]",
            "requirement total = 90 学时 year [其他系列]",
            "requirement public = 30 学时 year [其他系列]",
            "requirement professional = 60 学时 year [其他系列]",
        ],
    ),
    (
        (
            "（一）一般人员：每年不少于72学时（公需24学时+专业48学时）。\n"
            "（二）高级职称人员：每年不少于90学时（公需30学时+专业60学时）。"
        ),
        [
            "requirement total >= 72 学时 year [一般人员]",
            "requirement public = 24 学时 year [一般人员]",
            "requirement professional = 48 学时 year [一般人员]",
            "requirement total >= 90 学时 year [高级职称人员]",
            "requirement public = 30 学时 year [高级职称人员]",
            "requirement professional = 60 学时 year [高级职称人员]",
        ],
    ),
    (
        "三年一周期，周期内总学时不少于270学时，其中公需科目90学时；任何一年不得少于60学时。",
        [
            "requirement total >= 270 学时 item [周期内]",
            "requirement public = 90 学时 item [周期内]",
            "requirement total >= 60 学时 year",
        ],
    ),
    ("（二）线下学时不得低于专业科目总学时的40%，即24学时。", ["requirement other >= 24 学时 year [线下学时]"]),
    (
        "学分要求：省级医院每年25分，其中国家级、省级Ⅰ类学分10分；县级医院每年20分；乡镇卫生院每年15分。",
        [
            "requirement total = 25 学分 year [省级医院]",
            "requirement other = 10 学分 year [Ⅰ类学分]",
            "requirement total = 20 学分 year [县级医院]",
            "requirement total = 15 学分 year [乡镇卫生院]",
        ],
    ),
    (
        "公需科目30学时，其中省级平台课程至少20学时，市级特色课程至多10学时。",
        [
            "requirement public = 30 学时 year",
            "requirement public >= 20 学时 year [省级平台课程]",
            "cap public <= 10 学时 year [市级特色课程]",
        ],
    ),
    (
        "今年继续教育学时由原来的72学时提高为90学时，公需24学时不变，专业由48学时提高为66学时。",
        [
            "requirement total = 90 学时 year",
            "requirement public = 24 学时 year",
            "requirement professional = 66 学时 year",
        ],
    ),
    ("培训班学制三年，总课时960课时，每周上课20课时。", []),
    ("2024年有1.2万名专业技术人员登记学时合计108万学时，人均90学时。", []),
    ("系统显示“已学30/90学时”的，请继续学习。", []),
    ("培训机构须有不少于60学时的自有课程资源，专职教师不少于10人。", []),
    ("对不足90学时的人员予以通报。", []),
    (
        (
            "三、课程安排\n（一）公需课程（30学时）\n1.习近平新时代中国特色社会主义思想专题（必修，12学时）\n"
            "2.人工智能与未来社会（必修，8学时）\n3.中华优秀传统文化（选修，5学时）\n"
            "4.应急救护（选修，5学时）"
        ),
        ["requirement public = 30 学时 year"],
    ),
]
