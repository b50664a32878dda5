"""Whose hours a number is about: the subject (公需, 专业, total), and the persons, years or ways it is limited to."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.finders.header import find_header
from extract.finders.hours.said import Slot
from extract.grammar import labelled
from extract.view import Passage, View, clause_around, trim
from ingest.document import Span

_YEARLY = re.compile(r"每学?年|年度|全年|当年|本年|年均")
_ITEM_MARK = re.compile(r"[（(][一二三四五六七八九十0-9]{1,3}[)）]|第[一二三四五六七八九十百0-9]{1,4}[条款]\s?")
_NUMBER = re.compile(r"(?<![0-9.])[0-9]{1,3}(?![0-9年月日号.])")
_CLASSES = ("public", "professional")
_SUMMING = re.compile(
    r"(?:两者|二者|两项)?(?:全年|年度|每年|当年)?(?:累计|合计|共计|总计)(?:应|须|需)?"
    r"(?:不少于|不低于|不得少于|不得低于|至少|达到)?(?:为)?\s?"
)
_QUESTION = re.compile(r"[?？]\s?$")
_LEAD = 12  # characters at the start of a paragraph that may name its matter (【折算】, 折算按老办法：)
_SHORTEST_CLASS = 4  # characters of the name of a class


def subject_of(view: View, sentence: Span, before: Span) -> str:
    """Subject of a number: named in its own clause (two together are the total), else the nearest in the sentence."""
    end, weak = before[1], False
    if _sums_up(view, sentence, before):
        return "total"
    while end > sentence[0]:
        start = max(before[0] if end == before[1] else sentence[0], last_comma(view.text, sentence[0], end))
        named = named_subject(view, (start, end))
        counted = end < before[1] and any(True for _ in view.atoms_in((start, end), "amount"))
        if counted and named in ("public", "professional") and _names_other(view, before):
            return ""  # 公需科目30学时，校本研修24学时
        numbered = counted or (end < before[1] and _NUMBER.search(view.text, start, end) is not None)
        if named and not (weak and named != "total" and numbered):
            if named != "total" or weak or not _is_sum(view, (start, end)):
                return named
            weak = True  # 总计30学时: of the subject named before it, if that has no number of its own
        elif weak:
            return "total"
        end = start - 1 if start > sentence[0] else sentence[0]
    return "total" if weak else ""


def _sums_up(view: View, sentence: Span, before: Span) -> bool:
    """专业科目不少于72学时，累计不少于102学时: a word of summing alone, behind a subject with its own floor."""
    if _SUMMING.fullmatch(view.text, *before) is None:
        return False
    at = max([a.span[1] for a in view.atoms_in((sentence[0], before[0]), "amount")], default=-1)
    if at < 0 or "每" in view.text[at : before[0]]:
        return False
    earlier = (max(last_comma(view.text, sentence[0], at), sentence[0]), at)
    floor = any(a.label == ">=" for a in view.atoms_in((earlier[0], before[0]), "comparator"))
    return floor and view.text[at : before[0]].strip(" ，,；;") == "" and named_subject(view, earlier) in _CLASSES


def _names_other(view: View, before: Span) -> bool:
    return other_name(view, before) is not None


def other_name(view: View, before: Span) -> Span | None:
    """The amount's own words where they name a class of learning that is neither subject nor a part of one."""
    if named_subject(view, before) or nearest_label(view, "qualifier", before):
        return None
    end = min((a.span[0] for a in view.atoms_in(before, "comparator")), default=before[1])
    lead = trim(view.text, (before[0], max(before[0], end)), " 　、，,：:和及与")
    named = any(p.search(view.text[slice(*lead)]) for _, p in labelled("hours", "own_name"))
    return lead if named else None


def _is_sum(view: View, span: Span) -> bool:
    """The clause says total by a word of summing only (总计, 合计), not by naming the education."""
    return re.search(r"继续教育|总学时|总学分|学时总|总量|学习时间", view.text[slice(*span)]) is None


def last_comma(text: str, start: int, end: int) -> int:
    return max(text.rfind(mark, start, end) for mark in "，,：:；;（(") + 1


def named_subject(view: View, span: Span) -> str:
    """The subject that a clause names: public, professional, or total (also where it names both)."""
    named = {label for label, pattern in labelled("hours", "subject") for _ in view.finditer(pattern, span)}
    both = named & {"public", "professional"}
    return both.pop() if len(both) == 1 else "total" if named else ""


