"""Fragments in many wordings inside one invented notice of 15 March 2024: text → the facts of one kind, in short.

Traps are among them: passwords, room numbers, ages, years of cited papers, examples. What is none gives nothing.
"""

from __future__ import annotations

import pytest

from extract import find
from normalize import notice
from normalize.record import Contact, DateFact, NoticeRecord
from tests.texts import document

HEAD = (
    "绍兴市人力资源和社会保障局\n绍市人社发〔2024〕15号\n关于做好2024年专业技术人员继续教育工作的通知\n"
    "各区、县（市）人力资源和社会保障局，市直各单位：\n"
)
TAIL = "\n绍兴市人力资源和社会保障局\n2024年3月15日\n"


def record(body: str) -> NoticeRecord:
    return notice(find(document(HEAD + body + TAIL)))


def day(fact: DateFact) -> str:
    """kind start..end, or kind ±amount unit of the anchor; a ? where the value is open."""
    if (relative := fact.relative) is not None:
        length = f"{relative.amount} {relative.unit} " if relative.amount else ""
        return f"{fact.kind} {length}{relative.direction} {relative.anchor}"
    value = f"{fact.kind} {fact.start or ''}..{fact.end or ''}"
    return value if fact.certain else f"{value}?"


def who(contact: Contact) -> str:
    values = (*contact.phones, *contact.emails, *(f"传真{f}" for f in contact.fax))
    return "|".join(filter(None, (contact.office, contact.person, *values)))


