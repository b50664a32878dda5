"""Hours that are on offer or the length of a course: not asked for, not granted."""

from __future__ import annotations

import re

from extract.finders.hours.said import Slot
from extract.finders.hours.subjects import is_granting, named_subject, nearest_label
from extract.grammar import labelled

_BEHIND = 24  # characters behind an amount that tell whether it is an offer
_NAME = 3  # characters of a name before brackets
_QUOTED = re.compile(r"[”》][一-鿿]{0,6}$")
_OPENED = re.compile(r"[（(](?:[必选][修学][，,、]?\s?)?$")  # 应急救护（选修，5学时）
_CLOSED = re.compile(r"(?:[，,、]?\s?[必选][修学])?\s?[)）]")
_WHOLE = re.compile(r"每年|年度|全年|累计|合计|(?<!公)共计?$|总[计量共数学]|学时|学分")
_LISTED = re.compile(
    r"(?:设|指定|开设|设置|选定|安排|确定)[^。；：:]{0,12}?[0-9一二三四五六七八九十]{1,2}\s?(?:个|门|项|讲)[^。；：:]{0,10}[：:]"
)


def is_offer(slot: Slot, comparator: str) -> bool:
    """Hours that are on offer or the length of a course: 提供课程120学时, 《人工智能概论》12学时."""
    opened = slot.view.text[max(0, slot.before[0] - 2) : slot.before[0]] + slot.lead  # 《A》（10学时）
    if re.search(r"[》”][（(]?$", opened) and not nearest_label(slot.view, "qualifier", slot.before):
        return True
    if comparator in ("", "=") and (_is_size_in_brackets(slot) or _sizes_listed(slot)):
        return True
    if comparator == ">=" and any(p.search(slot.rest) for _, p in labelled("hours", "stock")):
        return True
    start = slot.after[0]
    behind = slot.view.text[start : min(start + _BEHIND, slot.sentence[1])]
    places = {"before": slot.lead, "lead": slot.view.text[slot.sentence[0] : slot.atom.span[0]]}
    return comparator in ("", "=") and any(
        pattern.search(places.get(label, behind)) for label, pattern in labelled("hours", "offer")
    )


def _is_size_in_brackets(slot: Slot) -> bool:
    """数字福建（10学时）: hours alone in brackets behind a name that is no subject are the length of what is named."""
    text, start, end = slot.view.text, slot.atom.span[0], slot.atom.span[1]
    opened = _OPENED.search(text, slot.sentence[0], start)
    if opened is None or _CLOSED.match(text, end) is None or is_granting(slot):
        return False
    start = opened.start() + 1
    name = (max(text.rfind(c, slot.sentence[0], start - 1) for c in "、，,：:；;。（(") + 1, start - 1)
    name = (max(name[0], slot.sentence[0]), name[1])
    if _QUOTED.search(text, *name):  # “对俄经贸合作”一课（6学时）
        return True
    subject = named_subject(slot.view, name) or nearest_label(slot.view, "qualifier", name)
    return name[1] - name[0] >= _NAME and not subject and not _WHOLE.search(text[slice(*name)])


def _sizes_listed(slot: Slot) -> bool:
    """本年度指定三项：A、B、C。每项按10学时计: what each of the listed courses is long."""
    if slot.atom.part("per") is None or slot.sentence[0] == slot.passage.span[0] or is_granting(slot):
        return False
    before = slot.view.text[slot.passage.span[0] : slot.sentence[0]]
    return _LISTED.search(before) is not None and slot.view.text[slot.sentence[0]] == "每"