def nearest_label(view: View, section: str, span: Span) -> str:
    """Label of the row whose match ends last inside the span; "" if none."""
    best = (-1, "")
    for label, pattern in labelled("hours", section):
        for match in view.finditer(pattern, span):
            if match.end() > best[0]:
                best = (match.end(), label)
    return best[1]


def required_subject(slot: Slot, subject: str, qualifier: str) -> str:
    """Subject of a requirement: named in the sentence, else by headings, else in the paragraph, else the total."""
    view, sentence = slot.view, slot.sentence
    base = subject if subject in ("public", "professional") else ""
    if not base and (qualifier or subject != "total"):
        base = heading_subject(slot.passage)
        if not base and (qualifier or not _is_overall(view, sentence)):
            base = _paragraph_subject(view, slot.passage, sentence)
    if not base and (qualifier or (subject != "total" and not _is_overall(view, sentence))):
        base = title_subject(view)
    if not base and not qualifier:
        return "total" if subject == "total" or _is_overall(view, sentence) else ""
    if qualifier and (owner := _bracket_owner(view, sentence, slot.atom.span[0])):
        return f"{owner}_{qualifier}"
    if qualifier and _is_third(view, sentence):
        return "other"
    if qualifier:
        return f"{base}_{qualifier}" if base else "other" if third_name(slot) else ""
    return base


@lru_cache(maxsize=4)
def title_subject(view: View) -> str:
    """The subject that the whole notice is about: 关于开展公需科目培训的通知; "" where its title names none."""
    title = next((m.span for m in find_header(view) if m.kind == "title"), None)
    named = named_subject(view, title) if title is not None else ""
    return named if named in ("public", "professional") else ""


def asked_group(slot: Slot) -> Span | None:
    """学分要求：省级医院每年25分；县级医院每年20分: the group right before its number, where requirements are told."""
    above = (*slot.passage.headings[-1:], slot.view.text[slot.passage.span[0] : slot.before[1]])
    if not any(p.search(text) for _, p in labelled("hours", "asked") for text in above):
        return None
    for _, pattern in labelled("hours", "group"):
        if match := pattern.search(slot.lead):
            return slot.before[0] + match.start(1), slot.before[0] + match.end(1)
    return None


def labelled_group(slot: Slot) -> Span | None:
    """（二）高级职称人员：每年不少于90学时: the persons that the item is for."""
    label = class_label(slot.view, slot.passage)
    if label is None or slot.atom.span[0] < label[1]:
        return None
    words = slot.view.text[slice(*label)]
    everybody = any(p.search(words) for _, p in labelled("hours", "everybody"))
    return label if not everybody and any(p.search(words) for _, p in labelled("hours", "group_label")) else None


def third_name(slot: Slot) -> Span | None:
    """注册有效期内120学时，其中必修课60学时: the words of a part that belongs to neither subject."""
    found = [m.span() for _, p in labelled("hours", "qualifier") for m in slot.view.finditer(p, slot.before)]
    return max(found, default=None)


def special(slot: Slot) -> Span | None:
    """当年退休人员学时减半，即公需科目15学时: the clause that says whom or when the amount is for."""
    view = slot.view
    for _, pattern in labelled("hours", "special"):
        if match := view.search(pattern, (slot.sentence[0], slot.atom.span[0])):
            start, end = clause_around(view.text, match.span(), slot.sentence, "，,；;。！？!?：:\n\t")
            bounds = [a.span[0] for a in view.atoms_in((match.end(), slot.atom.span[0]), "comparator")]
            return trim(view.text, (start, min([*bounds, slot.atom.span[0]]) if end > slot.atom.span[0] else end))
    return None


def of_class(slot: Slot) -> Span | None:
    """每班授课不少于40学时, 每期不少于3天、总学时不少于24学时: the words that say that one class has the hours."""
    view, start = slot.view, slot.clause[0]
    earlier = not named_subject(view, slot.before) and not any(
        p.search(view.text, start, slot.before[1])
        for section in ("yearly", "person")
        for _, p in labelled("hours", section)
    )
    for span in ((start, slot.before[1]), (slot.sentence[0] if earlier else start, slot.before[1])):
        found = [m.span() for _, p in labelled("hours", "of_class") for m in view.finditer(p, span)]
        if found:
            return max(found)
    return None


