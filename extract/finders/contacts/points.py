"""Where the numbers and addresses of a contact stand: the atoms, and bare numbers that a list of names vouches for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.atoms import Atom
from extract.finders.contacts.broken import broken_in
from extract.finders.contacts.words import is_person
from extract.grammar import labelled
from extract.mentions import Part
from extract.view import View
from ingest.document import Span

_AFTER_NAME = re.compile(
    r"(?<![一-鿿])(?P<name>[一-鿿](?:[ \u3000]{0,3}[一-鿿]){1,2})[ \u3000]{0,4}"
    r"(?P<number>[2-9]\d{6,7})(?![\d%元万人个名分])"
)
_AFTER_PLACE = re.compile(
    r"[一-鿿]{1,10}(?:市|县|区|旗|镇|乡|街道|局|中心|所|站|处|科|室|股|办)"
    r"[ \u3000]{0,4}[:：]?[ \u3000]{0,4}(?:[0-9]{6}[ \u3000]{1,4})?(?P<number>[2-9]\d{6,7})(?![\d%元万人个名分])"
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
_KINDS = ("phone", "damaged_phone", "email", "damaged_email", "qq")


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
    extra = list({atom.span: atom for atom in extra}.values())  # a list of places below a heading gives each twice
    extra += broken_in(view, span, [*found, *extra])
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
    if passage is None or not any(_CONTACT_HEADING.search(heading) for heading in passage.headings):
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
