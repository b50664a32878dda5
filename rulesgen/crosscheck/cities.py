"""Cities of one province and year beside one another (CFL_CITY_DIFFERENCE, CFL_ONE_SIDED), and awards against above."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from normalize.checks.names import fold, office_core
from normalize.facts.provisions import kinds, provision
from normalize.findings import Certainty
from normalize.record import Evidence, NoticeRecord
from normalize.values.wording import squeezed
from rulesgen.crosscheck.held import Held, Remark, above, beside, remark
from rulesgen.crosscheck.words import TopicFamily, words
from rulesgen.place import LEVELS

_CITY = LEVELS.index("city")
_OFFICES = re.compile(r"同意|核准|批准|审核|[，,]|并?(?:报|经)")
_UNITS = {"day": "日", "working_day": "个工作日", "month": "个月", "year": "年"}


@dataclass(frozen=True, slots=True)
class _Said:
    """What a notice says on a matter: as shown, as compared, and where."""

    shown: str
    key: str
    place: Evidence


Reading = Callable[[NoticeRecord], _Said | None]


def differences(run: Sequence[Held]) -> Iterator[Remark]:
    """CFL_CITY_DIFFERENCE: on one matter the cities of a province say different things in one year."""
    for item, certainty, read in _matters():
        for notice in run:
            own = read(notice.record) if notice.rank == _CITY else None
            if own is None:
                continue
            others = [(o, said) for o in beside(notice, run) if (said := read(o.record))]
            if any(said.key != own.key for _, said in others):
                values = "，".join(f"{n.name}为{said.shown}" for n, said in [(notice, own), *others])
                yield remark(
                    notice,
                    "CFL_CITY_DIFFERENCE",
                    [own.place],
                    [(o, [said.place]) for o, said in others],
                    certainty=certainty,
                    item=item,
                    values=values,
                )


def one_sided(run: Sequence[Held]) -> Iterator[Remark]:
    """CFL_ONE_SIDED: a city recognises the hours of another, whose notice in the run says nothing of it."""
    for notice in run:
        place = notice.record.evidence.get("reciprocity")
        if place is None:
            continue
        silent = [
            other
            for other in run
            if other is not notice
            and _bare(other.name) in notice.record.reciprocity
            and _bare(notice.name) not in other.record.reciprocity
        ]
        if silent:
            names = "、".join(f"{o.name}（{o.record.year or '年度不详'}年度）" for o in silent)
            what = f"{notice.name}写明与{'、'.join(_bare(o.name) for o in silent)}互认，{names}通知未提"
            related = [(o, o.head) for o in silent]
            yield remark(notice, "CFL_ONE_SIDED", [place], related, item="继续教育互认", what=what)


def awards(run: Sequence[Held]) -> Iterator[Remark]:
    """CFL_DIFFERENT: the superior grants a multiple of the hours for a course chosen as excellent, the notice does not
    say so."""
    for notice in run:
        own = provision(notice.record, "quality_course")
        base = next((b for b in above(notice, run) if provision(b.record, "quality_course")), None)
        theirs = provision(base.record, "quality_course") if base else None
        if own is None or base is None or theirs is None or "倍" in own[1] or "倍" not in theirs[1]:
            continue
        if any(rule.unit == "倍" for rule in notice.record.conversion_rules):
            continue
        times = re.search(r"[\d一二两三四五]+\s?倍", theirs[1])
        yield remark(
            notice,
            "CFL_DIFFERENT",
            [own[0]],
            [(base, [theirs[0]])],
            item=kinds()["quality_course"].item,
            own="未写学时倍数",
            baseline=times.group() if times else "写有学时倍数",
        )


# ---------------------------------------------------------------- matters


def _matters() -> Iterator[tuple[str, Certainty | None, Reading]]:
    """What cities are compared by: the matter in Chinese, how sure a difference is, and how it is read."""
    yield "参评人员完成学习的期限", None, _completion
    yield kinds()["base_approval"].item, None, _approval
    yield kinds()["registration"].item, None, _registration
    yield kinds()["freelancers"].item, None, _freelancers
    for family in words().topic_families:
        yield family.item, "judgment", _topic_of(family)


def _completion(record: NoticeRecord) -> _Said | None:
    """By when an applicant must have learnt: so long before an event, before it, at it, or by a day."""
    for date in record.dates:
        relative = date.relative
        if date.kind == "completion_lead" and relative is not None:
            length = f"{relative.amount}{_UNITS[relative.unit]}" if relative.amount and relative.unit else ""
            return _Said(f"“{relative.anchor}”前{length}", f"before {length}", date.evidence)
        if date.kind == "completion_lead" and date.end is not None:
            return _Said(date.end.isoformat(), f"{date.end:%m-%d}", date.evidence)
        if date.kind == "other" and not (relative or date.start or date.end) and _is_applying(date.evidence.quote):
            return _Said("提交申报材料时", "at", date.evidence)
    return None


def _is_applying(words_of_it: str) -> bool:
    """在个人提报评审材料时提交: an order in time, not a length."""
    return words().applying.search(words_of_it) is not None and "时" in words_of_it


def _approval(record: NoticeRecord) -> _Said | None:
    found = provision(record, "base_approval")
    if found is None:
        return None
    place, value = found
    offices = [_plain_office(part) for part in _OFFICES.split(value) if len(part) > 1]
    return _Said("、".join(offices), "|".join(sorted(offices)), place)


def _registration(record: NoticeRecord) -> _Said | None:
    """Where hours are registered: in the province's system or the city's."""
    found = provision(record, "registration")
    if found is not None:
        return _system(found[1], found[0])
    platforms = [p for p in record.platforms if p.role == "hour_registration"]
    return _system(platforms[0].name, platforms[0].evidence) if platforms else None


def _system(name: str, place: Evidence) -> _Said | None:
    """省平台 and 山东省…平台 are the province's, 市平台 and 聊城市…平台 the city's; other names say neither."""
    match = re.match(r"(?:[我本全]|[一-鿿]{2,6}?)?(?P<level>[省市])", name)
    return _Said(f"“{name}”", match["level"], place) if match else None


def _freelancers(record: NoticeRecord) -> _Said | None:
    found = provision(record, "freelancers")
    return _Said(found[1], squeezed(office_core(found[1])), found[0]) if found else None


def _topic_of(family: TopicFamily) -> Reading:
    """Reads the topic of a family, and what is left of its title without the words that every notice adds."""

    def read(record: NoticeRecord) -> _Said | None:
        for item in record.training_items:
            if item.category == "public" and family.find.search(item.title):
                return _Said(f"“{item.title}”", family.drop.sub("", fold(item.title)), item.evidence)
        return None

    return read


def _plain_office(name: str) -> str:
    """市人力资源社会保障局 and 市人社局 are one office."""
    return office_core(name).replace("人力资源社会保障", "人社").removeprefix("基地")


def _bare(name: str) -> str:
    return name.removesuffix("市").removesuffix("省") if len(name) > 2 else name
