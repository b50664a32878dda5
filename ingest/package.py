"""A zip container opened safely: bytes come in, checked members and parsed XML parts go out.

Every limit is checked on the directory before a member is unpacked, and no part with a DOCTYPE reaches a parser,
so a hostile Word or OFD file costs no more than reading its list of contents.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

from ingest.errors import UnreadableFileError

_MB = 1024 * 1024
MAX_MEMBERS = 2_000
MAX_TOTAL = 300 * _MB
MAX_MEMBER = 100 * _MB
MAX_RATIO = 200
RATIO_FLOOR = _MB  # a small member of blanks may shrink as far as it likes

_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
_ENCRYPTED_FLAG = 0x1
_XML_SUFFIXES = (".xml", ".rels", ".vml")
_PROLOG = 512  # bytes that hold the prolog of nearly every part
_WIDE = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_LOCAL_HEADER = 30  # bytes before the name of a member (APPNOTE 4.3.7)
_EBCDIC = b"\x4c\x6f\xa7\x94"  # <?xm
_SPACE = re.compile(r"[\ufeff\s]*")

# ISO/IEC 29500 Strict names the same elements by other namespaces; both are read as one.
_STRICT_ROOT = b"http://purl.oclc.org/ooxml/"
_STRICT = (
    (_STRICT_ROOT + b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (_STRICT_ROOT + b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        _STRICT_ROOT + b"drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (_STRICT_ROOT + b"officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        _STRICT_ROOT + b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


@dataclass(frozen=True)
class Package:
    """An opened container whose directory passed every check. Members are unpacked when asked for."""

    path: Path
    archive: zipfile.ZipFile
    names: frozenset[str]

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises UnreadableFileError (ING_TRUNCATED) when they are missing or damaged."""
        try:
            return self.archive.read(name)
        except KeyError as error:
            raise _broken(self.path, f"文件内缺少部件 {name}") from error
        except _ZIP_ERRORS as error:
            raise _broken(self.path, f"文件内的部件 {name} 已损坏") from error

    def xml(self, name: str) -> etree._Element:
        """The root of an XML part; Strict namespaces come as their Transitional twins.

        Raises UnreadableFileError (ING_TRUNCATED, ING_LIMIT for absurd depth or size, ING_DTD_PRESENT).
        """
        return self.parse(name, self.read(name))

    def parse(self, name: str, data: bytes) -> etree._Element:
        """As `xml`, for a part whose bytes were read before."""
        return parse_part(self.path, name, data)


def _broken(path: Path, reason: str) -> UnreadableFileError:
    return UnreadableFileError("ING_TRUNCATED", reason, "请重新下载或另存后再提交", path)


def parse_part(path: Path, name: str, data: bytes) -> etree._Element:
    """The root of XML that was read before, as `Package.xml` gives it; `path` and `name` are for messages."""
    try:
        root = etree.fromstring(_transitional(data), _parser())
    except etree.XMLSyntaxError as error:
        if "XML_PARSE_HUGE" in error.msg:  # libxml2 names the switch that would lift its limit
            raise _limit(path, f"部件 {name} 嵌套过深或过大") from error
        raise _broken(path, f"文件内的部件 {name} 不是完整的 XML") from error
    except ValueError as error:
        raise _broken(path, f"文件内的部件 {name} 不是完整的 XML") from error
    if root.getroottree().docinfo.internalDTD is not None:  # whatever encoding hid it from the look at the prolog
        raise _dtd(path, name)
    return root


