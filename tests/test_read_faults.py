"""Whatever the bytes are: a Document, or an UnreadableFileError that names the file. Nothing else, ever."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import Document, UnreadableFileError, read
from ingest.reading import Reading
from ingest.web import read_html, read_mhtml
from ingest.word import read_docx
from tests.word_package import document, p, pack, package, r, tbl, tc, tr

SHARED = Path(__file__).resolve().parents[1].parent / "shared"

LEVEL = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
BODY = (
    p("学时要求", '<w:pStyle w:val="H"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    + f"<w:p><w:ins w:id='1'>{r('不少于')}</w:ins><w:del w:id='2'>{r('删')}</w:del>"
    + '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
    + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('90学时')}</w:sdtContent></w:sdt></w:p>"
    + tbl(tr(tc("甲", '<w:vMerge w:val="restart"/>'), tc("乙")), tr(tc("", "<w:vMerge/>"), tc(tbl(tr(tc("丙"))) + p())))
)
WORD = package(
    BODY,
    styles='<w:style w:styleId="H"><w:name w:val="heading 1"/></w:style>',
    numbering=f'<w:abstractNum w:abstractNumId="0">{LEVEL}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
WEB = (
    "<!DOCTYPE html><html><head><meta charset=gbk><title>关于继续教育的通知_某局</title>"
    "<style>.f{position:fixed}</style></head><body><div class=nav><a href=/>首页</a></div><h1>关于继续教育的通知</h1>"
    "<div id=zoom><p>不少于<sup>搜索</sup>90学时</p><ol start=2><li>公需</ol><p hidden>藏</p>"
    "<table border=1><tr><td rowspan=2>甲<td>乙<tr><td>丙</table><pre>一\n二</pre></div>"
    "<div class=f>微信</div><footer>版权所有</footer></body></html>"
).encode("gbk")
TEXT = "关于继续教育的通知\n一、学时要求\n每年不少于90学时，其中公需科目30学时。\n".encode()

T = TypeVar("T")
Edit = tuple[str, int, bytes]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "insert", "drop"]), st.integers(0, 2**20), st.binary(min_size=1, max_size=12)
    ),
    min_size=1,
    max_size=4,
)
QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def mutated(data: bytes, edits: list[Edit]) -> bytes:
    """The bytes after a few accidents: bits turned, the end cut off, something pushed in, something lost."""
    out = bytearray(data)
    for kind, where, junk in edits:
        at = where % (len(out) + 1)
        if kind == "flip" and at < len(out):
            out[at] ^= junk[0] or 1
        elif kind == "cut":
            del out[max(at, 1) :]
        elif kind == "insert":
            out[at:at] = junk
        else:
            del out[at : at + len(junk)]
    return bytes(out)


def attempt(call: Callable[[], T]) -> T | UnreadableFileError:
    """What a call returns, or the one error it may raise; any other exception fails the test."""
    try:
        return call()
    except UnreadableFileError as error:
        return error


def outcome(path: Path, data: bytes) -> Document | UnreadableFileError:
    """What reading makes of these bytes, checked either way."""
    path.write_bytes(data)
    got = attempt(lambda: read(path))
    if isinstance(got, UnreadableFileError):
        assert got.code.startswith("ING_")
        assert got.path == path
    else:
        _check(got)
    return got


def _check(document: Document) -> None:
    """The promises of a Document that no damage may break."""
    assert all(0 <= a <= b <= len(document.text) for a, b in (block.span for block in document.blocks))
    for table in document.tables:
        assert all(c.row + c.row_span <= table.rows and c.col + c.col_span <= table.cols for c in table.cells)
    assert document.locate((0, len(document.text)))


def _check_reading(reading: Reading) -> None:
    """Lines ascend, do not overlap, have no white space at their edges, and only white space stands between them."""
    at = 0
    for line in reading.lines:
        start, end = line.span
        assert at <= start < end <= len(reading.raw)
        assert not reading.raw[at:start].strip()
        assert reading.raw[start:end] == reading.raw[start:end].strip()
        at = end
    assert not reading.raw[at:].strip()
    for table in reading.tables:
        assert all(table.span[0] <= c.span[0] <= c.span[1] <= table.span[1] for c in table.cells)
    assert all(0 <= i.raw_span[0] < i.raw_span[1] <= len(reading.raw) for i in reading.inlines)


@QUICK
@given(data=st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    outcome(tmp_path / "任意.docx", data)


@QUICK
@given(
    magic=st.sampled_from([b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"]),
    data=st.binary(max_size=300),
)
def test_any_bytes_behind_a_known_beginning(tmp_path: Path, magic: bytes, data: bytes) -> None:
    outcome(tmp_path / "任意", magic + data)


@pytest.mark.parametrize("data", [WORD, WEB, TEXT], ids=["word", "web", "text"])
@QUICK
@given(edits=EDITS)
def test_damaged_files(tmp_path: Path, data: bytes, edits: list[Edit]) -> None:
    outcome(tmp_path / "受损", mutated(data, edits))


@QUICK
@given(edits=EDITS)
def test_damaged_parts_in_a_whole_package(tmp_path: Path, edits: list[Edit]) -> None:
    """Accidents inside the XML, where the checksum of the zip would otherwise catch them first."""
    body = mutated(document(BODY).encode(), edits)
    outcome(tmp_path / "受损.docx", package("", members={"word/document.xml": body}))


NAMES = st.sampled_from(
    ["w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:numPr", "w:fldChar", "w:pPr"]
)
TREES = st.recursive(
    st.sampled_from(
        ["<w:t>字</w:t>", "<w:br/>", '<w:numPr><w:numId w:val="1"/></w:numPr>', '<w:fldChar w:fldCharType="end"/>']
    ),
    lambda inner: st.tuples(NAMES, st.lists(inner, max_size=3)).map(lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0]}>"),
    max_leaves=12,
)


@QUICK
@given(tree=TREES)
def test_elements_where_no_schema_wants_them(tree: str) -> None:
    got = attempt(lambda: read_docx(package(tree), Path("a.docx")))
    if isinstance(got, UnreadableFileError):
        assert got.code == "ING_EMPTY"
    else:
        _check_reading(got)


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "td",
        "tr",
        "table",
        "ol",
        "li",
        "a",
        "sup",
        "pre",
        "h1",
        "span",
        "br",
        "section",
        "th",
        "title",
        "style",
    ]
)
SOUP = st.lists(
    st.one_of(
        TAGS.map(lambda t: f"<{t}>"),
        TAGS.map(lambda t: f"</{t}>"),
        st.sampled_from(
            ["<p style='display:none'>", "<td rowspan=0 colspan=9>", "<a href='#'>", "<sup>搜索</sup>", "\n", "&nbsp;"]
        ),
        st.text(max_size=6),
    ),
    max_size=40,
)


@QUICK
@given(soup=SOUP)
def test_tags_in_any_order(soup: list[str]) -> None:
    got = attempt(lambda: read_html("".join(soup).encode("utf-8", "replace"), Path("a.html")))
    if isinstance(got, UnreadableFileError):
        assert got.code.startswith("ING_")
    else:
        _check_reading(got)


ENVELOPE = b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n"


@QUICK
@given(data=st.binary(max_size=200))
def test_any_envelope(data: bytes) -> None:
    got = attempt(lambda: read_mhtml(ENVELOPE + data, Path("a.mht")))
    if not isinstance(got, UnreadableFileError):
        _check_reading(got)


def test_the_whole_files_are_read(tmp_path: Path) -> None:
    """The property above would hold for a reader that refuses everything."""
    for data in (WORD, WEB, TEXT):
        got = outcome(tmp_path / "完好", data)
        assert isinstance(got, Document)
        assert "90学时" in got.raw


def test_reading_is_deterministic() -> None:
    assert read_docx(WORD, Path("a")) == read_docx(WORD, Path("a"))
    assert read_html(WEB, Path("a")) == read_html(WEB, Path("a"))


def test_an_empty_package_is_no_document(tmp_path: Path) -> None:
    got = outcome(tmp_path / "空.docx", pack({}))
    assert isinstance(got, UnreadableFileError)


@pytest.mark.parametrize("name", ["liaocheng-2026.docx", "weifang-2026.html", "filled/zaozhuang-2026-fj2-filled.docx"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_damaged_real_files(tmp_path: Path, name: str, edits: list[Edit]) -> None:
    source = SHARED / "inputs" / name
    if not source.exists():
        pytest.skip("shared reference material is not on this machine")
    outcome(tmp_path / source.name, mutated(source.read_bytes(), edits))


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        pytest.param("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", id="controls"),
        pytest.param("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", id="text boxes"),
        pytest.param("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", id="tables"),
        pytest.param("<w:customXml>", "</w:customXml>", id="custom XML"),
    ],
)
def test_deep_nesting_in_word(opening: str, closing: str) -> None:
    levels = 240 // opening.count("<")  # libxml2 allows 256 elements inside one another
    got = read_docx(package(opening * levels + p("深处") + closing * levels), Path("a.docx"))
    assert "深处" in got.raw
    inline = f"<w:p>{'<w:smartTag>' * 240}{r('深处')}{'</w:smartTag>' * 240}</w:p>"
    assert "深处" in read_docx(package(inline), Path("a.docx")).raw
    beyond = attempt(lambda: read_docx(package(opening * 200 + closing * 200), Path("a.docx")))
    assert isinstance(beyond, UnreadableFileError)


@pytest.mark.parametrize("tag", ["div", "span", "table", "ul", "font", "sup", "a href=x", "table border=1><tr><td"])
def test_deep_nesting_on_the_web(tag: str) -> None:
    assert "深处" in read_html(f"{f'<{tag}>' * 600}深处".encode(), Path("a.html")).raw
