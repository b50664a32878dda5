"""Checks of the annexes (ATT_*): what the text calls them, what the list says, what is in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from ingest.clauses import annex_label, chinese_ordinal, read_mark
from ingest.document import Block, BlockKind, Span
from normalize.checks.case import Case
from normalize.checks.names import fold, without_parentheses, without_years
from normalize.record import Attachment, Evidence, Finding, Severity

_NO = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_NAMED = re.compile(rf"《(?P<name>[^《》\n]{{2,60}})》\s?[（(]\s?(?:详?见|样式见|格式见)?\s?附\s?件\s?{_NO}\s?[)）]")
_NAMED_AFTER = re.compile(rf"附\s?件\s?{_NO}\s?[:：]?\s?《(?P<name>[^《》\n]{{2,60}})》")
_REFERENCE = re.compile(rf"附\s?件\s?{_NO}(?![份个])")
_MORE = re.compile(
    rf"\s?([-—–~～至到、,，和及与])\s?(?:附\s?件\s?)?{_NO}(?![份个])(?![\d年月日.．、]?[一-鿿]{{0,2}}年)"
)
_BARE_REFERENCE = re.compile(r"(?:见|按|按照|后附|填写|如|[（(])附\s?件(?!\s?[\d一二三四五六七八九十:：])|见?附表")
_FOREIGN = re.compile(r"(?<!本)(?:通知|意见|办法|方案|规定|文件|号)[》）)]*(?:的|中的?)?\s?$")
_FILE_NAME = re.compile(
    rf"附\s?件\s?{_NO}?(?:\s?[-—–~～至]\s?{_NO})?[^\n]{{0,60}}?[.．](?:docx?|wps|xlsx?|pdf|zip|rar)\b", re.I
)
_STATED = re.compile(rf"附件[（(]?(?:共|计|合计)\s?{_NO}\s?(?:个|份|件|项)|共\s?{_NO}\s?(?:个|份)附件")
_LABEL_LINE = re.compile(r"[^，。；]{0,40}[:：]")
_SURROUNDINGS = re.compile(r"^关于|(?:[（(](?:样表|样式|模板|式样|参考格式|试行|参考|格式|空表)[）)]|模板|样表|样式)$")
_BEFORE = 10  # characters before 附件2 that may name another document
_TITLE_BLOCKS = 4  # an annex's title stands in its first lines
_SAME_THING = 55  # per cent of likeness from which the first lines of an annex are its title in other words


@dataclass(frozen=True, slots=True)
class _Name:
    """What one place calls an annex."""

    where: str
    title: str
    place: Span | Evidence


def name_mismatch(case: Case) -> Iterator[Finding]:
    """ATT_NAME_MISMATCH: the text, the list and the annex's own heading call it differently.

    A year filled in on one side and left blank on the other (XX年度, 202X年度) is no difference.
    """
    called = _called(case)
    for entry in case.listed:
        names = [_Name("清单", entry.title, entry.evidence)]
        others = [*called.get(entry.no, []), *_headings(case, entry)]
        found = [(n, d) for n in others if (d := _difference(entry.title, n.title))]
        if found:
            names += [n for n, _ in found]
            worst = max((d for _, d in found), key=lambda d: d.rank)
            yield case.finding(
                "ATT_NAME_MISMATCH",
                [n.place for n in names],
                severity=worst.severity,
                certainty="judgment" if worst.judgment else "certain",
                no=entry.no,
                names="，".join(f"{n.where}作“{n.title.strip()}”" for n in _by_words(names)),
            )


def unreferenced(case: Case) -> Iterator[Finding]:
    """ATT_UNREFERENCED: an annex of the list that nothing in the text speaks of."""
    numbers, bare = _references(case)
    if bare:  # 见附件 without a number may mean any of them
        return
    text = fold("".join(case.quote(b) for b in case.body if not _in_list(case, b)))
    for entry in case.listed:
        if entry.no not in numbers and fold(entry.title) not in text:
            yield case.finding("ATT_UNREFERENCED", [entry.evidence], no=entry.no, title=entry.title)


def content_missing(case: Case) -> Iterator[Finding]:
    """ATT_CONTENT_MISSING: annexes of the list that are not in the file (one finding for all of them)."""
    missing = [a for a in case.listed if not _is_held(case, a)]
    if missing:
        names = [m.span() for m in _FILE_NAME.finditer(case.text)]
        places: list[Span | Evidence] = [*names[:2], *(a.evidence for a in missing)]
        numbers = "、".join(str(a.no) for a in missing)
        yield case.finding("ATT_CONTENT_MISSING", places, numbers=numbers)


def count_mismatch(case: Case) -> Iterator[Finding]:
    """ATT_COUNT_MISMATCH: the list is not numbered 1 to n, or a number or file name states another count."""
    entries = case.listed
    numbers = [a.no for a in entries]
    if not numbers:
        return
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        what = f"清单编号为{'、'.join(map(str, numbers))}，不连续或有重号"
        yield case.finding("ATT_COUNT_MISMATCH", [a.evidence for a in entries], what=what)
        return
    for match in _FILE_NAME.finditer(case.text):
        last = _number(match.group(2) or "")
        if last and last != len(numbers):
            what = f"清单列{len(numbers)}个，附件文件名至{last}"
            yield case.finding("ATT_COUNT_MISMATCH", [match.span(), entries[-1].evidence], what=what)
    for match in _STATED.finditer(case.text, 0, case.body_end):
        stated = _number(match.group(1) or match.group(2))
        if stated and stated != len(numbers):
            what = f"写明共{stated}个，清单列{len(numbers)}个"
            yield case.finding("ATT_COUNT_MISMATCH", [match.span(), entries[-1].evidence], what=what)


def not_listed(case: Case) -> Iterator[Finding]:
    """ATT_NOT_LISTED: the text refers to, or the file holds, an annex whose number the list does not have."""
    known = {a.no for a in case.listed}
    if not known:
        return
    numbers, _ = _references(case)
    for no, span in sorted(numbers.items()):
        if no not in known:
            yield case.finding("ATT_NOT_LISTED", [span], where="正文", no=no)
    for label, blocks in case.annexes.items():
        no = _number(label.removeprefix("附件"))
        if no and no not in known and no not in numbers:
            yield case.finding("ATT_NOT_LISTED", [blocks[0].span], where="附后", no=no)


# ---------------------------------------------------------------- names


@dataclass(frozen=True, slots=True)
class _Difference:
    rank: int
    severity: Severity
    judgment: bool = False


_WORDS = _Difference(2, "warning")
_ADDITION = _Difference(1, "info")
_SURROUNDING = _Difference(0, "info", judgment=True)


def _difference(a: str, b: str) -> _Difference | None:
    """How two names differ: not at all, by what surrounds them (关于, 参考格式), by a year or bracket, or in words."""
    first, second = without_years(fold(a)), without_years(fold(b))
    if _printed_years(a) and _printed_years(b) and _printed_years(a) != _printed_years(b):
        return _WORDS
    if first == second:
        return None
    if _stripped(first) == _stripped(second):
        return _SURROUNDING
    if without_parentheses(first) == without_parentheses(second):
        return _ADDITION
    return _WORDS


def _printed_years(name: str) -> list[str]:
    return re.findall(r"(?:19|20)\d\d(?=年)", fold(name))


def _stripped(name: str) -> str:
    return _SURROUNDINGS.sub("", _SURROUNDINGS.sub("", name))


def _called(case: Case) -> dict[int, list[_Name]]:
    """What the text calls each annex, by its number: 《…》（附件2） and 附件2《…》."""
    found: dict[int, list[_Name]] = {}
    for block in case.body:
        if _in_list(case, block):
            continue
        for pattern in (_NAMED, _NAMED_AFTER):
            for match in pattern.finditer(case.text, *block.span):
                no = _number(next(g for g in match.groups() if g != match.group("name")))
                names = found.setdefault(no, [])
                if all(fold(n.title) != fold(match.group("name")) for n in names):
                    names.append(_Name("正文", match.group("name"), match.span()))
    return found


def _headings(case: Case, entry: Attachment) -> Iterator[_Name]:
    """The annex's own heading, where its first lines show one that means the same as the list's title."""
    blocks = [b for b in case.annexes.get(f"附件{entry.no}", ()) if annex_label(case.quote(b)) is None]
    lines = list(_title_lines(case, blocks))
    candidates = [lines[i:k] for i in range(len(lines)) for k in range(i + 1, len(lines) + 1)]
    joined = [(fold("".join(case.quote(b) for b in c)), c) for c in candidates]
    wanted = without_years(fold(entry.title))
    best = max(joined, key=lambda j: fuzz.ratio(without_years(j[0]), wanted), default=None)
    if best and fuzz.ratio(without_years(best[0]), wanted) >= _SAME_THING:
        span = (best[1][0].span[0], best[1][-1].span[1])
        yield _Name("附件标题", case.document.quote(span).replace("\n", ""), span)


def _title_lines(case: Case, blocks: list[Block]) -> Iterator[Block]:
    for block in blocks[:_TITLE_BLOCKS]:
        line = case.quote(block)
        if block.kind is BlockKind.TABLE or read_mark(line) or _LABEL_LINE.match(line) or len(line) > 60:
            return
        yield block


def _by_words(names: list[_Name]) -> list[_Name]:
    """Names without repetition, in order."""
    return list({(n.where, fold(n.title)): n for n in reversed(names)}.values())[::-1]


# ---------------------------------------------------------------- references


def _references(case: Case) -> tuple[dict[int, Span], bool]:
    """Numbers of annexes that the text refers to with their first place, and whether it says 附件 without a number.

    The list itself, the headings of annexes, file names and annexes of other documents (《…通知》附件2) do not count.
    """
    numbers: dict[int, Span] = {}
    bare = False
    for block in case.blocks:
        line = case.quote(block)
        if _in_list(case, block) or annex_label(line) is not None or _FILE_NAME.search(line):
            continue
        if _opens_annex(case, block):
            continue
        bare = bare or bool(_BARE_REFERENCE.search(line))
        for match in _REFERENCE.finditer(case.text, *block.span):
            if _FOREIGN.search(case.text[max(block.span[0], match.start() - _BEFORE) : match.start()]):
                continue
            for no in _numbers_from(case.text, match, block.span[1]):
                numbers.setdefault(no, match.span())
    return numbers, bare


def _opens_annex(case: Case, block: Block) -> bool:
    """Whether the block opens its annex: 附件1 with the title on the same line."""
    label = next((k for k, blocks in case.annexes.items() if blocks[0] is block), None)
    return label is not None and re.match(r"附\s?件", case.quote(block)) is not None


def _numbers_from(text: str, match: re.Match[str], end: int) -> list[int]:
    """附件1-3 and 附件1、2 as all the numbers they name."""
    numbers = [_number(match.group(1))]
    at = match.end()
    while more := _MORE.match(text, at, end):
        nxt = _number(more.group(2))
        if not numbers[-1] < nxt <= numbers[-1] + 20:
            break
        numbers.extend(range(numbers[-1] + 1, nxt + 1) if more.group(1) in "-—–~～至到" else [nxt])
        at = more.end()
    return numbers


def _in_list(case: Case, block: Block) -> bool:
    return case.list_span[0] <= block.span[0] < case.list_span[1] or (
        block.span[0] <= case.list_span[0] < block.span[1]
    )


def _is_held(case: Case, entry: Attachment) -> bool:
    """Whether the file holds an annex: under its label, alone under 附件, or by its title behind the list."""
    if f"附件{entry.no}" in case.annexes or ("附件" in case.annexes and len(case.listed) == 1):
        return True
    title = fold(entry.title)
    behind = (b for b in case.blocks if b.span[0] >= max(entry.evidence.span[1], case.list_span[1]))
    return any(title == fold(case.quote(b)) for b in behind)


def _number(label: str) -> int:
    return int(label) if label.isdecimal() else chinese_ordinal(label)
