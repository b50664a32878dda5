"""Screening: a path comes in; its bytes, its true kind and a checked container go out, or a typed refusal.

The kind is judged from the content, never from the extension: files are renamed, and hostile ones on purpose.
"""

from __future__ import annotations

import codecs
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Notice
from ingest.errors import UnreadableFileError
from ingest.formats import Kind, known_extension
from ingest.package import Package, open_package

MAX_FILE = 200 * 1024 * 1024

_HEAD = 4096
_LOCKS = ("~$", ".~")  # beside an open document: who has opened it, in 162 bytes
_LOCK_SIZE = 1024
_SAMPLE = 65_536
_PDF_HEADER = 1024  # ISO 32000-1, implementation note 13: the header may stand this far in
# Byte order marks, ASCII blanks and zero bytes: a file of nothing else is empty.
_BLANK = b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
    (b"{\\rtf", Kind.RTF),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"Rar!\x1a\x07", Kind.RAR),
    (b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    (b"\x1f\x8b\x08", Kind.GZIP),
    (b"Founder CEB", Kind.CEB),
)
# Streams of an OLE2 file, by the names in its directory (UTF-16LE, MS-CFB 2.6.1).
_OLE_STREAMS: tuple[tuple[bytes, Kind], ...] = tuple(
    (name.encode("utf-16-le"), kind)
    for name, kind in (
        ("EncryptedPackage", Kind.ENCRYPTED_OFFICE),
        ("WordDocument", Kind.DOC),
        ("Workbook", Kind.XLS),
        ("PowerPoint Document", Kind.PPT),
    )
)
# Main part of an Office package, by its content type (ECMA-376-1, 11.3 and 12.3).
_CONTENT_TYPES: tuple[tuple[re.Pattern[bytes], Kind], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (rb"wordprocessingml\.document\.main\+xml", Kind.DOCX),
        (rb"ms-word\.document\.macroEnabled\.main\+xml", Kind.DOCM),
        (rb"wordprocessingml\.template\.main\+xml", Kind.DOTX),
        (rb"ms-word\.template\.macroEnabledTemplate\.main\+xml", Kind.DOTM),
        (rb"spreadsheetml\.(?:sheet|template)\.main\+xml|ms-excel\.sheet\.macroEnabled\.main\+xml", Kind.XLSX),
        (rb"presentationml\.(?:presentation|slideshow|template)\.main\+xml", Kind.PPTX),
    )
)
_HTML_START = re.compile(
    r"[\s\ufeff]*<(?:!doctype\s+html|html|head|body|meta|title|script|style|table|div|p|article|section|h[1-6])\b", re.I
)
_HTML_INSIDE = re.compile(r"<(?:html|head|body)\b", re.I)
_HTML_END = re.compile(r"</(?:p|div|span|td|tr|table|li|body|html)\s*>|<br\s*/?>", re.I)
_HTML_ENDS = 5  # so many closing tags make a fragment a web page, a stray one does not
_MHTML = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)
_MAIL_HEADER = re.compile(rb"\s*(?:from|mime-version|content-type|subject|date):", re.I)
_CONTROL = bytes([*range(9), *range(14, 27), 28, 29, 30, 31, 127])


@dataclass(frozen=True)
class Screened:
    """A file that may be read: its bytes, its kind, what is to be noted, and its opened container if it is a zip."""

    path: Path
    data: bytes
    kind: Kind
    notices: tuple[Notice, ...] = ()
    package: Package | None = None


def screen(path: Path) -> Screened:
    """Look at a file before any reader does.

    Raises UnreadableFileError: ING_NOT_FOUND, ING_IS_FOLDER, ING_NO_PERMISSION, ING_EMPTY, ING_LIMIT, ING_TRUNCATED,
    ING_ENCRYPTED, ING_DTD_PRESENT and ING_UNSUPPORTED (no reader in this version).
    """
    data = _load(path)
    if path.name.startswith(_LOCKS) and len(data) <= _LOCK_SIZE:
        raise UnreadableFileError(
            "ING_UNSUPPORTED", "这是 Word 或 WPS 打开文件时留下的临时文件", "请关闭文件，提交去掉“~$”的那一个", path
        )
    kind = sniff(data)
    package = None
    if kind is Kind.ZIP:
        package = open_package(data, path)
        kind = package_kind(package)
    row = kind.value
    if kind is Kind.OLE and _lacks_directory(data):
        raise UnreadableFileError("ING_TRUNCATED", f"{row.name}残缺，缺少后面的部分", "请重新下载后再提交", path)
    if row.refusal:
        raise UnreadableFileError(row.refusal, f"这是{row.name}，不能直接读取", row.advice, path)
    return Screened(path, data, kind, _notices(path, kind, package), package)


