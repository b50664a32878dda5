"""A city's notice made up for tests of the running rules: floors, window, caps, awards, approval, questions."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import rulesgen
from extract.frame import find
from normalize.notice import notice
from rulesgen.model import RuleSet
from tests.texts import document

TEXT = """泰安市人力资源和社会保障局
关于做好2026年度专业技术人员继续教育工作的通知
泰人社字〔2026〕8号
各县市区人力资源和社会保障局，市直各部门、单位：
一、学习要求
专业技术人员年度学习累计不少于90学时，其中公需科目不少于30学时，专业科目不少于60学时。
二、学习时间
学习时间为2026年3月1日至2026年11月30日。
三、培训备案
各单位举办专业科目培训，须在开班前5个工作日报市人力资源社会保障局备案，未经备案的培训不予认定学时。
申报学时须提供证明材料，未提供证明材料的不予认定。
泰安市人力资源和社会保障局
2026年2月20日
附件1
学时折算标准
1.培训进修类：参加各类培训、研修，按实际学时登记，每天不超过8学时。
2.学习类：单位组织的集中学习和自学，每年累计不超过40学时。参加职业资格考试，以取得的资格证书为依据，认定16学时。
3.代表性成果类：发表论文、出版著作，每项（篇、本）计10学时，每年累计不超过30学时。
4.活动类：参加援派、支教工作的，每年可按公需科目30学时、专业科目60学时认定。不足一年的，按月份比例计算。
"""


@cache
def city() -> RuleSet:
    """The rule set of the notice."""
    made = document(TEXT)
    return rulesgen.build(notice(find(made)), made)


def write(folder: Path) -> Path:
    """The rule set as a file with its text beside it, below folder/370900/2026; gives that folder."""
    place = folder / city().id
    place.mkdir(parents=True)
    (place / "ruleset.yaml").write_text(rulesgen.dump(city()), encoding="utf-8")
    (place / "ruleset.d1.txt").write_bytes(document(TEXT).text.encode())
    return place
