"""Screening: the true kind of a file, and a plain reason for every file that cannot be read."""

from __future__ import annotations

import os
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from ingest import UnreadableFileError, read
from ingest.formats import Kind, known_extension
from ingest.package import MAX_MEMBERS, open_package
from ingest.screen import screen, sniff
from tests.word_package import MAIN_TYPE, p, pack, package

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
NOTICE = "关于做好2026年度继续教育工作的通知\n一、学时要求\n每年不少于90学时。\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def _ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\x00" * 64


def _refusal(tmp_path: Path, name: str, data: bytes) -> UnreadableFileError:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    assert caught.value.path == path
    return caught.value


# ---------------------------------------------------------------- kinds


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", Kind.PDF),
        (b"\r\nmail head\r\n" * 20 + b"%PDF-1.4\n", Kind.PDF),
        (b"PK\x03\x04....", Kind.ZIP),
        (_ole("WordDocument"), Kind.DOC),
        (_ole("Workbook"), Kind.XLS),
        (_ole("PowerPoint Document"), Kind.PPT),
        (_ole("EncryptedPackage"), Kind.ENCRYPTED_OFFICE),
        (OLE, Kind.OLE),
        (b"{\\rtf1\\ansi", Kind.RTF),
        (b"\x89PNG\r\n\x1a\n", Kind.PNG),
        (b"\xff\xd8\xff\xe0", Kind.JPEG),
        (b"II*\x00", Kind.TIFF),
        (b"BM\x00\x10\x00\x00\x00\x00\x00\x00", Kind.BMP),
        (b"GIF89a", Kind.GIF),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Kind.WEBP),
        (b"\x00\x00\x00\x18ftypheic", Kind.HEIC),
        (b"Rar!\x1a\x07\x00", Kind.RAR),
        (b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
        (b"\x1f\x8b\x08\x00", Kind.GZIP),
        (b"<!DOCTYPE html><p>", Kind.HTML),
        ("\ufeff  <html>".encode("utf-16"), Kind.HTML),
        ("<!-- 模板 --><script>x</script><html><p>通知</html>".encode("gbk"), Kind.HTML),
        (b"<?xml version='1.0'?><html xmlns='x'>", Kind.HTML),
        ("正文<br>第一条<br/>第二条</p><p>完</p></div><br>".encode(), Kind.HTML),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", Kind.MHTML),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:x/>", Kind.WORD_XML),
        (b"<?xml version='1.0'?><rss/>", Kind.XML),
        (NOTICE.encode(), Kind.TEXT),
        (NOTICE.encode("gb18030"), Kind.TEXT),
        (NOTICE.encode("utf-16"), Kind.TEXT),
        (NOTICE.encode("utf-16-le"), Kind.TEXT),
        (NOTICE.encode("big5", "ignore"), Kind.TEXT),
        ("学时<sup>搜索</sup>要求：x < 90".encode(), Kind.TEXT),
        (b"BM is no picture here, only two letters of a plain text", Kind.TEXT),
        (bytes(range(256)) * 4, Kind.UNKNOWN),
        (b"MZ\x90\x00\x03\x00\x00\x00" * 20, Kind.UNKNOWN),
    ],
)
def test_kinds_by_content(data: bytes, kind: Kind) -> None:
    assert sniff(data) is kind


@pytest.mark.parametrize(
    ("main_type", "kind"),
    [
        (MAIN_TYPE, Kind.DOCX),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", Kind.DOCM),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", Kind.DOTX),
        ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", Kind.DOTM),
    ],
)
def test_word_packages_by_content_type(tmp_path: Path, main_type: str, kind: Kind) -> None:
    path = tmp_path / "通知"
    path.write_bytes(package(p("每年不少于90学时"), main_type=main_type))
    document = read(path)
    assert document.source.media_type == kind.value.media_type
    macro = [notice.code for notice in document.source.notices]
    assert macro == (["ING_MACRO"] if kind in {Kind.DOCM, Kind.DOTM} else [])


