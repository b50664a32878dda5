"""The words around a telephone number or an address: labels, offices, persons, districts. What they are, not whose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.grammar import labelled
from extract.view import trim
from ingest.document import Span

_MARK = re.compile(
    r"\s*(?:[0-9]{1,2}\s?[.．、)）](?![0-9])|[（(]\s?[0-9一二三四五六七八九十]{1,3}\s?[)）]|[一二三四五六七八九十]{1,3}\s?[、.．]|[①-⑳]|[-•·▪●◆※★]|注[:：])\s*"
)
_SEPARATORS = ' \t\n\u3000，,；;、。/|：:（(）)【】[]<>〈〉“”"*'
_CLOSERS = " \t\n\u3000，,；;、。/|：:（("
_NAME = re.compile(r"[^\s，,；;、。/|：:（()）【】\[\]<>〈〉“”\"*]+(?:[（(][^（）()：:0-9]{1,20}[)）])?")
_BEHIND_LABEL = re.compile(
    r"[ \u3000]{0,3}(?:[（(][^（）()：:]{0,10}[)）])?[ \u3000]{0,3}(?:[:：\t]|为?(?=[（(+]?[0-9])|为(?=[A-Za-z]))"
)
_PERSON_BEHIND = re.compile(
    r"(?P<names>[一-鿿]{2,3}(?:老师|同志)?(?:、[一-鿿]{2,3}(?:老师|同志)?)*)(?=[，,；;。、（(\s0-9]|$)"
)
_COLON = re.compile(r"[ \u3000]{0,4}[：:\t]")
_PASSED_OVER = frozenset({"site", "time", "postcode"})
_VALUE = re.compile(r"[:：]?\s*[^\s，,；;。)）]*")
_ADDRESS = re.compile(r"[:：\s]*((?:[^，,；;。\n\t（()）]|[（(][^（）()：:]*[)）])+)")
_BRACKET = re.compile(r"(.+?)\s?[（(]([^（）()]{1,20})[)）]")
_PADDED = re.compile(r"(?<![一-鿿])([一-鿿])[ \u3000]{1,3}([一-鿿])(?![一-鿿])")
_LONGEST_NAME = 32


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a line. `kind`: label (role in `role`), address, or name; `colon` where a colon follows a name."""

    kind: str
    span: Span
    role: str = ""
    colon: bool = False


@dataclass(frozen=True, slots=True)
class Who:
    """What a name is: office, district, person, or any (only its place says that it is a name)."""

    kind: str
    span: Span
    inner: Who | None = None


def list_mark(text: str, span: Span) -> int:
    """Offset behind the list number that a line opens with."""
    match = _MARK.match(text, *span)
    return match.end() if match else span[0]


def tokens(text: str, span: Span) -> Iterator[Token]:
    """The words of a stretch, in order. A label that closes it needs no colon: 电话 in 电话0635-…"""
    at, end = span[0], trim(text, span, _CLOSERS)[1]
    while at < end:
        if text[at] in _SEPARATORS:
            at += 1
            continue
        found = _label(text, (at, end))
        token = _name(text, (at, end)) if found is None else _labelled(text, (at, end), *found)
        yield token
        at = token.span[1]
        if token.kind == "label" and token.role in _PASSED_OVER and (value := _VALUE.match(text, at, end)):
            at = value.end()


def _labelled(text: str, span: Span, role: str, value: int) -> Token:
    """The label that a stretch opens with; of an address the value itself, for nothing else tells where it ends."""
    match = _ADDRESS.match(text, value, span[1]) if role == "address" else None
    if match is None:
        return Token("label", (span[0], value), role)
    return Token("address", _until_label(text, match.span(1)), role)


def _label(text: str, span: Span) -> tuple[str, int] | None:
    """The label that a stretch opens with, and where its value begins."""
    for role, pattern in labelled("contacts", "labels"):
        match = pattern.match(text, *span)
        if match is None:
            continue
        behind = _BEHIND_LABEL.match(text, match.end())
        if behind is None and role == "person" and (name := _PERSON_BEHIND.match(text, match.end(), span[1] + 1)):
            return (role, match.end()) if all(is_person(n) for n in name["names"].split("、")) else None
        if behind is not None:
            return role, min(behind.end(), span[1])
        if match.end() == span[1]:
            return role, span[1]
    return None


def _name(text: str, span: Span) -> Token:
    padded = _PADDED.match(text, *span)
    match = padded if padded and is_person(padded[1] + padded[2]) else _NAME.match(text, *span)
    end = match.end() if match else span[0] + 1
    return Token("name", (span[0], end), colon=_COLON.match(text, end) is not None)


def _until_label(text: str, span: Span) -> Span:
    """An address ends where a blank and the next label stand."""
    for blank in re.finditer(r"[ \u3000]+", text[slice(*span)]):
        at = span[0] + blank.end()
        if _label(text, (at, span[1] + 12)) is not None:
            return span[0], span[0] + blank.start()
    end = span[1]
    while end > span[0] and text[end - 1] in _SEPARATORS:
        end -= 1
    return span[0], end


# ---------------------------------------------------------------- who a name is


