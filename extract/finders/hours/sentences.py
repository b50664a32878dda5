"""A sentence → its statements of hours: every amount of 学时 or 学分 with comparator, subject, period and kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.atoms import Atom
from extract.finders.hours.bounds import comparator_of, share_of
from extract.finders.hours.offers import is_offer
from extract.finders.hours.rates import is_equivalent, is_rate, is_restated, rate, unit_rate, worth
from extract.finders.hours.said import HoursSaid, Slot, hours_in, number_of, slot_of
from extract.finders.hours.subjects import (
    asked_group,
    class_label,
    granted_subject,
    is_granting,
    labelled_class,
    labelled_group,
    last_comma,
    mode,
    named_subject,
    nearest_label,
    of_class,
    other_name,
    own_class,
    own_training,
    persons,
    probation,
    required_subject,
    special,
    subject_of,
    sum_of_courses,
    third_name,
    years,
    years_before,
)
from extract.grammar import labelled
from extract.view import Passage, View
from ingest.document import Span

_BEHIND = 24  # characters behind an amount that tell whether it is an offer
_BARE = 3  # 均为, 合计: a lead that names nothing
_OPENING = re.compile(r"[^，,。；;：:（(]{0,8}[（(](?:必修|选修)[^（）()]{0,4}[)）]\s?[：:][^0-9]*$")
_INCLUDED = re.compile(r"其?中?(?:含|包括|包含)")
_CUT = re.compile(r"[，,；;。]")
_REST = re.compile(r"(?:其余|余下|剩余|其他|另外?)的?\s?$")
_COUNTS = re.compile(r"(?:共|合)?计(?:为)?\s?")
_HALF_DAY = re.compile(r"半[天日]")
_MORE = re.compile(r"另加?|再加|加计")
_YEARLY = re.compile(r"\s?(?:每人)?每年度?(?:应|须|需|要)?(?:为|达到?|修满|学满)?\s?")
_EQUALS = re.compile(r"\s?(?:[=＝]|一?共)\s?")
_BARE_CAP = re.compile(
    r"(?:累计)?(?:最多|最高|不超过|不得超过|至多|上限为?|限)(?:为|计|登记|认定)?\s?[0-9一二三四五六七八九十]"
)
_HOURS_OF = re.compile(r"[^，,。；;：:\n]{2,30}的?学[时分][，,]$")
_REACH = 32  # characters
_LEAD = 12  # characters at the start of a paragraph that tell its unit: 学分要求：
_ELLIPSIS = 16  # a clause without a verb of its own is at most so long


def sentence_statements(view: View, passage: Passage, sentence: Span) -> Iterator[HoursSaid]:
    """The statements of one sentence, in reading order."""
    if any(p.search(view.text[slice(*sentence)]) for _, p in labelled("hours", "example")):
        return
    atoms = hours_in(view, sentence, "".join(passage.header) + passage.text[:_LEAD])
    last: HoursSaid | None = None
    for i, atom in enumerate(atoms):
        before = atoms[i - 1] if i else None
        behind = atoms[i + 1] if i + 1 < len(atoms) else None
        if behind is not None and (is_rate(view, atom, behind) or is_equivalent(view, atom, behind)):
            continue  # said together with the amount behind it
        if before is not None and is_rate(view, before, atom):
            yield rate(view, passage, sentence, before, atom)
            continue
        if behind is not None and (both := worth(view, atom, behind)):
            if both == "1":  # 10学时计1学分
                yield replace(rate(view, passage, sentence, behind, atom), clause=(atom.span[0], behind.span[1]))
            continue
        if before is not None and is_restated(view, before, atom):
            continue
        if (unit := unit_rate(view, sentence, atom)) is not None:
            yield replace(rate(view, passage, sentence, atom, atom), clause=(unit[0], atom.span[1]), per=unit)
            continue
        if before is not None and is_equivalent(view, before, atom):
            said = _equivalent(view, passage, sentence, before, atom)
        else:
            slot = slot_of(view, passage, sentence, atom, before, behind)
            said = _or_as_before(slot, _statement(slot), last)
        if said is None or (last is not None and _is_same_cap(view, last, said)):
            continue
        last = said
        yield said


def _is_same_cap(view: View, one: HoursSaid, other: HoursSaid) -> bool:
    """每日不超过8学时，合并计算时每日不超过8学时: one cap said twice in a sentence."""
    return (
        one.kind == other.kind == "cap"
        and (one.period, one.subject, one.unit) == (other.period, other.subject, other.unit)
        and view.text[slice(*one.number)] == view.text[slice(*other.number)]
    )


def _equivalent(view: View, passage: Passage, sentence: Span, one: Atom, other: Atom) -> HoursSaid | None:
    """The statement that the credits make, with the number of hours printed beside them."""
    said = _statement(slot_of(view, passage, sentence, one, behind=other))
    if said is None:
        return None
    clause = (said.clause[0], max(said.clause[1], other.span[1]))
    return replace(said, clause=clause, number=number_of(other), unit=other.label)


def _qualifier_before(slot: Slot) -> str:
    """第三模块为选修课，12学时: the clause right before says what the bare number is for; a bracket's owner as well."""
    if slot.view.text[slot.before[0] - 1 : slot.before[0]] in ("（", "(") and len(slot.lead) <= _BARE:
        end = slot.before[0] - 1  # 一门选修课（10学时）
        for label, pattern in labelled("hours", "qualifier"):
            if any(m.end() == end for m in slot.view.finditer(pattern, (slot.sentence[0], end))):
                return label
    if len(slot.lead) > _BARE or slot.clause[0] <= slot.sentence[0]:
        return ""
    if opening := _OPENING.match(slot.view.text, slot.sentence[0], slot.clause[0]):  # 公需科目（必修）：A，12学时
        return nearest_label(slot.view, "qualifier", opening.span())
    if _is_set(slot):
        return nearest_label(slot.view, "qualifier", (slot.sentence[0], slot.clause[0]))
    end = slot.clause[0] - 1
    start = max(last_comma(slot.view.text, slot.sentence[0], end), slot.sentence[0])
    if any(True for _ in slot.view.atoms_in((start, end), "amount")):
        return ""
    return nearest_label(slot.view, "qualifier", (start, end))