def test_a_macro_in_a_plain_docx_is_told(tmp_path: Path) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(package(p("每年不少于90学时"), members={"word/vbaProject.bin": b"x"}))
    assert [notice.code for notice in read(path).source.notices] == ["ING_MACRO"]


@pytest.mark.parametrize(
    ("name", "data", "detail"),
    [
        ("通知.doc", b"<html><body><p>1234</p></body></html>", "扩展名为 .doc，内容是网页"),
        ("通知.PDF", package(p("每年不少于90学时")), "扩展名为 .pdf，内容是Word 文档"),
        ("通知.docx", NOTICE.encode(), "扩展名为 .docx，内容是纯文本"),
        ("通知.txt", NOTICE.encode(), ""),
        ("通知", NOTICE.encode(), ""),
        ("通知.2026", NOTICE.encode(), ""),
    ],
)
def test_a_wrong_extension_is_told_and_the_file_is_read(tmp_path: Path, name: str, data: bytes, detail: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    notices = read(path).source.notices
    assert [(notice.code, notice.detail) for notice in notices] == ([("ING_TYPE_MISMATCH", detail)] if detail else [])


def test_extensions_of_the_table() -> None:
    assert known_extension(".docx")
    assert not known_extension(".2026")
    assert len({kind.value for kind in Kind}) == len(Kind)


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("a.docx", b"", "ING_EMPTY", "空的"),
        ("a.txt", b" \r\n\t\xef\xbb\xbf", "ING_EMPTY", "空的"),
        ("a.bin", b"\x00" * 100, "ING_EMPTY", "空的"),
        ("a.txt", "　　\n　".encode(), "ING_EMPTY", "没有文字"),
        ("a.wps", _ole("WordDocument"), "ING_TRUNCATED", "旧版 Word"),
        ("a.docx", _ole("EncryptedPackage"), "ING_ENCRYPTED", "取消打开密码"),
        ("a.heic", b"\x00\x00\x00\x18ftypheic", "ING_UNSUPPORTED", "JPEG"),
        ("a.rar", b"Rar!\x1a\x07\x00", "ING_UNSUPPORTED", "解压"),
        ("a.dat", bytes(range(256)) * 4, "ING_UNSUPPORTED", "无法识别"),
        ("a.zip", pack({"通知.txt": "x"}), "ING_UNSUPPORTED", "解压"),
        ("a.xlsx", package("", main_type="application/x.spreadsheetml.sheet.main+xml"), "ING_UNSUPPORTED", "工作簿"),
        ("a.docx", package(p("每年不少于90学时"))[:-100], "ING_TRUNCATED", "残缺"),
        ("a.docx", b"PK\x03\x04" + b"\x00" * 50, "ING_TRUNCATED", "残缺"),
    ],
)
def test_refusals_say_what_and_why(tmp_path: Path, name: str, data: bytes, code: str, words: str) -> None:
    error = _refusal(tmp_path, name, data)
    assert error.code == code
    assert words in error.message
    assert error.advice


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    for path, code in (
        (tmp_path / "没有.docx", "ING_NOT_FOUND"),
        (tmp_path / "零\x00字", "ING_NOT_FOUND"),
        (tmp_path / ("长" * 400), "ING_NOT_FOUND"),
        (tmp_path, "ING_IS_FOLDER"),
        (tmp_path / "管道", "ING_UNSUPPORTED"),
    ):
        with pytest.raises(UnreadableFileError) as caught:
            screen(path)
        assert caught.value.code == code


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read anything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NOTICE, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(UnreadableFileError, match="ING_NO_PERMISSION"):
        screen(path)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(201 * 1024 * 1024)  # sparse: takes no room and is never read
    with pytest.raises(UnreadableFileError, match="ING_LIMIT"):
        screen(path)


# ---------------------------------------------------------------- hostile containers