def sniff(data: bytes) -> Kind:
    """The kind of file these bytes are. A zip is only ZIP here; what it holds is for its directory to say."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return _ole_kind(data) if kind is Kind.OLE else kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.WEBP
    if data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"}:
        return Kind.HEIC
    if data[:2] == b"BM" and data[6:10] == b"\x00\x00\x00\x00":  # reserved fields of BITMAPFILEHEADER
        return Kind.BMP
    if b"%PDF-" in data[:_PDF_HEADER]:
        return Kind.PDF
    if _MAIL_HEADER.match(data) and _MHTML.search(data[:_HEAD]):
        return Kind.MHTML
    sample = _sample_text(data)
    return Kind.UNKNOWN if sample is None else _text_kind(sample)


def _load(path: Path) -> bytes:
    """The bytes of a regular file, or the reason why there are none."""
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            raise UnreadableFileError("ING_IS_FOLDER", "这是文件夹，不是文件", "请指定其中的文件", path)
        if not stat.S_ISREG(state.st_mode):  # reading a pipe or a device might never end
            raise UnreadableFileError("ING_UNSUPPORTED", "这不是普通文件", "请提交磁盘上的文件", path)
        if state.st_size > MAX_FILE:
            raise UnreadableFileError(
                "ING_LIMIT", f"文件超过 {MAX_FILE // 1024 // 1024} MB", "请核对是否传错了文件", path
            )
        data = path.read_bytes()
    except PermissionError as error:
        raise UnreadableFileError("ING_NO_PERMISSION", "没有读取权限", "请检查文件的访问权限", path) from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise UnreadableFileError("ING_NOT_FOUND", "找不到这个文件", "请核对路径和文件名", path) from error
    if not data.strip(_BLANK):
        raise UnreadableFileError("ING_EMPTY", "文件是空的", "请确认文件已完整保存或上传", path)
    return data


def _ole_kind(data: bytes) -> Kind:
    return next((kind for name, kind in _OLE_STREAMS if name in data), Kind.OLE)


def _lacks_directory(data: bytes) -> bool:
    """Whether an OLE2 file ends before its directory begins (MS-CFB 2.2: sector size at 30, directory at 48)."""
    size, start = 1 << min(int.from_bytes(data[30:32], "little"), 12), int.from_bytes(data[48:52], "little")
    return (start + 1) * size >= len(data)


def package_kind(package: Package) -> Kind:
    if "OFD.xml" in package.names:
        return Kind.OFD
    if "mimetype" in package.names and package.read("mimetype").startswith(b"application/vnd.oasis.opendocument.text"):
        return Kind.ODT
    if "[Content_Types].xml" not in package.names:
        return Kind.ZIP
    types = package.read("[Content_Types].xml").replace(b"\x00", b"")  # UTF-16 is allowed here too
    return next((kind for pattern, kind in _CONTENT_TYPES if pattern.search(types)), Kind.ZIP)


def _notices(path: Path, kind: Kind, package: Package | None) -> tuple[Notice, ...]:
    notices = []
    extension = path.suffix.lower()
    if extension not in kind.value.extensions and known_extension(extension):
        notices.append(Notice("ING_TYPE_MISMATCH", f"扩展名为 {extension}，内容是{kind.value.name}"))
    if kind in {Kind.DOCM, Kind.DOTM} or (package and any(n.endswith("vbaProject.bin") for n in package.names)):
        notices.append(Notice("ING_MACRO", "文件含宏，未运行"))
    return tuple(notices)


def _sample_text(data: bytes) -> str | None:
    """The beginning of a file as text, roughly decoded; None when these bytes are no text in any likely encoding."""
    sample = data[:_SAMPLE]
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if sample.startswith(mark):
            return _if_readable(sample[len(mark) :].decode(name, "replace"))
    if b"\x00" in sample:
        wide = (sample.decode(name, "replace") for name in ("utf-16-le", "utf-16-be"))
        return next((text for text in wide if _if_readable(text) and _is_plausible(text)), None)
    if len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 100:
        return None
    for name in ("utf-8", "gb18030"):
        if text := _if_readable(sample.decode(name, "replace")):
            return text
    text = sample.decode("latin-1")  # Big5 and the like: no known table fits, yet most of it is ASCII markup
    return text if sum(byte < 0x80 for byte in sample) > 0.7 * len(sample) else None


def _if_readable(text: str) -> str | None:
    """The text, unless more than one character in fifty could not be decoded."""
    return text if text.count("\ufffd") * 50 <= len(text) else None


def _is_plausible(text: str) -> bool:
    """UTF-16 without a mark always decodes to something; a text of ours is Chinese and ASCII."""
    common = sum(c < "\x7f" or "\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" for c in text)
    return common > 0.9 * len(text)


def _text_kind(sample: str) -> Kind:
    head = sample[:_HEAD]
    if "<?mso-application" in head and "Word.Document" in head:
        return Kind.WORD_XML
    if _HTML_START.match(head):
        return Kind.HTML
    if head.lstrip().startswith("<") and _HTML_INSIDE.search(head):
        return Kind.HTML
    if len(_HTML_END.findall(sample)) >= _HTML_ENDS:
        return Kind.HTML
    if head.lstrip().startswith(("<?xml", "<!DOCTYPE")):
        return Kind.XML
    return Kind.TEXT
