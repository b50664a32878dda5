"""Old Word files: read through LibreOffice where it is there, refused with a reason where it is not."""

from __future__ import annotations

import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ingest import UnreadableFileError, read
from ingest.office import legacy, program
from ingest.office.program import ConversionError, find_office, to_docx
from tests.office_maker import WORD_XML, fib, ole
from tests.word_package import MAIN_TYPE, W, document, p, pack, package, tc, tr

NEEDS_OFFICE = pytest.mark.skipif(find_office() is None, reason="LibreOffice 未安装，旧版 Word 文件的读取未测")
BODY = (
    p("关于做好继续教育工作的通知")
    + p("一、学时要求")
    + f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='4000'/><w:gridCol w:w='4000'/></w:tblGrid>"
    f"{tr(tc('公需科目'), tc('30学时'))}{tr(tc('专业科目'), tc('60学时'))}</w:tbl>" + p("每年不少于90学时。")
)
RTF = r"{\rtf1\ansi\ansicpg936 \u20851?\u20110?\u32487?\u32493?\u25945?\u32946?\par %s\par}"


def _made(folder: Path, form: str) -> Path:
    """The sample notice in an old format, written by LibreOffice itself."""
    source = folder / "通知.docx"
    source.write_bytes(package(BODY))
    office = find_office()
    assert office is not None
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", form]
    subprocess.run([*map(str, command), "--outdir", str(folder), str(source)], check=True, capture_output=True)
    return folder / f"通知.{form}"


@NEEDS_OFFICE
@pytest.mark.parametrize("form", ["doc", "odt"])
def test_an_old_format_gives_the_text_of_its_docx(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _made(tmp_path, form)
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    old, new = read(made), read(tmp_path / "通知.docx")
    assert old.text == new.text
    assert [table.rows for table in old.tables] == [2]
    assert old.source.reader == "libreoffice"
    assert [notice.code for notice in old.source.notices] == ["ING_CONVERTED"]
    assert not list((tmp_path / "scratch").iterdir())


@NEEDS_OFFICE
def test_word_2003_xml(tmp_path: Path) -> None:
    path = tmp_path / "通知.xml"
    path.write_text(WORD_XML, encoding="utf-8")
    assert read(path).text == "每年不少于90学时。"


@NEEDS_OFFICE
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (r"{\field{\*\fldinst DATE \\@ yyyy-MM-dd}{\fldrslt 2020-01-01}}", "OFFICE_DATE_FIELD"),
        (r"{\*\template http://192.0.2.1/x.dotm}90", "EXTERNAL_LINK"),
    ],
)
def test_what_the_conversion_would_hide_is_told(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "通知.rtf"
    path.write_text(RTF % content, encoding="ascii")
    document = read(path)
    assert document.text.startswith("关于继续教育\n")
    assert code in {notice.code for notice in document.source.notices}


@NEEDS_OFFICE
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("通知.rtf", b"{\\rtf1" + b"\x00\xff" * 50),
        ("通知.odt", pack({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})),
    ],
)
def test_what_libreoffice_cannot_open_is_a_typed_reason(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    assert caught.value.code in {"ING_TRUNCATED", "ING_EMPTY"}
    assert caught.value.path == path


def _flat(*parts: str) -> str:
    """A package in one XML file."""
    namespace = "http://schemas.microsoft.com/office/2006/xmlPackage"
    head = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    return f'{head}<pkg:package xmlns:pkg="{namespace}">{"".join(parts)}</pkg:package>'


def _part(name: str, kind: str, content: str) -> str:
    data = content if content.startswith("<pkg:") else f"<pkg:xmlData>{content}</pkg:xmlData>"
    return f'<pkg:part pkg:name="{name}" pkg:contentType="{kind}">{data}</pkg:part>'


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r" Type="{OFFICE}" Target="word/document.xml"/></Relationships>'
)
FLAT = _flat(
    _part("/_rels/.rels", "application/vnd.openxmlformats-package.relationships+xml", RELATIONS),
    _part("/word/document.xml", MAIN_TYPE, document(BODY).partition("?>")[2]),
    _part("/word/media/a.png", "image/png", "<pkg:binaryData>iVBORw0KGgo=</pkg:binaryData>"),
)