def own_training(slot: Slot) -> Span | None:
    """不少于20学时的全员安全培训: what the amount is for stands behind it."""
    start = slot.atom.span[1]
    stretch = slot.view.text[start : slot.sentence[1]]
    found = (pattern.match(stretch) for _, pattern in labelled("hours", "own_training"))
    return next(((start + m.start(1), start + m.end(1)) for m in found if m is not None), None)


def own_class(slot: Slot) -> Span | None:
    """A class beside public and professional hours that the amount's own words name: Ⅰ类学分不少于10分, or, where
    the sentence gives both subjects, 行业通识课程不低于10学时."""
    view = slot.view
    end = min((a.span[0] for a in view.atoms_in(slot.before, "comparator")), default=slot.before[1])
    lead = trim(view.text, (slot.before[0], max(end, slot.before[0])), " 　、，,（(：:和及与")
    for _, pattern in labelled("hours", "credit_class"):
        if match := view.search(pattern, lead):
            return match.start(), lead[1]
    named = nearest_label(view, "subject", lead) or nearest_label(view, "qualifier", lead)
    if named or lead[1] - lead[0] < _SHORTEST_CLASS or not _is_third(view, slot.sentence):
        return None
    return lead if any(p.search(view.text[slice(*lead)]) for _, p in labelled("hours", "third_class")) else None


def _bracket_owner(view: View, sentence: Span, at: int) -> str:
    """公需科目不少于30学时（其中必修20学时、选修10学时）: the subject before the bracket that an amount stands in."""
    stretch = view.text[sentence[0] : at]
    opened = max(stretch.rfind("（"), stretch.rfind("("))
    if opened < 0 or max(stretch.rfind("）"), stretch.rfind(")")) > opened:
        return ""
    end = sentence[0] + opened
    named = nearest_label(view, "subject", (last_comma(view.text, sentence[0], end), end))
    return named if named in ("public", "professional") else ""


def _is_third(view: View, sentence: Span) -> bool:
    """公需科目30学时、专业科目42学时、个人选修18学时: the electives are a class of their own beside both subjects."""
    named = {
        label
        for label, pattern in labelled("hours", "subject")
        for match in view.finditer(pattern, sentence)
        if any(True for _ in view.atoms_in((match.end(), _next_comma(view.text, match.end(), sentence[1])), "amount"))
    }
    return {"public", "professional"} <= named


def _next_comma(text: str, start: int, end: int) -> int:
    return min((at for at in (text.find(mark, start, end) for mark in "，,；;：:") if at >= 0), default=end)


def granted_subject(view: View, passage: Passage, sentence: Span, before: Span) -> str:
    """Subject of a cap or credit: named in its clause or sentence, else by the words that the item opens with."""
    for span in ((before[0], before[1]), (sentence[0], before[1])):
        named = named_subject(view, span)
        if named in ("public", "professional"):
            return named
    own = sentence[0] > passage.span[0] and nearest_label(view, "qualifier", (sentence[0], before[1]))
    for _, pattern in labelled("hours", "opening"):
        match = None if own else pattern.match(view.text, *passage.span)  # 选修科目可参加…: a class of its own
        if match is not None:
            base, qualifier = named_subject(view, match.span()), nearest_label(view, "qualifier", match.span())
            base = base if base in ("public", "professional") else heading_subject(passage)
            return f"{base}_{qualifier}" if base and qualifier else base
    return ""


def heading_subject(passage: Passage) -> str:
    for heading in reversed(passage.headings):
        named = {label for label, pattern in labelled("hours", "heading_subject") if pattern.search(heading)}
        if len(named) == 1:
            return named.pop()
        if named:
            return ""
    return ""


def _paragraph_subject(view: View, passage: Passage, sentence: Span) -> str:
    """Named before the sentence in its paragraph, else in the question that the paragraph answers."""
    above = view.passages[passage.index - 1] if passage.index else None
    spans = [(passage.span[0], sentence[0])]
    if above is not None and _QUESTION.search(above.text):
        spans.append(above.span)
    named = (nearest_label(view, "subject", span) for span in spans)
    return next((subject for subject in named if subject in _CLASSES), "")


def _is_overall(view: View, sentence: Span) -> bool:
    return re.search(r"每学?年|任[何意]一?年|学年|年度|全年|累计|总", view.text[slice(*sentence)]) is not None


