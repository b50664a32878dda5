"""OFD: text with its places, tables from ruling lines, and a plain word about everything that is not text."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest

import normalize
from extract.frame import find
from ingest import UnreadableFileError
from ingest import read as read_file
from ingest.document import PagePlace
from ingest.ofd.values import POINTS, deltas, path_lines
from tests.ofd_maker import NAMESPACE, SIZE, document, grid, ofd, page, path, read, said, text
from tests.pdf_maker import lines_are_sound
from tests.texts import SHARED

ROOT = Path(__file__).resolve().parents[1]
NOTICE = text(30, 40, "关于做好继续教育工作的通知") + text(30, 60, "一、每年不少于") + text(70, 60, "90学时。")


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("given", "count", "expected"),
    [
        ("1 2 3", 3, [1, 2, 3]),
        ("g 3 5.5", 3, [5.5, 5.5, 5.5]),
        ("2 g 2 1 3", 4, [2, 1, 1, 3]),
        ("g 1000000000 1", 4, [1, 1, 1, 1]),
        ("1 2 3", 2, [1, 2]),
        ("g", 2, [0, 0]),
        ("g x 1 2", 2, [1, 1]),
        ("g -3 1 2", 2, [2]),
        ("nan inf 1e999", 3, [0, 0, 0]),
        (None, 3, []),
    ],
)
def test_deltas(given: str | None, count: int, expected: list[float]) -> None:
    assert deltas(given, count) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("M 0 0 L 10 0", [([(0, 0), (10, 0)], False)]),
        ("S 0 0 L 10 0 L 10 5 C", [([(0, 0), (10, 0), (10, 5), (0, 0)], True)]),
        ("M 0 0 L 1 0 M 5 5 L 6 5", [([(0, 0), (1, 0)], False), ([(5, 5), (6, 5)], False)]),
        ("M0 0L1.5-2 3 4", [([(0, 0), (1.5, -2), (3, 4)], False)]),
        ("M 0 0 B 1 1 2 2 3 3 Q 4 4 5 5 A 1 1 0 0 1 6 6", [([(0, 0), (3, 3), (5, 5), (6, 6)], False)]),
        ("M 0", []),
        ("X Y Z 1 2", []),
        ("", []),
    ],
)
def test_path_data(data: str, expected: list[tuple[list[tuple[float, float]], bool]]) -> None:
    assert list(path_lines(data)) == expected


# ---------------------------------------------------------------- text and places


def test_runs_of_one_line_are_joined_and_stand_where_they_are_printed(tmp_path: Path) -> None:
    file = tmp_path / "通知.ofd"
    file.write_bytes(ofd(NOTICE))
    found = read_file(file)
    assert found.text == "关于做好继续教育工作的通知\n一、每年不少于90学时。"
    at = found.text.index("90学时")
    (place,) = found.locate((at, at + 2))
    assert isinstance(place, PagePlace)
    assert place.box == pytest.approx((70 * POINTS, 60 * POINTS, 81.2 * POINTS, 65.6 * POINTS), abs=0.1)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(text(30, 40, "2026", deltas="g 3 2.8"), ["2026"], id="narrow digits"),
        pytest.param(text(30, 40, "MOOC", deltas="4.9 4.3 4.3"), ["MOOC"], id="letters of any width"),
        pytest.param(text(30, 40, "通知公告", deltas="g 3 12"), ["通知公告"], id="a title set wide"),
        pytest.param(text(30, 40, "单位日期", deltas="5.6 40 5.6"), ["单位", "日期"], id="two labels in one run"),
        pytest.param(text(30, 40, "学时要求", deltas=""), ["学时要求"], id="no offsets"),
        pytest.param(text(30, 40, "学时要求", deltas="5.6"), ["学时要求"], id="too few offsets"),
        pytest.param(text(30, 40, "学时").replace("DeltaX", "DeltaY"), ["学时"], id="from top to bottom"),
        pytest.param(text(0, 0, "学时要求", attributes='CTM="1 0 0 1 30 40"'), ["学时要求"], id="moved by its matrix"),
        pytest.param(text(30, 40, "90") + text(60, 40, "学时"), ["90", "学时"], id="two runs far apart"),
        pytest.param(f"<ofd:PageBlock>{text(30, 40, '学时')}</ofd:PageBlock>", ["学时"], id="in a block"),
        pytest.param(text(30, 40, "a<b&c", deltas="g 4 2.8"), ["a<b&c"], id="escaped marks"),
        pytest.param(
            "".join(
                text(x, 40, c).replace(f"{SIZE} {SIZE}", f"{w} {SIZE}")
                for x, w, c in ((30, 4.5, "W"), (34.5, 2.5, "o"), (37, 1.9, "r"), (38.9, 2.8, "d"))
            ),
            ["Word"],
            id="every letter an object",
        ),
        pytest.param(text(30, 40, "学时", size=0) + text(30, 60, "要求"), ["要求"], id="of size 0"),
        pytest.param(text(30, 40, "学时").replace("Size=", "size="), ["学时"], id="size misspelt"),
        pytest.param(text(30, 40, "学时").replace("Size=", "Big="), ["学时"], id="no size"),
        pytest.param(
            text(500, 40, "每年九十学时") + text(30, 60, "要求"), ["每年九十学时", "要求"], id="page too small"
        ),
        pytest.param(text(500, 40, "学时") + text(30, 60, "要求"), ["要求"], id="off the page"),
    ],
)
def test_text_objects(content: str, expected: list[str]) -> None:
    reading = read(ofd(content))
    lines_are_sound(reading)
    assert [line.replace(" ", "") for line in said(reading)] == expected


@pytest.mark.parametrize(
    "hidden",
    [
        text(30, 60, "机密文字", attributes='Visible="false"'),
        text(30, 60, "机密文字", attributes='Alpha="0"'),
        text(30, 60, "机密文字", attributes='Fill="false"'),
        text(30, 60, "机密文字", more='<ofd:FillColor Alpha="0" Value="0 0 0"/>'),
        f'<ofd:PageBlock Visible="false">{text(30, 60, "机密文字")}</ofd:PageBlock>',
    ],
)
def test_what_is_not_painted_is_told_and_not_read(hidden: str) -> None:
    reading = read(ofd(text(30, 40, "学时要求") + hidden))
    assert said(reading) == ["学时要求"]
    assert [n.detail for n in reading.notices if n.code == "HIDDEN_TEXT"] == ["含不显示的文字约4字，未读入"]


def test_a_slanted_watermark_is_furniture() -> None:
    mark = text(80, 120, "内部资料", attributes='CTM="0.7 0.7 -0.7 0.7 0 0"')
    reading = read(ofd(text(30, 40, "学时要求") + mark))
    assert [(line, row.furniture) for line, row in zip(said(reading), reading.lines, strict=True)] == [
        ("学时要求", ""),
        ("内部资料", "floating"),
    ]


def test_a_ruled_table_over_two_pages_is_one() -> None:
    rows = grid([20, 60, 100], [250, 260, 270]) + text(22, 252, "项目") + text(62, 252, "学时")
    rows += text(22, 262, "公需") + text(62, 262, "30", deltas="2.8")
    rest = grid([20, 60, 100], [20, 30]) + text(22, 22, "专业") + text(62, 22, "60", deltas="2.8")
    reading = read(ofd(text(20, 30, "学时表") + rows, rest))
    (table,) = reading.tables
    cells = [reading.raw[slice(*cell.span)] for cell in table.cells]
    assert (table.rows, table.cols, cells) == (3, 2, ["项目", "学时", "公需", "30", "专业", "60"])
    assert [cell.place.page for cell in table.cells if isinstance(cell.place, PagePlace)] == [1, 1, 1, 1, 2, 2]


def test_unpainted_lines_rule_no_table() -> None:
    ghost = grid([20, 60, 100], [30, 40, 50]).replace("LineWidth", 'Stroke="false" LineWidth')
    assert read(ofd(ghost + text(22, 32, "学时"))).tables == ()


# ---------------------------------------------------------------- templates, resources, several documents


def test_templates_lie_under_and_over_the_page() -> None:
    common = '<ofd:TemplatePage ID="1" BaseLoc="Tpls/a.xml"/><ofd:TemplatePage ID="2" BaseLoc="/Doc_0/Tpls/b.xml"/>'
    head = '<ofd:Template TemplateID="1"/><ofd:Template TemplateID="2" ZOrder="Foreground"/>'
    members: dict[str, str | bytes] = {
        "Doc_0/Tpls/a.xml": page(text(30, 15, "某市人社局文件")),
        "Doc_0/Tpls/b.xml": page(text(30, 280, "内部资料")),
    }
    reading = read(ofd(text(30, 40, "学时要求"), common=common, head=head, members=members))
    assert said(reading) == ["某市人社局文件", "学时要求", "内部资料"]


def test_composite_objects_are_drawn_where_they_are_placed() -> None:
    unit = f'<ofd:CompositeGraphicUnit ID="7" Width="50" Height="9"><ofd:Content>{text(0, 0, "学时")}</ofd:Content>'
    resources = f'<ofd:Res xmlns:ofd="{NAMESPACE}"><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnit>'
    resources += "</ofd:CompositeGraphicUnits></ofd:Res>"
    item = '<ofd:CompositeObject ID="3" ResourceID="7" Boundary="30 40 50 9"/>'
    common = "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
    reading = read(ofd(item, common=common, members={"Doc_0/PublicRes.xml": resources}))
    assert said(reading) == ["学时"]
    assert isinstance(reading.lines[0].place, PagePlace)
    assert reading.lines[0].place.box[0] == pytest.approx(30 * POINTS, abs=0.1)


def test_all_documents_of_a_file_are_read_and_it_is_said() -> None:
    bodies = "".join(f"<ofd:DocBody><ofd:DocRoot>Doc_{i}/Document.xml</ofd:DocRoot></ofd:DocBody>" for i in (0, 1))
    members: dict[str, str | bytes] = {
        "Doc_1/Document.xml": document(1),
        "Doc_1/Pages/Page_0/Content.xml": page(text(30, 40, "第二份通知")),
    }
    reading = read(ofd(text(30, 40, "第一份通知"), bodies=bodies, members=members))
    assert said(reading) == ["第一份通知", "第二份通知"]
    assert [line.page for line in reading.lines] == [1, 2]
    assert "ING_SEVERAL_DOCUMENTS" in {notice.code for notice in reading.notices}


def test_the_current_version_is_read() -> None:
    bodies = (
        "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Versions>"
        '<ofd:Version ID="1" Index="1" Current="false" BaseLoc="V1.xml"/>'
        '<ofd:Version ID="2" Index="2" Current="true" BaseLoc="V2.xml"/></ofd:Versions></ofd:DocBody>'
    )
    version = f'<ofd:DocVersion xmlns:ofd="{NAMESPACE}"><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocVersion>'
    members: dict[str, str | bytes] = {
        "V2.xml": version,
        "Doc_1/Document.xml": document(1),
        "Doc_1/Pages/Page_0/Content.xml": page(text(30, 40, "修订后的通知")),
    }
    reading = read(ofd(text(30, 40, "旧的通知"), bodies=bodies, members=members))
    assert said(reading) == ["修订后的通知"]
    assert "ING_SEVERAL_VERSIONS" in {notice.code for notice in reading.notices}


def test_signatures_attachments_and_annotations_are_listed() -> None:
    bodies = (
        "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>"
    )
    more = "<ofd:Annotations>Annots/A.xml</ofd:Annotations><ofd:Attachments>Attachs/A.xml</ofd:Attachments>"
    members: dict[str, str | bytes] = {
        "Doc_0/Signs/Signatures.xml": f'<ofd:Signatures xmlns:ofd="{NAMESPACE}"><ofd:MaxSignId>1</ofd:MaxSignId>'
        '<ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>',
        "Doc_0/Attachs/A.xml": f'<ofd:Attachments xmlns:ofd="{NAMESPACE}"><ofd:Attachment ID="1" Name="备案表.docx">'
        "<ofd:FileLoc>a.docx</ofd:FileLoc></ofd:Attachment></ofd:Attachments>",
        "Doc_0/Annots/A.xml": f'<ofd:Annotations xmlns:ofd="{NAMESPACE}"><ofd:Page PageID="100">'
        "<ofd:FileLoc>P.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>",
        "Doc_0/Annots/P.xml": f'<ofd:PageAnnot xmlns:ofd="{NAMESPACE}"><ofd:Annot Type="Highlight"/>'
        '<ofd:Annot Type="Stamp"/></ofd:PageAnnot>',
    }
    reading = read(ofd(text(30, 40, "学时要求"), bodies=bodies, more=more, members=members))
    assert {(notice.code, notice.detail) for notice in reading.notices} == {
        ("ING_SIGNATURE", "含电子签名（签章）1个，未验证"),
        ("OFD_ATTACHMENTS", "内附文件1个（备案表.docx），未读入"),
        ("OFD_ANNOTATIONS", "含注释1处，未读入"),
    }


# ---------------------------------------------------------------- faults


def _refusal(data: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read(data)
    return caught.value


def _composite(inner: str) -> bytes:
    """A page whose only object refers to a composite object with this content."""
    unit = f'<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{inner}</ofd:Content></ofd:CompositeGraphicUnit>'
    resources = (
        f'<ofd:Res xmlns:ofd="{NAMESPACE}"><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>'
    )
    item = '<ofd:CompositeObject ResourceID="7" Boundary="0 0 9 9"/>'
    return ofd(item, common="<ofd:DocumentRes>R.xml</ofd:DocumentRes>", members={"Doc_0/R.xml": resources})


SELF = '<ofd:CompositeObject ResourceID="7" Boundary="0 0 9 9"/>'
IMAGE = '<ofd:ImageObject ID="4" ResourceID="8" Boundary="0 0 210 297"/>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(ofd(NOTICE, members={"Encryptions.xml": "<x/>"}), "ING_ENCRYPTED", id="encrypted"),
        pytest.param(ofd(NOTICE, members={"OFD.xml": "<a/>"}), "ING_TRUNCATED", id="no document"),
        pytest.param(ofd(NOTICE, members={"OFD.xml": "<a>"}), "ING_TRUNCATED", id="damaged entry"),
        pytest.param(ofd(NOTICE, members={"Doc_0/Document.xml": "<a"}), "ING_TRUNCATED", id="damaged document"),
        pytest.param(
            ofd(bodies="<ofd:DocBody><ofd:DocRoot>../../../etc/passwd</ofd:DocRoot></ofd:DocBody>"),
            "ING_TRUNCATED",
            id="a path out of the package",
        ),
        pytest.param(
            ofd(bodies="<ofd:DocBody><ofd:DocRoot>http://example.com/x.xml</ofd:DocRoot></ofd:DocBody>"),
            "ING_TRUNCATED",
            id="a path into the net",
        ),
        pytest.param(
            ofd(NOTICE, members={"Doc_0/Pages/Page_0/Content.xml": "<x"}), "ING_TRUNCATED", id="the only page damaged"
        ),
        pytest.param(ofd(), "ING_TRUNCATED", id="no pages"),
        pytest.param(ofd(""), "ING_EMPTY", id="blank page"),
        pytest.param(ofd(IMAGE), "ING_NEEDS_OCR", id="a page image"),
        pytest.param(ofd(text(30, 40, "¤" * 30)), "ING_NEEDS_OCR", id="glyphs without characters"),
        pytest.param(ofd(path(9, 9, "M 0 0 " + "B 1 1 2 2 3 3 " * 400)), "ING_NEEDS_OCR", id="characters as outlines"),
        pytest.param(_composite(SELF), "ING_LIMIT", id="a composite inside itself"),
        pytest.param(_composite(SELF * 50), "ING_LIMIT", id="composites without end"),
        pytest.param(ofd("<ofd:PageBlock/>" * 50_001), "ING_LIMIT", id="too many objects"),
        pytest.param(
            ofd(NOTICE, head="<ofd:Area><ofd:PhysicalBox>0 0 99999 99999</ofd:PhysicalBox></ofd:Area>"),
            "ING_LIMIT",
            id="a giant page",
        ),
        pytest.param(
            ofd(
                NOTICE,
                members={
                    "Doc_0/Document.xml": document(0).replace(
                        "<ofd:Pages>", "<ofd:Pages>" + '<ofd:Page BaseLoc="Pages/Page_0/Content.xml"/>' * 2_001
                    )
                },
            ),
            "ING_LIMIT",
            id="one page two thousand times",
        ),
    ],
)
def test_refusals(data: bytes, code: str) -> None:
    assert _refusal(data).code == code


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            ofd(NOTICE, head='<ofd:Template TemplateID="1"/>', common='<ofd:TemplatePage ID="1" BaseLoc="none.xml"/>'),
            id="a template that is missing",
        ),
        pytest.param(ofd(NOTICE, common="<ofd:PublicRes>none.xml</ofd:PublicRes>"), id="resources that are missing"),
        pytest.param(
            ofd(
                NOTICE,
                head='<ofd:Template TemplateID="1"/>',
                common='<ofd:TemplatePage ID="1" BaseLoc="T.xml"/>',
                members={"Doc_0/T.xml": page("", head='<ofd:Template TemplateID="1"/>')},
            ),
            id="a template that uses itself",
        ),
        pytest.param(
            ofd(NOTICE, head="<ofd:Area><ofd:PhysicalBox>0 0 -5 nan</ofd:PhysicalBox></ofd:Area>"),
            id="a page of no size",
        ),
        pytest.param(ofd(NOTICE, common="<ofd:X/>"), id="unknown elements"),
    ],
)
def test_what_is_beside_the_text_may_be_broken(data: bytes) -> None:
    assert said(read(data))[0] == "关于做好继续教育工作的通知"


def test_a_broken_page_is_named_and_the_others_are_read() -> None:
    data = ofd(NOTICE, NOTICE, members={"Doc_0/Pages/Page_1/Content.xml": "<x"})
    assert ("ING_TRUNCATED", "第 2 页缺失或已损坏，无法读取") in {(n.code, n.detail) for n in read(data).notices}


def test_names_of_members_may_differ_in_case_and_slashes() -> None:
    data = ofd(
        members={
            "Doc_0/Document.xml": document(1).replace("Pages/Page_0", "pages\\PAGE_0"),
            "Doc_0\\Pages\\Page_0\\Content.xml": page(text(30, 40, "学时")),
        }
    )
    assert said(read(data)) == ["学时"]


def test_too_many_lines_are_no_table() -> None:
    drawing = "".join(path(20, 20, f"M 0 {i / 100} L 90 {i / 100}") for i in range(21_000))
    reading = read(ofd(NOTICE + drawing))
    assert "ING_LIMIT" in {notice.code for notice in reading.notices}


# ---------------------------------------------------------------- page images

RESOURCES = (
    f'<ofd:Res xmlns:ofd="{NAMESPACE}" BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="8" Type="Image">'
    "<ofd:MediaFile>page.jpg</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
)


def _scanned(picture: bytes, *, layer: str = "") -> bytes:
    """A page that is this picture, with a text layer that nobody sees."""
    members: dict[str, str | bytes] = {"Doc_0/R.xml": RESOURCES, "Doc_0/Res/page.jpg": picture}
    return ofd(IMAGE + layer, common="<ofd:DocumentRes>R.xml</ofd:DocumentRes>", members=members)


def _printed_page() -> tuple[bytes, str]:
    """A page of a sample notice as a picture, and the text that is printed on it."""
    with pdfium.PdfDocument(ROOT / "corpus" / "notices" / "dezhou-2025.pdf") as pdf:
        page = pdf[0]
        buffer = BytesIO()
        page.render(scale=200 / 72).to_pil().convert("L").save(buffer, "JPEG", quality=85)
        return buffer.getvalue(), "".join(page.get_textpage().get_text_range().split())


@pytest.mark.parametrize("layer", ["", text(30, 40, "另一份文件的文字" * 9, attributes='Fill="false"')])
def test_a_page_image_is_recognised_whatever_is_laid_over_it(tmp_path: Path, layer: str) -> None:
    pytest.importorskip("rapidocr", reason="文字识别未安装")
    picture, printed = _printed_page()
    path = tmp_path / "通知.ofd"
    path.write_bytes(_scanned(picture, layer=layer))
    found = read_file(path)
    assert found.source.ocr == "recognised"
    assert SequenceMatcher(None, "".join(found.text.split()), printed, autojunk=False).ratio() > 0.97
    place = found.locate((0, 4))[0]
    assert isinstance(place, PagePlace)
    assert 0 < place.box[0] < place.box[2] < 210 * POINTS


@pytest.mark.parametrize("picture", [b"\x97JB2\r\n\x1a\n" + b"\0" * 99, b""])
def test_an_image_of_an_unknown_coding_is_named(tmp_path: Path, picture: bytes) -> None:
    path = tmp_path / "通知.ofd"
    path.write_bytes(_scanned(picture))
    with pytest.raises(UnreadableFileError) as caught:
        read_file(path)
    assert caught.value.code == "ING_NEEDS_OCR"


# ---------------------------------------------------------------- one notice, three formats


def test_the_same_notice_as_ofd_pdf_and_docx_gives_the_same_facts() -> None:
    files = [SHARED / "inputs" / f"liaocheng-2026.{end}" for end in ("ofd", "pdf", "docx")]
    if not files[0].exists():
        pytest.skip("the shared inputs are not beside the repository (../shared/inputs)")
    facts = [_facts(file) for file in files]
    assert facts[0] == facts[1] == facts[2]
    assert facts[0]["quotas"]


NOT_FACTS = {"source", "evidence", "confidence", "findings"}


def _facts(file: Path) -> dict[str, object]:
    """A record without what may differ: the file, the places, the quotes around them, and notes on the writing."""

    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {key: bare(item) for key, item in value.items() if key not in NOT_FACTS}
        return [bare(item) for item in value] if isinstance(value, list) else value

    whole = json.loads(normalize.notice(find(read_file(file))).model_dump_json(by_alias=True))
    return {key: bare(item) for key, item in whole.items() if key not in NOT_FACTS}
