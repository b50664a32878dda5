"""Old Word files and ODT: looked at before LibreOffice sees them, converted, looked at again, then read as DOCX.

What the conversion could hide (macros, passwords, links) is taken from the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Final

import olefile

from ingest.document import Notice
from ingest.errors import UnreadableFileError
from ingest.formats import Kind
from ingest.office.program import SECONDS, ConversionError, find_office, to_docx
from ingest.package import Package, declares_dtd, open_package
from ingest.reading import Reading
from ingest.screen import package_kind
from ingest.word import read_package
from ingest.word.flat import is_flat, open_flat

READER = "libreoffice"
_RESAVE = "用 WPS 或 Word 打开后另存为“Word 文档（.docx）”再提交"
_FIB_WORD_97 = 0xC0  # nFib of Word 97 (MS-DOC 2.5.1); smaller numbers are Word 6 and 95
_FIB_ENCRYPTED = 0x0100  # flag fEncrypted at offset 10
_REMOTE_TEMPLATE = re.compile(rb"\\\*\s*\\template\s*(?:https?:|\\\\\\\\|ftp:)", re.I)
_DATE_FIELD = re.compile(rb"<w:instrText[^>]*>\s*(?:DATE|TIME)\b|w:instr=\"\s*(?:DATE|TIME)\b")


@dataclass(frozen=True, slots=True)
class _Way:
    """How LibreOffice is told to open a kind: extension and import filter, so that it guesses nothing itself."""

    extension: str
    import_filter: str


_WAYS: Final = {
    Kind.DOC: _Way(".doc", "MS Word 97"),
    Kind.RTF: _Way(".rtf", "Rich Text Format"),
    Kind.ODT: _Way(".odt", "writer8"),
    Kind.WORD_XML: _Way(".xml", "MS Word 2003 XML"),
}
_WORD_95 = _Way(".doc", "MS WinWord 6")


def read_office(data: bytes, path: Path, kind: Kind, package: Package | None, seconds: float = SECONDS) -> Reading:
    """An old Word file or an ODT as a Reading of its conversion to DOCX; `package` is the opened ODT.

    Raises UnreadableFileError: ING_UNSUPPORTED (LibreOffice is not installed), ING_ENCRYPTED, ING_DTD_PRESENT,
    ING_TRUNCATED (LibreOffice cannot open it), ING_TIMEOUT, and what the Word reader raises.
    """
    if kind is Kind.WORD_XML and is_flat(data):  # a DOCX in one piece needs no LibreOffice
        return replace(read_package(open_flat(data, path), Kind.DOCX), media_type=kind.value.media_type)
    way, notices = _look(data, path, kind, package)
    office = find_office()
    if office is None:
        raise UnreadableFileError(
            "ING_UNSUPPORTED",
            f"这是{kind.value.name}，读取它需要 LibreOffice，本机没有找到",
            f"请安装 LibreOffice（免费软件）后重新处理；或者{_RESAVE}",
            path,
        )
    converted = _convert(office, data, path, way, seconds)
    try:
        opened = open_package(converted, path)
        reading = read_package(opened, package_kind(opened))
    except UnreadableFileError as error:
        if error.code == "ING_TRUNCATED":
            raise _unopened(path) from error
        raise
    if _DATE_FIELD.search(opened.read("word/document.xml")):
        notices.append(Notice("OFFICE_DATE_FIELD", "含自动更新的日期，转换后显示为当天日期，请对照原件核对"))
    return replace(reading, media_type=kind.value.media_type, reader=READER, notices=(*notices, *reading.notices))


def _look(data: bytes, path: Path, kind: Kind, package: Package | None) -> tuple[_Way, list[Notice]]:
    """How the file is to be opened, and what its conversion will not tell."""
    notices = [Notice("ING_CONVERTED", "由 LibreOffice 转换后读取，版式细节可能与原件不同")]
    way = _WAYS[kind]
    if kind is Kind.DOC:
        way, macros = _look_at_doc(data, path)
        if macros:
            notices.append(Notice("ING_MACRO", "文件含宏，未运行"))
    elif kind is Kind.ODT and package is not None:
        notices.extend(_look_at_odt(package))
    elif kind is Kind.RTF and _REMOTE_TEMPLATE.search(data):
        notices.append(Notice("EXTERNAL_LINK", "引用文件以外的模板，未访问"))
    elif kind is Kind.WORD_XML and declares_dtd(data):
        raise UnreadableFileError(
            "ING_DTD_PRESENT", "文件含有 DOCTYPE 或外部实体声明", "正常的 Word 文件不含此类声明，请核对来源", path
        )
    return way, notices


def _look_at_doc(data: bytes, path: Path) -> tuple[_Way, bool]:
    """By the header of its main stream (MS-DOC 2.5.1): the generation of a DOC, and whether it carries macros."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            if max(ole.root.size, ole.get_size("WordDocument")) > len(data):
                raise olefile.OleFileError("a stream is larger than the file")  # olefile would read on for minutes
            head = ole.openstream("WordDocument").read(32)
            macros = any(
                name.casefold() in ("vba", "_vba_project_cur") for entry in ole.listdir(storages=True) for name in entry
            )
    except Exception as error:  # olefile raises whatever comes up on a damaged file
        raise UnreadableFileError(
            "ING_TRUNCATED", "旧版 Word 文档残缺或已损坏，无法打开", f"请重新下载；或者{_RESAVE}", path
        ) from error
    if int.from_bytes(head[10:12], "little") & _FIB_ENCRYPTED:
        raise UnreadableFileError("ING_ENCRYPTED", "旧版 Word 文档设有打开密码", "请取消密码后再提交", path)
    return (_WAYS[Kind.DOC] if int.from_bytes(head[2:4], "little") >= _FIB_WORD_97 else _WORD_95), macros


def _look_at_odt(package: Package) -> Iterator[Notice]:
    manifest = "META-INF/manifest.xml"
    if manifest in package.names and b"encryption-data" in package.read(manifest):
        raise UnreadableFileError("ING_ENCRYPTED", "ODT 文档设有打开密码", "请取消密码后再提交", package.path)
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        yield Notice("ING_MACRO", "文件含宏，未运行")


def _convert(office: Path, data: bytes, path: Path, way: _Way, seconds: float) -> bytes:
    try:
        return to_docx(office, data, way.extension, way.import_filter, seconds)
    except ConversionError as error:
        if error.hung:
            raise UnreadableFileError(
                "ING_TIMEOUT", f"LibreOffice 转换超过 {seconds:g} 秒，已停止", f"请{_RESAVE}", path
            ) from error
        raise _unopened(path) from error
    except OSError as error:
        raise UnreadableFileError(
            "ING_UNSUPPORTED", "LibreOffice 无法启动", f"请用 jxjy doctor 检查；或者{_RESAVE}", path
        ) from error


def _unopened(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        "ING_TRUNCATED", "LibreOffice 打不开这个文件，可能残缺或已损坏", f"请重新下载；或者{_RESAVE}", path
    )