def _counts_by(slot: Slot) -> bool:
    """Another amount of the sentence counts per something (每天, 每项)."""
    others = slot.view.atoms_in((slot.sentence[0], slot.clause[0]), "amount")
    return any((per := a.part("per")) is not None and per.label != "year" for a in others)


def _or_as_before(slot: Slot, said: HoursSaid | None, last: HoursSaid | None) -> HoursSaid | None:
    """国家级奖项折算90学时，省部级60学时: what follows a credit without a word of its own is a credit too."""
    own = said is not None and (said.kind != "requirement" or said.comparator or named_subject(slot.view, slot.before))
    if said is None and comparator_of(slot.view, slot.before, slot.after) in (">=", "<="):
        return None
    granted = last is not None and last.kind == "credit"
    if said is not None and last is not None and granted:
        if said.kind == "credit" and _INCLUDED.match(slot.lead):
            return None  # 登记90学时（含公需科目30学时）
        joined = not _CUT.search(slot.view.text, last.number[1], said.number[0])
        if said.kind == "requirement" and not said.comparator and joined:
            return replace(said, kind="credit", period=last.period, scope=None)  # 抵扣公需科目10学时、专业科目20学时
    if own or last is None or last.kind != "credit" or len(slot.lead) + len(slot.rest) > _ELLIPSIS:
        return said
    same = replace(last, clause=slot.clause, number=number_of(slot.atom), unit=slot.atom.label)
    return replace(same, period="item", per=None) if _MORE.search(slot.lead) else same  # 每天8学时，作报告的另加5学时


def _statement(slot: Slot) -> HoursSaid | None:
    """What an amount says, or None where it says nothing about the hours to be reached or granted."""
    view, atom, per = slot.view, slot.atom, slot.atom.part("per")
    comparator = comparator_of(view, slot.before, slot.after)
    summed = _is_sum(slot)
    if not summed and (comparator == "!" or is_offer(slot, comparator) or _is_exemption(slot)):
        return None
    subject = "total" if summed else subject_of(view, slot.sentence, slot.before)
    share = share_of(view, slot.before[0]) if comparator == ">=" and not named_subject(view, slot.before) else None
    if share is not None:
        subject = named_subject(view, share)
    if subject == "total" and (listed := sum_of_courses(slot)):
        subject = listed
    kind = _kind(slot, comparator, subject)
    if kind is None:
        return None
    spell: Span | None = None
    if kind == "requirement":
        subject, qualifier, scope = _asked(slot, subject, share)
        if (held := of_class(slot)) is not None:
            subject, qualifier, scope = "other", "", held
        spell = held or years(view, slot.before) or years_before(slot) or probation(slot)
        spell = spell or (scope if scope and years(view, (scope[0], slot.before[1])) == scope else None)
        if not subject:
            return None
    else:
        subject, qualifier = granted_subject(view, slot.passage, slot.sentence, slot.before), _qualifier(slot)
        own = (mode(view, slot.before) or other_name(view, slot.before)) if kind == "cap" else None
        scope = own or class_label(view, slot.passage)
    period = "item" if kind == "credit" and _HALF_DAY.search(slot.lead) else _period(view, atom, slot.clause, kind)
    if not period:  # 每天4学时，最高90学时: a cap without a time of its own bounds the item
        period = "item" if _counts_by(slot) else "year"
    if kind == "requirement" and period in ("item", "day") and subject == "total":
        subject = "other"  # 每期不少于24学时: of one class, not of the year
    if spell is not None:
        period = "item"  # of a spell of years, of one class
    if period == "month":
        return None  # a cap for a month has no place among day, year and item; the reader is not misled by a year's
    return HoursSaid(
        passage=slot.passage,
        sentence=slot.sentence,
        clause=slot.clause,
        number=number_of(atom),
        unit=atom.label,
        comparator=comparator,
        kind=kind,
        subject=subject,
        qualifier=qualifier,
        period=period,
        scope=scope,
        per=per.span if per else None,
    )


