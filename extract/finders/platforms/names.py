"""Where names of platforms stand: in quotation marks, bare, in enumerations, on lines with an address, in tables.

Only the stretch of a name is found here; its address, short name and role are the business of platforms.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.grammar import labelled
from extract.grid import Grid, ruled_grids
from extract.places import place
from extract.view import Passage, View, trim
from ingest.document import BlockKind, Span

_BOOK = re.compile(r"《[^《》\n]{1,120}》")
_QUOTED = re.compile(r"[“\"「]([^“”\"「」\n]{2,40})[”\"」]")
_WORD_RUN = re.compile(r"[一-鿿A-Za-z0-9·]+$")
_BRACKETED = re.compile(r"[（(<〔\[][^（）()<>\n]{0,120}[）)>〕\]]")
_TO_URL = re.compile(
    r"\s?[（(<〈]?\s?(?:[^，,。；（）()\n]{0,8}[:：]\s?|[一-鿿]{0,6}(?:网址|地址|域名|官网)(?:为|是)?\s?)?<?\s?"
)
_URL_NEXT = re.compile(rf"{_TO_URL.pattern}(?=[hH][tT][tT][pP]|[wW]{{3}}\.)")
_LIST_STOP = re.compile(r"[，,；;。：:（(\n]")
_ITEM_MARK = re.compile(
    r"\s*(?:[0-9]{1,2}\s?[.．、)）]|[一二三四五六七八九十]{1,3}[、.．]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[①-⑳])?\s*"
)
_WORTH_A_LOOK = re.compile(
    "平台|系统|网|[Aa][Pp][Pp]|小程序|公众号|客户端|服务号|课堂|学堂|在线|慕课|强国|信用中国|学院|http|www"
)
# last words of a name in quotation marks, which vouch for the rest
_WIDE_TAIL = ("平台", "系统", "网", "APP", "App", "小程序", "公众号", "云课堂", "云学堂", "在线")
_LEAD_REACH = 6
_LONGEST = 40
_LONGEST_ITEM = 22
_JOINING = re.compile(r"以?及|和|与|或")
_CLOSING = ("”", '"', "」", "）", ")")  # “某某在线”（https://…）和某某学院（https://…）
_ALIAS_GAP = 2  # （以下简称学堂，https://…）: the short name opens the bracket
DOUBTFUL = "?"  # a role that only the words around can give: 国家科技资源共享服务平台 may be no place of learning
_TELLING = 10  # 全省专业技术人员公需科目学习平台（https://…): with its address even common words name a platform


@dataclass(frozen=True, slots=True)
class Name:
    """A platform's name: its own span, the span with quotation marks, the product word behind it, and a fixed role."""

    span: Span
    outer: Span
    product: Span | None = None
    role: str = ""


def find_names(view: View) -> list[Name]:
    """All names, in reading order, none overlapping another.

    What stands in 《》 belongs to a document's title, and behind 简称 a short name is defined, not used.
    """
    found = [*_tabled(view)]
    for passage in view.passages:
        if not passage.is_row and _WORTH_A_LOOK.search(passage.text):
            found.extend(_in_passage(view, passage))
    books = [m.span() for m in _BOOK.finditer(view.text)]
    books += [m.span("alias") for _, p in labelled("platforms", "alias") for m in p.finditer(view.text)]
    kept: list[Name] = []
    for name in sorted(found, key=lambda n: (n.outer[0], -n.outer[1])):
        titled = (name.span[0] - 1, name.span[1] + 1)  # 以《…登记系统》数据为准: the whole name stands in 《》
        inside = any(a <= name.span[0] and name.span[1] <= b and (a, b) != titled for a, b in books)
        if not inside and (not kept or name.outer[0] >= kept[-1].outer[1]):
            kept.append(name)
    return kept


def _in_passage(view: View, passage: Passage) -> Iterator[Name]:
    span = passage.span
    listed = [*_before_count(view, span), *_behind_lead(view, span), *_line_with_address(view, passage)]
    listed += _labelled(view, span)
    yield from listed
    taken = [n.outer for n in listed]
    single = (
        *_known(view, span),
        *_quoted(view, span),
        *_bare(view, span),
        *_with_address(view, span),
        *_apps(view, span),
    )
    for name in (*single, *_joined(view, span, single)):
        if not any(name.outer[0] < b and a < name.outer[1] for a, b in taken):
            taken.append(name.outer)
            yield name


# ---------------------------------------------------------------- one name


