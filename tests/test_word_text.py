"""The text of a Word file as a person sees it: runs, breaks, changes, hidden text, controls, fields, boxes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import UnreadableFileError
from ingest.word import read_docx
from tests.word_package import document, lines, p, package, r, reading, replaced, said


def _codes(body: str, **parts: str) -> list[str]:
    return [notice.code for notice in reading(body, **parts).notices]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        pytest.param(r("公需科目") + r("不少于30学时"), "公需科目不少于30学时", id="runs"),
        pytest.param("<w:r><w:t>联系人</w:t><w:tab/><w:t>李某</w:t></w:r>", "联系人\t李某", id="tab"),
        pytest.param("<w:r><w:t>0531</w:t><w:noBreakHyphen/><w:t>123</w:t></w:r>", "0531-123", id="hyphen"),
        pytest.param("<w:hyperlink>" + r("http://example.cn") + "</w:hyperlink>", "http://example.cn", id="link"),
        pytest.param('<w:smartTag w:element="date">' + r("2026年") + "</w:smartTag>", "2026年", id="smart tag"),
        pytest.param("<w:ins w:id='1'>" + r("新增") + "</w:ins>", "新增", id="inserted"),
        pytest.param("<w:del w:id='1'><w:r><w:delText>删</w:delText></w:r></w:del>" + r("留"), "留", id="deleted"),
        pytest.param("<w:del w:id='1'>" + r("删") + "</w:del>" + r("留"), "留", id="deleted, kept as w:t"),
        pytest.param(
            "<w:moveFrom w:id='1'>" + r("旧") + "</w:moveFrom><w:moveTo>" + r("新") + "</w:moveTo>", "新", id="moved"
        ),
        pytest.param(r("看") + r("不见", "<w:vanish/>"), "看", id="hidden"),
        pytest.param(r("看", '<w:vanish w:val="0"/>'), "看", id="hidden switched off"),
        pytest.param(
            '<w:bookmarkStart w:id="0" w:name="_GoBack"/>' + r("正文") + '<w:bookmarkEnd w:id="0"/>',
            "正文",
            id="bookmark",
        ),
        pytest.param(
            "<w:r><w:ruby><w:rt>" + r("xu") + "</w:rt><w:rubyBase>" + r("续") + "</w:rubyBase></w:ruby></w:r>",
            "续",
            id="ruby",
        ),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>', "☑是", id="symbol, ticked"),
        pytest.param('<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/><w:t>否</w:t></w:r>', "□否", id="symbol, empty"),
        pytest.param(r("R", '<w:rFonts w:ascii="Wingdings 2"/>') + r("专题"), "☑专题", id="letter R in Wingdings 2"),
        pytest.param(r("R", '<w:rFonts w:ascii="Arial"/>'), "R", id="letter R in Arial"),
        pytest.param(r("\uf0a8是"), "□是", id="private code point without a font"),
        pytest.param(r("学\u200b时"), "学时", id="zero-width space"),
        pytest.param("<w:r><w:t>\n    第一行\n  </w:t></w:r>", "第一行", id="pretty-printed XML"),
    ],
)
def test_inline_content(xml: str, text: str) -> None:
    assert lines(f"<w:p>{r('〇')}{xml}</w:p>") == ["〇" + text]


def _complex(instruction: str, result: str | None) -> str:
    shown = "" if result is None else '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r(result)
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _form_field(inner: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inner}</w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        pytest.param(_complex(' HYPERLINK "http://example.cn/a" ', "平台"), "平台", id="result, not instruction"),
        pytest.param(_complex("DATE " + "", "2026年3月") + r("印发"), "2026年3月印发", id="text goes on"),
        pytest.param(_complex(r" eq \o\ac(□,√) ", None), "☑", id="tick set into a box"),
        pytest.param(_complex(r"EQ \o\ac(□, )", None), "□", id="box with nothing in it"),
        pytest.param(_complex(r"eq \o\ac(○,3)", None), "③", id="digit in a circle"),
        pytest.param(_complex(r'SYMBOL 254 \f "Wingdings" \s 12', None), "☑", id="SYMBOL field"),
        pytest.param('<w:fldSimple w:instr=" AUTHOR ">' + r("某科") + "</w:fldSimple>", "某科", id="simple field"),
        pytest.param(_form_field('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'), "☑", id="form tick"),
        pytest.param(_form_field('<w:checkBox><w:default w:val="0"/></w:checkBox>'), "□", id="form box"),
        pytest.param(
            _form_field(
                '<w:ddList><w:result w:val="1"/><w:listEntry w:val="线上"/><w:listEntry w:val="线下"/></w:ddList>'
            ),
            "线下",
            id="drop-down list",
        ),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
            + _complex("PAGE", "7")
            + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + r("甲")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "甲",
            id="a field inside an instruction shows nothing",
        ),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r>' + r("正文不能丢"),
            "正文不能丢",
            id="a field that never ends hides nothing",
        ),
    ],
)
def test_fields(xml: str, text: str) -> None:
    assert lines(f"<w:p>{r('〇')}{xml}</w:p>") == ["〇" + text]


def test_a_line_break_parts_lines_and_says_whether_the_paragraph_ends() -> None:
    body = (
        "<w:p><w:r><w:t>某市人力资源和社会保障局</w:t><w:br/><w:t>关于继续教育的通知</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>一、范围</w:t><w:br/><w:t>　　全体专业技术人员</w:t>"
        "<w:br w:type='page'/><w:t>附件1</w:t></w:r></w:p>"
    )
    read = reading(body)
    assert [(said(read, line), line.complete) for line in read.lines] == [
        ("某市人力资源和社会保障局", False),
        ("关于继续教育的通知", True),
        ("一、范围", True),
        ("全体专业技术人员", True),
        ("附件1", True),
    ]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = p("专业技术人员每年不少于", "<w:rPr><w:del w:id='1'/></w:rPr>") + p("90学时。") + p("完")
    read = reading(body)
    assert [said(read, line) for line in read.lines] == ["专业技术人员每年不少于90学时。", "完"]
    assert [line.place.path for line in read.lines] == ["p[0]", "p[2]"]


def test_tracked_changes_and_hidden_text_are_told() -> None:
    body = f"<w:p><w:ins w:id='1'>{r('甲')}</w:ins><w:del w:id='2'>{r('乙')}</w:del>{r('隐藏', '<w:vanish/>')}</w:p>"
    notices = {notice.code: notice.detail for notice in reading(body).notices}
    assert notices == {
        "WORD_TRACKED_CHANGES": "含未接受的修订：插入1处（已读入），删除1处（未读入）",
        "HIDDEN_TEXT": "含隐藏文字约2字，未读入",
    }


STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="My"><w:name w:val="我的标题"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="N3"><w:name w:val="heading 3"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="x"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Ghost"><w:name w:val="y"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="B"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style>'
)


def test_heading_levels_come_from_outline_and_style() -> None:
    body = (
        p("一", '<w:pStyle w:val="My"/>')
        + p("二", '<w:outlineLvl w:val="1"/>')
        + p("三", '<w:pStyle w:val="N3"/>')
        + p("四", '<w:pStyle w:val="My"/><w:outlineLvl w:val="9"/>')
        + p("五", '<w:pStyle w:val="A"/>')
        + p("六", '<w:pStyle w:val="不存在"/>')
    )
    assert [line.markup_level for line in reading(body, styles=STYLES).lines] == [1, 2, 3, 0, 0, 0]


def test_hidden_through_styles() -> None:
    secret = '<w:pStyle w:val="Secret"/>'
    ghost, shown = '<w:rStyle w:val="Ghost"/>', '<w:vanish w:val="0"/>'
    body = (
        p("藏", secret)
        + f"<w:p>{r('见')}{r('藏', ghost)}</w:p>"
        + f"<w:p><w:pPr>{secret}</w:pPr>{r('明', shown)}</w:p>"
    )
    assert lines(body, styles=STYLES) == ["见", "明"]


# ---------------------------------------------------------------- controls


def _control(content: str, properties: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_content_controls_at_every_level() -> None:
    cell = f"<w:tc><w:tcPr/>{_control(p('格内'), '')}</w:tc>"
    row = f"<w:tr>{_control('<w:tc><w:tcPr/>' + p('整格') + '</w:tc>', '')}{cell}</w:tr>"
    body = (
        _control(p("块级"), "")
        + f"<w:p>{_control(r('行内'), '')}</w:p>"
        + f"<w:tbl><w:tblPr/>{_control(row, '')}</w:tbl>"
        + p("尾")
    )
    read = reading(body)
    assert [(said(read, line), line.place.path) for line in read.lines] == [
        ("块级", "p[0]"),
        ("行内", "p[1]"),
        ("整格", "tbl[0]/tr[0]/tc[0]/p[0]"),
        ("格内", "tbl[0]/tr[0]/tc[1]/p[0]"),
        ("尾", "p[2]"),
    ]


@pytest.mark.parametrize(("state", "shown"), [("1", "☑"), ("0", "□")])
def test_the_state_of_a_tick_box_decides_its_sign(state: str, shown: str) -> None:
    box = _control(r("☒") + r("旧"), f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>')
    assert lines(f"<w:p>{box}{r('是')}</w:p>") == [shown + "是"]


def test_prompts_stay_in_raw_and_are_marked() -> None:
    prompt = _control(r("单击此处输入文字。"), "<w:showingPlcHdr/>")
    read = reading(f"<w:p>{r('单位名称：')}{prompt}</w:p>" + _control(p("请选择日期"), "<w:showingPlcHdr/>"))
    assert [(read.raw[i.raw_span[0] : i.raw_span[1]], i.role) for i in read.inlines] == [
        ("单击此处输入文字。", "placeholder"),
        ("请选择日期", "placeholder"),
    ]


def test_marks_of_notes_do_not_lengthen_a_number() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    read = reading(f"<w:p>{r('不少于90')}{r('1', raised)}{r('学时，10km')}{r('2', raised)}</w:p>")
    assert [(read.raw[i.raw_span[0] : i.raw_span[1]], i.role) for i in read.inlines] == [("1", "note_mark")]


# ---------------------------------------------------------------- beside the text


def _box(*texts: str) -> str:
    content = f"<w:txbxContent>{''.join(map(p, texts))}</w:txbxContent>"
    drawing = f"<w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>"
    legacy = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"{drawing}</mc:Choice><mc:Fallback>{legacy}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_come_once_and_around_their_paragraph() -> None:
    body = (
        f"<w:p>{_box('某市人力资源和社会保障局文件')}{r('某人社字〔2026〕1号')}</w:p>"
        f"<w:p>{r('填表单位：')}{_box('某中心', '盖章')}</w:p>"
    )
    read = reading(body)
    assert [(said(read, line), line.place.path) for line in read.lines] == [
        ("某市人力资源和社会保障局文件", "p[0]/txbx[0]/p[0]"),
        ("某人社字〔2026〕1号", "p[0]"),
        ("填表单位：", "p[1]"),
        ("某中心", "p[1]/txbx[0]/p[0]"),
        ("盖章", "p[1]/txbx[0]/p[1]"),
    ]


def test_the_fallback_is_read_where_the_choice_has_no_text() -> None:
    content = f"<w:txbxContent>{p('旧式文本框')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='x'><w:drawing/></mc:Choice><mc:Fallback><w:pict>"
        f"<v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert lines(body) == ["旧式文本框"]


def test_wordart_is_text() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="某某市人事局文件"/></v:shape></w:pict></w:r>'
    assert lines(f"<w:p>{art}</w:p>" + p("正文")) == ["某某市人事局文件", "正文"]


def test_notes_follow_the_text_in_the_order_of_their_marks() -> None:
    first, second = (f'<w:r><w:footnoteReference w:id="{i}"/></w:r>' for i in (3, 2))
    body = f"<w:p>{r('甲')}{first}{r('乙')}{second}</w:p>"
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("——")}</w:footnote>'
        f'<w:footnote w:id="2">{p("注二")}</w:footnote><w:footnote w:id="3">{p("注三")}</w:footnote>'
        f'<w:footnote w:id="4">{p("无人引用")}</w:footnote>'
    )
    read = reading(body, footnotes=notes)
    assert [said(read, line) for line in read.lines] == ["甲乙", "注三", "注二"]
    assert (read.lines[1].place.part, read.lines[1].place.path) == ("word/footnotes.xml", "footnote[2]/p[0]")


def test_headers_and_footers_are_furniture() -> None:
    body = p("正文") + '<w:sectPr><w:headerReference r:id="header"/><w:footerReference r:id="footer"/></w:sectPr>'
    page = f"<w:p>{r('— ')}{_complex('PAGE', '1')}{r(' —')}</w:p>"
    read = reading(body, header=p("某某局文件稿纸"), footer=page + p("内部资料"))
    assert [(said(read, line), line.furniture) for line in read.lines] == [
        ("某某局文件稿纸", "header"),
        ("正文", ""),
        ("— 1 —", "page_number"),
        ("内部资料", "footer"),
    ]


def test_what_is_not_read_is_counted() -> None:
    body = (
        p("正文文字足够长，不会被当作扫描件，也不会被拒收，这里再写几个字。")
        + "<w:p><w:r><w:drawing><a:blip r:embed='x'/></w:drawing></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
        + "<w:r><w:object><v:imagedata/></w:object></w:r></w:p><w:altChunk r:id='y'/>"
    )
    assert _codes(body, comments="<w:comment w:id='1'/>") == [
        "IMAGE",
        "WORD_EMBEDDED_OBJECT",
        "WORD_FORMULA",
        "WORD_FOREIGN_PART",
        "WORD_COMMENTS",
    ]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<w:p><w:r><w:drawing><a:blip r:embed='x'/></w:drawing></w:r></w:p>" + p("附件"), "ING_NEEDS_OCR"),
        ("<w:altChunk r:id='y'/>", "ING_UNSUPPORTED"),
        (p() + p("　"), "ING_EMPTY"),
        (p("全部隐藏", "").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"), "ING_EMPTY"),
    ],
)
def test_files_without_text_are_refused(body: str, code: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        reading(body)
    assert caught.value.code == code


# ---------------------------------------------------------------- encodings of the package


def test_strict_files_read_like_transitional_ones() -> None:
    data = package(p("严格格式") + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")
    transitional, ours = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    strict = replaced(
        data,
        (transitional + b"wordprocessingml/2006/main", ours + b"wordprocessingml/main"),
        (transitional + b"officeDocument/2006/relationships", ours + b"officeDocument/relationships"),
    )
    assert strict != data
    assert read_docx(strict, Path("a.docx")) == read_docx(data, Path("a.docx"))


def test_parts_in_utf16_are_read() -> None:
    body = document(p("宽字符编码")).replace("UTF-8", "UTF-16").encode("utf-16")
    data = package("", members={"word/document.xml": body})
    read = read_docx(data, Path("a.docx"))
    assert [said(read, line) for line in read.lines] == ["宽字符编码"]
