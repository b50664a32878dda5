"""Names of WordprocessingML elements as lxml spells them, and the small reads every Word module needs.

Source: ISO/IEC 29500-1 (ECMA-376 part 1), chapter 17; w14 and wps from [MS-DOCX].
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# blocks
BODY, P, TBL, TR, TC = _W + "body", _W + "p", _W + "tbl", _W + "tr", _W + "tc"
PPR, RPR, TBL_PR, TR_PR, TC_PR = _W + "pPr", _W + "rPr", _W + "tblPr", _W + "trPr", _W + "tcPr"
SECT_PR, ALT_CHUNK = _W + "sectPr", _W + "altChunk"
SDT, SDT_PR, SDT_CONTENT = _W + "sdt", _W + "sdtPr", _W + "sdtContent"
TAG, ALIAS = _W + "tag", _W + "alias"
CUSTOM_XML, SMART_TAG, DIR, BDO = _W + "customXml", _W + "smartTag", _W + "dir", _W + "bdo"
INS, DEL, MOVE_TO, MOVE_FROM = _W + "ins", _W + "del", _W + "moveTo", _W + "moveFrom"
CELL_DEL = _W + "cellDel"
ALTERNATE, CHOICE, FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"

# runs
R, T, TAB, PTAB, BR, CR = _W + "r", _W + "t", _W + "tab", _W + "ptab", _W + "br", _W + "cr"
SYM, NO_BREAK_HYPHEN = _W + "sym", _W + "noBreakHyphen"
HYPERLINK, FLD_SIMPLE, FLD_CHAR, INSTR_TEXT = _W + "hyperlink", _W + "fldSimple", _W + "fldChar", _W + "instrText"
FF_DATA, CHECK_BOX, CHECKED, DEFAULT = _W + "ffData", _W + "checkBox", _W + "checked", _W + "default"
DD_LIST, RESULT, LIST_ENTRY = _W + "ddList", _W + "result", _W + "listEntry"
RUBY, RUBY_BASE = _W + "ruby", _W + "rubyBase"
DRAWING, PICT, OBJECT = _W + "drawing", _W + "pict", _W + "object"
TXBX_CONTENT, TEXT_PATH = _W + "txbxContent", _V + "textpath"
BLIP, IMAGE_DATA = _A + "blip", _V + "imagedata"
ANCHOR, DOC_PR, C_NV_PR, SHAPE = _WP + "anchor", _WP + "docPr", _PIC + "cNvPr", _V + "shape"
COMMENT_REF = _W + "commentReference"
FOOTNOTE_REF, ENDNOTE_REF = _W + "footnoteReference", _W + "endnoteReference"
O_MATH, O_MATH_PARA = _M + "oMath", _M + "oMathPara"
CHECKBOX_14, CHECKED_14 = _W14 + "checkbox", _W14 + "checked"

# properties
P_STYLE, R_STYLE, NUM_PR, NUM_ID, ILVL = _W + "pStyle", _W + "rStyle", _W + "numPr", _W + "numId", _W + "ilvl"
OUTLINE_LVL, VANISH, SPEC_VANISH = _W + "outlineLvl", _W + "vanish", _W + "specVanish"
STRIKE, DOUBLE_STRIKE = _W + "strike", _W + "dstrike"
R_FONTS, VERT_ALIGN = _W + "rFonts", _W + "vertAlign"
GRID_SPAN, GRID_BEFORE, V_MERGE, H_MERGE = _W + "gridSpan", _W + "gridBefore", _W + "vMerge", _W + "hMerge"
HIDDEN, SHOWING_PLACEHOLDER = _W + "hidden", _W + "showingPlcHdr"
HEADER_REFERENCE, FOOTER_REFERENCE = _W + "headerReference", _W + "footerReference"

# numbering and styles
ABSTRACT_NUM, ABSTRACT_NUM_ID, NUM = _W + "abstractNum", _W + "abstractNumId", _W + "num"
LVL, LVL_TEXT, LVL_OVERRIDE, LVL_RESTART = _W + "lvl", _W + "lvlText", _W + "lvlOverride", _W + "lvlRestart"
NUM_FMT, START, START_OVERRIDE, IS_LGL = _W + "numFmt", _W + "start", _W + "startOverride", _W + "isLgl"
NUM_STYLE_LINK, STYLE_LINK = _W + "numStyleLink", _W + "styleLink"
STYLE, BASED_ON, NAME = _W + "style", _W + "basedOn", _W + "name"

# attributes
VAL, TYPE, ID, STYLE_ID = _W + "val", _W + "type", _W + "id", _W + "styleId"
FONT, CHAR, FLD_CHAR_TYPE, INSTR = _W + "font", _W + "char", _W + "fldCharType", _W + "instr"
ASCII, VAL_14, R_ID = _W + "ascii", _W14 + "val", _R + "id"

_WRAPPERS = frozenset({CUSTOM_XML, SMART_TAG, INS, MOVE_TO, DEL, MOVE_FROM})


def properties_of(element: etree._Element, tag: str) -> etree._Element | None:
    """The properties of a paragraph or cell, which the schema puts first (17.3.1.26, 17.4.69)."""
    if len(element) and element[0].tag == tag:
        return element[0]
    return None


def is_on(element: etree._Element | None) -> bool:
    """A toggle property: present and not switched off (17.17.4: 0, false and off mean no)."""
    return element is not None and element.get(VAL, "1") not in {"0", "false", "off"}


def number_of(element: etree._Element | None, default: int = 0) -> int:
    """The w:val of an element as an integer; the default where it is absent or no number."""
    try:
        return int(element.get(VAL, "")) if element is not None else default
    except ValueError:
        return default


def flattened(container: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """Children of the wanted names in order, seen through content controls, custom XML and tracked moves."""
    for child in container:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from flattened(content, *wanted)
        elif tag in _WRAPPERS:
            yield from flattened(child, *wanted)
        elif tag == ALTERNATE:
            yield from flattened(chosen(child), *wanted)


def chosen(alternate: etree._Element) -> etree._Element:
    """The branch of mc:AlternateContent that is shown: the choice, or the fallback where no choice holds text."""
    choice, fallback = alternate.find(CHOICE), alternate.find(FALLBACK)
    if choice is None:
        return alternate if fallback is None else fallback
    if fallback is not None and _has_text(fallback) and not _has_text(choice):
        return fallback
    return choice


def _has_text(element: etree._Element) -> bool:
    return next(element.iter(T, TEXT_PATH), None) is not None
