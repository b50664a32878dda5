"""Citations – 引用文件: names in 《》 and document numbers that a notice rests on or refers to.

A name and its number are one mention; forms, certificates and the notice's own attachments are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.atoms import Atom
from extract.grammar import labelled
from extract.mentions import Mention, Part
from extract.view import Passage, View, trim
from ingest.document import Span

_TITLE = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》|\n(?!\n)){2,120})》")
_BRACKET = re.compile(r"\s?([（(【])")
_JOINED = re.compile(r"(?:\s?[（(][^（）()\n]{0,20}[)）])?\s?(?:[、和及与或]|以及)?\s?")
_SERIAL = re.compile(r"\s*(?:(?:19|20)\d{2}\s?年\s?)?第\s?\d{1,4}\s?号\s*")  # 《某某厅公告》（2026年第5号）
_ANNOUNCEMENT = re.compile(r"(?:公告|通告|令)》$")
_PIECE = re.compile(r"[^，,、；;]+")
_NUMBER_LEAD = re.compile(r"\s*(?:文号|发文字号|编号)?[:：]?\s*")
_OFFICES_LEAD = re.compile(r"\s*(?:[一-鿿]{4,20}?(?:局|厅|部|委员会|办公室)\s*){1,5}(?=[一-鿿]{2,8}\s?[〔\[［(（【])")
_AFTER_NUMBER = re.compile(r"\s?(?:文件|文|印发的?|发布的?|公布的?|下发的?|的)?\s?")
_OFFICE = re.compile(r"[一-鿿]{2,30}(?:厅|局|委|委员会|办公室|政府|部|院)(?=[一-鿿]{2,8}$)")
_OTHER_ORDER = re.compile(r".*(?:号令|公告)[、和及与]")
_CONJUNCTION = re.compile(r"(?:以及|及|和|与|并|、)(?!时)")  # …条例》以及|省厅关于做好…的通知（…号）
_REACH = 14  # characters looked at before 《 for the verb that asks for a paper
_NAME_REACH = 130  # a document named in words, without 《》, is at most so long


def find_citations(view: View) -> Iterator[Mention]:
    """Mentions of kind citation: parts title and number, of which one may be missing."""
    used: set[Span] = set()
    issued = _issued_here(view)
    filed = -1  # end of the last name that is a paper to be handed in: what is joined to it by 和 is one too
    for match in _TITLE.finditer(view.text):
        if view.passage_at(match.start()) is None:
            continue
        asked = _says("filing_before", view.text[max(0, match.start() - _REACH) : match.start()])
        if asked or (filed >= 0 and _JOINED.fullmatch(view.text, filed, match.start())):
            filed = match.end()
        mention = _titled(view, match.span(), used, filed=filed == match.end())
        if mention is not None and not (mention.part("number") is None and _name(match[1]) in issued):
            yield mention
    for passage in view.passages:
        for atom in view.atoms_in(passage.span, "doc_number"):
            if atom.span not in used and (bare := _untitled(view, passage, atom)) is not None:
                yield bare


def _issued_here(view: View) -> set[str]:
    """Names of the papers that this very notice gives out (现将《…》印发给你们): its content, not its ground."""
    return {_name(m["name"]) for _, p in labelled("citations", "issued_here") for m in p.finditer(view.text)}


def _name(printed: str) -> str:
    return re.sub(r"\s+", "", printed)


def _titled(view: View, outer: Span, used: set[Span], *, filed: bool) -> Mention | None:
    """The mention of a name in 《》, or None. Numbers beside the name are taken into `used` either way.

    `filed` says that the sentence asks to write or hand in the paper of this name.
    """
    title = trim(view.text, (outer[0] + 1, outer[1] - 1))
    before = view.text[max(0, outer[0] - _REACH) : outer[0]]
    after = view.text[outer[1] : outer[1] + _REACH]
    name = view.text[slice(*title)].replace("\n", "")
    number, end = _number_behind(view, outer[1], used)
    start = outer[0]
    if number is None:
        number, start = _number_before(view, outer[0], used)
    short = _whole("generic", name)
    if short and number is not None and not _says("short_before", before):  # 省厅《通知》（…33号）: the number names it
        return Mention("citation", (start, end), "number", (Part("number", number),))
    if _says("short_before", before) or _says("papers", name) or short:
        return None
    if number is None and (filed or not _is_document(name, before, after)):
        return None
    label = next((label for label, pattern in labelled("citations", "documents") if pattern.search(name)), "")
    parts = (Part("title", title, label), *([Part("number", number)] if number else []))
    return Mention("citation", (start, end), label, parts)


def _is_document(name: str, before: str, after: str) -> bool:
    """Whether a name without a number is a document, from its last word and what stands beside it."""
    return (
        _says("documents", name)
        and not _says("blanks", name)
        and not _says("annex_before", before)
        and not _says("annex_after", after)
    )


def _number_behind(view: View, end: int, used: set[Span]) -> tuple[Span | None, int]:
    """The number in the bracket behind a name, or right behind it, and where the mention ends."""
    bracket = _BRACKET.match(view.text, end)
    if bracket is None:
        atom = _atom_at(view, end + (view.text[end : end + 1] == "，"))
        return (_take(atom, used), atom.span[1]) if atom else (None, end)
    close = _closing(view.text, bracket.start(1))
    if close is None:
        return None, end
    inside = (bracket.end(), close)
    used.update(a.span for a in view.atoms_in((inside[0], inside[1] + 2), "doc_number"))  # a joint notice has two
    for piece in _PIECE.finditer(view.text, *inside):
        atom = _overlapping(view, piece.span())
        if atom is not None:
            lead = _NUMBER_LEAD.match(view.text, *piece.span())
            offices = _OFFICES_LEAD.match(view.text, *piece.span())
            lead = offices or lead
            return trim(view.text, (lead.end() if lead else piece.start(), piece.end())), close + 1
        if _SERIAL.fullmatch(view.text, *piece.span()) and _ANNOUNCEMENT.search(view.text, max(0, end - 8), end):
            return trim(view.text, piece.span()), close + 1
    return None, end


def _number_before(view: View, start: int, used: set[Span]) -> tuple[Span | None, int]:
    """The number right before 《, and where the mention begins: 鲁人社发〔2022〕26号文件《…》."""
    floor = max(0, start - 40)
    for atom in reversed(list(view.atoms_in((floor, start), "doc_number"))):
        if _usable(atom) and _AFTER_NUMBER.fullmatch(view.text, atom.span[1], start):
            return _take(atom, used), atom.span[0]
        return None, start
    return None, start


def _atom_at(view: View, offset: int) -> Atom | None:
    found = view.atoms_in((offset, offset + 40), "doc_number")
    return next((a for a in found if a.span[0] == offset and _usable(a)), None)


def _overlapping(view: View, span: Span) -> Atom | None:
    """The document number inside a stretch; it may reach over the closing bracket."""
    found = view.atoms_in((span[0], span[1] + 2), "doc_number")
    return next((a for a in found if _usable(a) and a.span[0] < span[1]), None)


def _usable(atom: Atom) -> bool:
    return atom.label != "blank"  # 〔2026〕 号: a number still to be given names nothing


def _take(atom: Atom, used: set[Span]) -> Span:
    used.add(atom.span)
    return atom.span


def _closing(text: str, opened: int) -> int | None:
    """Offset of the bracket that closes the one at `opened`, within 80 characters."""
    round_ones = text[opened] in "（("
    opens, closes = ("（(", "）)") if round_ones else ("【", "】")
    depth = 0
    for i in range(opened, min(len(text), opened + 80)):
        if text[i] in opens:
            depth += 1
        elif text[i] in closes:
            depth -= 1
            if depth == 0:
                return i
    return None


def _untitled(view: View, passage: Passage, atom: Atom) -> Mention | None:
    """A number in a sentence without 《》: with the document's name in words before its bracket, or alone."""
    if not _usable(atom) or atom.label == "no_agency":
        return None
    start, end = passage.span
    opened = trim(view.text, (start, atom.span[0]))[1]
    if opened > start and view.text[opened - 1] in "（(":
        name = _named_before(view, (start, opened - 1))
        if name is not None:
            close = _closing(view.text, opened - 1)
            return Mention(
                "citation",
                (name[0], close + 1 if close else atom.span[1]),
                "named",
                (Part("title", name), _number(view, atom)),
            )
    sentence = next((s for s in view.sentences(passage) if s[0] <= atom.span[0] < s[1]), passage.span)
    before = view.text[sentence[0] : atom.span[0]]
    after = view.text[atom.span[1] : end]
    if not _says("basis", before) and not (before.strip() and _says("number_after", after)):
        return None
    return Mention("citation", _number(view, atom).span, "number", (_number(view, atom),))


