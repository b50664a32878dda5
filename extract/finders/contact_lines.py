"""A line with numbers or addresses → drafts of contacts: which name, label and number belong together.

Names stand before their numbers (市人社局专技科，联系人张三：…), at times in brackets behind (8288071（张三）).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.atoms import Atom
from extract.finders.contact_words import (
    Token,
    Who,
    bare_name,
    is_address,
    is_person,
    list_mark,
    plausible,
    tokens,
    who,
)
from extract.grammar import labelled
from extract.mentions import Mention, Part
from extract.view import View
from ingest.document import Span

_KINDS = ("phone", "damaged_phone", "email", "damaged_email", "qq")
_AFTER_NAME = re.compile(
    r"(?<![一-鿿])(?P<name>[一-鿿](?:[ \u3000]{0,3}[一-鿿]){1,2})[ \u3000]{0,4}"
    r"(?P<number>[2-9]\d{6,7})(?![\d%元万人个名分])"
)
_AFTER_PLACE = re.compile(
    r"[一-鿿]{1,10}(?:市|县|区|旗|镇|乡|街道|局|中心|所|站|处|科|室|股|办)[ \u3000]{0,4}[:：]?[ \u3000]{0,4}"
    r"(?P<number>[2-9]\d{6,7})(?![\d%元万人个名分])"
)
_CONTACT_HEADING = re.compile(r"联系|咨询|电话")
_BARE_NUMBER = re.compile(
    r"[一-鿿）)][ \u3000]{0,4}[，,、:：]?[ \u3000]{0,4}(?P<number>[2-9]\d{6,7})(?![\d%元万人个名分年])"
)
_CHAINED = re.compile(r"[、/][ \u3000]?(?P<number>[2-9]\d{6,7})(?![\d%元万人个名分年])")
_FEWEST_PLACES = 2
_SPACED_ADDRESS = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._+-]*\s?@\s?(?:[A-Za-z0-9-]+\s?\.\s?){1,4}[A-Za-z]{2,4}(?![A-Za-z0-9@])"
)
_TIME = re.compile(r"\d[:：]$")
_BEHIND = re.compile(r"\s?[（(]([^（）()]{1,20})[)）]")
_FAX_NOTE = re.compile(r"(?:电话[/、]|兼)?\s?(?:传真|FAX|Fax)")
_PARTED = re.compile(r"[、；;。]")
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


def points_in(view: View, span: Span) -> list[Atom]:
    """The numbers and addresses of a stretch. A QQ number alone and the end of a time (9:00-17:00) are none."""
    found = [
        atom
        for atom in view.atoms_in(span, *_KINDS)
        if not (atom.kind == "qq" and atom.label == "number")
        and not (atom.kind == "damaged_phone" and _TIME.search(view.text, max(0, atom.span[0] - 3), atom.span[0]))
    ]
    extra = [
        *_outside_lines(view, span, found),
        *_joined_to_names(view, span, found),
        *_listed_places(view, span, found),
        *_under_heading(view, span, found),
        *_spaced_addresses(view, span, found),
    ]
    return sorted([*found, *extra], key=lambda a: a.span) if extra else found


def _joined_to_names(view: View, span: Span, found: Sequence[Atom]) -> Iterator[Atom]:
    """Beside other numbers also a bare one right behind a person's name, whatever follows it: 李想6550129 a@b.cn."""
    for match in _AFTER_NAME.finditer(view.text, *span) if found else ():
        number = match.span("number")
        if not _touches(found, number) and is_person(re.sub(r"\s", "", match["name"])):
            yield Atom("phone", number, "local", (Part("number", number, "local"),))


def _listed_places(view: View, span: Span, found: Sequence[Atom]) -> Iterator[Atom]:
    """永安市 3855553 沙县区 5855554 …: bare numbers are telephones where a list of places has one each."""
    listed = list(_AFTER_PLACE.finditer(view.text, *span))
    for match in listed if len(listed) >= _FEWEST_PLACES else ():
        number = match.span("number")
        if not _touches(found, number):
            yield Atom("phone", number, "local", (Part("number", number, "local"),))


def _under_heading(view: View, span: Span, found: Sequence[Atom]) -> Iterator[Atom]:
    """师训部：李老师，56780001 below a heading 咨询电话: a bare number behind a name is a telephone."""
    passage = view.passage_at(span[0])
    heading = passage.headings[-1] if passage is not None and passage.headings else ""
    if not _CONTACT_HEADING.search(heading):
        return
    for match in _BARE_NUMBER.finditer(view.text, *span):
        chained = _CHAINED.match(view.text, match.end(), span[1])
        for number in (match.span("number"), *([chained.span("number")] if chained else [])):
            if not _touches(found, number):
                yield Atom("phone", number, "local", (Part("number", number, "local"),))


def _outside_lines(view: View, span: Span, found: Sequence[Atom]) -> Iterator[Atom]:
    """内线6218，外线2198826: of a house with its own exchange only the outside line is reached from elsewhere."""
    for _, pattern in labelled("contacts", "outside_line"):
        for match in pattern.finditer(view.text, *span):
            number = match.span("number")
            if not _touches(found, number):
                yield Atom("phone", number, "local", (Part("number", number, "local"),))


def _spaced_addresses(view: View, span: Span, found: Sequence[Atom]) -> Iterator[Atom]:
    """An e-mail address with blanks around its signs: zjk @ lc.example.cn."""
    if view.text.find("@", *span) >= 0:
        for match in _SPACED_ADDRESS.finditer(view.text, *span):
            if not _touches(found, match.span()):
                yield Atom("email", match.span())


def _touches(atoms: Sequence[Atom], span: Span) -> bool:
    return any(a.span[0] < span[1] and span[0] < a.span[1] for a in atoms)


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
        if draft.has("person") and any(p.role == "person" for p in parts) and len(values) > 1:
            own = [p for p in draft.parts if p.span == values[-1].span]
            draft.parts = [p for p in draft.parts if p not in own]
            draft.end = max(p.span[1] for p in draft.parts)
            split = Draft(values[-1].span[0], end, own_name=True)
            split.inherit(*(p for p in draft.parts if p.role in ("office", "district")))
            split.add(*own)
            self._drafts.append(split)
            draft = split
        draft.add(*(p for p in parts if not draft.has(p.role)))
        draft.end = max(draft.end, end)

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


def point_parts(point: Atom) -> list[Part]:
    """The parts of a number or address: 电话（传真） gives a phone and a fax."""
    match point.kind:
        case "phone":
            form = next((p.label for p in point.parts if p.role == "number"), point.label)
            roles = {"fax": ["fax"], "tel_fax": ["phone", "fax"]}.get(point.label, ["phone"])
            return [Part(role, point.span, form) for role in roles]
        case "damaged_phone":
            return [Part("phone_damaged", point.span, point.label)]
        case "damaged_email":
            return [Part("email_damaged", point.span)]
        case kind:
            return [Part(kind, point.span, point.label)]
