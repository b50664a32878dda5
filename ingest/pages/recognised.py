"""Pages that are images, whatever the format: which are recognised, when their layer is kept, what is said of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.document import Notice
from ingest.pages.layout import READABLE, Flaw, Grid, Layer, PageLayout, TextLine, Verdict

FULL_PAGE = 0.75
"""Share of the page under images from which on it is a page image; margins are often cut off."""

FOR_RECOGNITION = frozenset({Layer.IMAGE, Layer.GARBLED, Layer.OVER_IMAGE})

MAX_RECOGNISED = 300
"""Page images of one file: five to fifteen minutes of recognition. Those after them are named, not lost in silence."""

_FOREIGN_CONFIDENCE = 0.3
_LEAST_SEEN = 0.5  # of the characters of a layer; where recognition sees fewer, the layer is not of this image
_FLAWS = (
    (Flaw.INCOMPLETE, "ING_NEEDS_OCR", "使用未嵌入的字体，可能漏读单个字符，请核对原件"),
    (Flaw.UNREADABLE, "NOT_LEGIBLE", "有无法辨认的字迹，未读入，请核对原件"),
    (Flaw.FOREIGN, "ING_OCR_DISAGREES", "的文字层与页面图像不符，暂按文字层读取，请核对原件"),
    (Flaw.BEYOND, "ING_LIMIT", f"是扫描图像，一个文件只识别前 {MAX_RECOGNISED} 页图像，未识别，请拆分后再提交"),
    (Flaw.CUT_OFF, "ING_LIMIT", f"起未识别，一个文件只识别前 {MAX_RECOGNISED} 页图像，请拆分后再提交"),
    (Flaw.CROWDED, "ING_LIMIT", "线条过多，未按表格读取"),
)


def better_of(kept: PageLayout, found: PageLayout, layer: str) -> PageLayout:
    """What recognition found; what the layer `layer` says where recognition sees something else, or much less."""
    if not layer or printed_in(found.pieces) >= _LEAST_SEEN * printed(layer):
        return found
    verdict = replace(kept.verdict, confidence=_FOREIGN_CONFIDENCE)
    return replace(kept, verdict=verdict, flaws=kept.flaws | {Flaw.FOREIGN})


def left_unread(layout: PageLayout) -> PageLayout:
    """A page that comes after too many page images: its text layer stays where it has one that can be read."""
    kept = layout.verdict if layout.verdict.layer in READABLE else Verdict(Layer.BEYOND, 0.0)
    return replace(layout, verdict=kept, flaws=layout.flaws | {Flaw.BEYOND})


def printed_in(pieces: Iterable[TextLine | Grid]) -> int:
    """How many characters stand in lines and grids."""
    return sum(
        printed(piece.text) if isinstance(piece, TextLine) else sum(printed_in(cell.content) for cell in piece.cells)
        for piece in pieces
    )


def printed(text: str) -> int:
    """How many characters of a text are not white space."""
    return len("".join(text.split()))


def ocr_state(layers: Collection[Layer]) -> str:
    """Why recognition ran or did not: recognised, not_needed, text_layer_over_image (it could be recognised better), or
    needed (for some pages, and missing)."""
    if Layer.RECOGNISED in layers:
        return "recognised"
    if Layer.OVER_IMAGE in layers:
        return "text_layer_over_image"
    return "needed" if Layer.IMAGE in layers or Layer.GARBLED in layers else "not_needed"


def flaw_notices(flaws: Mapping[Flaw, Sequence[int]]) -> Iterator[Notice]:
    """What was not as it should be, with the pages where."""
    for flaw, code, what in _FLAWS:
        if pages := flaws.get(flaw):
            yield Notice(code, f"第 {page_list(pages)} 页{what}")


def page_list(pages: Sequence[int]) -> str:
    """Page numbers as people write them: 1、3—5."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][-1] == page - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)
