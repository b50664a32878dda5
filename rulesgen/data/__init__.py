"""Data of the rulesgen stage: activity classes, wording, phrases and questions, each row with its reason beside it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from ingest.yaml_loader import YamlLoader

Table = dict[str, str]


@cache
def text_of(name: str) -> str:
    """A data file of this folder as text."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def tables(name: str) -> dict[str, Table]:
    """A data file made of tables: section → key → text."""
    loaded: dict[str, Table] = yaml.load(text_of(name), Loader=YamlLoader)
    return loaded
