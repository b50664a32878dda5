"""Sources come in; gold objects, expected findings and silent places in the shape of the gold folder go out.

Every quote is looked up in its own paragraph here, so a label cannot drift away from the text it was made on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pydantic import JsonValue, ValidationError

from corpus.scoring.gold import FACTS
from corpus.scoring.pairing import squeeze
from corpus.writing.markup import Label, Source, SourceError

Json = dict[str, JsonValue]

NOTES = ("quote", "note", "optional")
"""Keys of a label that are kept beside the fact and are not part of it."""

RENAMED = {("filing_requirements", "form"): "form_attachment_no", ("forms", "no"): "attachment_no"}
"""Keys that labels write shorter than the record."""

HEADER_ROLES: Mapping[str, tuple[str, ...]] = {
    "issuer": ("letterhead", "title", "sign"),
    "doc_number": ("number",),
    "title": ("title",),
    "issue_date": ("date",),
}


def file_name(source: Source) -> str:
    """The file that the labels name as their source: the first output."""
    return f"{source.meta.id}.{source.meta.outputs[0].format}"


def gold(source: Source) -> Json:
    """The gold object of one notice. Raises SourceError for a label that does not fit its model or its text."""
    meta = source.meta
    title = meta.title or source.text_of("title")
    result: Json = {
        "id": meta.id,
        "source": file_name(source),
        "issuer": meta.issuer,
        "jurisdiction": meta.jurisdiction.model_dump(mode="json"),
        "year": meta.year,
        "doc_number": meta.doc_number,
        "title": title,
        "issue_date": meta.issue_date.isoformat() if meta.issue_date else None,
        "header": list(_header(source)),
        "quotas": [],
    }
    lists: dict[str, list[JsonValue]] = {name: [] for name in (*FACTS, "reciprocity", "distractors")}
    for number, (text, labels) in enumerate(source.lines(), 1):
        for label in labels:
            for name, row in _rows(label, text, meta.area):
                lists[name].append({**row, "line": number} if isinstance(row, dict) else row)
    if meta.site.published:
        lists["dates"].append(_published(meta.site.published))
    # the order of the keys is that of the gold files made elsewhere
    order = ("quotas", "dates", "contacts", "platforms", "citations", "attachments", "training_items")
    rest = ("conversion_rules", "reciprocity", "filing_requirements", "forms", "distractors")
    return {**result, **{name: lists[name] for name in (*order, *rest)}}


def _published(day: str) -> Json:
    """The date that a web page prints above the article: a reader may give it as a date of the notice or leave it."""
    row: Json = {"kind": "other", "start": day, "end": day, "relative": None, "quote": day}
    return {**row, "note": "publication date of the web page", "optional": True}


def _header(source: Source) -> Iterator[JsonValue]:
    for field, roles in HEADER_ROLES.items():
        number = 0
        for block in source.blocks:
            number += len(block.rows) if block.role == "table" else block.role != "page"
            if block.role in roles:
                yield {"field": field, "quote": block.text, "line": number}
                break


# ---------------------------------------------------------------- facts


def _rows(label: Label, text: str, area: str) -> Iterator[tuple[str, JsonValue]]:
    """The rows of the gold lists that a label stands for; labels of findings stand for none."""
    if label.kind in ("finding", "silent"):
        return
    if label.kind == "distractor":
        yield "distractors", {"quote": _quote(label, text), "why": str(label.fields["why"])}
    elif label.kind == "reciprocity":
        _quote(label, text)
        yield from (("reciprocity", place) for place in _list(label, "places"))
    elif label.kind == "topics":
        for title in _list(label, "titles"):
            quote = str(label.fields.get("quote") or title)
            fields = {k: v for k, v in label.fields.items() if k != "titles"}
            topic = Label("topic", {**fields, "title": title, "quote": quote}, label.where)
            yield "training_items", _fact(topic, "training_items", {"requirement": None}, text)
    elif label.kind in DEFAULTS:
        name, defaults = DEFAULTS[label.kind]
        yield name, _fact(label, name, defaults(label.fields, area), text)
    else:
        raise SourceError(f"{label.where}: unknown label @{label.kind}")


def _fact(label: Label, name: str, defaults: Mapping[str, JsonValue], text: str) -> Json:
    model = FACTS[name]
    quote = _quote(label, text)
    fields = {k: v for k, v in label.fields.items() if k not in NOTES}
    evidence = {"quote": quote, "span": (0, 0)}
    try:
        fact = model.model_validate({**defaults, **_spelt_out(name, fields), "evidence": evidence})
    except ValidationError as error:
        raise SourceError(f"{label.where}: {error}") from error
    row: Json = fact.model_dump(mode="json", exclude={"evidence", "confidence", "certain"})
    optional = ("fax", "phones_damaged", "emails_damaged", "qq_groups", "address")
    kept = {k: v for k, v in row.items() if v or k not in optional}
    beside: Json = {}
    if "note" in label.fields:
        beside["note"] = str(label.fields["note"])
    if label.fields.get("optional") == "true":
        beside["optional"] = True
    return {**kept, "quote": quote, **beside}


def _quote(label: Label, text: str) -> str:
    """The label's quote, or the whole paragraph where it gives none. Raises SourceError where it is not in the text."""
    quote = str(label.fields.get("quote") or text)
    if squeeze(quote) not in squeeze(text):
        raise SourceError(f"{label.where}: not in the text above: {quote}")
    return quote