def _number(view: View, atom: Atom) -> Part:
    """The number alone: without the office's name before it (省人社厅|鲁人社发〔2024〕5号) and a bracket behind it."""
    text = view.text[slice(*atom.span)]
    surplus = text.endswith((")", "）")) and len(re.findall("[(（]", text)) < len(re.findall("[)）]", text))
    agency = atom.part("agency")
    cut = _OTHER_ORDER if atom.label == "order" else _OFFICE
    before = cut.match(view.text, *agency.span) if agency is not None else None
    return Part("number", (before.end() if before else atom.span[0], atom.span[1] - surplus))


def _named_before(view: View, span: Span) -> Span | None:
    floor = max(span[0], span[1] - _NAME_REACH)
    text = view.text[floor : span[1]].rstrip()
    basis = [m.end() for _, pattern in labelled("citations", "basis") for m in pattern.finditer(text)]
    for cut in sorted({0, *basis}, reverse=True):
        for _, pattern in labelled("citations", "named"):
            match = pattern.match(text, cut) if cut else pattern.search(text)
            if match is not None:
                joint = _CONJUNCTION.match(text, match.start())
                start = joint.end() if joint else match.start()
                return trim(view.text, (floor + start, floor + match.end()), '“”"  ')
    return None


def _says(section: str, text: str) -> bool:
    return any(pattern.search(text) for _, pattern in labelled("citations", section))


def _whole(section: str, text: str) -> bool:
    return any(pattern.fullmatch(text) for _, pattern in labelled("citations", section))
