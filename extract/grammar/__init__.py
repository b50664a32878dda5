"""Grammar data of the finders: terms and patterns in YAML, each with its reason beside it; code only compiles it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from ingest.yaml_loader import YamlLoader

GrammarValue = dict[str, list[dict[str, str]]]


@cache
def load_grammar(name: str) -> GrammarValue:
    """A grammar file of this folder (without .yaml): sections of rows."""
    loaded: GrammarValue = yaml.load(
        files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"), Loader=YamlLoader
    )
    return loaded


@cache
def labelled(name: str, section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The rows of a section as (label, pattern), in file order: the specific stands before the general."""
    return tuple((row["label"], re.compile(row["find"])) for row in load_grammar(name)[section])
