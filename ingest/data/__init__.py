"""Data of the ingest stage: repairs, furniture and numbering, each row with its reason beside it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

YamlValue = dict[str, list[dict[str, str]]]


@cache
def load_yaml(name: str) -> YamlValue:
    """A data file of this folder: sections of rows."""
    loaded: YamlValue = yaml.safe_load(files(__name__).joinpath(name).read_text(encoding="utf-8"))
    return loaded