DATES: list[tuple[str, list[str]]] = [
    ("公需科目学习时间从公布之日起到2024年12月15日24:00。", ["study_window 2024-03-15..2024-12-15"]),
    ("本年度学习周期为2024年7月1日至次年6月30日。", ["study_window 2024-07-01..2025-06-30"]),
    ("面授班4月20日开课，6月30日结课。", ["study_window 2024-04-20..2024-06-30"]),
    ("原则上应于12月底前完成全年学时。", ["study_window ..2024-12-31"]),
    ("公需科目4月8日上午8:00开网，11月30日下午6:00关网。", ["study_window 2024-04-08..2024-11-30"]),
    ("专业科目由各系列自行安排，最迟不得晚于12月20日。", ["other ..2024-12-20?"]),
    ("培训由各市在10月中旬之前组织完成。", ["study_window ..2024-10-20"]),
    ("学习数据T+3日自动推送至省服务系统。", []),
    ("准备阶段（4月1日至4月20日）：各校确定管理员。", ["other 2024-04-01..2024-04-20"]),
    ("继续教育验证截止日期为2025年3月31日。", ["other ..2025-03-31"]),
    ("专业科目每学时2元，开具发票请于2024年12月25日前申请。", ["other ..2024-12-25"]),
    ("项目学分由管理平台自动采集，个人于11月8日前核对。", ["other ..2024-11-08"]),
    ("用人单位在12月10日前将专业课学习证明扫描件上传系统。", ["report_deadline ..2024-12-10"]),
    ("各单位应于每年1月底前将上年度登记情况书面报告我局。", ["material_deadline ..?"]),
    ("2025年1月1日起不再提供2024年度课程。", ["other 2025-01-01.."]),
    ("依据《专业技术人员继续教育规定》（人社部令第25号，2015年10月1日起施行）办理。", []),
    ("晋升材料报送之前须保证近5年学分达标。", ["completion_lead before 晋升材料报送"]),
    (
        "举办专业课、选修课培训班的，请至少提前15日将方案报我局审核。",
        ["filing_deadline 15 day before 举办专业课、选修课培训班"],
    ),
    (
        "培训时间：2024年5月20日至24日（5月19日下午报到）。",
        ["study_window 2024-05-20..2024-05-24", "other 2024-05-19..2024-05-19"],
    ),
    (
        "公需课学习时间为2024年6月1日至2025年5月31日（2023年度补学截止至2024年12月31日）。",
        ["study_window 2024-06-01..2025-05-31", "other ..2024-12-31"],
    ),
    ("公需课于3月底上线，请于10月底前学完。", ["other 2024-03-31..", "study_window ..2024-10-31"]),
    ("学员应在开通账号后60天内完成学习。", ["study_window 60 day after 开通账号"]),
    (
        "报名时间：4月1日至4月15日，学习时间：4月16日至10月31日，考试时间：11月9日上午9:00—11:30。",
        ["other 2024-04-01..2024-04-15", "study_window 2024-04-16..2024-10-31", "other 2024-11-09..2024-11-09"],
    ),
    ("各基地于每月25日前报送下月培训计划。", ["filing_deadline ..?"]),
    ("请各单位于每季度末将学时登记情况报送市人社局。", ["report_deadline ..?"]),
    ("每季度末由管理员导出学习进度，对进度慢的人员发出提醒。", []),
    ("施教机构应于举办培训班15个工作日前向所在地人社部门备案。", ["filing_deadline 15 working_day before 举办培训班"]),
    (
        "市级培训项目分两批申报。第一批请于4月10日前、第二批请于8月30日前通过系统提交。",
        ["filing_deadline ..2024-04-10", "filing_deadline ..2024-08-30"],
    ),
    ("参训人员名单请于4月5日（星期五）下班前发至邮箱。", ["material_deadline ..2024-04-05"]),
    (
        "专业科目指南由行业主管部门编制，4月29日前报送市人社局，5月20日前对外公布。",
        ["material_deadline ..2024-04-29", "other ..2024-05-20"],
    ),
    ("各区县要在5月底之前制定本地实施方案。", ["other ..2024-05-31"]),
    ("请于2024年12月31日前将学时审验情况汇总表报我局。", ["report_deadline ..2024-12-31"]),
    (
        "个人于11月30日前在系统填报并上传佐证，单位于12月4日前审核完毕。",
        ["report_deadline ..2024-11-30", "other ..2024-12-04"],
    ),
    ("单位应当在2025年1月10日以前，持汇总表和证书到主管部门验证。", ["report_deadline ..2025-01-10"]),
    ("单位于次年1月15日前完成审核。", ["other ..2025-01-15"]),
    ("对审核结果有异议的，可在5个工作日内申请复核。", ["other 5 working_day after 对审核结果有异议"]),
    ("拟申报2024年度职称评审的人员，应在评审材料报送截止日前完成学习。", ["completion_lead before 评审材料报送截止日"]),
    ("公需科目培训于2024年5月起陆续开班。", ["other 2024-05-01..?"]),
    ("2024年学时有效期截至2024年12月31日。", ["other ..2024-12-31"]),
    ("1.计划阶段（3月—4月）。", ["other 2024-03-01..2024-04-30"]),
    ("市局将于2025年1月上旬通报各单位完成情况。", ["other 2025-01-01..2025-01-10"]),
    # no term of this notice
    ("《浙江省专业技术人员继续教育规定》自2016年1月1日起施行。", []),
    ("根据2022年3月1日起施行的《条例》，每年不少于90学时。", []),
    ("示范区试点办法另行执行，该办法自2021年7月1日起试行3年。", []),
    ("《管理办法》经2023年2月13日局长办公会审议通过。", []),
    ("省厅于2024年2月20日召开了继续教育工作会议。", []),
    ("2023年12月，我市获评省级示范基地。", []),
    ("截至2024年2月29日，全市已有3.2万人完成学习。", []),
    ("例如，某人2024年6月1日至6月5日参加培训，可计40学时。", []),
    ("1964年6月30日前出生的人员免修。", []),
    ("年满60周岁或2024年12月31日前退休的人员可不参加。", []),
    ("学时有效期为取得之日起3年。", []),
    ("咨询时间：工作日上午8:30—12:00，下午14:00—17:30。", []),
]