def _qualifier(slot: Slot) -> str:
    """required or elective, as the amount's clause, what stands behind it or the clause before it says."""
    view = slot.view
    qualified = slot.clause if slot.passage.is_heading else (slot.clause[0], slot.atom.span[0])
    if named := nearest_label(view, "qualifier", qualified):
        return named
    if behind := next((label for label, p in labelled("hours", "qualifier_behind") if p.search(slot.rest)), ""):
        return behind
    return "" if named_subject(view, slot.before).replace("total", "") else _qualifier_before(slot)


def _asked(slot: Slot, subject: str, share: Span | None) -> tuple[str, str, Span | None]:
    """Subject, qualifier and scope of a requirement; `share` are the words of the share that the amount says again."""
    view = slot.view
    behind = next((label for label, p in labelled("hours", "behind") if p.search(slot.rest)), "")
    if behind and named_subject(view, slot.before) not in ("public", "professional"):
        subject = behind
    qualifier = _qualifier(slot)
    way = None if probation(slot) else mode(view, slot.before)
    limits = (years(view, slot.before), years_before(slot), persons(view, slot.sentence, slot.atom.span[0]), way)
    scope = next((limit for limit in limits if limit), None)
    scope = scope or asked_group(slot) or special(slot) or labelled_group(slot)
    subject = required_subject(slot, subject, qualifier)
    if not subject and not qualifier and scope is not None:
        subject = "total"  # 其中，中级人员不少于72学时; 每周期内须修满36学分
    if subject == "total" and (training := own_training(slot)) is not None:
        subject, scope = "other", training
    own = own_class(slot) or (labelled_class(slot) if subject == "total" else None)
    if own is None and share is not None and not qualifier and not named_subject(view, share):
        own = share
    if own is None and subject in ("", "total") and _others_named(slot):
        own = other_name(view, slot.before)
    if own is not None:
        subject, scope = "other", own
    if subject == "other":
        scope = third_name(slot) or scope
    if way is not None and subject in ("total", ""):
        subject = "other"  # 面授不少于40学时 of no subject named: a part of the whole, not the whole
    return subject, qualifier, scope


def _is_sum(slot: Slot) -> bool:
    """公需30＋专业60＝90学时: the amount behind the sign is the whole of both subjects."""
    both = named_subject(slot.view, (slot.sentence[0], slot.atom.span[0])) == "total"
    return both and _EQUALS.fullmatch(slot.lead) is not None


def _is_exemption(slot: Slot) -> bool:
    """病假的减免专业科目30学时: the person has less to do, nothing is granted."""
    if re.search(r"取消|扣除|扣减|处分|处罚", slot.view.text[slice(*slot.clause)]):
        return True  # 取消次年20学分以内的折算资格
    before = slot.view.text[slot.clause[0] : slot.atom.span[0]]
    return re.search(r"(?:减免|豁免|减少|核减)(?![^，,。；;]*[至到])[^，,。；;]*$", before) is not None


def _kind(slot: Slot, comparator: str, subject: str) -> str | None:
    view, per = slot.view, slot.atom.part("per")
    if comparator == "<=":
        return "cap"
    if not comparator and per is not None and per.label not in ("year", "person"):  # 每篇10学时, but not 每门8学时
        size = any(p.match(view.text, *per.span) for _, p in labelled("hours", "course_size"))
        return None if size and not is_granting(slot) else "credit"
    if comparator == ">=":
        return "requirement"
    if _is_set(slot):
        return "requirement"
    if any(p.search(slot.lead if side == "before" else slot.rest) for side, p in labelled("hours", "credit_verb")):
        return "credit"
    if is_granting(slot):
        return "credit"
    obliged = any(p.search(view.text, *slot.sentence) for _, p in labelled("hours", "duty"))
    rows = (*labelled("hours", "qualifier_behind"), *labelled("hours", "behind"))
    behind = any(p.search(slot.rest) for _, p in rows)
    sized = any(p.search(view.text, slot.sentence[0], slot.atom.span[0]) for _, p in labelled("hours", "course_size"))
    if subject == "total" and sized:
        return None  # 5门课，每门6学时，合计30学时: what is on offer
    if any(view.text.endswith(m.group(), 0, slot.before[1]) for m in _sizes(slot)):
        return None  # 两讲，每讲15学时
    named = (
        subject or own_class(slot) or behind or nearest_label(view, "qualifier", slot.before) or _qualifier_before(slot)
    )
    if named and (obliged or slot.passage.is_heading or _starts_with_subject(view, slot.before)):
        return "requirement"
    group = persons(view, slot.sentence, slot.atom.span[0])
    if group is not None and group[1] >= slot.before[0] and subject in ("public", "professional", "total"):
        return "requirement"  # 初级职称人员专业科目48学时，中级60学时
    if behind and _REST.search(slot.lead):
        return "requirement"  # 其余60学时为专业科目
    if subject in ("", "total") and (asked_group(slot) is not None or (obliged and _is_yearly(slot))):
        return "requirement"
    bare = len(slot.lead) <= _BARE and not slot.rest.strip()  # 公需科目由人社部门组织，30学时
    if (bare and subject in ("public", "professional")) or any(
        p.search(view.text[slot.sentence[0] : slot.before[1]]) for _, p in labelled("hours", "asking")
    ):
        return "requirement"
    return None


