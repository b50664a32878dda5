"""One walk through the tree of a page: elements come in, strips, tables and regions go out in reading order.

Driven by the events of the parser's tree, not by recursion, so the depth of a page does not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ingest.draft import Mark
from ingest.superscript import NOTE_MARK, is_note_mark
from ingest.web.grids import is_data_table, open_cell, text_length
from ingest.web.lists import Counter, marker_fits
from ingest.web.marks import FLOATING, HIDDEN, Marks
from ingest.web.page import Frame, Grid, Page, Region, Strip

_INLINE, _SKIPPED, _BREAK = "inline", "skipped", "break"
_TAGS = {
    **dict.fromkeys(
        ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"), _INLINE
    ),
    **dict.fromkeys(
        ("font", "i", "img", "input", "ins", "kbd", "label", "mark", "q", "ruby", "rb", "s", "samp"), _INLINE
    ),
    **dict.fromkeys(
        ("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "nobr"), _INLINE
    ),
    **dict.fromkeys(("head", "script", "style", "noscript", "template", "svg", "iframe", "object", "embed"), _SKIPPED),
    **dict.fromkeys(("applet", "audio", "video", "canvas", "rt", "rp", "map", "datalist", "title"), _SKIPPED),
    "br": _BREAK,
}
"""Elements that are not blocks. Anything else, known or not, stands on lines of its own."""
_HEADINGS = {f"h{i}": i for i in range(1, 7)}
_CONTAINERS = frozenset({"div", "section", "article", "main", "td", "body", "form", "center", "blockquote", "pre"})

# Around marked text inside a strip: lone surrogates, which no parsed page can hold. The first tells the role.
_ON, _OFF = {FLOATING: "\ud800", NOTE_MARK: "\ud801"}, "\ud802"
_ROLES = {sign: role for role, sign in _ON.items()}
_SIGNS = re.compile("([\ud800-\ud802])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
# White space that holds a line end vanishes between Chinese characters (CSS Text 4, 4.1.3), where it was never typed.
_WIDE = "\u2018-\u201d\u3000-\u9fff\uff00-\uffef"
_BROKEN = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
_INVISIBLE = ("\u200b", "\u2060", "\ufeff", "\u00ad", "\u200e", "\u200f")
_INDENT = ("\u3000", "\u00a0\u00a0", "\u2003", "\u2002\u2002")
_HAN = re.compile("[一-鿿]")


@dataclass(slots=True)
class _Open:
    """A block that is being walked through; `frame` is its own role, `framed` says that it or one around has one."""

    element: etree._Element
    first: int
    frame: str = ""
    framed: bool = False
    level: int = 0
    preformatted: bool = False
    counter: Counter | None = None


class Walker:
    """Walks one page. Not reused."""

    def __init__(self, marks: Marks) -> None:
        self.page = Page()
        self._marks = marks
        self._items: list[Strip | Grid] = self.page.items
        self._around: list[list[Strip | Grid]] = []  # item lists around the open cells
        self._tables: list[Grid | None] = []  # open tables; None for one that only arranges the page
        self._blocks: list[_Open] = []
        self._buffer: list[str] = []
        self._links: list[bool] = []  # open links, and whether each leads nowhere
        self._linked = self._dead = 0
        self._marked: list[tuple[etree._Element, str]] = []  # open elements whose text is marked, and their roles
        self._signed = False  # the buffer holds signs
        self._soft: Strip | None = None  # the last strip, when it ended in a single line break
        self._marker = ""

    def walk(self, root: etree._Element) -> Page:
        """The page of a parsed tree."""
        shown = self._marks.shown
        skipped: etree._Element | None = None
        depth = deepest = 0
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            kind = _TAGS.get(tag) or (_INLINE if ":" in tag else "")  # o:p, st1:chsdate: pasted from Word
            if event == "start":
                depth += 1
                how = shown(element)
                if kind == _SKIPPED or how == HIDDEN:
                    self._skip(element, kind)
                    skipped = element
                    walk.skip_subtree()
                    continue
                self._start(element, tag, kind, how)
                if element.text:
                    self._text(element.text)
                continue
            deepest = max(deepest, depth)
            depth -= 1
            if element is skipped:
                skipped = None
            elif kind == _INLINE:
                self._end_inline(element, tag)
            elif kind != _BREAK:
                self._end_block(tag)
            if element.tail and self._blocks:
                self._text(element.tail)
        self.page.depth = deepest
        return self.page

    # -- events

    def _skip(self, element: etree._Element, kind: str) -> None:
        if element.tag == "head":
            self.page.title_element = title = element.find("title")
            self.page.title = " ".join((title.text or "").split()) if title is not None else ""
        elif kind != _SKIPPED:
            self.page.hidden += text_length(element)

    def _start(self, element: etree._Element, tag: str, kind: str, role: str) -> None:
        if kind == _BREAK:
            self._flush(complete=False)
        elif kind == _INLINE:
            self._start_inline(element, tag, role)
        else:
            self._flush()
            self._open_block(element, tag, role)
            if tag == "table":
                self._open_table(element)
            elif tag == "tr" and self._tables and (grid := self._tables[-1]) is not None:
                grid.rows.append([])
            elif tag in ("td", "th") and self._tables and (grid := self._tables[-1]) is not None:
                self._around.append(self._items)
                self._items = open_cell(grid, element).items

    def _start_inline(self, element: etree._Element, tag: str, role: str) -> None:
        if tag == "a":
            target = element.get("href")
            if target is not None:
                self._links.append(target.strip() in {"", "#"} or target.lstrip().lower().startswith("javascript:"))
        elif tag == "img":
            if not self._blocks[-1].framed:
                self.page.images.append(len(self.page.strips))
        elif tag == "input":
            self._text(_tick(element))
        if tag == "sup" and not role:
            role = _raised(element, "".join(self._buffer))
        if role:
            self._marked.append((element, role))
            self._buffer.append(_ON[role])
            self._signed = True

    def _end_inline(self, element: etree._Element, tag: str) -> None:
        if tag == "a" and self._links and element.get("href") is not None:
            self._links.pop()
        if self._marked and self._marked[-1][0] is element:
            self._marked.pop()
            self._buffer.append(_OFF)

    def _end_block(self, tag: str) -> None:
        self._flush()
        self._close_block(tag)
        if tag == "table":
            self._tables.pop()
        elif tag in ("td", "th") and self._tables and self._tables[-1] is not None:
            self._items = self._around.pop()

    # -- blocks

    def _open_block(self, element: etree._Element, tag: str, role: str) -> None:
        around = self._blocks[-1] if self._blocks else _Open(element, 0)
        frame = role or self._marks.hint(element, tag)
        block = _Open(
            element,
            len(self.page.strips),
            frame,
            framed=bool(frame) or around.framed,
            level=_HEADINGS.get(tag, around.level),
            preformatted=around.preformatted or tag == "pre",
            counter=Counter.of(element) if tag == "ol" else None,
        )
        if tag == "li" and around.counter is not None:
            self._marker = around.counter.next(element)
        self._blocks.append(block)

    def _close_block(self, tag: str) -> None:
        block = self._blocks.pop()
        if tag == "li":
            self._marker = ""
        last = len(self.page.strips)
        if block.frame and last > block.first:
            self.page.frames.append(Frame(block.first, last, block.frame))
        if tag in _CONTAINERS and last > block.first and not self._around:
            self.page.regions.append(Region(block.element, block.first, last))

    def _open_table(self, element: etree._Element) -> None:
        if not is_data_table(element):
            self._tables.append(None)
            return
        grid = Grid(element)
        self._items.append(grid)
        self._tables.append(grid)

    # -- text

    def _text(self, text: str) -> None:
        if self._blocks[-1].preformatted and "\n" in text:
            first, *rest = text.split("\n")
            self._buffer.append(first)
            for piece in rest:
                self._flush(complete=False)
                self._buffer.append(piece)
            return
        self._buffer.append(text)
        if self._links:
            length = len(text.strip())
            self._linked += length
            if self._links[-1]:
                self._dead += length

    def _flush(self, *, complete: bool = True) -> None:
        """End the strip that is being collected; a blank one only settles whether the one before it was complete."""
        raw = "".join(self._buffer)
        self._buffer.clear()
        text = raw.strip()
        if not text:
            if self._soft is not None:  # two breaks, or a break at the end of a block, end a paragraph
                self._soft.complete = True
                self._soft = None
            return
        indented = self._blocks[-1].preformatted and raw.startswith("  ")
        if self._soft is not None and (indented or raw.lstrip(" \t\r\n").startswith(_INDENT)):
            self._soft.complete = True
        text = _tidy(text)
        marks: list[Mark] = []
        if self._signed:
            text, marks = _without_signs(text)
            self._buffer.extend(_ON[role] for _, role in self._marked)  # what is open goes on in the next strip
            self._signed = bool(self._marked)
        if text:
            self._put(text, marks, complete)

    def _put(self, text: str, marks: list[Mark], complete: bool) -> None:
        if self._marker and marker_fits(self._marker, text):
            marks = [mark.moved(len(self._marker)) for mark in marks]
            text = self._marker + text
        self._marker = ""
        block = self._blocks[-1]
        in_table = bool(self._around)
        strip = Strip(text, block.element, complete, block.level, in_table, self._linked, self._dead, marks=marks)
        self._linked = self._dead = 0
        self._soft = None if complete else strip
        self.page.strips.append(strip)
        self._items.append(strip)


def _tidy(text: str) -> str:
    """White space as a browser shows it, and no characters without width."""
    if text.isprintable() and "  " not in text:  # the usual case, told by one look
        return text
    for char in _INVISIBLE:
        if char in text:
            text = text.replace(char, "").strip()
    if "\n" in text or "\r" in text:
        text = _BROKEN.sub("", text)
    if "  " in text or "\n" in text or "\t" in text or "\r" in text:
        text = _SPACES.sub(" ", text)
    return text


def _without_signs(text: str) -> tuple[str, list[Mark]]:
    """The text without the signs around marked stretches, and the marks; of nested ones the outer counts."""
    marks: list[Mark] = []
    bare = role = ""
    depth = start = 0
    for piece in _SIGNS.split(text):
        if piece in _ROLES:
            if depth == 0:
                start, role = len(bare), _ROLES[piece]
            depth += 1
        elif piece == _OFF:
            depth -= 1
            if depth == 0:
                marks.append(Mark(start, len(bare), role))
        else:
            bare += piece if bare else piece.lstrip()
    if depth > 0:
        marks.append(Mark(start, len(bare), role))
    return bare.rstrip(), marks


def _raised(element: etree._Element, before: str) -> str:
    """The role of a superscript. Chinese words in one are a button of the page printed over the text."""
    words = "".join(map(str, element.itertext()))
    if is_note_mark(words, before):
        return NOTE_MARK
    return FLOATING if _HAN.search(words) else ""


def _tick(element: etree._Element) -> str:
    """A tick box or an option button as a sign; other inputs show nothing of the notice."""
    if element.get("type", "").lower() not in ("checkbox", "radio"):
        return ""
    return "☑" if element.get("checked") is not None else "□"
