"""The text of one Word paragraph as a person sees it: runs, breaks, fields and controls in, deletions and hidden out.

What stands beside the text (text boxes, pictures, notes, tracked changes) is handed on or counted, never lost silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.document import AsideKind
from ingest.draft import Beside, Mark
from ingest.superscript import NOTE_MARK, is_note_mark
from ingest.word import tags
from ingest.word.controls import Control, controls_of
from ingest.word.fields import Fields, is_page_number
from ingest.word.places import text_boxes
from ingest.word.styles import Styles
from ingest.word.symbols import SYMBOL_FONTS, glyphs, sign
from ingest.word.tags import VAL, is_on

SOFT_BREAK = "\n"
"""A line break inside a paragraph (w:br, w:cr)."""
HARD_BREAK = "\f"
"""A page or column break inside a paragraph."""

Floating = etree._Element | str
"""A text box (its w:txbxContent) or the words of a piece of WordArt."""

# Private code points of symbol fonts, line ends of pretty-printed XML, and characters without width or meaning.
_ODD = re.compile("[\uf020-\uf0ff\r\n\u200b\u2060\ufeff\u00ad]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_WRAPPED = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_WRITTEN_IN = re.compile(r"(?:[:：]\s*(?:[（(][^（()）]{1,6}[)）])?|[:：][^:：]*\d\s*[年月至到—~-])\s*$")
"""Text behind which a small text box is what somebody wrote into the line: 填报日期：▯年▯月▯日."""
_LONGEST_ENTRY = 40  # code points of such a box
_NOT_PLAIN = (
    *(tags.VANISH, tags.INS, tags.DEL, tags.MOVE_TO, tags.MOVE_FROM, tags.SDT, tags.DRAWING, tags.PICT, tags.SYM),
    *(tags.FLD_CHAR, tags.FLD_SIMPLE, tags.TAB, tags.BR, tags.CR, tags.TBL, tags.NUM_PR, tags.STRIKE),
)
_INLINE = frozenset({tags.HYPERLINK, tags.SMART_TAG, tags.CUSTOM_XML, tags.DIR, tags.BDO, tags.SDT_CONTENT})


@dataclass(slots=True)
class Seen:
    """What the text of a file does not tell: counts for the notices, and the notes referred to."""

    insertions: int = 0
    deletions: int = 0
    hidden: int = 0  # characters
    images: int = 0
    objects: int = 0
    formulas: int = 0
    foreign: int = 0  # w:altChunk: another document inside this one
    footnotes: list[str] = field(default_factory=list)
    endnotes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Content:
    """What a paragraph shows: its text with SOFT_BREAK and HARD_BREAK, and what floats beside it.

    `marks` are prompts for an entry and marks of notes; `before` floats were anchored ahead of any text.
    """

    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    before: list[Floating] = field(default_factory=list)
    after: list[Floating] = field(default_factory=list)
    page_number: bool = False

    def note(self, kind: AsideKind, name: str = "", title: str = "", *, floating: bool = False) -> None:
        """Something stands at the end of the text so far."""
        at = len(self.text)
        self.beside.append(Beside(at, at, kind, name, title, floating=floating))

    def joined(self, following: Content) -> Content:
        """This paragraph and the next as one, where the mark between them was deleted."""
        return Content(
            self.text + following.text,
            self.marks + [mark.moved(len(self.text)) for mark in following.marks],
            self.beside + [beside.moved(len(self.text)) for beside in following.beside],
            self.before + following.before,
            self.after + following.after,
            self.page_number or following.page_number,
        )


@dataclass(frozen=True, slots=True)
class _Look:
    """The look of a run: its font if that is a symbol font, its own w:vanish, that of its style, a superscript,
    words struck through.
    """

    font: str = ""
    vanish: bool | None = None
    styled_vanish: bool = False
    raised: bool = False
    struck: bool = False


_PLAIN = _Look()


class RunReader:
    """Reads the paragraphs of one part in order; a field or a control may span several of them."""

    def __init__(self, root: etree._Element, styles: Styles, seen: Seen) -> None:
        self.styles = styles
        self.seen = seen
        kinds = [mark.get(tags.FLD_CHAR_TYPE) for mark in root.iter(tags.FLD_CHAR)]
        self._fields = Fields(paired=kinds.count("begin") == kinds.count("end"))
        self._controls = controls_of(root)
        self._prompts, self._boxes = self._controls.prompts, self._controls.boxes

    def read(self, paragraph: etree._Element, *, hidden: bool) -> Content:
        """The content of a w:p; `hidden` is what its style says of w:vanish."""
        content = Content()
        for child in paragraph:
            if child.tag != tags.PPR:
                self._inline(child, content, hidden)
        if control := self._controls.blocks.get(paragraph):
            content.beside.append(control.over(0, len(content.text)))
        return content

    def control_of(self, cell: etree._Element) -> Control | None:
        """The control around a whole cell."""
        return self._controls.blocks.get(cell)

    def _inline(self, element: etree._Element, content: Content, hidden: bool) -> None:
        tag = element.tag
        if tag == tags.R:
            self._run(element, content, hidden)
        elif tag in _INLINE:
            self._inlines(element, content, hidden)
        elif tag in (tags.INS, tags.MOVE_TO):
            self.seen.insertions += 1
            start = len(content.text)
            self._inlines(element, content, hidden)
            content.beside.append(Beside(start, len(content.text), AsideKind.INSERTION))
        elif tag in (tags.DEL, tags.MOVE_FROM):
            self.seen.deletions += 1
            content.note(AsideKind.DELETION)
        elif tag == tags.SDT:
            start = len(content.text)
            self._inlines(element, content, hidden)
            if control := self._controls.inline.get(element):
                content.beside.append(control.over(start, len(content.text)))
        elif tag == tags.FLD_SIMPLE:
            content.page_number |= is_page_number(element.get(tags.INSTR, ""))
            self._inlines(element, content, hidden)
        elif tag == tags.ALTERNATE:
            self._inlines(tags.chosen(element), content, hidden)
        elif tag in (tags.O_MATH, tags.O_MATH_PARA):
            self.seen.formulas += 1

    def _inlines(self, parent: etree._Element, content: Content, hidden: bool) -> None:
        for child in parent:
            self._inline(child, content, hidden)

    def _run(self, run: etree._Element, content: Content, hidden: bool) -> None:
        look = _PLAIN
        start = len(content.text)
        box = self._boxes.get(run)
        for child in run:
            tag = child.tag
            if tag == tags.RPR:
                look = self._look(child)
                # a toggle in two styles cancels itself (17.7.3)
                hidden = look.vanish if look.vanish is not None else hidden != look.styled_vanish
            elif box is not None:
                if tag in (tags.T, tags.SYM) and not hidden:
                    content.text = content.text[:start] + box
            else:
                self._piece(child, content, hidden, look.font)
        end = len(content.text)
        if look.struck and end > start:
            content.beside.append(Beside(start, end, AsideKind.STRUCK))
        if run in self._prompts and end > start:
            content.marks.append(Mark(start, end, "placeholder"))
        elif look.raised and is_note_mark(content.text[start:], content.text[:start]):
            content.marks.append(Mark(start, end, NOTE_MARK))

    def _look(self, rpr: etree._Element) -> _Look:
        """What the properties of a run say that matters for its text."""
        look = _PLAIN
        for prop in rpr:
            tag = prop.tag
            if tag == tags.R_FONTS:
                if (font := prop.get(tags.ASCII, "")).lower() in SYMBOL_FONTS:
                    look = replace(look, font=font)
            elif tag == tags.VANISH:
                look = replace(look, vanish=is_on(prop))
            elif tag == tags.R_STYLE:
                look = replace(look, styled_vanish=self.styles.get(prop.get(VAL, "")).hidden)
            elif tag == tags.VERT_ALIGN:
                look = replace(look, raised=prop.get(VAL) == "superscript")
            elif tag in (tags.STRIKE, tags.DOUBLE_STRIKE):
                look = replace(look, struck=look.struck or is_on(prop))
        return look

    def _piece(self, element: etree._Element, content: Content, hidden: bool, font: str) -> None:
        """One child of a run: text, a break, a field mark or something that floats."""
        tag = element.tag
        if tag == tags.T:
            self._show(_clean(element.text or "", font), content, hidden)
        elif tag in _SIGNS:
            self._show(_SIGNS[tag], content, hidden)
        elif tag == tags.BR:
            hard = element.get(tags.TYPE) in ("page", "column")
            self._show(HARD_BREAK if hard else SOFT_BREAK, content, hidden)
        elif tag == tags.SYM:
            self._show(sign(element.get(tags.CHAR, ""), element.get(tags.FONT, "")), content, hidden)
        elif tag == tags.FLD_CHAR:
            self._field_mark(element, content, hidden)
        elif tag == tags.INSTR_TEXT:
            self._fields.instruct(element.text or "")
        elif tag == tags.RUBY:
            base = element.find(tags.RUBY_BASE)
            if base is not None:
                self._inlines(base, content, hidden)
        elif tag == tags.ALTERNATE:
            for child in tags.chosen(element):
                self._piece(child, content, hidden, font)
        elif tag in (tags.DRAWING, tags.PICT, tags.OBJECT):
            self._floating(element, content, hidden)
        elif tag == tags.COMMENT_REF:
            content.note(AsideKind.COMMENT)
        elif tag == tags.FOOTNOTE_REF:
            self.seen.footnotes.append(element.get(tags.ID, ""))
        elif tag == tags.ENDNOTE_REF:
            self.seen.endnotes.append(element.get(tags.ID, ""))

    def _show(self, text: str, content: Content, hidden: bool) -> None:
        if self._fields.in_instruction:
            return
        if not hidden:
            content.text += text
        elif text.strip():
            self.seen.hidden += len(text.strip())
            content.note(AsideKind.HIDDEN)

    def _field_mark(self, mark: etree._Element, content: Content, hidden: bool) -> None:
        kind = mark.get(tags.FLD_CHAR_TYPE)
        if kind == "begin":
            self._fields.begin(mark)
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            instruction, shown = self._fields.end()
            content.page_number |= is_page_number(instruction)
            self._show(shown, content, hidden)

    def _floating(self, element: etree._Element, content: Content, hidden: bool) -> None:
        words = [path.get("string", "").strip() for path in element.iter(tags.TEXT_PATH)]
        floats: list[Floating] = [*text_boxes(element), *filter(None, words)]
        if hidden:
            self.seen.hidden += sum(len(item) if isinstance(item, str) else text_length(item) for item in floats)
            return
        pictures = sum(1 for _ in element.iter(tags.BLIP, tags.IMAGE_DATA))
        if element.tag == tags.OBJECT:
            self.seen.objects += 1
        else:
            self.seen.images += pictures
        if pictures:
            content.note(AsideKind.PICTURE, *_called(element), floating=_floats(element))
        if len(floats) == 1 and (entry := _entry_of(floats[0])) and _WRITTEN_IN.search(content.text):
            content.text += entry
            return
        (content.after if content.text.strip() else content.before).extend(floats)


def text_length(element: etree._Element) -> int:
    """Characters of the texts in an element, blanks at their edges apart."""
    return sum(len((text.text or "").strip()) for text in element.iter(tags.T))


_SIGNS = {tags.TAB: "\t", tags.PTAB: "\t", tags.CR: SOFT_BREAK, tags.NO_BREAK_HYPHEN: "-"}


def _clean(text: str, font: str) -> str:
    if font:
        return glyphs(text, font)
    if _ODD.search(text) is None:
        return text
    if "\n" in text:  # a pretty-printed part: the white space around line ends is the printer's
        text = _WRAPPED.sub(" ", text).strip(" ")
    return _INVISIBLE.sub("", glyphs(text, ""))


def _called(picture: etree._Element) -> tuple[str, str]:
    """Name and description of a picture."""
    for element in picture.iter(tags.DOC_PR, tags.C_NV_PR, tags.SHAPE):
        called = element.get("name", ""), element.get("descr", "") or element.get("title", "") or element.get("alt", "")
        if any(called):
            return called
    return "", ""


def _entry_of(box: Floating) -> str:
    """The words of a text box of one plain paragraph, "" for any other."""
    if isinstance(box, str) or len(box) != 1 or next(box.iter(*_NOT_PLAIN), None) is not None:
        return ""
    words = "".join(text.text or "" for text in box.iter(tags.T)).strip()
    return words if len(words) <= _LONGEST_ENTRY else ""


def _floats(picture: etree._Element) -> bool:
    """Whether a picture hangs over the text (wp:anchor, or a VML shape with a place of its own)."""
    if next(picture.iter(tags.ANCHOR), None) is not None:
        return True
    return any("position:absolute" in shape.get("style", "").replace(" ", "") for shape in picture.iter(tags.SHAPE))
