"""Whole notices for the tests of the checks: a text goes through the real reader, finders and facts to a Case.

The town, its offices and numbers are invented.
"""

from __future__ import annotations

from extract.frame import find
from normalize.checks import Case
from normalize.checks.case import Check
from normalize.notice import notice
from normalize.record import Finding, NoticeRecord
from tests.checks_cases import document_of

SCOPE = "一、参加范围\n\n全市企业、事业单位和社会组织的专业技术人员。\n\n"
HOURS = "二、学时要求\n\n专业技术人员每年参加继续教育不少于90学时，其中公需科目至少30学时、专业科目至少60学时。\n\n"
WINDOW = "三、学习时间\n\n学习时间为2026年3月2日至2026年11月30日。\n\n"
CONTACT = "联系人：张明，联系电话：0531-55501234\n\n"


def text_of(
    body: str = "",
    *,
    scope: str = SCOPE,
    hours: str = HOURS,
    window: str = WINDOW,
    contact: str = CONTACT,
    issued: str | None = "2026年2月9日",
    title: str = "关于做好2026年度专业技术人员继续教育工作的通知",
) -> str:
    """A notice with these parts; `issued` None leaves the date of issue out."""
    foot = f"云川市人力资源和社会保障局\n\n{issued}\n" if issued else "云川市人力资源和社会保障局\n"
    return (
        "云川市人力资源和社会保障局文件\n\n云人社字〔2026〕12号\n\n"
        f"{title}\n\n各区县人力资源和社会保障局，市直各单位：\n\n"
        "根据《专业技术人员继续教育规定》（人力资源社会保障部令第25号），现将有关事项通知如下：\n\n"
        f"{scope}{hours}{window}{body}\n\n{contact}{foot}"
    )


def record_of(text: str, file: str = "通知.txt") -> NoticeRecord:
    """The record of a text, findings included."""
    record = notice(find(document_of(text)))
    return record.model_copy(update={"source": record.source.model_copy(update={"file": file})})


def raised(check: Check, text: str) -> list[Finding]:
    """What one check says of a notice."""
    document = document_of(text)
    mentions = find(document)
    return list(check(Case(document, mentions, notice(mentions))))