def _list(label: Label, key: str) -> list[str]:
    value = label.fields[key]
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def _spelt_out(name: str, fields: Mapping[str, JsonValue]) -> Json:
    """A label's short forms written out: `form: 2`, `relative: [5, day, 开班, before]`, `fields: [a, {rows: [b]}]`."""
    row = {RENAMED.get((name, key), key): value for key, value in fields.items()}
    relative = row.get("relative")
    if name == "dates" and isinstance(relative, list):
        amount, unit, anchor, direction = relative
        row["relative"] = {"amount": amount or None, "unit": unit or None, "anchor": anchor, "direction": direction}
    if name == "forms" and isinstance(row.get("fields"), list):
        row["fields"] = list(_form_fields(row["fields"]))
    return row


def _form_fields(fields: JsonValue) -> Iterator[JsonValue]:
    for field in fields if isinstance(fields, list) else []:
        if not isinstance(field, dict):
            yield {"label": field}
        elif isinstance(labels := field.get("rows") or field.get("labels"), list):
            yield from ({"label": n, "repeating": "rows" in field, "group": field.get("group")} for n in labels)
        else:
            yield field


def _quota(fields: Mapping[str, JsonValue], _area: str) -> Json:
    kind = fields.get("kind", "requirement")
    comparator = {"cap": "<=", "credit": "="}.get(str(kind), ">=")
    return {"kind": kind, "comparator": comparator, "period": "item" if kind == "credit" else "year"}


def _contact(fields: Mapping[str, JsonValue], area: str) -> Json:
    phones = fields.get("phones")
    numbers = [e164(str(p), area) for p in phones] if isinstance(phones, list) else []
    return {"e164": list(numbers), "office": None}


def _none(_fields: Mapping[str, JsonValue], _area: str) -> Json:
    return {}


DEFAULTS: Mapping[str, tuple[str, Callable[[Mapping[str, JsonValue], str], Json]]] = {
    "quota": ("quotas", _quota),
    "date": ("dates", _none),
    "contact": ("contacts", _contact),
    "platform": ("platforms", _none),
    "cite": ("citations", _none),
    "attachment": ("attachments", _none),
    "convert": ("conversion_rules", lambda _fields, _area: {"amount": None}),
    "filing": ("filing_requirements", _none),
    "form": ("forms", lambda _fields, _area: {"attachment_no": None}),
}
"""Label kinds, the gold list they go to, and what they mean where a key is left out."""


def e164(printed: str, area: str) -> str:
    """The E.164 form of a printed Chinese number; `area` is the area code with its 0, for numbers printed without one.

    Written down here on purpose, apart from the pipeline: a label must not be computed by what it measures.
    """
    digits = re.sub(r"\D", "", re.split(r"转|ext", printed)[0])
    if digits.startswith("0"):
        return f"+86{digits[1:]}"
    if re.fullmatch(r"1[3-9]\d{9}|400\d{7}|800\d{7}", digits):
        return f"+86{digits}"
    return f"+86{area.removeprefix('0')}{digits}"


# ---------------------------------------------------------------- findings


def findings(source: Source, others: Mapping[str, Source]) -> Iterator[Json]:
    """The expected findings of one notice, in reading order; a row may name places in other notices."""
    numbered = enumerate(_labelled(source, "finding"), 1)
    for number, (label, text) in numbered:
        row = dict(label.fields)
        yield {
            "id": f"{source.meta.id}-F{number:02}",
            "code": row["code"],
            "severity": row["severity"],
            "certainty": row.get("certainty", "certain"),
            "machine": row.get("machine", "yes"),
            "spans": _spans(label, text, source, others),
            "message_zh": row["message"],
            **{key: row[key] for key in ("formats", "accept") if key in row},
        }


def silent(source: Source, others: Mapping[str, Source]) -> Iterator[Json]:
    """The places of one notice where a check must raise nothing."""
    for number, (label, text) in enumerate(_labelled(source, "silent"), 1):
        yield {
            "id": f"{source.meta.id}-S{number:02}",
            "check": label.fields["check"],
            "spans": _spans(label, text, source, others),
            "message_zh": label.fields["message"],
        }


def _labelled(source: Source, kind: str) -> Iterator[tuple[Label, str]]:
    for text, labels in source.lines():
        yield from ((label, text) for label in labels if label.kind == kind)


def _spans(label: Label, text: str, source: Source, others: Mapping[str, Source]) -> list[JsonValue]:
    """Places: `quote` in the paragraph above, `also` elsewhere in this notice, `in: {id: quote}` in other notices."""
    spans: list[JsonValue] = [{"file": file_name(source), "quote": _quote(label, text)}]
    spans += [_span(label, source, quote) for quote in (_list(label, "also") if "also" in label.fields else [])]
    elsewhere = label.fields.get("in")
    for notice, quote in elsewhere.items() if isinstance(elsewhere, dict) else ():
        if notice not in others:
            raise SourceError(f"{label.where}: no notice {notice}")
        spans.append(_span(label, others[notice], str(quote)))
    return spans


def _span(label: Label, source: Source, quote: str) -> Json:
    if not _stands(quote, (text for text, _ in source.lines())):
        raise SourceError(f"{label.where}: not in the text of {source.meta.id}: {quote}")
    return {"file": file_name(source), "quote": quote}


def _stands(quote: str, texts: Iterable[str]) -> bool:
    return any(squeeze(quote) in squeeze(text) for text in texts)


def by_id(sources: Sequence[Source]) -> dict[str, Source]:
    """Sources under their ids. Raises SourceError where an id is used twice."""
    result: dict[str, Source] = {}
    for source in sources:
        if result.setdefault(source.meta.id, source) is not source:
            raise SourceError(f"{source.meta.id}: id used twice")
    return result