def persons(view: View, sentence: Span, at: int) -> Span | None:
    """Persons that the requirement is limited to (中级职称人员…); None where it is for everybody."""
    lead = view.text[sentence[0] : at]
    last: Span | None = None
    for _, pattern in labelled("hours", "persons"):
        for match in pattern.finditer(lead):
            if not any(p.search(match.group(1)) for _, p in labelled("hours", "everybody")):
                mark = _ITEM_MARK.match(match.group(1)) or re.match("其中", match.group(1))
                last = (sentence[0] + match.start(1) + (mark.end() if mark else 0), sentence[0] + match.end(1))
    return last


def years(view: View, before: Span) -> Span | None:
    """近三年累计, 聘期内: the hours are not those of one year."""
    return next((m.span() for _, p in labelled("hours", "span_of_years") for m in view.finditer(p, before)), None)


def mode(view: View, before: Span) -> Span | None:
    """A way of learning that a part of the hours must come from (其中面授不少于…)."""
    if named_subject(view, before) in ("public", "professional"):
        return None
    return next((m.span() for _, p in labelled("hours", "mode") for m in view.finditer(p, before)), None)


def class_label(view: View, passage: Passage) -> Span | None:
    """The class of activity that a numbered item begins with, 学习类： or 参加学术会议。"""
    for _, pattern in labelled("hours", "class_label"):
        match = pattern.match(view.text[slice(*passage.span)])
        if match is not None and not any(p.search(match.group(1)) for _, p in labelled("hours", "no_class")):
            return passage.span[0] + match.start(1), passage.span[0] + match.end(1)
    return None


def sum_of_courses(slot: Slot) -> str:
    """公需科目为A、B两门，每门15学时，共计30学时: the subject that the courses make up; "" where some are chosen."""
    before = (slot.sentence[0], slot.atom.span[0])
    text = slot.view.text[slice(*before)]
    sized = any(p.search(text) for _, p in labelled("hours", "course_size"))
    named = named_subject(slot.view, before).replace("total", "") or nearest_label(slot.view, "subject", before)
    chosen = re.search(r"选", slot.view.text[slice(*slot.sentence)])
    return named if sized and not chosen and named in ("public", "professional") else ""


def probation(slot: Slot) -> Span | None:
    """试用期内培训不少于120学时: the hours of a spell that is none of the calendar."""
    span = (slot.clause[0], slot.before[1])
    return next((m.span() for _, p in labelled("hours", "probation") for m in slot.view.finditer(p, span)), None)


def years_before(slot: Slot) -> Span | None:
    """注册有效期（3年）内应参加继续教育，必修课60学时，共120学时: the years are said in a clause before the amount."""
    own = slot.view.text[slice(*slot.clause)]
    if slot.clause[0] <= slot.sentence[0] or _YEARLY.search(own):
        return None
    lead = (slot.sentence[0], slot.clause[0])
    return None if _YEARLY.search(slot.view.text[slice(*lead)]) else years(slot.view, lead)


def labelled_class(slot: Slot) -> Span | None:
    """区级课程：五年内不少于18学分: what the item names at its start is a class of learning, not the whole."""
    label = class_label(slot.view, slot.passage)
    if label is None or slot.sentence[0] > label[1]:
        return None
    words = slot.view.text[slice(*label)]
    return label if any(p.search(words) for _, p in labelled("hours", "class_of_learning")) else None


def is_granting(slot: Slot) -> bool:
    """The amount stands where hours are granted (heading or lead of the paragraph) and names no subject itself."""
    if named_subject(slot.view, slot.before) or nearest_label(slot.view, "qualifier", slot.before):
        return False
    lead = slot.passage.text[:_LEAD]
    above = _announced_above(slot.view, slot.passage)
    return any(
        p.search(text) for _, p in labelled("hours", "granting") for text in (*slot.passage.headings, lead)
    ) or any(p.search(above) for _, p in labelled("hours", "granting_lead"))


@lru_cache(maxsize=64)
def _announced_above(view: View, passage: Passage) -> str:
    """The sentence with a colon that the items of a list hang on: 以下形式按专业科目登记："""
    parent = passage.clause[:-1]
    if passage.is_row or not parent:
        return ""
    for other in reversed(view.passages[: passage.index]):
        if other.clause == parent:
            return other.text if other.text.endswith(("：", ":")) else ""
        if other.clause[: len(parent)] != parent:
            return ""
    return ""
