"""Mentions of blank forms → BlankForm: number, title, layout and the labels to be filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from extract.finders.attachments import ordinal
from extract.mentions import Mention, Mentions
from ingest.document import Document, Level, Span
from normalize.evidence import evidence
from normalize.facts.attachments import attachments
from normalize.record import BlankForm, FormField
from normalize.values.identifiers import canonical_title
from normalize.values.wording import squeezed

_PATTERN = re.compile(r"[XxＸ×○]{2,}")
_AROUND = re.compile(r"^[（(](.*)[)）]$")
_UNNUMBERED = "附件"
_ALIKE = 80  # per cent of likeness from which the title in the list of attachments is this form's


def blank_forms(mentions: Mentions) -> tuple[BlankForm, ...]:
    """All blank forms in reading order.

    Where the form's own title is a pattern (XXXX厅关于…) or cannot be read, the list of attachments gives it; the list
    also gives the number where the form bears none. The only attachment, printed without a number, is number 1.
    """
    document = mentions.document
    listed = {a.no: a.title for a in attachments(mentions)}
    fields = list(mentions.of("form_field"))
    forms = list(mentions.of("blank_form"))
    only = next(iter(listed)) if len(listed) == len(forms) == 1 else None
    return tuple(_form(document, form, fields, listed, only) for form in forms)


def _form(
    document: Document, form: Mention, fields: Sequence[Mention], listed: dict[int, str], only: int | None
) -> BlankForm:
    """A form; `only` is the number of the one attachment of a notice with one form: that is this one."""
    printed = form.part("no")
    spans = [p.span for p in form.all("title")]
    whole = (spans[0][0], spans[-1][1])
    own = canonical_title("".join(document.quote(span) for span in spans))
    no = ordinal(document.quote(printed.span)) if printed else _listed_as(own, listed) or only
    if (
        no is None
        and len(listed) <= 1
        and _is_only_annex(document)
        and evidence(document, whole).clause[:1] == (_UNNUMBERED,)
    ):
        no = next(iter(listed), 1)
    return BlankForm(
        attachment_no=no,
        title=_title(document, spans, own, listed.get(no or 0)),
        layout="headings" if form.label == "headings" else "list" if form.label == "list" else "table",
        fields=tuple(_field(document, f) for f in fields if form.span[0] <= f.span[0] < form.span[1]),
        evidence=evidence(document, whole),
    )


def _is_only_annex(document: Document) -> bool:
    """Whether 附件 without a number stands at the head of the one attachment."""
    labels = {block.clause[0] for block in document.body if block.clause and block.clause[0].startswith(_UNNUMBERED)}
    return labels == {_UNNUMBERED}


def _listed_as(title: str, listed: dict[int, str]) -> int | None:
    """The number under which the list of attachments has a form that bears none itself."""
    same = next((no for no, other in listed.items() if squeezed(other) == squeezed(title)), None)
    alike = [no for no, other in listed.items() if fuzz.ratio(squeezed(other), squeezed(title)) >= _ALIKE]
    return same if same is not None or len(alike) != 1 else alike[0]


def _title(document: Document, spans: Sequence[Span], own: str, listed: str | None) -> str:
    damaged = any(r.level is Level.UNREADABLE for span in spans for r in document.repairs_in(span))
    if listed is not None and (damaged or _PATTERN.match(own)) and fuzz.partial_ratio(own, listed) >= _ALIKE:
        return listed
    return own


def _field(document: Document, field: Mention) -> FormField:
    group = field.part("group")
    return FormField(
        label=_label("".join(document.quote(p.span) for p in field.all("label"))),
        repeating=field.label == "repeating",
        group=_label(document.quote(group.span)) if group else None,
        options=tuple(_label(document.quote(p.span)) for p in field.all("option")),
    )


def _label(printed: str) -> str:
    """A label in one piece: no blanks, no colon, no brackets around the whole; 拟培训人数 人数 says its end twice."""
    words = printed.split()
    if len(words) == 2 and len(words[1]) > 1 and words[0].endswith(words[1]):
        words = words[:1]
    label = canonical_title("".join(words)).strip("：:、，")
    return _AROUND.sub(r"\1", label) or label