def _is_set(slot: Slot) -> bool:
    """公需科目设必修专题一个，即“A”，计12学时; 其余18学时由本人在选修专题中挑选: what a subject is made up of."""
    behind = any(p.search(slot.rest) for _, p in labelled("hours", "qualifier_behind"))
    if _REST.search(slot.lead) and behind:
        return True
    if _COUNTS.fullmatch(slot.lead) is None or slot.clause[0] <= slot.sentence[0]:
        return False
    lead = slot.view.text[slot.sentence[0] : slot.clause[0]]
    atoms = slot.view.atoms_in((slot.sentence[0], slot.clause[0]), "amount")
    told = any(a.label in ("hours", "credits") for a in atoms)
    return not told and any(p.search(lead) for _, p in labelled("hours", "set_courses"))


def _is_yearly(slot: Slot) -> bool:
    """1学分对应3学时，每年30学分: the lead says 每年 and nothing else, and no condition (…的，) stands before it."""
    before = slot.view.text[max(slot.sentence[0], slot.clause[0] - 2) : slot.clause[0]]
    return _YEARLY.fullmatch(slot.lead) is not None and not before.startswith("的")


def _sizes(slot: Slot) -> Iterator[re.Match[str]]:
    """每讲, 每门 in the words before the amount."""
    for _, pattern in labelled("hours", "course_size"):
        yield from slot.view.finditer(pattern, slot.before)


def _others_named(slot: Slot) -> bool:
    """An earlier clause of the sentence gives an amount to a subject: 公共课24学时，地方课10学时."""
    earlier = (slot.sentence[0], slot.clause[0] if slot.clause[0] > slot.sentence[0] else slot.before[0])
    named = named_subject(slot.view, earlier) in ("public", "professional", "total")
    return named and any(True for _ in slot.view.atoms_in(earlier, "amount"))


def _starts_with_subject(view: View, before: Span) -> bool:
    """必修课20个学时, 专业科目：60学时: the clause is nothing but the subject and its number."""
    if before[0] == before[1] and view.text[before[0] - 1 : before[0]] in "：:":
        start = last_comma(view.text, max(0, before[0] - 16), before[0] - 1)
        before = (max(start, before[0] - 16, 0), before[0] - 1)
    return before[1] - before[0] <= 12 and bool(
        nearest_label(view, "subject", before) or nearest_label(view, "qualifier", before)
    )


def _noun_before(view: View, clause: Span) -> str:
    """The clause before 最多8学时 where it only names the hours that the cap is on, else ""."""
    if _BARE_CAP.match(view.text, *clause) is None:
        return ""
    match = _HOURS_OF.search(view.text, max(0, clause[0] - _REACH), clause[0])
    return match.group() if match else ""


def _period(view: View, atom: Atom, clause: Span, kind: str) -> str:
    """day, item, year or month, from the amount's own 每… or its clause; a grant is for an item unless 每年 is said."""
    per = atom.part("per")
    texts = [view.text[slice(*per.span)]] if per else []
    texts.append(view.text[slice(*clause)])
    if kind == "cap" and per is None and _noun_before(view, clause):
        texts.append(_noun_before(view, clause))  # 每日通过网络取得的学时，最多8学时
    if kind == "requirement" and per is None:
        return "year"  # a day or a month in the clause (每天按8学时计) is not what the whole is asked for
    for text in texts:
        for label, pattern in labelled("hours", "period"):
            yearly = label == "year" and kind == "credit"
            found = labelled("hours", "credit_period")[0][1].search(text) if yearly else pattern.search(text)
            if found:
                return label
    return "year" if kind == "requirement" else "item" if kind == "credit" else ""
