"""Word lists of the checks NUM, TIM, CON and RUL: YAML in normalize/data → typed rows with compiled patterns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from ingest.yaml_loader import YamlLoader
from normalize.checks.words import Pattern
from normalize.findings import Certainty
from normalize.record import Severity


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Times(_Row):
    """What tells a term from other dates, and one term from another (data/times.yaml)."""

    holidays: Mapping[str, str]
    publication: Pattern
    past: Pattern
    describes: Pattern
    prolonged: Pattern
    extended: Pattern
    external: Pattern
    own_act: Pattern
    announced: Pattern
    open_ended: Pattern
    standing_title: Pattern
    forwarding_title: Pattern
    window_heading: Pattern
    ahead_title: Pattern
    back_title: Pattern
    yearly: Pattern
    scope_words: tuple[str, ...]
    advice: Pattern
    batch: Pattern


class Amounts(_Row):
    """What tells a requirement on everybody from others, and an enumeration from other text (data/amounts.yaml)."""

    everybody: Pattern
    special: Pattern
    no_requirement: Pattern
    subject_named: Pattern
    part: Pattern
    rest: Pattern
    third: Pattern
    third_class: Pattern
    counted: Pattern
    not_last: Pattern
    chain_start: Pattern
    total_cell: Pattern
    subtotal_cell: Pattern
    no_sum_column: Pattern
    hours_column: Pattern
    part_column: Pattern


class Channels(_Row):
    """What stands beside numbers and addresses (data/channels.yaml)."""

    office_ends: tuple[str, ...]
    no_office: Pattern
    place_ends: Pattern
    footer: Pattern
    secret: Pattern
    area_stated: Pattern
    in_charge: Pattern
    compound_surnames: Pattern


class Tension(_Row):
    """Two clauses that cannot both be kept as they stand."""

    first: Pattern
    second: Pattern
    what: str
    severity: Severity
    certainty: Certainty


class Completeness(_Row):
    """Which wording leaves a rule without value, formula, rounding or scope (data/completeness.yaml)."""

    scope_heading: Pattern
    scope_clause: Pattern
    no_scope_title: Pattern
    fee: Pattern
    fee_stated: Pattern
    pro_rata: Pattern
    rounding: Pattern
    formula: tuple[Pattern, ...]
    formula_given: Pattern
    elsewhere: Pattern
    needs_no_value: Pattern
    by_rule: Pattern
    threshold: Pattern
    standard_heading: Pattern
    other_ways: Pattern
    unit_answers: Pattern
    person_answers: Pattern
    subject_settled: Pattern
    tensions: tuple[Tension, ...]


@cache
def times() -> Times:
    """Words of the checks of times."""
    return Times.model_validate(_load("times.yaml"))


@cache
def amounts() -> Amounts:
    """Words of the checks of arithmetic."""
    return Amounts.model_validate(_load("amounts.yaml"))


@cache
def channels() -> Channels:
    """Words of the checks of contacts."""
    return Channels.model_validate(_load("channels.yaml"))


@cache
def completeness() -> Completeness:
    """Words of the checks of rules."""
    return Completeness.model_validate(_load("completeness.yaml"))


def _load(name: str) -> object:
    loaded: object = yaml.load(files("normalize.data").joinpath(name).read_text(encoding="utf-8"), Loader=YamlLoader)
    return loaded
