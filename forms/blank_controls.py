"""Fields of a form → content controls of Word: text, date pickers, drop-downs, tick boxes, rows that repeat.

Source: ISO/IEC 29500-1, 17.5.2; tick boxes and repeating sections from [MS-DOCX] 2.6.1 and 2.5.3.
"""

from __future__ import annotations

from collections.abc import Sequence

from forms.spec import FieldSpec
from forms.wml import face, run, text

YES_NO = ("是", "否")
SIZE = 11.0
"""Points of what is filled in."""

_GREY = '<w:rStyle w:val="PlaceholderText"/>'
_BOX, _TICKED = "☐", "☑"
_DATE = (
    '<w:date><w:dateFormat w:val="yyyy年M月d日"/><w:lid w:val="zh-CN"/>'
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
)


def control(field: FieldSpec, identity: int, shown: str = "") -> str:
    """A control in a line of text, showing its prompt unless `shown` fills it."""
    prompt = "" if shown else "<w:showingPlcHdr/>"
    content = run(shown, face(SIZE)) if shown else run(_prompt(field), _GREY + face(SIZE))
    return (
        f"<w:sdt><w:sdtPr>{_named(field.key, field.zh, identity)}{prompt}{_kind(field)}</w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def choices(field: FieldSpec, content: str, identity: int) -> str:
    """A control around the tick boxes of a field and what is printed between them."""
    named = _named(field.key, field.zh, identity)
    return f"<w:sdt><w:sdtPr>{named}<w:richText/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def tick_box(choice: str, identity: int) -> str:
    """An empty tick box for one choice; it bears the choice as its title, and no tag of its own."""
    box = (
        f'<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="{ord(_TICKED):04X}" w14:font="MS Gothic"/>'
        f'<w14:uncheckedState w14:val="{ord(_BOX):04X}" w14:font="MS Gothic"/></w14:checkbox>'
    )
    glyph = run(_BOX, f'<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic"/>{face(SIZE)}')
    named = f'<w:alias w:val="{text(choice)}"/><w:id w:val="{identity}"/><w:lock w:val="sdtLocked"/>'
    return f"<w:sdt><w:sdtPr>{named}{box}</w:sdtPr><w:sdtContent>{glyph}</w:sdtContent></w:sdt>"


def repeating(rows: Sequence[str], name: str, identity: int, identities: Sequence[int]) -> str:
    """Table rows that Word repeats with the + sign at their end; `identities` are those of the rows."""
    items = "".join(
        f'<w:sdt><w:sdtPr><w:id w:val="{number}"/><w15:repeatingSectionItem/></w:sdtPr>'
        f"<w:sdtContent>{row}</w:sdtContent></w:sdt>"
        for row, number in zip(rows, identities, strict=True)
    )
    title = f'<w:alias w:val="{text(name)}"/><w:id w:val="{identity}"/>'
    return f"<w:sdt><w:sdtPr>{title}<w15:repeatingSection/></w:sdtPr><w:sdtContent>{items}</w:sdtContent></w:sdt>"


def _named(key: str, title: str, identity: int) -> str:
    """Title and tag; the control itself can't be deleted, its content can."""
    return (
        f'<w:alias w:val="{text(title)}"/><w:tag w:val="{key}"/><w:id w:val="{identity}"/><w:lock w:val="sdtLocked"/>'
    )


def _kind(field: FieldSpec) -> str:
    choices = YES_NO if field.type == "yes_no" else field.choices if field.type == "choice" else ()
    if choices:
        items = "".join(f'<w:listItem w:displayText="{text(c)}" w:value="{text(c)}"/>' for c in choices)
        return f"<w:dropDownList>{items}</w:dropDownList>"
    if field.type in ("date", "range_start", "range_end"):
        return _DATE
    return '<w:text w:multiLine="1"/>' if field.type in ("text", "opinion") else "<w:text/>"


def _prompt(field: FieldSpec) -> str:
    if field.required == "no":
        return "选填"
    return "请选择" if field.type in ("date", "range_start", "range_end", "yes_no", "choice") else "请填写"
