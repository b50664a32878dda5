"""Web page → Reading: the article's lines without a role, everything else on the page as furniture.

Nothing is fetched and no script runs; what a script would write is not there to be read.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from ingest.document import ElementPlace, Notice
from ingest.draft import Draft, Mark
from ingest.errors import UnreadableFileError
from ingest.formats import Kind
from ingest.reading import Reading
from ingest.web.article import assign_roles, names_notice, prints_title, title_words
from ingest.web.encoding import decode_page
from ingest.web.marks import Marks
from ingest.web.page import Grid, GridCell, Page, Strip
from ingest.web.paths import Paths
from ingest.web.walker import Walker

_FEW = 60  # characters: an article with less beside pictures is a scan on a page
_LARGEST = 50 * 1024 * 1024  # bytes; a page with pictures inside has a few
_DEEPEST = 2048  # libxml2 drops what lies deeper, and does not say so


def read_html(data: bytes, path: Path) -> Reading:
    """A web page as a Reading.

    Raises UnreadableFileError: ING_TRUNCATED (no encoding fits), ING_LIMIT (absurd depth), ING_EMPTY (no text, as in
    a page that a script fills) and ING_NEEDS_OCR (the article is pictures).
    """
    if len(data) > _LARGEST:
        raise UnreadableFileError("ING_LIMIT", f"网页超过 {_LARGEST // 1024 // 1024} MB", "请核对是否传错了文件", path)
    try:
        text, lost = decode_page(data)
    except UnreadableFileError as error:
        raise UnreadableFileError(error.code, error.reason, error.advice, path) from error
    root = _parse(text, path)
    page = Walker(Marks(root)).walk(root)
    if page.depth >= _DEEPEST:
        raise UnreadableFileError("ING_LIMIT", "网页嵌套过深", "请重新保存网页，或提交 Word、PDF 文件", path)
    assign_roles(page)
    _refuse_wordless(page, path)
    return _Writer(page).reading(lost)


def _parse(text: str, path: Path) -> etree._Element:
    data = text.replace("\x00", "").encode("utf-8", "replace")
    # huge_tree lifts the limit of depth from 256 to 2,048: unclosed tags pile up on hand-made pages.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root: etree._Element | None = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise _empty(path) from error
    if root is None:  # libxml2 makes nothing at all of some scraps
        raise _empty(path)
    return root


def _empty(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        "ING_EMPTY", "网页里没有文字（可能由脚本生成）", "请在浏览器中打开后另存，或复制正文为文本文件提交", path
    )


class _Writer:
    """Writes a page whose strips have their roles."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.paths = Paths()
        self.draft = Draft()

    def reading(self, lost: int) -> Reading:
        """The Reading; `lost` is the number of characters that could not be decoded."""
        self._title()
        self._items(self.page.items)
        return Reading(
            raw=self.draft.raw,
            lines=tuple(self.draft.lines),
            media_type=Kind.HTML.value.media_type,
            reader="html",
            tables=self.draft.tables,
            inlines=tuple(self.draft.inlines),
            notices=tuple(self._notices(lost)),
        )

    def _title(self) -> None:
        """The title of the head stands for the notice's own only where the article does not print it."""
        page = self.page
        if not page.title or page.title_element is None:
            return
        words = title_words(page.title)
        own = names_notice(words) and not prints_title(page.strips, words)
        at = page.title.find(words)
        around = [Mark(0, at, "navigation"), Mark(at + len(words), len(page.title), "navigation")]
        self.draft.line(
            page.title,
            self._place(page.title_element),
            markup_level=int(own),
            furniture="" if own else "header",
            marks=around if own else (),
        )

    def _items(self, items: list[Strip | Grid]) -> None:
        for item in items:
            if isinstance(item, Strip):
                self._strip(item)
            else:
                self._grid(item)

    def _strip(self, strip: Strip) -> None:
        self.draft.line(
            strip.text,
            self._place(strip.element),
            complete=strip.complete,
            markup_level=strip.level,
            furniture=strip.role,
            marks=() if strip.role else strip.marks,
        )

    def _grid(self, grid: Grid) -> None:
        """A table of the notice is kept as a table; one outside it is only lines."""
        strips = grid.strips()
        if all(strip.role for strip in strips):
            for strip in strips:
                self._strip(strip)
            return
        self.draft.open_table()
        for row in grid.rows:
            self.draft.open_row()
            for i, cell in enumerate(row):
                self._cell(cell, first=i == 0)
        self.draft.close_table()

    def _cell(self, cell: GridCell, *, first: bool) -> None:
        start = self.draft.open_cell(first=first)
        self._items(cell.items)
        place = self._place(cell.element)
        self.draft.close_cell(start, cell.row, cell.col, place, row_span=cell.row_span, col_span=cell.col_span)

    def _place(self, element: etree._Element) -> ElementPlace:
        return ElementPlace(self.paths.of(element))

    def _notices(self, lost: int) -> list[Notice]:
        notices = []
        if lost:
            notices.append(Notice("ENCODING_DAMAGED", f"有{lost}个字符的编码已损坏"))
        if self.page.hidden:
            notices.append(Notice("HIDDEN_TEXT", f"含不显示的文字约{self.page.hidden}字，未读入"))
        if images := _article_images(self.page):
            notices.append(Notice("IMAGE", f"正文含图片{images}张，图中文字未读入"))
        return notices


def _article_images(page: Page) -> int:
    """Pictures between the first and the last strip of the article; logos and codes of the site do not count."""
    own = [i for i, strip in enumerate(page.strips) if not strip.role]
    return sum(own[0] < before <= own[-1] + 1 for before in page.images) if own else len(page.images)


def _refuse_wordless(page: Page, path: Path) -> None:
    own = sum(len(strip.text) for strip in page.strips if not strip.role and not strip.level)
    if own < _FEW and _article_images(page):
        raise UnreadableFileError("ING_NEEDS_OCR", "网页正文是图片，几乎没有文字", "请提交文字版，或先作文字识别", path)
    if not page.strips:
        raise _empty(path)
