"""The hostile set as one table: a name, the bytes, and how reading must end.

A row's ending is a code of the catalogue (or several, where it is open which part gives way first), or the words that
must be read, with the notices that must be given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests import ofd_maker
from tests.hostile import pdfs, zips
from tests.office_maker import WORD_XML, fib, ole
from tests.word_package import p, pack, package

NOTICE = "关于做好2026年度继续教育工作的通知\n一、学时要求\n每年不少于90学时。\n"
READ = "不少于90学时"
Data = bytes | Callable[[], bytes]


@dataclass(frozen=True)
class Case:
    """One file. `codes` are the endings allowed, none where it must be read and hold `says`."""

    id: str
    name: str
    data: Data
    codes: frozenset[str] = frozenset()
    says: str = ""
    notices: frozenset[str] = frozenset()
    office: bool = False  # needs LibreOffice

    def write(self) -> bytes:
        """The bytes, made now."""
        return self.data if isinstance(self.data, bytes) else self.data()


def _refused(name: str, data: Data, *codes: str, id: str, office: bool = False) -> Case:  # noqa: A002 (as pytest calls it)
    return Case(id, name, data, frozenset(codes), office=office)


def _read(name: str, data: Data, *notices: str, id: str, says: str = READ) -> Case:  # noqa: A002
    return Case(id, name, data, says=says, notices=frozenset(notices))


# ---------------------------------------------------------------- containers

ZIPS = (
    _refused("a.docx", lambda: zips.bomb(100_000_000), "ING_LIMIT", id="zip bomb"),
    _refused("a.docx", lambda: pack({f"{i}": b"" for i in range(10_000)}), "ING_LIMIT", id="ten thousand members"),
    _refused("a.docx", zips.claimed_size(3 << 30), "ING_LIMIT", id="a member claims 3 GB"),
    _refused("a.docx", zips.claimed_size(5), "ING_TRUNCATED", id="a member claims 5 bytes and has more"),
    _refused("a.docx", zips.overlapping(), "ING_LIMIT", id="members that share their bytes"),
    _read("a.docx", zips.nested, id="a bomb inside a file inside"),
    _refused("a.docx", zips.with_password(), "ING_ENCRYPTED", id="zip password"),
    _refused("a.docx", zips.rewritten("word/document.xml", 10, b"\x63\0"), "ING_TRUNCATED", id="unknown compression"),
    _refused("a.docx", zips.rewritten("word/document.xml", 16, b"\0\0\0\0"), "ING_TRUNCATED", id="wrong checksum"),
    _refused("a.docx", zips.WORD[: len(zips.WORD) // 2], "ING_TRUNCATED", id="half a Word file"),
    _refused("a.docx", zips.WORD[:-10], "ING_TRUNCATED", id="a Word file without its last bytes"),
    _refused("a.docx", b"PK\x05\x06" + b"\0" * 18, "ING_UNSUPPORTED", id="an empty zip"),
    _refused("a.docx", b"MZ" + b"\0" * 600 + zips.WORD, "ING_UNSUPPORTED", id="a program with a zip behind it"),
    *(
        _refused("a.docx", zips.member(name), "ING_LIMIT", id=f"member name {name!r}")
        for name in (
            "../../outside.xml",
            "/etc/outside.xml",
            "C:/outside.xml",
            "..\\..\\outside.xml",
            "\\\\host\\x.xml",
        )
    ),
    _refused("a.docx", zips.nul_in_name(), "ING_LIMIT", "ING_TRUNCATED", id="member name with a zero byte"),
    _refused("a.docx", zips.duplicate("word/a.xml", "word/a.xml"), "ING_LIMIT", id="two members of one name"),
    _refused("a.docx", zips.duplicate("word/a.xml", "WORD/A.XML"), "ING_LIMIT", id="two members but for case"),
    _refused("a.docx", pack({"[Content_Types].xml": "<a/>", "x": "y"}), "ING_UNSUPPORTED", id="a package of nothing"),
    _refused(
        "a.docx",
        pack({"[Content_Types].xml": "wordprocessingml.document.main+xml"}),
        "ING_TRUNCATED",
        id="no main part",
    ),
    _refused("a.docx", zips.member("word/document.xml", "<a>" * 5_000), "ING_LIMIT", "ING_TRUNCATED", id="depth"),
)

# ---------------------------------------------------------------- declarations and links

_ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
_LAUGHS = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
_BILLION = f'<!DOCTYPE a [<!ENTITY l0 "ha">{_LAUGHS}]><a>&l9;</a>'


def _encoded() -> Iterator[Case]:
    """The same declaration in every encoding that a parser may know."""
    for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp037"):
        head = f'<?xml version="1.0" encoding="{name.removesuffix("-sig")}"?>'
        data = zips.member("word/styles.xml", (head + _ENTITY).encode(name))
        yield _refused("a.docx", data, "ING_DTD_PRESENT", id=f"declaration in {name}")


_UTF7 = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-+ADw-a/+AD4-'

DECLARATIONS = (
    *_encoded(),
    _refused("a.docx", zips.member("word/document.xml", _UTF7), "ING_DTD_PRESENT", "ING_TRUNCATED", id="UTF-7"),
    _refused("a.docx", zips.member("word/document.xml", _BILLION), "ING_DTD_PRESENT", id="a billion laughs"),
    _refused("a.docx", zips.member("word/_rels/x.rels", _ENTITY), "ING_DTD_PRESENT", id="in relationships"),
    _refused("a.docx", zips.member("docProps/app.xml", f"<!-- -->{_ENTITY}"), "ING_DTD_PRESENT", id="behind a comment"),
    _refused("a.xml", WORD_XML.replace("<w:w", _ENTITY[:54] + "<w:w").encode(), "ING_DTD_PRESENT", id="in Word XML"),
    _refused("a.ofd", ofd_maker.ofd(members={"OFD.xml": _ENTITY}), "ING_DTD_PRESENT", id="in OFD.xml"),
    *(
        _read("a.docx", zips.relation(kind, target), "EXTERNAL_LINK", id=f"external {kind} {target[:8]}")
        for kind, target in (
            ("attachedTemplate", "http://192.0.2.1/evil.dotm"),
            ("attachedTemplate", "\\\\192.0.2.1\\share\\evil.dotm"),
            ("image", "https://192.0.2.1/track.png"),
            ("oleObject", "file:///etc/passwd"),
            ("frame", "mhtml:http://192.0.2.1/x"),
        )
    ),
    _read("a.docx", zips.relation("hyperlink", "http://192.0.2.1/"), id="a hyperlink is none"),
    _read("a.docm", zips.member("word/vbaProject.bin", b"x"), "ING_MACRO", "ING_TYPE_MISMATCH", id="a macro"),
    _refused("a.docx", ole(b"", name="EncryptedPackage"), "ING_ENCRYPTED", id="Word with a password"),
)

# ---------------------------------------------------------------- PDF

PDFS = (
    _refused("a.pdf", lambda: pdfs.flate_bomb(1, 50_000_000), "ING_EMPTY", "ING_LIMIT", id="Flate bomb"),
    _refused("a.pdf", lambda: pdfs.flate_bomb(2, 100_000_000), "ING_EMPTY", "ING_LIMIT", id="Flate in Flate"),
    _read("a.pdf", pdfs.image_bomb, id="an image of 10 gigapixels", says="2026"),
    _refused("a.pdf", lambda: pdfs.many_pages(10_000), "ING_LIMIT", id="ten thousand pages"),
    _refused("a.pdf", lambda: pdfs.deep_tree(5_000), "ING_TRUNCATED", id="a page tree 5,000 deep"),
    _refused("a.pdf", pdfs.circular_tree, "ING_TRUNCATED", id="a page tree in a circle"),
    _read("a.pdf", pdfs.circular_xref, id="tables in a circle"),
    _refused("a.pdf", lambda: pdfs.nested_arrays(100_000), "ING_EMPTY", id="arrays inside arrays"),
    _read("a.pdf", pdfs.without_xref, id="no table of objects: only PDFium finds the pages"),
    _read("a.pdf", lambda: pdfs.many_operators(60_000), id="a page that draws and draws", says="2026"),
    _refused("a.pdf", pdfs.locked(b"secret", b"x"), "ING_ENCRYPTED", id="PDF user password"),
    _read("a.pdf", pdfs.locked(b"", b"x"), id="PDF owner password only", says="2026"),
    _refused(
        "a.pdf", pdfs.GOOD.replace(b"0 0 595 842", b"0 0 99999 99999"), "ING_LIMIT", "ING_EMPTY", id="a giant page"
    ),
    _read("a.pdf", pdfs.GOOD[:-7], "ING_TRUNCATED", id="a PDF without its last line"),
    _refused("a.pdf", pdfs.GOOD[:-30], "ING_TRUNCATED", id="a PDF without its end"),
    _refused("a.pdf", pdfs.GOOD[:100], "ING_TRUNCATED", id="the head of a PDF"),
    _refused("a.pdf", b"%PDF-1.7\n" + b"\xff" * 5_000, "ING_TRUNCATED", id="a PDF of nothing"),
)

# ---------------------------------------------------------------- OFD and old Word

_PAGE = ofd_maker.text(30, 40, "每年不少于90学时", deltas="g 4 5.6 2.8 2.8 5.6")
_SELF = '<ofd:CompositeObject ResourceID="7" Boundary="0 0 9 9"/>' * 9
_UNIT = (
    f'<ofd:Res xmlns:ofd="{ofd_maker.NAMESPACE}"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7">'
    f"<ofd:Content>{_SELF}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
)
_CIRCLE = ofd_maker.ofd(_SELF, common="<ofd:PublicRes>R.xml</ofd:PublicRes>", members={"Doc_0/R.xml": _UNIT})
_OUTSIDE = "<ofd:DocBody><ofd:DocRoot>../../../../etc/passwd</ofd:DocRoot></ofd:DocBody>"
_RTF = b"{\\rtf1\\ansi\\ansicpg936 "

OFFICE = (
    _read("a.ofd", ofd_maker.ofd(_PAGE), id="a sound OFD"),
    _refused("a.ofd", ofd_maker.ofd(_PAGE, members={"Encryptions.xml": "<a/>"}), "ING_ENCRYPTED", id="OFD password"),
    _refused("a.ofd", _CIRCLE, "ING_LIMIT", id="OFD objects in a circle"),
    _refused("a.ofd", ofd_maker.ofd(bodies=_OUTSIDE), "ING_TRUNCATED", id="an OFD path out of the file"),
    _refused("a.ofd", ofd_maker.ofd(_PAGE)[:700], "ING_TRUNCATED", id="half an OFD"),
    _read("a.ofd", ofd_maker.ofd(_PAGE.replace('DeltaX="', 'DeltaX="g 999999999 0 ')), id="endless offsets"),
    _refused("a.doc", ole(fib(flags=0x100)), "ING_ENCRYPTED", id="DOC with a password"),
    _refused("a.doc", ole(fib()), "ING_TRUNCATED", "ING_EMPTY", id="a DOC of nothing", office=True),
    _refused("a.doc", ole(fib())[:700], "ING_TRUNCATED", id="half a DOC"),
    _refused(
        "a.wps",
        ole(fib()).replace(b"\xfd\xff\xff\xff", b"\0\0\0\0"),
        "ING_TRUNCATED",
        "ING_EMPTY",
        id="a compound file in a circle",
        office=True,
    ),
    _refused("a.rtf", _RTF + b"{" * 200_000, "ING_TRUNCATED", "ING_EMPTY", id="RTF groups inside groups", office=True),
    _refused("a.rtf", _RTF, "ING_TRUNCATED", "ING_EMPTY", id="the head of an RTF", office=True),
    _refused(
        "a.xlsx",
        package(
            "",
            main_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            members={"xl/worksheets/sheet1.xml": '<sheetData><c r="XFD1048576"/></sheetData>'},
        ),
        "ING_UNSUPPORTED",
        id="a sheet with one far cell",
    ),
)

# ---------------------------------------------------------------- text and web pages

TEXTS = (
    _refused("a.txt", b"", "ING_EMPTY", id="nothing"),
    _refused("a.txt", b"\0" * 100_000, "ING_EMPTY", id="zeros"),
    _refused("a.txt", "　\n".encode() * 50, "ING_EMPTY", id="only blanks"),
    _refused("a.txt", bytes(range(256)) * 50, "ING_UNSUPPORTED", id="all bytes"),
    *(
        _read("a.txt", NOTICE.encode(name), id=f"text in {name}")
        for name in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gbk", "gb18030")
    ),
    _read("a.txt", (NOTICE * 9).encode("gbk")[:-2], "ING_TRUNCATED", id="half a GBK character at the end"),
    _read("a.txt", (NOTICE * 9).encode()[:-2], "ING_TRUNCATED", id="half a UTF-8 character at the end"),
    _read("a.txt", (NOTICE * 9).encode() + b"\xff\xfe\xfd", "ING_TRUNCATED", id="bytes of nothing at the end"),
    _read("a.txt", ("字" * 2_000_000 + "\n" + NOTICE).encode(), id="a line of two million characters"),
    _read("a.txt", (NOTICE + "\u202e\u200b\x07").encode(), id="marks that turn the text about"),
    _read("a.html", f"<html><meta charset=utf-8><p>{NOTICE}".encode("gbk"), id="a charset that is a lie"),
    _refused("a.html", ("<html><body>" + "<div>" * 50_000 + NOTICE).encode(), "ING_LIMIT", id="boxes in boxes"),
    _read("a.html", f"<html><body><script>{'x' * 999_999}</script><p>{NOTICE}</p>".encode(), id="a mass of script"),
    _read(
        "a.html",
        f'<html><body><iframe src="file:///etc/passwd"></iframe><img src="http://192.0.2.1/x"><p>{NOTICE}</p>'.encode(),
        id="a page that wants to load",
    ),
    _refused("a.xml", _BILLION.encode(), "ING_UNSUPPORTED", "ING_DTD_PRESENT", id="XML of no kind"),
    _refused(
        "a.mht",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n" * 500,
        "ING_EMPTY",
        "ING_TRUNCATED",
        "ING_UNSUPPORTED",
        id="mail in mail",
    ),
)

# ---------------------------------------------------------------- names and kinds that disagree

_LONG = "长" * 83 + "26.txt"  # 255 bytes in UTF-8
_NAMES = (
    "通\n知.txt",
    "通知😀.txt",
    _LONG,
    "-o.txt",
    "--help",
    " 通知 .txt",
    "a;rm -rf $HOME`x`'\".txt",
    "\u202etxt.exe",
)

NAMES = (
    *(
        _read(name, NOTICE.encode(), id=f"file name {name[:12]!r}")
        for name in (
            "通\n知.txt",
            "通知😀.txt",
            _LONG,
            "-o.txt",
            "--help",
            " 通知 .txt",
            "a;rm -rf $HOME`x`'\".txt",
            "\u202etxt.exe",
        )
    ),
    _read("a.pdf", package(p("每年不少于90学时")), "ING_TYPE_MISMATCH", id="Word called PDF"),
    _read("a.docx", pdfs.GOOD, "ING_TYPE_MISMATCH", id="PDF called Word"),
    _read("a.doc", f"<html><body><p>{NOTICE}</p>".encode(), "ING_TYPE_MISMATCH", id="web page called Word"),
    _read("a.docx", NOTICE.encode(), "ING_TYPE_MISMATCH", id="text called Word"),
    _read("a.docx", ofd_maker.ofd(_PAGE), "ING_TYPE_MISMATCH", id="OFD called Word"),
    _refused("a.pdf", b"MZ\x90\0" + b"\0\1\2\3" * 500, "ING_UNSUPPORTED", id="a program called PDF"),
    _refused("a.docx", pack({"通知.txt": NOTICE}), "ING_UNSUPPORTED", id="zip called Word"),
    _refused("~$通知.docx", b"\x05admin" + b"\0 " * 78, "ING_UNSUPPORTED", "ING_EMPTY", id="a lock file"),
)

CASES = (*ZIPS, *DECLARATIONS, *PDFS, *OFFICE, *TEXTS, *NAMES)
