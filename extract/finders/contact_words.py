"""The words around a telephone number or an address: labels, offices, persons, districts. What they are, not whose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.grammar import labelled
from ingest.document import Span

_MARK = re.compile(
    r"\s*(?:[0-9]{1,2}\s?[.．、)）](?![0-9])|[（(]\s?[0-9一二三四五六七八九十]{1,3}\s?[)）]|[一二三四五六七八九十]{1,3}\s?[、.．]|[①-⑳]|[-•·▪●◆※★]|注[:：])\s*"
)
_SEPARATORS = ' \t\n\u3000，,；;、。/|：:（(）)【】[]<>〈〉“”"*'
_NAME = re.compile(r"[^\s，,；;、。/|：:（()）【】\[\]<>〈〉“”\"*]+(?:[（(][^（）()：:0-9]{1,20}[)）])?")
_BEHIND_LABEL = re.compile(
    r"[ \u3000]{0,3}(?:[（(][^（）()：:]{0,10}[)）])?[ \u3000]{0,3}(?:[:：\t]|为(?=[（(+0-9A-Za-z]))"
)
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


def tokens(text: str, span: Span, *, before_value: bool) -> Iterator[Token]:
    """The words of a stretch, in order. With `before_value` a label may close it without a colon: 电话0635-…"""
    at = span[0]
    while at < span[1]:
        if text[at] in _SEPARATORS:
            at += 1
            continue
        found = _label(text, (at, span[1]), before_value=before_value)
        if found is None:
            token = _name(text, (at, span[1]))
            yield token
            at = token.span[1]
            continue
        role, end = found
        if role == "address":
            value = _ADDRESS.match(text, end, span[1])
            if value is not None:
                yield Token("address", _until_label(text, value.span(1)), role)
                at = _until_label(text, value.span(1))[1]
                continue
        yield Token("label", (at, end), role)
        at = end
        if role in ("site", "time", "postcode"):
            skipped = _VALUE.match(text, end, span[1])
            at = skipped.end() if skipped else end


def _label(text: str, span: Span, *, before_value: bool) -> tuple[str, int] | None:
    for role, pattern in labelled("contacts", "labels"):
        match = pattern.match(text, *span)
        if match is None:
            continue
        behind = _BEHIND_LABEL.match(text, match.end(), span[1])
        if behind is not None:
            return role, behind.end()
        if not text[match.end() : span[1]].strip(_SEPARATORS) and (before_value or match.end() == span[1]):
            return role, span[1]
    return None


def _name(text: str, span: Span) -> Token:
    padded = _PADDED.match(text, *span)
    match = padded if padded and is_person(padded[1] + padded[2]) else _NAME.match(text, *span)
    end = match.end() if match else span[0] + 1
    rest = text[end : span[1]].lstrip(" \u3000")
    return Token("name", (span[0], end), colon=rest[:1] in ("：", ":", "\t") or text[end : end + 1] == "\t")


def _until_label(text: str, span: Span) -> Span:
    """An address ends where a blank and the next label stand."""
    for blank in re.finditer(r"[ \u3000]+", text[slice(*span)]):
        at = span[0] + blank.end()
        if _label(text, (at, span[1] + 12), before_value=False) is not None:
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
    if not 2 <= len(name) <= _LONGEST_NAME or _says("no_name", name):
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
    return Who("person", span) if is_person(name) else None


def bare_name(text: str, span: Span) -> Span:
    """A name without the verbs before it and the label behind it: 报送至|专技办|公务邮箱, 请与|市人社局专技科|联系."""
    a, b = span
    strong = [m.end() for _, p in labelled("contacts", "strong_before") for m in p.finditer(text, a, b)]
    inside = [end for end in strong if end < b or end == b]
    a = max(inside, default=a)
    for _ in range(3):
        weak = next((m for _, p in labelled("contacts", "weak_before") if (m := p.match(text, a, b))), None)
        if weak is None or _says("office", text[a:b]) and weak.group() in ("至", "和", "向", "到"):
            break
        a = weak.end()
    for section in ("after_office", "label_tail"):
        tail = _tail(section, text[a:b])
        if tail is not None:
            b = a + tail
    return a, b


def _tail(section: str, name: str) -> int | None:
    """Where a closing label begins: the longest one counts."""
    starts = [m.start() for pattern in _at_end(section) if (m := pattern.search(name))]
    return min(starts, default=None)


@cache
def _at_end(section: str) -> tuple[re.Pattern[str], ...]:
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


def plausible(text: str, span: Span) -> bool:
    """Whether a word may be a name only because a number follows it: short, no verb, no sentence."""
    name = text[slice(*span)]
    return (
        2 <= len(name) <= _LONGEST_NAME
        and re.search(r"[一-鿿]", name) is not None
        and not _says("no_name", name)
        and not re.search(r"[0-9]{3}|[的了将并须]", name)
    )


def _says(section: str, text: str) -> bool:
    return any(p.fullmatch(text) for _, p in labelled("contacts", section))
