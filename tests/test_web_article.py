"""Finding the article on pages of very different systems: what is the notice's, what the site's, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import ElementPlace
from ingest.errors import UnreadableFileError
from ingest.reading import Reading
from ingest.web import read_html

SHARED = Path(__file__).resolve().parents[1].parent / "shared"

TITLE = "关于开展2025年度专业技术人员继续教育工作的通知"
BODY = (
    "<p>各县（市、区）人力资源和社会保障局，市直各部门：</p>"
    "<p>　　现就有关事项通知如下，请认真贯彻执行，遇有问题及时反馈。</p>"
    "<p><strong>一、学时要求</strong></p>"
    "<p>每人全年修满<span>90</span>学时：公需科目30学时以上，专业科目60学时以上。</p>"
    "<p>联系人：张某，联系电话：0530-5555555。</p>"
)
SAID = [
    "各县（市、区）人力资源和社会保障局，市直各部门：",
    "现就有关事项通知如下，请认真贯彻执行，遇有问题及时反馈。",
    "一、学时要求",
    "每人全年修满90学时：公需科目30学时以上，专业科目60学时以上。",
    "联系人：张某，联系电话：0530-5555555。",
]
SIGNED = "<p align=right>某某市人力资源和社会保障局</p><p align=right>2025年3月18日</p>"


def page(body: str, head: str = "") -> bytes:
    """A page in UTF-8."""
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def read(body: str, head: str = "") -> Reading:
    return read_html(page(body, head), Path("通知.html"))


def own(reading: Reading) -> list[str]:
    """The lines of the notice itself."""
    return [reading.raw[line.span[0] : line.span[1]] for line in reading.lines if not line.furniture]


def other(reading: Reading) -> dict[str, str]:
    """The lines of the site, with their roles."""
    return {reading.raw[s.span[0] : s.span[1]]: s.furniture for s in reading.lines if s.furniture}


def test_a_modern_page() -> None:
    got = read(
        '<header class="site-header"><a href="/">某某市人社局</a><form><button>搜索</button></form></header>'
        '<nav><a href="/a">首页</a><a href="/b">政务公开</a></nav>'
        '<div class="crumbs">当前位置：<a href="/">首页</a>&gt;<a href="/x">通知公告</a></div>'
        f'<main><article><h1>{TITLE}</h1><p class="meta">发布日期：2025-03-20　来源：专技科</p>'
        f'<div id="UCAP-CONTENT">{BODY}{SIGNED}</div><p>附件：<a href="/u/1.docx">申报表.docx</a></p></article></main>'
        '<div class="share">分享到：<a href="#">微信</a></div>'
        '<div class="related"><h3>相关信息</h3><ul><li><a href="/1">关于公布2024年结果的通知</a></li></ul></div>'
        "<footer><p>主办单位：某某市人社局　电话：12333</p></footer>",
        f"<title>{TITLE}_通知公告_某某市人社局</title>",
    )
    assert own(got) == [
        TITLE,
        "发布日期：2025-03-20\u3000来源：专技科",
        *SAID,
        "某某市人力资源和社会保障局",
        "2025年3月18日",
        "附件：申报表.docx",
    ]
    assert other(got) == {
        f"{TITLE}_通知公告_某某市人社局": "header",
        "某某市人社局": "header",
        "搜索": "navigation",
        "首页政务公开": "navigation",
        "当前位置：首页>通知公告": "navigation",
        "分享到：微信": "navigation",
        "相关信息": "navigation",
        "关于公布2024年结果的通知": "navigation",
        "主办单位：某某市人社局\u3000电话：12333": "footer",
    }


def test_signature_and_attachments_outside_the_container() -> None:
    got = read(
        f'<div class="wrap"><div class="title">{TITLE}</div><div>发布时间：2025-03-20</div>'
        f'<div class="TRS_Editor">{BODY}</div>{SIGNED}<div class="fj"><a href="/P0201.doc">附件1：办理指南</a></div>'
        '<div class="ewm">扫一扫在手机打开当前页</div><div><a href="#">【打印】</a><a href="#">【关闭】</a></div></div>'
        '<div class="foot">鲁ICP备00000000号</div>'
    )
    assert own(got) == [
        TITLE,
        "发布时间：2025-03-20",
        *SAID,
        "某某市人力资源和社会保障局",
        "2025年3月18日",
        "附件1：办理指南",
    ]


def test_a_page_laid_out_in_tables() -> None:
    menu = "<TR><TD><A href=a.asp>首页</A></TD><TD><A href=b.asp>公开</A></TD></TR>" * 2
    news = "<TR><TD><A href=1.htm>关于某事的通知</A></TD></TR><TR><TD><A href=2.htm>关于另一事的通知</A></TD></TR>"
    text = "<BR>&nbsp;&nbsp;&nbsp;&nbsp;".join(SAID)
    got = read(
        f"<TABLE width=778><TR><TD><TABLE>{menu}</TABLE></TD></TR>"
        f"<TR><TD><TABLE>{news}</TABLE></TD>"
        f"<TD><TABLE><TR><TD align=center><FONT size=4><B>{TITLE}</B></FONT></TD></TR>"
        f"<TR><TD>发布时间：2025-3-5  来源：本站</TD></TR><TR><TD><FONT>{text}<BR><BR>{SIGNED}</FONT></TD></TR>"
        "<TR><TD>【<A href='javascript:print()'>打印</A>】【<A href='javascript:close()'>关闭</A>】</TD></TR>"
        "</TABLE></TD></TR>"
        "<TR><TD colspan=2>版权所有：某某县人事局</TD></TR></TABLE>"
    )
    assert own(got) == [
        TITLE,
        "发布时间：2025-3-5 来源：本站",
        *SAID,
        "某某市人力资源和社会保障局",
        "2025年3月18日",
    ]
    assert got.tables == ()
    assert all(line.complete for line in got.lines)


def test_a_wechat_page() -> None:
    soup = "".join(
        f"<section><section><span>{text[:3]}</span><span>{text[3:]}</span></section></section>" for text in SAID
    )
    got = read(
        '<script>var data={"content":"<p>假正文999学时</p>"};</script>'
        f'<div id="js_article"><h1 class="rich_media_title"> {TITLE} </h1>'
        '<div id="meta_content"><span>某某人社</span> <em id="publish_time">2026-03-01 17:30</em></div>'
        f'<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">{soup}</div>'
        '<div class="qr_code_pc"><p>微信扫一扫<br>关注该公众号</p></div></div>',
        "<title></title>",
    )
    assert own(got) == [TITLE, "某某人社 2026-03-01 17:30", *SAID]
    assert "假正文" not in got.raw


def test_a_page_of_preformatted_text() -> None:
    text = f"{TITLE}\n各单位：\n    现将有关事项通知如下，请认真\n贯彻执行。\n    一、学时不少于72学时。\n\n某市人社局"
    got = read(f"<div><a href=/>首页</a> | <a href=/1>公开</a></div><pre>\n{text}\n</pre>")
    assert own(got) == [line.strip() for line in text.split("\n") if line.strip()]
    assert [line.complete for line in got.lines if not line.furniture] == [False, True, False, True, True, True]


def test_particulars_of_a_disclosure_page_belong_to_the_notice() -> None:
    particulars = (
        "<table><tr><td>索引号：</td><td>1137/2025-1</td><td>发文机关：</td><td>某某市人社局</td></tr>"
        "<tr><td>发文字号：</td><td>某人社字〔2025〕8号</td><td>成文日期：</td><td>2025-03-18</td></tr></table>"
    )
    got = read(f'<div>当前位置：<a href="/">首页</a></div>{particulars}<h1>{TITLE}</h1><div class="con">{BODY}</div>')
    assert "某人社字〔2025〕8号" in own(got)
    assert [(table.rows, table.cols) for table in got.tables] == [(2, 4)]


@pytest.mark.parametrize("name", ["foot", "position", "nav-content", "share"])
def test_a_misleading_name_does_not_take_the_article_away(name: str) -> None:
    assert own(read(f'<div class="{name}">{BODY}</div><div class="footer">版权所有 某局</div>')) == SAID


def test_links_to_other_notices_at_the_end_of_the_container() -> None:
    got = read(
        f'<div id="zoom">{BODY}<p>附件：<a href="a.pdf">a.pdf</a></p><p>相关阅读：</p>'
        '<p><a href="/1">关于举办高级研修班的通知</a></p><p>上一篇：<a href="/2">关于某事的通知</a></p></div>'
    )
    assert own(got) == [*SAID, "附件：a.pdf"]


@pytest.mark.parametrize(
    ("title", "printed", "expected"),
    [
        pytest.param(f"{TITLE}-某某市人社局", "", True, id="only in the head"),
        pytest.param(f"{TITLE}-某某市人社局", f"<h2>{TITLE}</h2>", False, id="printed"),
        pytest.param(
            f"某某市人社局 | {TITLE}", f"<p>{TITLE[:10]}</p><p>{TITLE[10:]}</p>", False, id="printed in two lines"
        ),
        pytest.param(f"{TITLE[:20]}...", f"<h2>{TITLE}</h2>", False, id="cut off"),
        pytest.param("关于通知的模板", f"<p>{TITLE}</p>", False, id="another title is printed"),
        pytest.param("某某市人力资源和社会保障局", "", False, id="name of the site"),
    ],
)
def test_the_title_of_the_head(title: str, printed: str, *, expected: bool) -> None:
    got = read(f"<div id=zoom>{printed}{BODY}</div>", f"<title>{title}</title>")
    first = got.lines[0]
    assert first.place == ElementPlace("/html/head/title")
    assert (first.furniture == "") is expected
    if expected:
        left = got.raw[first.span[0] : first.span[1]]
        for inline in reversed([i for i in got.inlines if i.role == "navigation"]):
            left = left[: inline.raw_span[0]] + left[inline.raw_span[1] :]
        assert left == TITLE


def _marked(got: Reading) -> list[tuple[str, str]]:
    return [(got.raw[i.raw_span[0] : i.raw_span[1]], i.role) for i in got.inlines]


def test_marks_of_notes_do_not_lengthen_a_number() -> None:
    got = read("<p>不少于90<sup>1</sup>学时<sup><a href='#n'>[2]</a></sup>，面积10km<sup>2</sup><sup>①</sup></p>")
    assert own(got) == ["不少于901学时[2]，面积10km2①"]
    assert _marked(got) == [("1", "note_mark"), ("[2]", "note_mark"), ("①", "note_mark")]


def test_floating_buttons() -> None:
    got = read(
        f'<div class="con">{BODY}<p>各单位<sup>搜索</sup>要积极组织<sup>社保卡</sup>申报，'
        "面积5m<sup>2</sup>。</p>"
        '<p>按时<span style="POSITION: fixed; top:0">微信</span>报送</p><div class="bar"><a href="#">微信</a></div>'
        "<p><a href='javascript:;'>返回首页</a></p></div>",
        "<style>.bar{width:3px;position:fixed}</style>",
    )
    assert _marked(got) == [("搜索", "floating"), ("社保卡", "floating"), ("微信", "floating")]
    assert other(got) == {"微信": "floating", "返回首页": "navigation"}
    assert own(got)[-2] == "各单位搜索要积极组织社保卡申报，面积5m2。"


def test_a_page_cannot_mark_its_own_text_away() -> None:
    for sign in ("\ufdd0", "&#xd800;", "&#xfdd0;", "\x00", "\x01"):
        got = read(f"<p>不少于{sign}90学时</p>")
        assert got.inlines == ()
        assert "90学时" in got.raw


def test_words_of_buttons_in_a_table_are_data() -> None:
    got = read(f"<div id=zoom>{BODY}<table border=1><tr><td>规模<td>返回<tr><td>大<td>打印</table><p>返回</p></div>")
    assert other(got) == {"返回": "navigation"}
    assert own(got)[-4:] == ["规模", "返回", "大", "打印"]


def test_nothing_shown_is_lost() -> None:
    body = (
        f"<ul><li><a href=/>首页</a></ul><div>{BODY}</div><select><option>县级网站</select><address>某路1号</address>尾"
    )
    raw = read(body).raw
    assert [word for word in ("首页", *SAID, "县级网站", "某路1号", "尾") if word not in raw] == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<div id=app></div><script>render()</script>", "ING_EMPTY"),
        ("", "ING_EMPTY"),
        (f"<h1>{TITLE}</h1><div><p><img src=1.jpg></p><p><img src=2.jpg></p></div>", "ING_NEEDS_OCR"),
        ("<div>" * 3000 + "深", "ING_LIMIT"),
    ],
)
def test_pages_without_text_are_refused(body: str, code: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(body)
    assert caught.value.code == code


def test_the_weifang_page() -> None:
    source = SHARED / "inputs" / "weifang-2026.html"
    if not source.exists():
        pytest.skip("shared reference material is not on this machine")
    got = read_html(source.read_bytes(), source)
    lines = own(got)
    assert lines[0].startswith("潍坊市人力资源和社会保障局关于做好2026年度")
    assert lines[1] == "发布时间：2026-04-10"
    assert lines[-1].endswith("附件1-7.docx")
    assert not [line for line in lines if "12333" in line or "ICP" in line or "首页" in line]
    assert _marked(got) == [(word, "floating") for word in ("搜索", "微信", "社保卡", "培训", "支")]