TOPICS: list[tuple[str, list[str]]] = [
    (
        "公需科目设3门课程：党的二十大报告解读（10学时）、“三高四新”美好蓝图（6学时）、职业道德（4学时）。",
        ["党的二十大报告解读 public - 10", "“三高四新”美好蓝图 public - 6", "职业道德 public - 4"],
    ),
    (
        "公需科目为《人工智能概论》（必修）和《知识产权实务》《心理健康》（任选其一）。",
        ["人工智能概论 public required -", "知识产权实务 public elective -", "心理健康 public elective -"],
    ),
    (
        "必修课程：创新理论解读（6学时）；选修课程：应急救护知识、公文写作、心理调适（任选两门，每门6学时）。",
        [
            "创新理论解读 other required 6",
            "应急救护知识 other elective -",
            "公文写作 other elective -",
            "心理调适 other elective -",
        ],
    ),
    (
        "各单位应将医德医风教育、传染病防治列为全员必修内容。",
        ["医德医风教育 other required -", "传染病防治 other required -"],
    ),
    (
        "（一）公需科目。学习“教育强国建设”“人才强国建设”2个专题。",
        ["教育强国建设 public - -", "人才强国建设 public - -"],
    ),
    ("2024年我省公需课学习主题：人工智能赋能高质量发展", ["人工智能赋能高质量发展 public - -"]),
    (
        "公需科目选定两个专题，专题一：数字政府与智慧城市；专题二：生态文明建设。",
        ["数字政府与智慧城市 public - -", "生态文明建设 public - -"],
    ),
    (
        "工程系列专业科目：BIM技术应用（10学时）；装配式建筑（10学时）；绿色建筑评价（10学时）。",
        ["BIM技术应用 professional - 10", "装配式建筑 professional - 10", "绿色建筑评价 professional - 10"],
    ),
    (
        "公需科目课程如下：\n1.新质生产力解读（10学时）\n2.职业道德与法律法规（10学时）\n3.人工智能应用（10学时）",
        ["新质生产力解读 public - 10", "职业道德与法律法规 public - 10", "人工智能应用 public - 10"],
    ),
    (
        "三、公需科目\n公需科目课程（共20学时）：\n①《新型工业化》10学时；\n②《压力管理》10学时。",
        ["新型工业化 public - 10", "压力管理 public - 10"],
    ),
    ("本年度公需科目为“6+2”模式，即6门必修课和2门选修课。", []),
    ("公需科目以“五新”为重点。", []),
    ("通过“学习强国”平台学习的不计学时。", []),
    ("公需科目内容：详见附件1", []),
    ("参加“网络强国”建设、“数字浙江”等重大工程的，予以倾斜。", []),
]

CONTACTS: list[tuple[str, list[str]]] = [
    (
        "永安市 3855553 沙县区 5855554 尤溪县 6855555",
        ["永安市|3855553", "沙县区|5855554", "尤溪县|6855555"],
    ),
    ("初始密码为身份证后六位，忘记密码请致电028-86110055。", ["028-86110055"]),
    (
        "市人社局专技科：0575-8779012，董明；市财政局社保科：0575-8781234。",
        ["市人社局专技科|董明|0575-8779012", "市财政局社保科|0575-8781234"],
    ),
    ("“越州培训网”网址为https://yzpx.example.cn/web，咨询电话0575-88633911。", ["越州培训网|0575-88633911"]),
    ("系统初始密码Zj@2024。浙江省人才系统另行通知。", []),
    ("工作专线：（0575）8512-6808，陈主任", ["工作专线|陈主任|（0575）8512-6808"]),
    ("平台技术支持：0575-88927110。邮箱：sxzjk@sx.example.cn。", ["平台技术支持|0575-88927110", "sxzjk@sx.example.cn"]),
    ("职称处 85134567 专技处 85134568", ["职称处|85134567", "专技处|85134568"]),
    (
        "咨询电话：0571-87050123（学时登记）、87050124（证书打印），传真：87050125。",
        ["学时登记|0571-87050123|87050124|传真87050125"],
    ),
    ("1.市人社局专技处，联系人王芳，0575-85134567；", ["市人社局专技处|王芳|0575-85134567"]),
    (
        "业务科室：专业技术人员管理科；联系人：邱明、陈燕；联系电话：3381234（区号0593）。",
        ["专业技术人员管理科|邱明、陈燕|3381234"],
    ),
    (
        "（一）政策咨询：市人社局专技处，0575-85134567。\n（二）投诉举报：12345。",
        ["市人社局专技处|0575-85134567", "投诉举报|12345"],
    ),
    ("电话：8513 4567", ["8513 4567"]),
    ("服务热线：12333-2。", ["12333"]),
    (
        "联系人：王芳（0575-85134567）、李强（0575-85134568，13905751234）",
        ["王芳|0575-85134567", "李强|0575-85134568|13905751234"],
    ),
    (
        "附件4\n各镇咨询电话\n桂城街道 86311001 谢工\n九江镇 86501002 曾工\n西樵镇 86801003 莫工\n联系完毕",
        ["桂城街道|谢工|86311001", "九江镇|曾工|86501002", "西樵镇|莫工|86801003"],
    ),
    (
        "附件4\n各区联系方式\n越城区人力社保局 王一 88319001 胜利路101号\n柯桥区人力社保局 李二 84125002 华齐路66号",
        ["越城区人力社保局|王一|88319001", "柯桥区人力社保局|李二|84125002"],
    ),
    (
        "行业\t主管部门\t联系电话\n工程\t市住建局人教处\t0575-85114503\n卫生\t市卫健委人事处\t0575-85114502",
        ["市住建局人教处|0575-85114503", "市卫健委人事处|0575-85114502"],
    ),
    (
        "市州\t联系人\t办公电话\t手机\n杭州市\t王磊\t0571-87012345\t13805710001\n宁波市\t李静\t0574-87012346\t13805740002",
        ["杭州市|王磊|0571-87012345|13805710001", "宁波市|李静|0574-87012346|13805740002"],
    ),
    (
        "电话：0575-85134567 传真：0575-85134568 邮箱：zjk@sx．example．cn",
        ["0575-85134567|zjk@sx.example.cn|传真0575-85134568"],
    ),
    # numbers that reach nobody
    ("密码初始为身份证后6位123456，验证码有效期5分钟。", []),
    ("浙ICP备12345678号 浙公网安备33060202000123号", []),
    ("开户行：工行绍兴分行，账号：1211012009045678901", []),
    ("钉钉群号：34567890123", []),
    ("通讯地址：绍兴市越城区曲屯路368号市行政中心501室，邮编：312000。", []),
    ("本通知附二维码，登录密码为Zj@2024，默认密码后8位88888888。", []),
    ("公需课学习满30学时，考核85分以上合格，编号20240315001。", []),
]

