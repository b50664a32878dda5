"""read_pdf: a PDF's bytes → Reading. Opens the pages, asks the gate, finds lines and tables, reports the faults.

Pages whose layer the gate refuses, or that are a page image with text laid over it, go to recognition where that is
installed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from ingest.document import Notice
from ingest.errors import UnreadableFileError
from ingest.pages.boxes import Box
from ingest.pages.cells import fill_grids
from ingest.pages.compose import Composer
from ingest.pages.glyphs import PrintedPage
from ingest.pages.layout import READABLE, Flaw, Layer, PageLayout, TextLine, Verdict
from ingest.pages.lines import read_lines
from ingest.pages.locator import PageLocator
from ingest.pages.recognised import (
    FOR_RECOGNITION,
    MAX_RECOGNISED,
    better_of,
    flaw_notices,
    left_unread,
    ocr_state,
    page_list,
    printed,
)
from ingest.pages.ruling import TooManyRulingsError, find_cells, find_edges
from ingest.pdf.gate import has_hidden_text, judge
from ingest.pdf.objects import subpaths
from ingest.pdf.page import OpenPage
from ingest.pdf.plumber import Plumber
from ingest.pdf.seals import beside_lines, seals_on
from ingest.pdf.source import each_page, lacks_end
from ingest.pdf.ticks import in_place
from ingest.reading import Reading
from ingest.recognition import ADVICE, Recogniser

MEDIA_TYPE = "application/pdf"
READER = "pdf"
MAX_CHARS = 20_000_000  # characters of a document; 2,000 full pages have 2 million
_INCOMPLETE_CONFIDENCE = 0.5

_SUSPECT = "文件不像正常的公文，请核对来源"
_ADVICE_BROKEN = "请重新下载，或用 WPS 打开后另存为 PDF 再提交"


def read_pdf(data: bytes, path: Path, recogniser: Recogniser | None = None) -> Reading:
    """A PDF as a Reading. Pages without a layer that can be trusted are recognised; without a recogniser they are left
    out and named in a Notice.

    Raises UnreadableFileError: ING_NEEDS_OCR (no page has such a layer, and there is no recogniser), ING_ENCRYPTED,
    ING_TRUNCATED, ING_EMPTY (all pages blank), ING_LIMIT (number or size of pages or page images, characters).
    """
    composer = Composer()
    seals: list[tuple[int, Box]] = []
    verdicts: list[Verdict] = []
    flaws: dict[Flaw, list[int]] = {flaw: [] for flaw in Flaw}
    chars = hidden = images = 0
    plumber = Plumber(data)
    with closing(each_page(data, path)) as pages:
        for page in pages:
            if page is None:
                verdicts.append(Verdict(Layer.BROKEN, 0.0))
                continue
            chars += page.count()
            if chars > MAX_CHARS:
                raise UnreadableFileError("ING_LIMIT", "PDF 的文字量异常", _SUSPECT, path)
            layout = read_page(page, plumber)
            if recogniser is not None and layout.verdict.layer in FOR_RECOGNITION:
                images += 1
                within = images <= MAX_RECOGNISED
                layout = _recognised(page, layout, recogniser) if within else left_unread(layout)
            composer.add(layout)
            verdicts.append(layout.verdict)
            seals.extend((layout.number, box) for box in layout.seals)
            hidden += layout.hidden
            for flaw in layout.flaws:
                flaws[flaw].append(layout.number)
    composer.finish()
    if not composer.lines:
        raise _without_text(verdicts, path)
    raw = composer.raw
    return Reading(
        raw=raw,
        lines=tuple(composer.lines),
        media_type=MEDIA_TYPE,
        reader=READER,
        tables=composer.tables,
        pages=len(verdicts),
        ocr=ocr_state({verdict.layer for verdict in verdicts}),
        confidence=tuple(verdict.confidence for verdict in verdicts),
        notices=(*_layers_only(verdicts, recogniser), *_notices(data, verdicts, flaws, hidden)),
        doubts=tuple(composer.doubts),
        locator=PageLocator(raw, composer.runs, composer.boxes),
        asides=beside_lines(seals, composer.lines),
    )


def read_page(page: OpenPage, plumber: Plumber) -> PageLayout:
    """The lines and tables of one page, none where the gate refuses its text layer."""
    marks = page.marks()
    glyphs = page.glyphs()
    source: PrintedPage = page
    flaws: set[Flaw] = set()
    if marks.lost:
        plumbed = plumber.page(page.number) if not marks.forms else None
        if plumbed is None:
            flaws.add(Flaw.INCOMPLETE)
        elif plumbed.printed > printed(glyphs.text):
            source, glyphs = plumbed, plumbed.glyphs()
    verdict = judge(glyphs.text, marks)
    if verdict.layer not in READABLE:
        return PageLayout(page.number, page.height, verdict)
    if Flaw.INCOMPLETE in flaws:
        verdict = replace(verdict, confidence=min(verdict.confidence, _INCOMPLETE_CONFIDENCE))
    seen = page.painted(glyphs) if source is page and has_hidden_text(marks) else glyphs
    seen = in_place(source, seen)
    try:
        groups = find_cells(find_edges(subpaths(marks.paths, page.frame))) if marks.paths else []
    except TooManyRulingsError:
        groups = []
        flaws.add(Flaw.CROWDED)
    pieces = fill_grids(source, seen, groups) if groups else tuple(read_lines(source, seen))
    off = [piece for piece in pieces if not _is_on_page(piece.box, page)]
    hidden = sum(printed(piece.text) for piece in off if isinstance(piece, TextLine))
    if off:
        pieces = tuple(piece for piece in pieces if piece not in off)
    if seen is not glyphs:
        hidden += printed(glyphs.text) - printed(seen.text)
    seals = seals_on(page) if marks.image_share else ()
    return PageLayout(page.number, page.height, verdict, pieces, source.boxes, frozenset(flaws), hidden, seals=seals)


def _recognised(page: OpenPage, layout: PageLayout, recogniser: Recogniser) -> PageLayout:
    """The page by recognition, its layer as second witness; by its layer where recognition sees something else."""
    from ingest.pdf.scanned import recognise_page  # noqa: PLC0415 – OpenCV, and most documents have no scanned page

    layer = page.glyphs().text if layout.verdict.layer is Layer.OVER_IMAGE else ""
    return better_of(layout, recognise_page(page, page.marks(), layer, recogniser), layer)


def _is_on_page(box: Box, page: OpenPage) -> bool:
    return box[2] > 0 and box[3] > 0 and box[0] < page.width and box[1] < page.height


def _without_text(verdicts: Sequence[Verdict], path: Path) -> UnreadableFileError:
    """Why a file gave no line."""
    layers = {verdict.layer for verdict in verdicts}
    if Layer.TOO_LARGE in layers:
        return UnreadableFileError("ING_LIMIT", "PDF 的页面图像过大", _SUSPECT, path)
    if Layer.IMAGE in layers:
        return UnreadableFileError("ING_NEEDS_OCR", "PDF 各页没有可用的文字层，须作文字识别", ADVICE, path)
    if Layer.GARBLED in layers:
        reason = "PDF 的文字编码缺失，提取的文字不可信，须作文字识别"
        return UnreadableFileError("ING_NEEDS_OCR", reason, ADVICE, path)
    if Layer.BROKEN in layers:
        return UnreadableFileError("ING_TRUNCATED", "PDF 的页面已损坏，无法读取", _ADVICE_BROKEN, path)
    if Layer.RECOGNISED in layers:
        return UnreadableFileError(
            "ING_EMPTY", "PDF 各页的图像中识别不出文字", "请确认是否传错了文件，或重新扫描", path
        )
    return UnreadableFileError("ING_EMPTY", "PDF 各页均无可见的文字", "请确认是否传错了文件", path)


def _layers_only(verdicts: Sequence[Verdict], recogniser: Recogniser | None) -> Iterator[Notice]:
    """Somebody's recognition was believed, because there is no recogniser to compare it with."""
    pages = [i for i, verdict in enumerate(verdicts, 1) if verdict.layer is Layer.OVER_IMAGE]
    if pages and recogniser is None:
        words = f"第 {page_list(pages)} 页是扫描图像，仅按自带的文字层读取，未与图像核对。{ADVICE}"
        yield Notice("LAYER_ONLY", words)


def _notices(
    data: bytes, verdicts: Sequence[Verdict], flaws: Mapping[Flaw, Sequence[int]], hidden: int
) -> Iterator[Notice]:
    for code, layer, what in (
        ("ING_NEEDS_OCR", Layer.IMAGE, "是图像，没有文字层，须作文字识别，本次未读"),
        ("ING_NEEDS_OCR", Layer.GARBLED, "的文字编码不可信，须作文字识别，本次未读"),
        ("ING_TRUNCATED", Layer.BROKEN, "已损坏，无法读取"),
        ("ING_LIMIT", Layer.TOO_LARGE, "的图像过大，未读"),
    ):
        if pages := [i for i, verdict in enumerate(verdicts, 1) if verdict.layer is layer]:
            yield Notice(code, f"第 {page_list(pages)} 页{what}")
    yield from flaw_notices(flaws)
    if hidden:
        yield Notice("HIDDEN_TEXT", f"含不显示的文字约{hidden}字，未读入")
    if lacks_end(data):
        yield Notice("ING_TRUNCATED", "文件缺少结尾部分，可能未下载完整，后面的页面可能缺失")
