"""Pictures and words beside the labels of a form → its seal: image, text or absent.

A photograph in its cell is no seal; a picture that hangs over the text, or stands where the seal belongs, is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from forms.entries import Entry
from forms.values import text_of
from forms.words import squeezed
from ingest.document import Aside, AsideKind, Document, PartPlace, Place, Span

_SEAL_NAME = re.compile(r"章|seal|stamp", re.I)
_PHOTO = re.compile(r"照片|相片|免冠|一寸|二寸|近照|二维码")
_SEAL_WORDS = re.compile(r"[（(]?(?:单位)?(?:加?盖章|公章|签章|印章|章)[)）]?|盖章处|年月日|")
_DATE = re.compile(r"(?:19|20)\d{2}[年./-]\d{1,2}[月./-]\d{1,2}日?")
_SEAL_BRACKET = re.compile(r"\((?:单位)?(?:加?盖章|公章|签章|印章|章)\)")
_NEAR = 40  # code points before a picture in which the word for a photograph may stand


def seal_pictures(document: Document, span: Span) -> tuple[Aside, ...]:
    """The pictures in a stretch of the document that may be a seal."""
    inside = [a for a in document.asides if a.kind is AsideKind.PICTURE and span[0] <= a.span[0] <= span[1]]
    return tuple(picture for picture in inside if not _is_photo(document, picture))


def _is_photo(document: Document, picture: Aside) -> bool:
    if _SEAL_NAME.search(picture.name + picture.title):
        return False
    near = document.text[max(0, picture.span[0] - _NEAR) : picture.span[0] + _NEAR]
    line = near[near.rfind("\n", 0, _NEAR) + 1 :]
    return _PHOTO.search(squeezed(line.split("\n")[0])) is not None


def is_beside(picture: Aside, entry: Entry, others: Sequence[Entry]) -> bool:
    """Whether a picture stands at an entry: in its cell or paragraph, or hangs over the text near it."""
    if _inside(picture.place, entry.place):
        return True
    if _SEAL_NAME.search(picture.name + picture.title) or picture.floating:
        return True
    return not any(_inside(picture.place, other.place) for other in others) and not _in_table(picture.place)


def _inside(inner: Place, outer: Place) -> bool:
    if isinstance(inner, PartPlace) and isinstance(outer, PartPlace) and inner.part == outer.part:
        return inner.path == outer.path or inner.path.startswith(f"{_cell(outer.path)}/")
    return inner == outer


def _cell(path: str) -> str:
    """The cell that a paragraph of a cell belongs to; the path itself elsewhere."""
    head, _, last = path.rpartition("/")
    return head if head and last.startswith("p[") else path


def _in_table(place: Place) -> bool:
    return isinstance(place, PartPlace) and place.path.startswith("tbl[")


def asks_for_seal(entry: Entry) -> bool:
    """Whether an entry's own text, on its one line, has the seal's bracket: 填报单位：（盖章）某某中心."""
    return "\n" not in entry.text.strip() and _SEAL_BRACKET.search(squeezed(entry.text)) is not None


def typed_seal(texts: Iterable[str]) -> bool:
    """Whether a unit's name, or word of a seal set, stands where the seal belongs."""
    for text in texts:
        value = text_of(text).value
        if isinstance(value, str) and _SEAL_WORDS.fullmatch(_DATE.sub("", squeezed(value))) is None:
            return True
    return False
