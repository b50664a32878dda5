"""A line with numbers or addresses → drafts of contacts: which name, label and number belong together.

Names stand before their numbers (市人社局专技科，联系人张三：…), at times in brackets behind (8288071（张三）).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.atoms import Atom
from extract.finders.contacts.points import point_parts, points_in
from extract.finders.contacts.words import (
    Token,
    Who,
    bare_name,
    begins_as_person,
    is_address,
    list_mark,
    plausible,
    tokens,
    who,
)
from extract.grammar import labelled
from extract.mentions import Mention, Part
from extract.view import View
from ingest.document import Span

_BEHIND = re.compile(r"\s?[（(]([^（）()]{1,20})[)）]")
_FAX_NOTE = re.compile(r"(?:电话[/、]|兼)?\s?(?:传真|FAX|Fax)")
_PARTED = re.compile(r"[、；;。]")
_INSIDE_LINE = re.compile(r"[0-9][0-9-]{2,7}")  # 内线6021: no number to call from outside
_NAMED = ("person", "office")
_SHORT = 4  # 联系人：张处 may be a person, 联系人：市人社局专技科 is an office
_VALUES = frozenset({"phone", "phone_damaged", "fax", "email", "email_damaged", "qq"})


@dataclass(slots=True)
class Draft:
    """A contact while it is gathered; `own_name` says that its own line names it before the number."""

    start: int
    end: int
    parts: list[Part] = field(default_factory=list)
    own_name: bool = False

    def has(self, *roles: str) -> bool:
        """Whether a part of one of these roles is there."""
        return any(p.role in roles for p in self.parts)

    @property
    def reachable(self) -> bool:
        """Whether there is a number or an address of the net."""
        return self.has(*_VALUES)

    @property
    def only_email(self) -> bool:
        """Whether addresses are all that it holds."""
        return all(p.role in ("email", "email_damaged", "address") for p in self.parts)

    def is_support(self, text: str) -> bool:
        """Whether it is only the help of a platform, or the office that takes complaints."""
        offices = [text[slice(*p.span)] for p in self.parts if p.role == "office"]
        return bool(offices) and any(p.fullmatch(offices[-1]) for _, p in labelled("contacts", "support"))

    def add(self, *parts: Part) -> None:
        """Take in parts and stretch over them."""
        for part in parts:
            self.parts.append(part)
            self.start, self.end = min(self.start, part.span[0]), max(self.end, part.span[1])

    def inherit(self, *parts: Part) -> None:
        """Take in parts that stand elsewhere: a name printed above."""
        self.parts.extend(parts)

    def mention(self) -> Mention:
        """The draft as a mention."""
        return Mention("contact", (self.start, self.end), parts=tuple(self.parts))


def read_line(view: View, span: Span) -> list[Draft]:
    """The contacts of a line that has numbers or addresses, and offices named among them without a number."""
    return _Reader(view, span).read()


class _Reader:
    """Reads a line from number to number; the words between two belong to the second unless a mark parts them."""

    def __init__(self, view: View, span: Span) -> None:
        self._view = view
        self._text = view.text
        self._span = span
        self._drafts: list[Draft] = []
        self._label = ""
        self._fax = False

    def read(self) -> list[Draft]:
        points = points_in(self._view, self._span)
        at = list_mark(self._text, self._span)
        for i, point in enumerate(points):
            self._lead((at, point.span[0]), first=i == 0)
            self._drafts[-1].add(*self._parts_of(point))
            self._share(point)
            at = self._behind(point.span[1])
        self._rest((at, self._span[1]))
        if self._drafts and self._drafts[0].start == list_mark(self._text, self._span):
            self._drafts[0].start = self._span[0]
        return self._drafts

    def _lead(self, span: Span, *, first: bool) -> None:
        """The words before a number: they name it, or the number goes on with the contact before."""
        words = list(tokens(self._text, span))
        late = [] if first else self._late(words, span[1])
        found = names_before_number(self._text, words[len(late) :])
        if late:
            self._drafts[-1].add(*(p for p in names_in(self._text, late) if not self._drafts[-1].has(p.role)))
        labels = [w.span for w in words if w.kind == "label"]
        self._label = next((w.role for w in reversed(words) if w.kind == "label"), self._label)
        if not (called := [p for p in found if p.role != "address"]) and (found_in := self._platform(span)):
            found, called = [*found, found_in], [found_in]
        if words:
            self._fax = words[-1].kind == "label" and words[-1].role == "fax"
        apart = (
            bool(words) and self._label == "email" and bool(self._drafts) and self._drafts[-1].is_support(self._text)
        )
        if not self._drafts or ((called or apart) and self._drafts[-1].reachable):
            draft = Draft(min([span[1], *(s[0] for s in labels)]), span[1], own_name=bool(called))
            if self._drafts and not apart and not any(p.role in ("office", "district") for p in called):
                draft.inherit(*(p for p in self._drafts[-1].parts if p.role in ("office", "district")))
            self._drafts.append(draft)
        self._drafts[-1].add(*found)

    def _parts_of(self, point: Atom) -> list[Part]:
        """The parts of a number; behind 传　真, however spaced, it is a fax."""
        found = point_parts(point)
        fax = self._fax and point.kind == "phone" and point.label != "tel_fax"
        return [Part("fax", p.span, p.label) for p in found] if fax else found

    def _share(self, point: Atom) -> None:
        """联系电话：0531-…（传真）, and no other number: it is the telephone as well."""
        draft = self._drafts[-1]
        if point.label == "fax" and point.kind == "phone" and self._label == "phone" and not draft.has("phone"):
            draft.add(*(Part("phone", p.span, p.label) for p in point_parts(point)))

    def _late(self, words: Sequence[Token], end: int) -> list[Token]:
        """Names that stand behind their own number: 8288071 张三、8288072 李四."""
        for i, word in enumerate(
            words
        ):  # …8779012，董明；市财政局社保科：…: what stands before the ; is behind its number
            if word.kind != "name" or word.colon:
                return []
            behind = words[i + 1].span[0] if i + 1 < len(words) else end
            if _PARTED.search(self._text[word.span[1] : behind]) and (i + 1 == len(words) or self._is_person(word)):
                return list(words[: i + 1])
        return []

    def _is_person(self, word: Token) -> bool:
        named = who(self._text, word.span)
        return named is not None and named.kind == "person"

    def _platform(self, span: Span) -> Part | None:
        """The platform that the words before an unnamed telephone number speak of."""
        if self._label != "phone":
            return None
        for _, pattern in labelled("contacts", "of_platform"):
            if match := pattern.search(self._text, *span):
                return Part("office", match.span("name"), "platform")
        return None

    def _behind(self, at: int) -> int:
        """A bracket right behind a number: whose it is, or a mere note."""
        match = _BEHIND.match(self._text, at, self._span[1])
        if match is None:
            return at
        named = who(self._text, match.span(1)) if not _FAX_NOTE.fullmatch(match[1]) else None
        if named is not None:
            self._assign(_parts(named), match.end())
        elif _FAX_NOTE.fullmatch(match[1]):
            self._drafts[-1].end = match.end()
        return match.end()

    def _assign(self, parts: list[Part], end: int) -> None:
        """A name behind the last number: that of the whole contact, or of this number alone if there is one already."""
        draft = self._drafts[-1]
        values = [p for p in draft.parts if p.role in _VALUES]
        again = any(self._behind_number(draft, values, role) and any(p.role == role for p in parts) for role in _NAMED)
        if again and len(values) > 1:
            own = [p for p in draft.parts if p.span == values[-1].span]
            draft.parts = [p for p in draft.parts if p not in own]
            draft.end = max(p.span[1] for p in draft.parts)
            split = Draft(values[-1].span[0], end, own_name=True)
            split.inherit(
                *(p for p in draft.parts if p.role in ("office", "district") and p.span[0] < values[0].span[0])
            )
            split.add(*own)
            self._drafts.append(split)
            draft = split
        draft.add(*(p for p in parts if not draft.has(p.role)))
        draft.end = max(draft.end, end)

    def _behind_number(self, draft: Draft, values: Sequence[Part], role: str) -> bool:
        """Whether an earlier number has its own name behind it, or any person: …8123（办公室）、…8124（专技科）."""
        named = [p for p in draft.parts if p.role == role]
        return bool(named) and (role == "person" or any(p.span[0] > values[0].span[0] for p in named))

    def _rest(self, span: Span) -> None:
        """The words behind the last number: more of this contact, or offices without a number."""
        words = list(tokens(self._text, span))
        if not words or not self._drafts:
            return
        last = self._drafts[-1]
        labelled = next((i for i, w in enumerate(words) if w.kind in ("label", "address")), len(words))
        for word in words[:labelled]:
            named = who(self._text, word.span)
            parted = _PARTED.search(self._text[span[0] : word.span[0]])
            if named is None or named.span != word.span:
                return
            if named.kind == "person" and not parted and not last.has("person"):
                last.add(*_parts(named))
            elif named.kind in ("district", "office") and parted and last.own_name and last.has("office", "district"):
                self._drafts.append(Draft(*word.span, parts=_parts(named), own_name=True))
        found = names_in(self._text, words[labelled:])
        last.add(*(p for p in found if not last.has(p.role)))


def names_before_number(text: str, words: Sequence[Token]) -> list[Part]:
    """Offices, persons and addresses of a lead; the word right before the number is a name whatever it is."""
    return _read_back(text, words, adjacent=True)


def names_in(text: str, words: Sequence[Token]) -> list[Part]:
    """Offices, persons and addresses of a line or its end."""
    return _read_back(text, words, adjacent=False)


def _read_back(text: str, words: Sequence[Token], *, adjacent: bool) -> list[Part]:
    """The names among words, read backwards until a word is none: what stands before that belongs to the sentence."""
    found: list[Part] = []
    roles = _labelled_roles(words)
    for word, role in zip(reversed(words), reversed(roles), strict=True):
        if word.kind == "address":
            found.insert(0, Part("address", word.span))
        elif word.kind == "label":
            adjacent = False
        elif _INSIDE_LINE.fullmatch(text, *word.span):
            continue
        else:
            parts = _named(text, word, role, adjacent=adjacent)
            if parts is None:
                break
            found[:0] = parts
            adjacent = False
    return _joined(text, found)


def _labelled_roles(words: Sequence[Token]) -> list[str]:
    """For every word the role that the label before it gives: 联系人：张三、李四 are both persons."""
    roles: list[str] = []
    current = ""
    for word in words:
        if word.kind == "label":
            current = word.role if word.role in ("person", "office") else ""
        elif word.kind == "address":
            current = ""
        roles.append(current)
    return roles


def _named(text: str, word: Token, role: str, *, adjacent: bool) -> list[Part] | None:
    """The parts of a name token; [] where only verbs stand in it, None where it is no name."""
    span = bare_name(text, word.span)
    if span[1] <= span[0]:
        return []
    if is_address(text[slice(*span)]):
        return [Part("address", span)]
    named = who(text, word.span)
    sure = named is not None and (named.kind == "person" or (named.kind == "office" and span[1] - span[0] > _SHORT))
    if role == "person" and named is not None and named.kind == "office" and not begins_as_person(text[slice(*span)]):
        return _parts(named)  # 联系人：人事处　冉启明
    if role == "person" and not sure and span[1] - span[0] <= 12:
        return [Part("person", span, "labelled")]
    if role == "office" and named is None:
        return [Part("office", span, "labelled")]
    if named is not None:
        return _parts(named)
    if (adjacent or word.colon) and plausible(text, span):
        return [Part("office", span, "any")]
    return None


def _parts(named: Who) -> list[Part]:
    outer = Part(named.kind, named.span)
    return [outer, *(_parts(named.inner) if named.inner else [])]


def _joined(text: str, parts: list[Part]) -> list[Part]:
    """Offices parted by 、 or 和 share what follows and are one part: 张店区、淄川区."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if (
            last is not None
            and {last.role, part.role} <= {"office", "district"}
            and re.fullmatch(r"\s?(?:、|和|及|与)\s?", text[last.span[1] : part.span[0]])
        ):
            joined[-1] = Part("office", (last.span[0], part.span[1]), "several")
        else:
            joined.append(part)
    return joined