def _zip_with_claimed_size(size: int) -> bytes:
    """A zip whose directory claims a size that is not there, as a bomb's does not need to."""
    data = bytearray(pack({"a.xml": "<a/>"}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(data)


def _encrypted_zip() -> bytes:
    data = bytearray(pack({"a.xml": "<a/>"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(pack({f"{i}": b"" for i in range(MAX_MEMBERS + 1)}), "ING_LIMIT", id="too many members"),
        pytest.param(pack({"a.bin": b"\x00" * 3_000_000}), "ING_LIMIT", id="ratio"),
        pytest.param(_zip_with_claimed_size(150 * 2**20), "ING_LIMIT", id="one member too large"),
        pytest.param(pack({"../a": b"x"}), "ING_LIMIT", id="parent folder"),
        pytest.param(pack({"/etc/a": b"x"}), "ING_LIMIT", id="absolute path"),
        pytest.param(pack({"C:a": b"x"}), "ING_LIMIT", id="drive"),
        pytest.param(
            pack({"word/Document.xml": b"x", "word/document.xml": b"y"}), "ING_LIMIT", id="names differ by case"
        ),
        pytest.param(_encrypted_zip(), "ING_ENCRYPTED", id="encrypted"),
    ],
)
def test_hostile_containers(tmp_path: Path, data: bytes, code: str) -> None:
    assert _refusal(tmp_path, "a.docx", data).code == code


def test_two_members_of_one_name(tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", "<b/>")
    assert _refusal(tmp_path, "a.docx", buffer.getvalue()).code == "ING_LIMIT"


ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(ENTITY.encode(), id="plain"),
        pytest.param(b"\xef\xbb\xbf" + ENTITY.encode(), id="UTF-8 mark"),
        pytest.param(ENTITY.encode("utf-16"), id="UTF-16"),
        pytest.param(ENTITY.encode("utf-16-be"), id="UTF-16 without a mark"),
        pytest.param(("<!-- <a> -->" + " " * 5000 + ENTITY[21:]).encode(), id="behind a comment and much space"),
        pytest.param(
            b"<?xml version='1.0'?><?x " + b"y" * 9000 + b"?><!DOCTYPE a><a/>", id="behind a long instruction"
        ),
        pytest.param(b"<!ENTITY x 'y'><a/>", id="entity alone"),
    ],
)
@pytest.mark.parametrize("member", ["word/styles.xml", "docProps/core.xml", "word/_rels/x.rels", "customXml/ITEM1.XML"])
def test_declarations_in_any_part_are_refused(content: bytes, member: str) -> None:
    with pytest.raises(UnreadableFileError, match="ING_DTD_PRESENT"):
        open_package(pack({member: content}), Path("a.docx"))


def test_a_declaration_in_an_odd_encoding_is_refused_when_parsed() -> None:
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a [+ADwAIQ-ENTITY x "y"+AD4]+AD4APA-a/+AD4'
    with pytest.raises(UnreadableFileError):
        open_package(pack({"word/document.xml": hidden}), Path("a.docx")).xml("word/document.xml")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<a><b></a>", "ING_TRUNCATED"),
        (b"", "ING_TRUNCATED"),
        (b"<a>&undefined;</a>", "ING_TRUNCATED"),
        (b"<a>" * 300 + b"</a>" * 300, "ING_LIMIT"),
    ],
)
def test_bad_parts(content: bytes, code: str) -> None:
    opened = open_package(pack({"a.xml": content}), Path("a.docx"))
    with pytest.raises(UnreadableFileError) as caught:
        opened.xml("a.xml")
    assert caught.value.code == code
    assert caught.value.__cause__ is not None


def test_a_missing_part_is_named() -> None:
    with pytest.raises(UnreadableFileError, match=r"缺少部件 word/document\.xml"):
        open_package(pack({"a": b""}), Path("a.docx")).xml("word/document.xml")


def test_the_shared_files_are_what_they_are() -> None:
    inputs = SHARED / "inputs"
    if not inputs.exists():
        pytest.skip("shared reference material is not on this machine")
    assert sniff((inputs / "liaocheng-2026.pdf").read_bytes()) is Kind.PDF
    assert sniff((inputs / "weifang-2026.html").read_bytes()) is Kind.HTML
    assert screen(inputs / "liaocheng-2026.docx").kind is Kind.DOCX
    assert screen(inputs / "liaocheng-2026.ofd").kind is Kind.OFD
