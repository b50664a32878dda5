"""Content controls of a Word part: which runs are a prompt, which draw a tick box, and what a control is called.

Comes in: the root of a part. Goes out: lookups by element for the readers of paragraphs and cells.
Source: ISO/IEC 29500-1, 17.5.2; tick boxes from [MS-DOCX], 2.6.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from ingest.document import AsideKind
from ingest.draft import Beside
from ingest.word import tags
from ingest.word.fields import TICKED, UNTICKED
from ingest.word.tags import VAL, is_on


@dataclass(frozen=True, slots=True)
class Control:
    """A content control: its tag, its title, whether it still shows its prompt; `group` tells it from the others."""

    name: str
    title: str
    empty: bool
    group: int

    def over(self, start: int, end: int) -> Beside:
        """The control around a stretch of text."""
        return Beside(start, end, AsideKind.CONTROL, self.name, self.title, self.group, self.empty)


@dataclass(frozen=True, slots=True)
class Controls:
    """The content controls of a part. `blocks` holds those around whole paragraphs and cells, by these elements."""

    inline: Mapping[etree._Element, Control]
    blocks: Mapping[etree._Element, Control]
    prompts: frozenset[etree._Element]
    boxes: Mapping[etree._Element, str]


def controls_of(root: etree._Element) -> Controls:
    """The controls of a part, at any level of its text."""
    inline: dict[etree._Element, Control] = {}
    blocks: dict[etree._Element, Control] = {}
    for number, properties in enumerate(root.iter(tags.SDT_PR), 1):
        element = properties.getparent()
        content = element.find(tags.SDT_CONTENT) if element is not None else None
        if element is None or content is None:
            continue
        control = Control(
            _value(properties.find(tags.TAG)),
            _value(properties.find(tags.ALIAS)),
            is_on(properties.find(tags.SHOWING_PLACEHOLDER)),
            number,
        )
        inline[element] = control
        for child in content.iterchildren(tags.P, tags.TC):
            blocks[child] = control
    return Controls(inline, blocks, _prompt_runs(root), _checkbox_runs(root))


def _value(element: etree._Element | None) -> str:
    return element.get(VAL, "") if element is not None else ""


def _prompt_runs(root: etree._Element) -> frozenset[etree._Element]:
    """Runs of content controls that still show their prompt (单击此处输入文字), at any level of the text."""
    controls = (flag.getparent() for flag in root.iter(tags.SHOWING_PLACEHOLDER) if is_on(flag))
    return frozenset(
        run
        for properties in controls
        if properties is not None and (control := properties.getparent()) is not None
        for run in control.iter(tags.R)
    )


def _checkbox_runs(root: etree._Element) -> dict[etree._Element, str]:
    """Runs of tick-box controls and what they show: the state that Word keeps decides, whatever glyph draws it."""
    shown: dict[etree._Element, str] = {}
    for box in root.iter(tags.CHECKBOX_14):
        state = box.find(tags.CHECKED_14)
        ticked = state is not None and state.get(tags.VAL_14, "1") not in {"0", "false", "off"}
        properties = box.getparent()
        control = properties.getparent() if properties is not None else None
        runs = list(control.iter(tags.R)) if control is not None else []
        for run in runs:
            shown[run] = ""
        if runs:
            drawn = next(
                (run for run in runs if run.find(tags.T) is not None or run.find(tags.SYM) is not None), runs[0]
            )
            shown[drawn] = TICKED if ticked else UNTICKED
    return shown