def test_a_docx_in_one_xml_file_needs_no_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "通知.xml").write_text(FLAT, encoding="utf-8")
    (tmp_path / "通知.docx").write_bytes(package(BODY))
    flat = read(tmp_path / "通知.xml")
    assert flat.text == read(tmp_path / "通知.docx").text
    assert flat.source.reader == "docx"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (FLAT[:-90], "ING_TRUNCATED"),
        (_flat(), "ING_TRUNCATED"),
        (FLAT.replace("/word/document", "/../../document"), "ING_LIMIT"),
        (FLAT.replace("iVBORw0KGgo=", "iVBOR"), "ING_TRUNCATED"),
        (FLAT.replace("<pkg:package", "<!DOCTYPE a><pkg:package", 1), "ING_DTD_PRESENT"),
    ],
)
def test_flat_files_are_checked_like_packages(tmp_path: Path, data: str, code: str) -> None:
    path = tmp_path / "通知.xml"
    path.write_text(data, encoding="utf-8")
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    assert caught.value.code == code


# ---------------------------------------------------------------- before LibreOffice is asked


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ole(fib(flags=0x0100)), "ING_ENCRYPTED"),
        (ole(fib())[:600], "ING_TRUNCATED"),
        (ole(fib())[:1200], "ING_TRUNCATED"),
        (ole(fib(), size=4_278_517_782), "ING_TRUNCATED"),  # found by fuzzing: olefile went round for minutes
        (ole(b"", name="EncryptedPackage"), "ING_ENCRYPTED"),
        (ole(b"", name="CONTENTS"), "ING_UNSUPPORTED"),
        (WORD_XML.replace("<w:w", "<!DOCTYPE a><w:w", 1).encode(), "ING_DTD_PRESENT"),
        (WORD_XML.replace("<w:w", "<!DOCTYPE a><w:w", 1).encode("utf-16"), "ING_DTD_PRESENT"),
        (
            pack(
                {
                    "mimetype": "application/vnd.oasis.opendocument.text",
                    "META-INF/manifest.xml": "<m:manifest xmlns:m='x'><m:encryption-data/></m:manifest>",
                }
            ),
            "ING_ENCRYPTED",
        ),
    ],
)
def test_refusals_that_need_no_libreoffice(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "通知.doc"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    assert caught.value.code == code


def test_macros_and_generation_of_a_doc() -> None:
    assert legacy._look_at_doc(ole(fib(), more="VBA"), Path("a.doc"))[1]
    way, macros = legacy._look_at_doc(ole(fib(version=0x65)), Path("a.doc"))
    assert (way.import_filter, macros) == ("MS WinWord 6", False)


@pytest.mark.parametrize(("name", "data"), [("通知.rtf", RTF.encode()), ("通知.xml", WORD_XML.encode())])
def test_without_libreoffice_the_reason_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(program, "_USUAL", ("/nowhere*/program/soffice", "/nowhere/soffice"))
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match="请安装 LibreOffice") as caught:
        read(path)
    assert caught.value.code == "ING_UNSUPPORTED"


# ---------------------------------------------------------------- a LibreOffice that fails


def _stand_in(folder: Path, script: str) -> Path:
    """A program in LibreOffice's place."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand in for LibreOffice here")
def test_a_program_that_hangs_is_ended_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    with pytest.raises(ConversionError) as caught:
        to_docx(_stand_in(tmp_path, "exec sleep 61"), b"x", ".rtf", "Rich Text Format", seconds=0.5)
    assert caught.value.hung
    assert not list((tmp_path / "scratch").iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand in for LibreOffice here")
@pytest.mark.parametrize("script", ["exit 1", "exit 81", "exit 0", "kill -9 $$"])
def test_a_program_that_gives_nothing_is_an_error(tmp_path: Path, script: str) -> None:
    with pytest.raises(ConversionError) as caught:
        to_docx(_stand_in(tmp_path, script), b"x", ".rtf", "Rich Text Format", seconds=20)
    assert not caught.value.hung


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand in for LibreOffice here")
def test_what_comes_back_is_screened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in that writes a package with a declaration: it is not trusted because LibreOffice made it."""
    bad = tmp_path / "bad.docx"
    bad.write_bytes(package(BODY, members={"word/document.xml": f"<!DOCTYPE a><w:document xmlns:w='{W}'/>"}))
    _stand_in(tmp_path, f'while [ "$1" != --outdir ]; do shift; done; mkdir "$2"; cp "{bad}" "$2/in.docx"')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    path = tmp_path / "通知.rtf"
    path.write_text(RTF % "", encoding="ascii")
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    assert caught.value.code == "ING_DTD_PRESENT"