PLATFORMS: list[tuple[str, list[str]]] = [
    (
        "各单位通过北京市专业技术人员继续教育公共服务平台（以下简称“公共服务平台”）进行学时申报，系统地址：https://bj.example.cn/jxjy。",
        ["北京市专业技术人员继续教育公共服务平台 https://bj.example.cn/jxjy hour_registration"],
    ),
    (
        "会计人员通过“全国会计人员统一服务管理平台”登记，卫生人员通过“华医网”学习。",
        ["全国会计人员统一服务管理平台 - other", "华医网 - learning"],
    ),
    ("学员可通过浙里办APP学习。", ["浙里办（APP） - learning"]),
    (
        "公需课可在以下平台任选其一学习：1.广东学习网（https://a.example.cn）；2.“南海人才”微信公众号。",
        ["广东学习网 https://a.example.cn learning", "南海人才（公众号） - learning"],
    ),
    (
        "登录福建省专业技术人员继续教育平台（网址：https：//fj.example。cn）学习。",
        ["福建省专业技术人员继续教育平台 https://fj.example.cn learning"],
    ),
    ("建立“线上+线下”培训平台，完善信息化管理系统。", []),
    ("依托工业互联网平台、大数据平台等开展实训。", []),
    ("进入“云南省人力资源和社会保障厅”官网，点击“继续教育”栏目。", []),
]

PLACES: list[tuple[str, list[str]]] = [
    ("重庆市与我省学时互认，在四川省参加的继续教育凭证明互认。", ["重庆", "四川省"]),
    ("福州、南平、宁德等三地与我市实行学时互认。", ["福州", "南平", "宁德"]),
    ("省内各市之间学时互认。", []),
]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[t[:16] for t, _ in DATES])
def test_dates(text: str, expected: list[str]) -> None:
    assert [day(f) for f in record(text).dates] == expected


@pytest.mark.parametrize(("text", "expected"), TOPICS, ids=[t[:16] for t, _ in TOPICS])
def test_topics(text: str, expected: list[str]) -> None:
    found = record(text).training_items
    assert [f"{t.title} {t.category} {t.requirement or '-'} {t.hours or '-'}" for t in found] == expected


@pytest.mark.parametrize(("text", "expected"), CONTACTS, ids=[t[:16] for t, _ in CONTACTS])
def test_contacts(text: str, expected: list[str]) -> None:
    assert [who(c) for c in record(text).contacts] == expected


@pytest.mark.parametrize(("text", "expected"), PLATFORMS, ids=[t[:16] for t, _ in PLATFORMS])
def test_platforms(text: str, expected: list[str]) -> None:
    assert [f"{p.name} {p.url or '-'} {p.role}" for p in record(text).platforms] == expected


@pytest.mark.parametrize(("text", "expected"), PLACES, ids=[t[:16] for t, _ in PLACES])
def test_reciprocity(text: str, expected: list[str]) -> None:
    assert list(record(text).reciprocity) == expected


def test_a_code_in_brackets_dials_the_numbers_before_it() -> None:
    (contact,) = record("职称科，电话：3381234（区号0593）。").contacts
    assert contact.e164 == ("+865933381234",)


def test_a_day_long_before_the_issue_is_meant_in_the_next_year() -> None:
    tail = "\n绍兴市人力资源和社会保障局\n2024年11月20日\n"
    (fact,) = notice(find(document(HEAD + "各单位于1月15日前将学时审验结果报市人社局。" + tail))).dates
    assert (day(fact), fact.certain) == ("report_deadline ..2025-01-15?", False)