def _apps(view: View, span: Span) -> Iterator[Name]:
    """浙里办APP: the verb and the product word vouch for a short name."""
    for _, pattern in labelled("platforms", "app_name"):
        for match in view.finditer(pattern, span):
            if not is_generic(match["name"]) and not _hard(match["name"]):
                yield Name(match.span("name"), match.span("name"), match.span("product"))


def _known(view: View, span: Span) -> Iterator[Name]:
    for role, pattern in labelled("platforms", "known"):
        for match in view.finditer(pattern, span):
            yield Name(match.span(), _with_marks(view.text, match.span()), _product(view.text, match.end()), role)


def _quoted(view: View, span: Span) -> Iterator[Name]:
    for match in view.finditer(_QUOTED, span):
        name = match[1]
        before, after = view.text[max(span[0], match.start() - 12) : match.start()], view.text[match.end() : span[1]]
        addressed = _URL_NEXT.match(after) is not None or _has_address(view, (match.end(), span[1]))
        menu = _search("menu_before", before) or _match("menu_behind", after)
        if menu or (_says("not_names", name) and not addressed):
            continue
        product = _product(view.text, match.end())
        about = place().match(name) or _match("region", name) or _search("domain", name)
        named = name.endswith(_WIDE_TAIL) and (about or _search("reached_by", before)) and not is_generic(name)
        if named or product or _search("quoted_before", before) or addressed:
            yield Name(match.span(1), match.span(), product)


def _has_address(view: View, span: Span) -> bool:
    """Whether an address, be it without www., stands in the bracket right behind a name."""
    if view.text[span[0] : span[0] + 1] not in "（(":
        return False
    atom = next(view.atoms_in((span[0], min(span[1], span[0] + _LONGEST + _TELLING)), "url"), None)
    if atom is None:
        return False
    alias = next(
        (m for _, p in labelled("platforms", "alias") if (m := p.search(view.text, span[0], atom.span[0]))), None
    )
    opened = alias.end() if alias is not None and alias.start() - span[0] <= _ALIAS_GAP else span[0]
    return _TO_URL.fullmatch(view.text[opened : atom.span[0]].lstrip("，,；; ")) is not None


def _product(text: str, end: int) -> Span | None:
    """APP, 小程序, 平台 … behind a name."""
    end += text[end : end + 1] in '”"」' if end < len(text) else 0
    for _, pattern in labelled("platforms", "quoted_behind"):
        if match := pattern.match(text, end):
            return match.span("product")
    return None


def _labelled(view: View, span: Span) -> Iterator[Name]:
    """平台名称：某某在线学习中心: the label vouches for the name."""
    for _, pattern in labelled("platforms", "name_label"):
        for match in view.finditer(pattern, span):
            if not is_generic(match["name"]) and not _hard(match["name"]):
                yield Name(match.span("name"), _with_marks(view.text, match.span("name")))


def _bare(view: View, span: Span) -> Iterator[Name]:
    """Names without quotation marks: from a region (省, 山东省, 国家) to the last word of a platform's name."""
    floor = span[0]
    for start, end in _tails(view.text, span):
        run = _WORD_RUN.search(view.text, max(floor, end - _LONGEST), end)
        floor = end
        if run is None or run.start() >= start:
            continue
        segment = (_hard_cut(view.text, (run.start(), end)), end)
        for begin in reversed(_starts(view.text, segment)):
            name = view.text[begin:end]
            levels = _search("levels_before", view.text[max(span[0], begin - 4) : begin])
            if levels or not (place().match(name) or _match("region", name)):
                continue
            if not _says("not_names", name) and not is_generic(name):
                told = _search("domain", name)
                yield Name((begin, end), _with_marks(view.text, (begin, end)), role="" if told else DOUBTFUL)
            break


def _joined(view: View, span: Span, accepted: Sequence[Name]) -> Iterator[Name]:
    """A name without a region that is joined to an accepted one: 河北干部网络学院、燕赵专技云课堂."""
    ends = {name.outer[1] for name in accepted}
    for start, end in _tails(view.text, span):
        run = _WORD_RUN.search(view.text, max(span[0], end - _LONGEST_ITEM), end)
        if run is None or run.start() >= start or view.text[run.start() - 1] != "、" or run.start() - 1 not in ends:
            continue
        if not is_generic(run.group()) and not _says("not_names", run.group()) and not _hard(run.group()):
            ends.add(end)
            yield Name(run.span(), run.span())


def _tails(text: str, span: Span) -> list[Span]:
    """Last words of names, the longest at each place; compounds such as 平台信息 are left out."""
    found = [m.span() for _, p in labelled("platforms", "tail") for m in p.finditer(text, *span)]
    ends = {b: a for a, b in sorted(found, reverse=True)}
    return sorted((a, b) for b, a in ends.items() if not _match("behind", text[b : b + 6]))


