"""PDF bytes → open pages, one at a time, with every fault of the file as a typed error.

PDFium keeps what it parsed until the document is closed, so a long document is opened anew every 100 pages and
memory stays flat.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw as pdfium_c

from ingest.errors import UnreadableFileError
from ingest.pdf.page import OpenPage

MAX_PAGES = 2_000
MAX_SIDE = 14_400.0  # points; ISO 32000-1, Annex C: no page is larger than 200 inches
PAGES_PER_OPENING = 100
_HEADER = b"%PDF-"
_TAIL = 2048  # bytes in which %%EOF is looked for; the standard says 1,024
_RESEND = "请重新下载，或用 WPS 打开后另存为 PDF 再提交"


def open_document(data: bytes, path: Path) -> pdfium.PdfDocument:
    """Open a PDF; the empty user password is tried by PDFium itself.

    Raises UnreadableFileError: ING_ENCRYPTED, ING_TRUNCATED (damaged, or without pages), ING_LIMIT (pages).
    """
    start = max(0, data.find(_HEADER))  # some mail gateways and scanners put bytes before the header
    try:
        document = pdfium.PdfDocument(data[start:] if start else data)
    except pdfium.PdfiumError as error:
        raise _refusal(data, path, error) from error
    count = len(document)
    if count > MAX_PAGES:
        document.close()
        raise UnreadableFileError("ING_LIMIT", f"PDF 有 {count} 页，超过 {MAX_PAGES} 页", "请拆分后再提交", path)
    return document


def lacks_end(data: bytes) -> bool:
    """Whether the end mark of the file is missing, as in a download that broke off."""
    return b"%%EOF" not in data[-_TAIL:]


def _refusal(data: bytes, path: Path, error: pdfium.PdfiumError) -> UnreadableFileError:
    # PDFium keeps the code of an earlier failure where a file opens but has no pages, so it is not believed alone
    code = error.err_code if b"/Encrypt" in data else None
    if code == pdfium_c.FPDF_ERR_PASSWORD:
        return UnreadableFileError("ING_ENCRYPTED", "PDF 设有打开密码", "请取消密码后再提交", path)
    if code == pdfium_c.FPDF_ERR_SECURITY:
        return UnreadableFileError(
            "ING_ENCRYPTED", "PDF 采用了不支持的加密方式", "请用原来的软件打开，打印为 PDF 后再提交", path
        )
    reason = "PDF 残缺，缺少结尾部分" if lacks_end(data) else "PDF 已损坏或没有页面，无法打开"
    return UnreadableFileError("ING_TRUNCATED", reason, _RESEND, path)


def each_page(data: bytes, path: Path) -> Generator[OpenPage | None, None, None]:
    """Every page in order, None where a page can't be opened. A page is closed when the next one is asked for.

    Raises UnreadableFileError as `open_document` does, and ING_LIMIT for a page of absurd size.
    """
    document = open_document(data, path)
    try:
        count = len(document)
        for index in range(count):
            if index and index % PAGES_PER_OPENING == 0:
                document.close()
                document = open_document(data, path)
            page = load_page(document, index)
            if page is None:
                yield None
                continue
            try:
                if max(page.width, page.height) > MAX_SIDE:
                    raise UnreadableFileError(
                        "ING_LIMIT", f"第 {index + 1} 页的页面尺寸异常", "文件不像正常的公文，请核对来源", path
                    )
                yield page
            finally:
                page.close()
    finally:
        document.close()


def load_page(document: pdfium.PdfDocument, index: int) -> OpenPage | None:
    """The page at `index` (from 0), or None where PDFium can't read it."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return None
    try:
        return OpenPage(page, index + 1)
    except pdfium.PdfiumError:
        page.close()
        return None
