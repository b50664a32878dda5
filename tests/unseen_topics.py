"""Topics and mutual recognition in the wordings and layouts of many offices, with the facts that they state."""

from __future__ import annotations

TOPICS: list[tuple[str, list[str]]] = [
    (
        (
            "二、学习内容\n"
            "（一）公需科目。包括习近平新时代中国特色社会主义思想、党的二十届三中全会精神、新质生产力、人工智能、"
            "职业道德等内容。"
        ),
        [
            "public - 习近平新时代中国特色社会主义思想",
            "public - 党的二十届三中全会精神",
            "public - 新质生产力",
            "public - 人工智能",
            "public - 职业道德",
        ],
    ),
    (
        (
            "三、2025年公需科目\n1.《习近平法治思想》，10学时，必修；\n"
            "2.《人工智能技术与应用》，10学时，必修；\n3.《专业技术人员压力管理》，10学时，选修。"
        ),
        [
            "public required 习近平法治思想 10",
            "public required 人工智能技术与应用 10",
            "public elective 专业技术人员压力管理 10",
        ],
    ),
    (
        (
            "公需科目由“数字素养提升”“绿色低碳发展”两门必修课（各10学时）和一门选修课（10学时）组成，"
            "选修课可在“乡村振兴”“知识产权”“心理调适”中任选一门。"
        ),
        [
            "public required 数字素养提升",
            "public required 绿色低碳发展",
            "public elective 乡村振兴",
            "public elective 知识产权",
            "public elective 心理调适",
        ],
    ),
    ("学习平台设有“时政要闻”“政策法规”“专家讲座”等栏目。", []),
    (
        (
            "继续教育公需科目分为必修和选修两部分：\n"
            "必修部分：习近平新时代中国特色社会主义思想、专业技术人员职业道德；\n"
            "选修部分：知识产权、网络安全、心理健康、公文写作，任选其二。"
        ),
        [
            "public required 习近平新时代中国特色社会主义思想",
            "public required 专业技术人员职业道德",
            "public elective 知识产权",
            "public elective 网络安全",
            "public elective 心理健康",
            "public elective 公文写作",
        ],
    ),
    (
        (
            "三、学习专题\n专题一：全面深化改革与中国式现代化\n专题二：数字经济与人工智能\n"
            "专题三：专业技术人员职业素养提升"
        ),
        ["other - 全面深化改革与中国式现代化", "other - 数字经济与人工智能", "other - 专业技术人员职业素养提升"],
    ),
    (
        (
            "四、学习内容\n必修课\n1.党的二十届三中全会精神解读\n2.铸牢中华民族共同体意识\n选修课\n"
            "1.人工智能基础\n2.乡村振兴战略\n3.健康管理"
        ),
        [
            "other required 党的二十届三中全会精神解读",
            "other required 铸牢中华民族共同体意识",
            "other elective 人工智能基础",
            "other elective 乡村振兴战略",
            "other elective 健康管理",
        ],
    ),
    (
        "三、今年的公需科目讲三个专题：数字乡村建设；依法行政与权益保障；科学家精神。",
        ["public - 数字乡村建设", "public - 依法行政与权益保障", "public - 科学家精神"],
    ),
    (
        "公需科目今年以“新型工业化”“民营经济促进法”“职业健康”为内容，各10学时。",
        ["public - 新型工业化", "public - 民营经济促进法", "public - 职业健康"],
    ),
    (
        "公需科目任学三门：《长江文化》《城市更新》《应急急救》《家庭教育》《金融安全》。",
        [
            "public elective 长江文化",
            "public elective 城市更新",
            "public elective 应急急救",
            "public elective 家庭教育",
            "public elective 金融安全",
        ],
    ),
    (
        "公需科目（二选一）：A.《数字政府建设》 B.《乡村建设行动》",
        ["public elective 数字政府建设", "public elective 乡村建设行动"],
    ),
    (
        (
            "二、学习内容\n1.党的创新理论最新成果\n2.新型城镇化与城市更新\n3.统计法与数据质量\n"
            "4.心理调适与压力管理\n5.人工智能办公应用\n三、组织实施\n各单位要抓好落实。"
        ),
        [
            "other - 党的创新理论最新成果",
            "other - 新型城镇化与城市更新",
            "other - 统计法与数据质量",
            "other - 心理调适与压力管理",
            "other - 人工智能办公应用",
        ],
    ),
    (
        (
            "二、公需科目从以下专题中任选三个学习：\n党的二十届四中全会精神\n海南自由贸易港建设\n"
            "热带雨林国家公园保护\n医疗急救常识\n网络与数据安全"
        ),
        [
            "public elective 党的二十届四中全会精神",
            "public elective 海南自由贸易港建设",
            "public elective 热带雨林国家公园保护",
            "public elective 医疗急救常识",
            "public elective 网络与数据安全",
        ],
    ),
    (
        "今年公需科目有四门，分别是铸牢中华民族共同体意识、边疆治理、数字素养、绿色发展，前两门必修。",
        [
            "public required 铸牢中华民族共同体意识",
            "public required 边疆治理",
            "public - 数字素养",
            "public - 绿色发展",
        ],
    ),
    (
        "选学内容：（1）碳资产管理。（2）智能建造。（3）消防安全。",
        ["other elective 碳资产管理", "other elective 智能建造", "other elective 消防安全"],
    ),
    (
        ("公需科目必修“习近平生态文明思想”（12学时），另在“中医药文化”“岭南文化”“金融知识”里选满12学时。"),
        [
            "public required 习近平生态文明思想 12",
            "public elective 中医药文化",
            "public elective 岭南文化",
            "public elective 金融知识",
        ],
    ),
    (
        (
            "五、专业科目\n（一）教育系列：新课标、新教材、新高考。\n"
            "（二）卫生系列：传染病防控、院前急救、儿科适宜技术。\n（三）工程系列：智能制造、绿色建筑、BIM应用。"
        ),
        [
            "professional - 新课标",
            "professional - 新教材",
            "professional - 新高考",
            "professional - 传染病防控",
            "professional - 院前急救",
            "professional - 儿科适宜技术",
            "professional - 智能制造",
            "professional - 绿色建筑",
            "professional - BIM应用",
        ],
    ),
    (
        (
            "（一）公需课。由省厅统一指定《新发展理念与高质量发展》《职业道德与诚信建设》两门，全体人员必学；"
            "其余由各市自定。"
        ),
        ["public required 新发展理念与高质量发展", "public required 职业道德与诚信建设"],
    ),
    (
        (
            "根据《关于建立成渝地区双城经济圈专业技术人员继续教育学时互认机制的通知》，"
            "重庆市与我省专业技术人员继续教育学时互认。"
        ),
        ["recognised 重庆"],
    ),
    (
        "与青海省、宁夏回族自治区、新疆生产建设兵团签订继续教育合作协议，互认继续教育学时。",
        ["recognised 青海省", "recognised 宁夏回族自治区", "recognised 新疆生产建设兵团"],
    ),
    (
        "关中平原城市群西安、宝鸡、咸阳、铜川、渭南、杨凌示范区，山西运城、临汾，甘肃天水、平凉、庆阳学时互认。",
        [
            "recognised 西安",
            "recognised 宝鸡",
            "recognised 咸阳",
            "recognised 铜川",
            "recognised 渭南",
            "recognised 杨凌",
            "recognised 运城",
            "recognised 临汾",
            "recognised 天水",
            "recognised 平凉",
            "recognised 庆阳",
        ],
    ),
    ("与海南省、广东省湛江市、茂名市互认公需科目学时。", ["recognised 海南省", "recognised 湛江", "recognised 茂名"]),
    (
        "晋冀鲁豫四省毗邻的长治、邯郸、聊城、安阳等市专业技术人员，学时同等认可。",
        ["recognised 长治", "recognised 邯郸", "recognised 聊城", "recognised 安阳"],
    ),
    (
        "我市与赣州、三明、梅州签有合作备忘录，专业技术人员在四市学得的学时都算数。",
        ["recognised 赣州", "recognised 三明", "recognised 梅州"],
    ),
    (
        "在长江中游三省（湖北、湖南、江西）取得的公需科目学时，本市直接登记，不用重学。",
        ["recognised 湖北", "recognised 湖南", "recognised 江西"],
    ),
    ("与国家开放大学、广西大学建立学分互认机制。", ["recognised 国家开放大学", "recognised 广西大学"]),
    ("本课程共10讲、30学时，授课教师10名。", []),
    (
        (
            "三、课程安排\n（一）公需课程（30学时）\n1.习近平新时代中国特色社会主义思想专题（必修，12学时）\n"
            "2.人工智能与未来社会（必修，8学时）\n3.中华优秀传统文化（选修，5学时）\n"
            "4.应急救护（选修，5学时）"
        ),
        [
            "public required 习近平新时代中国特色社会主义思想专题 12",
            "public required 人工智能与未来社会 8",
            "public elective 中华优秀传统文化 5",
            "public elective 应急救护 5",
        ],
    ),
    (
        ("（一）公需科目：统一学习《新时代宪法精神》，全员必修；另从《海洋经济》《丝路海运》《闽台融合》中任选一门。"),
        [
            "public required 新时代宪法精神",
            "public elective 海洋经济",
            "public elective 丝路海运",
            "public elective 闽台融合",
        ],
    ),
    (
        "公需科目“民法典与生活”和“生态环境保护”均为必修。",
        ["public required 民法典与生活", "public required 生态环境保护"],
    ),
    (
        "公需科目：习近平文化思想（必修）、人工智能（必修）、民族团结（选修）、健康中国（选修）。",
        [
            "public required 习近平文化思想",
            "public required 人工智能",
            "public elective 民族团结",
            "public elective 健康中国",
        ],
    ),
    (
        (
            "（三）专业科目\n"
            "各行业主管部门要结合实际，突出以下重点：工程技术系列突出绿色低碳、智能建造；卫生系列突出重症医学、"
            "公共卫生；农业系列突出种业振兴、耕地保护。"
        ),
        [
            "professional suggested 绿色低碳",
            "professional suggested 智能建造",
            "professional suggested 重症医学",
            "professional suggested 公共卫生",
            "professional suggested 种业振兴",
            "professional suggested 耕地保护",
        ],
    ),
    (
        (
            "一、折算范围\n专业技术人员参加下列活动，可按规定折算为专业科目学时：\n"
            "（一）承担省部级以上科研项目，项目组前5名每人计40学时，其余成员计20学时；\n"
            "（二）起草行业技术规范并发布实施的，主要起草人计30学时；\n"
            "（三）参加职称评审、专业技术鉴定、论文答辩等工作，每天计8学时，全年不超过24学时。"
        ),
        [],
    ),
]
