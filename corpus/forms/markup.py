"""Text as clerks type it → WordprocessingML: runs, paragraphs, cells and everything a form holds besides plain text.

The quirks of Word, WPS and LibreOffice are the point, and so they are spelt out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from forms.wml import paragraph, run

CHECKED, UNCHECKED = "☑", "□"

WINGDINGS = {CHECKED: "F0FE", UNCHECKED: "F0A8"}
"""Private-use characters by which Word's symbol dialog puts ticked and empty boxes."""


def split_runs(text: str) -> str:
    """Text as Word leaves it after some editing: cut between scripts and in the middle of words."""
    parts = re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]{1,3}", text)
    fonts = (
        '<w:rFonts w:hint="eastAsia"/>',
        '<w:rFonts w:ascii="仿宋" w:eastAsia="仿宋"/><w:lang w:eastAsia="zh-CN"/>',
    )
    made = (run(part, fonts[index % 2]) for index, part in enumerate(parts))
    return '<w:proofErr w:type="gramStart"/>'.join(made) + '<w:proofErr w:type="gramEnd"/>' if parts else ""


def tracked(text: str, before: str) -> str:
    """Text put in under tracked changes in place of another."""
    mark = 'w:id="900" w:author="王经办" w:date="2026-03-02T09:00:00Z"'
    gone = f'<w:del {mark}><w:r><w:delText xml:space="preserve">{escape(before)}</w:delText></w:r></w:del>'
    return f"{gone}<w:ins {mark}>{run(text)}</w:ins>"


def hidden(text: str) -> str:
    """A run that is not shown."""
    return run(text, "<w:vanish/>")


def control(key: str, content: str, kind: str = "<w:text/>") -> str:
    """A content control in a line; an empty one shows its prompt."""
    prompt = "" if content else "<w:showingPlcHdr/>"
    shown = content or run("单击或点击此处输入文字。", '<w:rStyle w:val="PlaceholderText"/>')
    properties = f"<w:sdtPr><w:tag w:val={quoteattr(key)}/>{prompt}{kind}</w:sdtPr>"
    return f"<w:sdt>{properties}<w:sdtContent>{shown}</w:sdtContent></w:sdt>"


def symbol(mark: str) -> str:
    """A box from the symbol font."""
    return f'<w:r><w:sym w:font="Wingdings" w:char="{WINGDINGS[mark]}"/></w:r>'


def box_control(mark: str) -> str:
    """A tick box as a content control of Word 2010 and later."""
    state = int(mark == CHECKED)
    shown = "☒" if state else "☐"
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{run(shown)}</w:sdtContent></w:sdt>"
    )


def box_field(mark: str) -> str:
    """A tick box as a field of old forms."""
    checked = "<w:checked/>" if mark == CHECKED else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:enabled/><w:checkBox><w:sizeAuto/>'
        f'<w:default w:val="0"/>{checked}'
        "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_box(lines: Sequence[str]) -> str:
    """A text box as Word writes it: the drawing, and the old form again for programs that know no drawings."""
    content = f"<w:txbxContent>{''.join(paragraph(run(line)) for line in lines)}</w:txbxContent>"
    width, height = 3_600_000, 420_000 * len(lines)
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    drawing = (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        '<wp:docPr id="70" name="文本框 70"/><a:graphic><a:graphicData '
        f'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{shape}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f'<w:pict><v:shape style="width:283pt;height:34pt"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def picture(identity: str) -> str:
    """A seal laid over the text, as offices paste them."""
    size = 1_440_000
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>2500000</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>-600000</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{size}" cy="{size}"/><wp:wrapNone/><wp:docPr id="71" name="图片 71"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="71" name="seal.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{identity}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{size}" cy="{size}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r>"
    )


def linked(text: str) -> str:
    """Text that Word has made a link of, with its field codes."""
    code = f'<w:r><w:instrText xml:space="preserve"> HYPERLINK "{escape(text)}" </w:instrText></w:r>'
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}{code}{middle}{run(text)}{end}"


def commented(content: str, identity: int) -> str:
    """Runs with a comment of the clerk."""
    mark = f'w:id="{identity}"'
    return f"<w:commentRangeStart {mark}/>{content}<w:commentRangeEnd {mark}/><w:r><w:commentReference {mark}/></w:r>"


def spaced(label: str) -> str:
    """A label drawn out over its cell, as typists do it: 单 位."""
    plain = re.fullmatch(r"[\u4e00-\u9fff]{2,6}", label)
    return ("　" if len(label) == 2 else " ").join(label) if plain else label


def choices(options: Mapping[str, bool], marks: tuple[str, str] = (CHECKED, UNCHECKED)) -> str:
    """Options with their boxes, in one line."""
    return "  ".join(f"{marks[0] if ticked else marks[1]}{option}" for option, ticked in options.items())


def boxed(text: str) -> Iterator[str]:
    """A line cut at its boxes: the boxes alone, and what stands between them."""
    yield from (piece for piece in re.split(f"([{CHECKED}{UNCHECKED}])", text) if piece)