def _hard_cut(text: str, span: Span) -> int:
    """Where a name can begin at the earliest: behind the last verb or particle of the run."""
    cuts = [m.end() for _, p in labelled("platforms", "cut") for m in p.finditer(text, *span) if m.end() < span[1]]
    return max(cuts, default=span[0])


def _starts(text: str, span: Span) -> list[int]:
    joints = [m.end() for _, p in labelled("platforms", "joint") for m in p.finditer(text, *span)]
    return sorted({span[0], *joints})


def _with_address(view: View, span: Span) -> Iterator[Name]:
    """Whatever name stands right before an address in brackets: 登录山东开放大学（https://…）."""
    for atom in view.atoms_in(span, "url", "damaged_url"):
        opened = max(view.text.rfind(c, span[0], atom.span[0]) for c in "（(<")
        if opened < 0 or not _TO_URL.fullmatch(view.text, opened, atom.span[0]):
            continue
        run = _WORD_RUN.search(view.text, max(span[0], opened - _LONGEST), opened)
        if run is None:
            continue
        begin = _hard_cut(view.text, (run.start(), opened))
        joint = _JOINING.match(view.text, begin, opened)
        begin = joint.end() if joint is not None and view.text[begin - 1 : begin] in _CLOSING else begin
        name = view.text[begin:opened]
        vague = is_generic(name) and len(name) < _TELLING
        none = vague or _says("not_names", name) or _search("url_label", name)
        if 3 <= len(name) <= _LONGEST_ITEM and not none:
            yield Name((begin, opened), (begin, opened))


# ---------------------------------------------------------------- several names


def _before_count(view: View, span: Span) -> Iterator[Name]:
    """A、B、C等3个…平台."""
    for _, pattern in labelled("platforms", "list_end"):
        for match in view.finditer(pattern, span):
            yield from _items(view, (_list_start(view.text, (span[0], match.start())), match.start()))


def _list_start(text: str, span: Span) -> int:
    """Where the list begins: behind the last sign that parts clauses, brackets with an address not counted."""
    plain = _BRACKETED.sub(lambda m: "、" * len(m.group()), text[slice(*span)])
    stops = [m.end() for m in _LIST_STOP.finditer(plain)]
    start = span[0] + (stops[-1] if stops else 0)
    first = plain[start - span[0] :].split("、", 1)[0]
    return _hard_cut(text, (start, start + len(first)))


def _behind_lead(view: View, span: Span) -> Iterator[Name]:
    """网络学习平台有：A、B、C."""
    for _, pattern in labelled("platforms", "list_lead"):
        for match in view.finditer(pattern, span):
            opened = match.group().rstrip()[-1:] in "（("
            counted = _ITEM_MARK.match(view.text, match.end(), span[1])
            closed = "）)" if opened else "。" if counted and counted.group().strip() else "。；;"
            ends = [at for c in closed if (at := view.text.find(c, match.end(), span[1])) >= 0]
            stretch = (match.end(), min([*ends, span[1]]))
            found = list(_items(view, stretch))
            yield from (n for n in found if len(found) > 1 and not _hard(view.text[slice(*n.span)]))


def _hard(name: str) -> bool:
    """Whether a verb stands in it: then it is a sentence, not a name."""
    return any(p.search(name) for label, p in labelled("platforms", "cut") if label == "verb")


def _items(view: View, span: Span) -> Iterator[Name]:
    """The names of an enumeration; none if any of its items is no name."""
    text = view.text
    quoted = list(view.finditer(_QUOTED, span))
    if len(quoted) > 1:
        yield from (Name(m.span(1), m.span(), role="learning") for m in quoted if not is_generic(m[1]))
        return
    found: list[Name] = []
    for a, b in _parted(text, span):
        bracket = _BRACKETED.search(text, a, b)
        item = trim(text, (a, bracket.start() if bracket else b), ' 　“”"')
        marked = _QUOTED.match(text, item[0] - 1, b)  # “南海人才”微信公众号
        item = marked.span(1) if marked else item
        name = text[slice(*item)]
        no_name = is_generic(name) or _says("not_names", name)
        if not 2 <= len(name) <= _LONGEST_ITEM or no_name or re.search(r"[，。；：]|等$", name):
            return
        found.append(Name(item, item, _product(text, item[1]) if marked else None, role="learning"))
    if len(found) > 1:
        yield from found