def open_package(data: bytes, path: Path, largest: int = MAX_MEMBER) -> Package:
    """Open and check a zip container; nothing is written and no link is followed.

    `largest` – bytes that a member may unpack to; a reader that streams its members can allow more than the default.

    Raises UnreadableFileError: ING_TRUNCATED (no central directory), ING_LIMIT (numbers, sizes, ratio, names),
    ING_ENCRYPTED, ING_DTD_PRESENT (a DOCTYPE or ENTITY in any XML part).
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        members = archive.infolist()
    except _ZIP_ERRORS as error:
        raise UnreadableFileError(
            "ING_TRUNCATED", "文件残缺，压缩目录缺失或损坏", "请重新下载或另存后再提交", path
        ) from error
    _check_sizes(members, path, largest)
    _check_names([member.orig_filename for member in members], path)
    _check_places(members, path)
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise UnreadableFileError("ING_ENCRYPTED", "文件设有密码", "请取消密码后再提交", path)
    package = Package(path, archive, frozenset(member.filename for member in members))
    for member in members:
        if member.filename.lower().endswith(_XML_SUFFIXES) and _has_dtd(package, member.filename):
            raise _dtd(path, member.filename)
    return package


def _check_sizes(members: Iterable[zipfile.ZipInfo], path: Path, largest: int) -> None:
    count = total = 0
    for member in members:
        count += 1
        total += member.file_size
        if member.file_size > largest:
            raise _limit(path, f"其中的 {member.filename[:80]} 解开后超过 {largest // _MB} MB")
        if member.file_size > RATIO_FLOOR and member.file_size > MAX_RATIO * max(1, member.compress_size):
            raise _limit(path, f"其中的 {member.filename[:80]} 压缩比超过 {MAX_RATIO} 倍")
    if count > MAX_MEMBERS:
        raise _limit(path, f"文件内的部件超过 {MAX_MEMBERS} 个")
    most = max(MAX_TOTAL, 2 * largest)
    if total > most:
        raise _limit(path, f"文件解开后超过 {most // _MB} MB")


def _check_names(names: Iterable[str], path: Path) -> None:
    """Names of a package are compared without case (ECMA-376-2, 6.2.2.3); a second one would hide the first."""
    seen: set[str] = set()
    for name in names:
        folded = name.casefold()
        if folded in seen:
            raise _limit(path, f"文件内有重名的部件 {name[:80]}")
        seen.add(folded)
        steps = name.replace("\\", "/").split("/")
        if ".." in steps or name.startswith(("/", "\\")) or "\x00" in name or name[1:2] == ":":
            raise _limit(path, f"文件内的部件名含有路径 {name[:80]!r}")


def _check_places(members: Iterable[zipfile.ZipInfo], path: Path) -> None:
    """Members that share bytes of the file: small ones that unpack to much more than the file could hold."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise _limit(path, f"其中的 {member.filename[:80]} 与其他部件重叠")
        end = member.header_offset + _LOCAL_HEADER + len(member.orig_filename) + member.compress_size


def _has_dtd(package: Package, name: str) -> bool:
    """Whether `<!DOCTYPE` or another declaration stands before the root element; reads no more than the prolog."""
    try:
        with package.archive.open(name) as member:
            head = member.read(_PROLOG)
            found = _declares(head)
            return found if found is not None else bool(_declares(head + member.read()))
    except _ZIP_ERRORS as error:
        raise UnreadableFileError(
            "ING_TRUNCATED", f"文件内的部件 {name} 已损坏", "请重新下载或另存后再提交", package.path
        ) from error


def declares_dtd(data: bytes) -> bool:
    """Whether a DOCTYPE or another declaration stands before the root element of an XML file."""
    return bool(_declares(data))


def _declares(head: bytes) -> bool | None:
    """True when a declaration comes before the root element, False when the root comes first, None if `head` ends."""
    if head.startswith(_EBCDIC):
        head = head.decode("cp037").encode("latin-1", "ignore")
    text = head.decode(next((name for mark, name in _WIDE if head.startswith(mark)), "latin-1"), "ignore")
    text = text.removeprefix("ï»¿")  # the UTF-8 mark as Latin-1 shows it
    at = 0
    while True:
        space = _SPACE.match(text, at)
        at = space.end() if space else at
        if text.startswith("<?", at):
            end = text.find("?>", at) + 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at + 4) + 3
        elif text.startswith("<!-", at) or len(text) - at < 3:
            return None
        else:
            return text.startswith("<!", at)
        if end < at:
            return None
        at = end


def _transitional(data: bytes) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        # only here, so that the usual UTF-8 part is never decoded twice
        data = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-16", "replace")).encode("utf-8", "replace")
    if _STRICT_ROOT not in data:
        return data
    for strict, transitional in _STRICT:
        data = data.replace(strict, transitional)
    return data


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _limit(path: Path, reason: str) -> UnreadableFileError:
    return UnreadableFileError("ING_LIMIT", reason, "文件不像正常的办公文档，请核对来源", path)


def _dtd(path: Path, name: str) -> UnreadableFileError:
    return UnreadableFileError(
        "ING_DTD_PRESENT",
        f"文件内的部件 {name} 含有 DOCTYPE 或外部实体声明",
        "正常的 Word 文件不含此类声明，请核对来源",
        path,
    )
