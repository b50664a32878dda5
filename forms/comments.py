"""A Word file and remarks by place come in; the same file with a Word comment at each place goes out – and back again.

Only the document part gains anchors and the package a comments part; every other part keeps its bytes. python-docx
would write comments too, but it re-writes the package and can mark runs only, and an empty cell has none
(docs/decisions.md).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from forms.numbers import NUMBER
from forms.word_file import WORD, WordFile
from ingest.word import tags
from ingest.word.places import element_at
from ingest.word.tags import flattened

AUTHOR = "审核意见（系统）"
"""Author of our comments, by which the next round knows them."""

INITIALS = "审核"

_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_COMMENT, _ID, _AUTHOR = f"{{{WORD}}}comment", f"{{{WORD}}}id", f"{{{WORD}}}author"
_START, _END = f"{{{WORD}}}commentRangeStart", f"{{{WORD}}}commentRangeEnd"
_REFERENCE = f"{{{WORD}}}commentReference"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIZE = "20"  # half points: a comment must not take the 三号 of the form


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong at a place. `part` and `path` are those of a PartPlace; `text` may have several lines."""

    part: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in a file."""

    author: str
    text: str

    @property
    def ours(self) -> bool:
        """Whether this program wrote it. Word can drop the author on saving, so the number at its end tells as well."""
        return self.author == AUTHOR or NUMBER.search(self.text.rsplit("\n", 1)[-1]) is not None


def annotate(data: bytes, remarks: Sequence[Remark], on: dt.date) -> bytes:
    """The Word file with one comment for each place of `remarks`, dated `on`; comments of others stay.

    A place that does not lead anywhere, or where Word allows no comment (headers, text boxes), is marked at the
    nearest paragraph of the body. Raises UnreadableFileError for bytes that are no sound Word file.
    """
    if not remarks:
        return data
    word = WordFile(data)
    document = word.document()
    comments = word.part("comments")
    if comments is None:
        comments = word.make("comments")
    identity = 1 + max([-1, *_ids(document), *_ids(comments)])
    for paragraphs, texts in _grouped(document, remarks, word.main):
        _anchor(paragraphs, str(identity))
        comments.append(_comment(identity, "\n".join(texts), on))
        identity += 1
    return word.save()


def strip(data: bytes) -> bytes:
    """The Word file without the comments that this program wrote; the very bytes given where there are none.

    Comments of the clerk stay, an answer to one of ours included. Raises UnreadableFileError.
    """
    word = WordFile(data)
    comments = word.part("comments")
    ours = [element for element in _comments(comments) if _told(element).ours]
    if comments is None or not ours:
        return data
    _unanchor(word.document(), {element.get(_ID, "") for element in ours})
    paragraphs = {p.get(_PARA_ID, "") for element in ours for p in element.iter(tags.P)} - {""}
    for element in ours:
        comments.remove(element)
    _unthread(word.part("commentsExtended"), paragraphs)
    if not len(comments):
        word.drop("comments")
    return word.save()


def comments_in(data: bytes) -> list[Comment]:
    """All comments of a Word file. Raises UnreadableFileError."""
    return [_told(element) for element in _comments(WordFile(data).part("comments"))]


# ---------------------------------------------------------------- places


def _grouped(
    document: etree._Element, remarks: Sequence[Remark], main: str
) -> Iterator[tuple[list[etree._Element], list[str]]]:
    """The paragraphs to mark, each group once, in the order of the document, with all that is to be said there."""
    found: dict[etree._Element, tuple[list[etree._Element], list[str]]] = {}
    for remark in remarks:
        paragraphs = _paragraphs(document, remark.path if remark.part == main else "")
        texts = found.setdefault(paragraphs[0], (paragraphs, []))[1]
        if remark.text not in texts:
            texts.append(remark.text)
    order = {paragraph: index for index, paragraph in enumerate(document.iter(tags.P))}
    yield from (found[first] for first in sorted(found, key=lambda p: order.get(p, 0)))


def _paragraphs(document: etree._Element, path: str) -> list[etree._Element]:
    """First and last paragraph to mark for a path: those with text in a cell, else its first."""
    target = element_at(document, path.split("/txbx[", 1)[0]) if path else None
    if target is not None and target.tag == tags.P:
        return [target]
    own = list(flattened(target, tags.P)) if target is not None else []
    if not any(_has_text(p) for p in own) and target is not None:
        own = list(target.iter(tags.P)) or own
    written = [p for p in own if _has_text(p)] or own[:1]
    if written:
        return [written[0], written[-1]] if len(written) > 1 else written
    body = document.find(tags.BODY)
    everywhere = list((document if body is None else body).iter(tags.P))
    first = next((p for p in everywhere if _has_text(p)), everywhere[0] if everywhere else None)
    if first is None:
        first = etree.SubElement(document if body is None else body, tags.P)
    return [first]


def _has_text(paragraph: etree._Element) -> bool:
    return any((t.text or "").strip() for t in paragraph.iter(tags.T))


def _anchor(paragraphs: Sequence[etree._Element], identity: str) -> None:
    first, last = paragraphs[0], paragraphs[-1]
    start = etree.Element(_START)
    start.set(_ID, identity)
    first.insert(1 if len(first) and first[0].tag == tags.PPR else 0, start)
    etree.SubElement(last, _END).set(_ID, identity)
    etree.SubElement(etree.SubElement(last, tags.R), _REFERENCE).set(_ID, identity)


def _unanchor(document: etree._Element, ids: set[str]) -> None:
    for element in [e for e in document.iter(_START, _END, _REFERENCE) if e.get(_ID) in ids]:
        parent = element.getparent()
        if parent is None:
            continue
        parent.remove(element)
        holder = parent.getparent()
        if parent.tag == tags.R and holder is not None and all(child.tag == tags.RPR for child in parent):
            holder.remove(parent)


# ---------------------------------------------------------------- comments


def _comment(identity: int, text: str, on: dt.date) -> etree._Element:
    comment = etree.Element(_COMMENT)
    for name, value in (("id", str(identity)), ("author", AUTHOR), ("date", f"{on}T00:00:00Z"), ("initials", INITIALS)):
        comment.set(f"{{{WORD}}}{name}", value)
    for number, line in enumerate(_ILLEGAL.sub("\ufffd", text).split("\n")):
        paragraph = etree.SubElement(comment, tags.P)
        properties = etree.SubElement(paragraph, tags.PPR)
        _set(etree.SubElement(properties, f"{{{WORD}}}spacing"), line="240", lineRule="auto", before="0", after="0")
        _set(etree.SubElement(properties, f"{{{WORD}}}ind"), left="0", firstLine="0", firstLineChars="0")
        _set(etree.SubElement(properties, f"{{{WORD}}}jc"), val="left")
        if number == 0:
            etree.SubElement(etree.SubElement(paragraph, tags.R), f"{{{WORD}}}annotationRef")
        run = etree.SubElement(paragraph, tags.R)
        style = etree.SubElement(run, tags.RPR)
        _set(etree.SubElement(style, f"{{{WORD}}}sz"), val=_SIZE)
        _set(etree.SubElement(style, f"{{{WORD}}}szCs"), val=_SIZE)
        words = etree.SubElement(run, tags.T)
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return comment


def _set(element: etree._Element, **values: str) -> None:
    for name, value in values.items():
        element.set(f"{{{WORD}}}{name}", value)


def _comments(root: etree._Element | None) -> list[etree._Element]:
    return list(root.iter(_COMMENT)) if root is not None else []


def _told(element: etree._Element) -> Comment:
    lines = ("".join(t.text or "" for t in p.iter(tags.T)) for p in element.iter(tags.P))
    return Comment(element.get(_AUTHOR, ""), "\n".join(lines).strip())


def _ids(root: etree._Element) -> Iterator[int]:
    """Ids that comments of the file have, or once had."""
    for element in root.iter(_COMMENT, _START, _END, _REFERENCE):
        if (element.get(_ID) or "").isdigit():
            yield int(element.get(_ID) or "")


def _unthread(root: etree._Element | None, paragraphs: set[str]) -> None:
    """Take removed comments out of the threads of later Word versions; answers to them stand for themselves."""
    for entry in list(root) if root is not None else []:
        if entry.get(f"{_W15}paraId") in paragraphs and root is not None:
            root.remove(entry)
        elif entry.get(f"{_W15}paraIdParent") in paragraphs:
            del entry.attrib[f"{_W15}paraIdParent"]