def _parted(text: str, span: Span) -> Iterator[Span]:
    """The pieces between 、 outside brackets; the last is parted by 和 as well."""
    plain = _BRACKETED.sub(lambda m: "x" * len(m.group()), text[slice(*span)])
    pieces = [m.span() for m in re.finditer(r"[^、，,；;]+", plain)]
    for i, (start, b) in enumerate(pieces):
        mark = _ITEM_MARK.match(plain, start, b)  # ①, 1.
        a = mark.end() if mark else start
        joint = re.search(r"(?<=.{2})(?:和|及|以及|或)(?=.{2})", plain[a:b]) if i == len(pieces) - 1 else None
        if joint:
            yield span[0] + a, span[0] + a + joint.start()
        yield span[0] + a + (joint.end() if joint else 0), span[0] + b


def _line_with_address(view: View, passage: Passage) -> Iterator[Name]:
    """A line 1.山东开放大学：https://… under a heading or sentence that speaks of platforms."""
    atoms = list(view.atoms_in(passage.span, "url", "damaged_url"))
    if len(atoms) != 1 or len(passage.text) > 120 or not _announced(view, passage):
        return
    mark = _ITEM_MARK.match(view.text, *passage.span)
    start = mark.end() if mark else passage.span[0]
    end = _before_address().search(view.text, start, atoms[0].span[0])
    if end is None:
        return
    span = trim(view.text, (start, end.start()), ' 　“”"')
    span = _behind_heading(view.text, span)
    name = view.text[slice(*span)]
    sentence = re.search(r"[，。；：“”]", name) or _hard(name) or _search("url_label", name)
    if 2 <= len(name) <= _LONGEST_ITEM and not is_generic(name) and not sentence:
        yield Name(span, span, role="learning")


def _behind_heading(text: str, span: Span) -> Span:
    """平台　某某培训平台: without the words in front that a blank parts from the name and that say nothing."""
    for blank in re.finditer(r"[ \u3000]+", text[slice(*span)]):
        if is_generic(text[span[0] : span[0] + blank.start()]):
            return span[0] + blank.end(), span[1]
    return span


@cache
def _before_address() -> re.Pattern[str]:
    """What may stand between a name and its address: ：, （网址：, or a blank."""
    words = "|".join(pattern.pattern for _, pattern in labelled("platforms", "url_label"))
    return re.compile(rf"\s*[:：,，（(<]?\s*(?:{words})?\s*[:：]?\s*<?\s*$")


def _announced(view: View, passage: Passage) -> bool:
    """Whether the heading, or a line shortly above in the same clause, says that platforms follow."""
    above = view.passages[max(0, passage.index - _LEAD_REACH) : passage.index]
    leads = [p.text[-_LONGEST:] for p in above if p.clause in (passage.clause, passage.clause[:-1])]
    return any(_search("lines_lead", text) for text in (*passage.headings[-1:], *leads))


def _tabled(view: View) -> Iterator[Name]:
    for block in view.document.blocks:
        if block.kind is BlockKind.TABLE:
            for grid in ruled_grids(view.document, block.span):
                yield from _column(grid)


def _column(grid: Grid) -> Iterator[Name]:
    """The names below a column head 平台名称 of a table that has a column of addresses."""
    for head in range(min(3, grid.rows)):
        cells = grid.covering(head)
        names = [c for c in cells if _says("column_name", c.text)]
        if len(names) != 1 or not any(_says("column_url", c.text) for c in cells):
            continue
        if not all(c.text.strip() for c in cells):
            return  # 平台名称 | | 平台网址 | : a form to be filled in
        for row in range(head + 1, grid.rows):
            cell = grid.at(row, names[0].col)
            if cell is not None and cell.row == row and 2 <= len(cell.text) <= _LONGEST and not is_generic(cell.text):
                yield Name(cell.span, cell.span)
        return


# ---------------------------------------------------------------- words of a name


def is_generic(name: str) -> bool:
    """Whether a name says nothing about which platform is meant: 网络学习平台, 服务平台."""
    bare = name
    for _, pattern in labelled("platforms", "tail"):
        tails = [m for m in pattern.finditer(name) if m.end() == len(name)]
        if tails:
            bare = name[: tails[0].start()]
            break
    return _says("generic", bare) or _says("generic", name)


def _with_marks(text: str, span: Span) -> Span:
    """A span with the quotation marks around it."""
    a, b = span
    return a - (text[a - 1 : a] in ("“", '"', "「")), b + (text[b : b + 1] in ("”", '"', "」"))


def _search(section: str, text: str) -> bool:
    return any(p.search(text) for _, p in labelled("platforms", section))


def _match(section: str, text: str) -> bool:
    return any(p.match(text) for _, p in labelled("platforms", section))


def _says(section: str, text: str) -> bool:
    return any(p.fullmatch(text) for _, p in labelled("platforms", section))
