"""read_ofd: an opened OFD package → Reading. Pages of all its documents in order, and what else it carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from ingest.document import Notice
from ingest.errors import UnreadableFileError
from ingest.formats import Kind
from ingest.ofd.container import (
    OfdDocument,
    PageRef,
    Parts,
    attached_names,
    broken,
    composites_of,
    count_annotations,
    count_signatures,
    open_documents,
    page_box,
)
from ingest.ofd.content import SheetReader, TooManyObjectsError
from ingest.ofd.page import lay_out
from ingest.ofd.values import POINTS, child, children
from ingest.package import Package
from ingest.pages.compose import Composer
from ingest.pages.layout import Flaw, Layer, PageLayout, Verdict
from ingest.pages.locator import PageLocator
from ingest.pages.recognised import FOR_RECOGNITION, MAX_RECOGNISED, flaw_notices, left_unread, ocr_state, page_list
from ingest.reading import Reading
from ingest.recognition import ADVICE, Recogniser

READER = "ofd"
MAX_PAGES = 2_000
MAX_SIDE = 14_400.0  # points; as for PDF
MAX_CHARS = 2_000_000  # characters of a file; two thousand full pages
_SUSPECT = "文件不像正常的公文，请核对来源"


@dataclass(slots=True)
class _Progress:
    """What was noted page by page."""

    verdicts: list[Verdict] = field(default_factory=list)
    flaws: dict[Flaw, list[int]] = field(default_factory=dict)
    chars: int = 0
    hidden: int = 0
    images: int = 0


def read_ofd(package: Package, recogniser: Recogniser | None = None) -> Reading:
    """An OFD package as a Reading, with boxes in points. Page images are recognised; pages whose text can neither be
    trusted nor recognised are named in a Notice.

    Raises UnreadableFileError: ING_ENCRYPTED, ING_TRUNCATED (parts missing or damaged), ING_NEEDS_OCR (no text, and
    no recogniser or no image that it can read), ING_EMPTY (no text), ING_LIMIT (pages, objects,
    characters, size), ING_DTD_PRESENT.
    """
    parts, documents = open_documents(package)
    total = sum(len(document.pages) for document in documents)
    if total > MAX_PAGES:
        raise UnreadableFileError(
            "ING_LIMIT", f"OFD 有 {total} 页，超过 {MAX_PAGES} 页", "请拆分后再提交", package.path
        )
    composer, progress = Composer(), _Progress()
    for document in documents:
        for page in document.pages:
            layout = _page(document, page, len(progress.verdicts) + 1, progress, recogniser)
            composer.add(layout)
            progress.verdicts.append(layout.verdict)
            progress.hidden += layout.hidden
            for flaw in layout.flaws:
                progress.flaws.setdefault(flaw, []).append(layout.number)
    composer.finish()
    if not composer.lines:
        raise _without_text(progress.verdicts, package)
    raw = composer.raw
    return Reading(
        raw=raw,
        lines=tuple(composer.lines),
        media_type=Kind.OFD.value.media_type,
        reader=READER,
        tables=composer.tables,
        doubts=tuple(composer.doubts),
        pages=len(progress.verdicts),
        ocr=ocr_state({verdict.layer for verdict in progress.verdicts}),
        confidence=tuple(verdict.confidence for verdict in progress.verdicts),
        notices=tuple(_notices(parts, documents, progress)),
        locator=PageLocator(raw, composer.runs, composer.boxes),
    )


def _page(
    document: OfdDocument, page: PageRef, number: int, progress: _Progress, recogniser: Recogniser | None
) -> PageLayout:
    """One page with the templates that lie under and over it."""
    parts, package = document.parts, document.parts.package
    root = _root(parts, page)
    if root is None or page.part is None:
        return PageLayout(number, 0.0, Verdict(Layer.BROKEN, 0.0))
    used = [(ref.get("ZOrder", "Background"), ref.get("TemplateID", "")) for ref in children(root, "Template")]
    templates = [(order, template) for order, name in used if (template := document.templates.get(name))]
    areas = [child(root, "Area"), *(child(r, "Area") for _, t in templates if (r := _root(parts, t)) is not None)]
    area = next((size for element in areas if (size := page_box(element))), document.area)
    if max(area[2] - area[0], area[3] - area[1]) * POINTS > MAX_SIDE:
        raise UnreadableFileError("ING_LIMIT", f"第 {number} 页的页面尺寸异常", _SUSPECT, package.path)
    own = (found[1] for ref in children(root, "PageRes") if (found := parts.found(ref, page.part)))
    reader = SheetReader(area, {**document.composites, **composites_of(own)})
    under = [template for order, template in templates if order != "Foreground"]
    over = [template for order, template in templates if order == "Foreground"]
    try:
        for ref in (*under, page, *over):
            sheet = _root(parts, ref)
            if sheet is not None:
                reader.read(sheet)
    except TooManyObjectsError as error:
        raise UnreadableFileError("ING_LIMIT", f"第 {number} 页的对象数量或嵌套异常", _SUSPECT, package.path) from error
    parts.forget(page.part)
    progress.chars += sum(len(run.text) for runs in (reader.sheet.runs, reader.sheet.hidden) for run in runs)
    if progress.chars > MAX_CHARS:
        raise UnreadableFileError("ING_LIMIT", "OFD 的文字量异常", _SUSPECT, package.path)
    layout = lay_out(reader.sheet, number)
    if recogniser is None or layout.verdict.layer not in FOR_RECOGNITION:
        return layout
    progress.images += 1
    if progress.images > MAX_RECOGNISED:
        return left_unread(layout)
    from ingest.ofd.scanned import recognised  # noqa: PLC0415 – OpenCV, and most documents have no scanned page

    return recognised(document, reader.sheet, layout, recogniser)


def _root(parts: Parts, page: PageRef) -> etree._Element | None:
    """The content part of a page, None where it is missing or damaged."""
    if page.part is None:
        return None
    try:
        return parts.xml(page.part)
    except UnreadableFileError as error:
        if error.code != "ING_TRUNCATED":
            raise
        return None


def _without_text(verdicts: Sequence[Verdict], package: Package) -> UnreadableFileError:
    """Why a file gave no line."""
    layers = {verdict.layer for verdict in verdicts}
    if layers & {Layer.IMAGE, Layer.GARBLED}:
        reason = "OFD 各页没有可用的文字，须作文字识别"
        return UnreadableFileError("ING_NEEDS_OCR", reason, ADVICE, package.path)
    if Layer.BROKEN in layers or not verdicts:
        return broken("OFD 的页面缺失或已损坏", package)
    return UnreadableFileError("ING_EMPTY", "OFD 各页均无可见的文字", "请确认是否传错了文件", package.path)


def _notices(parts: Parts, documents: Sequence[OfdDocument], progress: _Progress) -> Iterator[Notice]:
    for code, layer, what in (
        ("ING_NEEDS_OCR", Layer.IMAGE, "是图像，没有文字，须作文字识别，本次未读"),
        ("ING_NEEDS_OCR", Layer.GARBLED, "的文字编码不可信，须作文字识别，本次未读"),
        ("ING_TRUNCATED", Layer.BROKEN, "缺失或已损坏，无法读取"),
    ):
        if pages := [i for i, verdict in enumerate(progress.verdicts, 1) if verdict.layer is layer]:
            yield Notice(code, f"第 {page_list(pages)} 页{what}")
    if progress.hidden:
        yield Notice("HIDDEN_TEXT", f"含不显示的文字约{progress.hidden}字，未读入")
    yield from flaw_notices(progress.flaws)
    if count := count_signatures(parts):
        yield Notice("ING_SIGNATURE", f"含电子签名（签章）{count}个，未验证")
    if len(documents) > 1:
        yield Notice("ING_SEVERAL_DOCUMENTS", f"含{len(documents)}个文档，已依次读入，请核对是否为同一份通知")
    if versions := max(document.versions for document in documents):
        yield Notice("ING_SEVERAL_VERSIONS", f"含{versions}个版本，读入的是当前版本")
    if attached := [name for document in documents for name in attached_names(document)]:
        names = "、".join(name[:40] for name in attached[:5]) + ("等" if len(attached) > 5 else "")
        yield Notice("OFD_ATTACHMENTS", f"内附文件{len(attached)}个（{names}），未读入")
    if notes := sum(count_annotations(document) for document in documents):
        yield Notice("OFD_ANNOTATIONS", f"含注释{notes}处，未读入")