def who(text: str, span: Span) -> Who | None:
    """What a name token is by its words; None where they do not say."""
    span = bare_name(text, span)
    name = text[slice(*span)]
    if not 2 <= len(name) <= _LONGEST_NAME or _says("no_name", name) or _says("collective", name):
        return None
    bracket = _BRACKET.fullmatch(name)
    if bracket is not None:
        outer = (span[0], span[0] + bracket.end(1))
        inner = (span[0] + bracket.start(2), span[0] + bracket.end(2))
        if is_person(bracket[1]):
            return Who("person", outer, who(text, inner))
        if is_person(bracket[2]):
            office = who(text, outer)
            return Who(office.kind, office.span, Who("person", inner)) if office else None
    if _says("district", name):
        return Who("district", span)
    if _says("office", name):
        return Who("office", span)
    if is_person(name):
        return Who("person", span)
    for length in (3, 2):  # 市人社局专技科张三, without a blank
        if is_person(name[-length:]) and any(p.fullmatch(name[:-length]) for p in _offices("tail")):
            cut = span[1] - length
            return Who("office", (span[0], cut), Who("person", (cut, span[1])))
    return None


def bare_name(text: str, span: Span) -> Span:
    """A name without the verbs around it and the label behind it: 报送至|专技办|公务邮箱, 请与|市人社局专技科|联系."""
    a = _behind_verbs(text, span)
    after = min((m.start() for p in closing("after_office") if (m := p.search(text[slice(*span)]))), default=0)
    b = span[0] + after if after > 1 and _behind_verbs(text, (span[0], span[0] + after)) > span[0] else span[1]
    if b < span[1]:
        a = _behind_verbs(text, (span[0], b))
    return a, a + _without_label(text[a:b])


def _behind_verbs(text: str, span: Span) -> int:
    """Where a name begins: behind the last strong verb of a stretch, then behind weak ones at its beginning."""
    a, b = span
    a = max((m.end() for _, p in labelled("contacts", "strong_before") for m in p.finditer(text, a, b)), default=a)
    for _ in range(3):
        weak = next((m for _, p in labelled("contacts", "weak_before") if (m := p.match(text, a, b))), None)
        if weak is None:
            break
        a = weak.end()
    return a


def _without_label(name: str) -> int:
    """Length of a name without the label at its end.

    The longest label goes, but a service keeps its word: 张店区|办公电话, 市人社局|咨询电话, but 技术咨询|电话.
    """
    lengths = sorted({m.start() for p in closing("label_tail") for m in _every(p, name)})
    for length in lengths:
        if _says("district", name[:length]) or any(p.fullmatch(name[:length]) for p in _offices("tail")):
            return length
    service = [length for length in lengths if any(p.fullmatch(name[:length]) for p in _offices("service"))]
    return max(service) if service else min(lengths, default=len(name))


def _every(pattern: re.Pattern[str], name: str) -> Iterator[re.Match[str]]:
    """Matches of a closing label from every place on: 咨询电话 and 电话."""
    match = pattern.search(name)
    while match is not None:
        yield match
        match = pattern.search(name, match.start() + 1)


@cache
def _offices(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(pattern for label, pattern in labelled("contacts", "office") if label == kind)


@cache
def closing(section: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a section, as they close a name."""
    return tuple(re.compile(f"(?:{pattern.pattern})$") for _, pattern in labelled("contacts", section))


def is_person(name: str) -> bool:
    """Whether a word has the form of a person's name: family name and one or two signs more, 张老师."""
    bare = _person_title().sub("", name.replace(" ", "").replace("\u3000", ""))
    if not re.fullmatch(r"[一-鿿]{1,4}", bare) or _says("not_persons", bare):
        return False
    if len(bare) == 1:
        return bare != name and _surname(bare) == 1
    given = len(bare) - _surname(bare)
    return _surname(bare) > 0 and 1 <= given <= 2


def begins_as_person(name: str) -> bool:
    """Whether a word begins with a family name: 张处, but not 人事处."""
    return _surname(name) > 0


def may_be_persons(name: str) -> bool:
    """Whether a longer word begins like a name: two names may stand in it without a blank between them."""
    return re.fullmatch(r"[一-鿿]{4,6}", name) is not None and _surname(name) > 0 and not _says("not_persons", name)


@cache
def _person_title() -> re.Pattern[str]:
    (_, pattern), *_ = labelled("contacts", "person_title")
    return re.compile(f"(?:{pattern.pattern})$")


def _surname(name: str) -> int:
    """Length of the family name that a word begins with; 0 if with none."""
    for _, pattern in labelled("contacts", "surnames"):
        if match := pattern.match(name):
            return len(match.group())
    return 0


def is_address(name: str) -> bool:
    """Whether a word is a street and number: 东昌西路24号."""
    return _says("street", name)


def plausible(text: str, span: Span) -> bool:
    """Whether a word may be a name only because a number follows it: short, no verb, no sentence."""
    name = text[slice(*span)]
    return (
        2 <= len(name) <= _LONGEST_NAME
        and re.search(r"[一-鿿]", name) is not None
        and not _says("no_name", name)
        and not _says("collective", name)
        and not re.search(r"[0-9]{3}|[的了将并须]", name)
    )


def _says(section: str, text: str) -> bool:
    return any(p.fullmatch(text) for _, p in labelled("contacts", section))
