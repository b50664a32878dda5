"""Rules in force → what people read of them: their text, value, sentences, source, and what is to be known of them.

Sentences of the interpreter stand in data/interpret.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from rulesgen.chain import InForce, RuleInForce
from rulesgen.data import tables
from rulesgen.interpret.program import Cited
from rulesgen.model import Citation, RuleSet
from rulesgen.pieces import shown, window_shown


def told(section: str, key: str, **fields: object) -> str:
    """A phrase of interpret.yaml, filled in."""
    return tables("interpret.yaml")[section][key].format(**fields)


def cited_as(rule: RuleInForce, decided: tuple[str, ...]) -> Cited:
    """A rule as people see it; `decided` – what has been decided about it."""
    quotes = tuple(dict.fromkeys(c.exact for c in rule.citations))
    home = rule.value.source if rule.value else rule.source
    return Cited(
        id=rule.rule.id,
        kind=rule.rule.kind,
        code=rule.rule.code,
        text=rule.rule.text,
        value=value_shown(rule.value),
        quotes=quotes,
        source=_source(home.ruleset, rule.citations[0]) if rule.citations else home.ruleset.id,
        notes=(*_notes(rule), *decided),
    )


def value_shown(value: InForce | None) -> str:
    """A value in force with its unit, "" for none."""
    if value is None:
        return ""
    if value.parameter.direction == "window" and isinstance(value.value, tuple):
        return window_shown(value.value)
    return f"{shown(value.value)}{value.parameter.unit or ''}"


def _source(ruleset: RuleSet, citation: Citation) -> str:
    document = ruleset.documents[citation.doc]
    name = f"《{document.title}》" if document.title else document.file
    number = f"（{document.number}）" if document.number else ""
    clause = " ".join(citation.clause)
    page = f"，第{citation.page}页" if citation.page else ""
    return f"{ruleset.jurisdiction.name}{name}{number}{clause}{page}"


def _notes(rule: RuleInForce) -> Iterator[str]:
    source = rule.value.source if rule.value else rule.source
    if source.fallback:
        yield told("notes", "fallback", year=source.ruleset.year)
    if rule.value is not None and rule.value.status == "inferred":
        yield told("notes", "inferred")
    if source.draft:
        yield told("notes", "draft")
