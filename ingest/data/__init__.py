"""Data of the ingest stage: repairs, furniture and numbering, each row with its reason beside it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from ingest.yaml_loader import YamlLoader

YamlValue = dict[str, list[dict[str, str]]]


@cache
def load_yaml(name: str) -> YamlValue:
    """A data file of this folder: sections of rows."""
    loaded: YamlValue = yaml.load(files(__name__).joinpath(name).read_text(encoding="utf-8"), Loader=YamlLoader)
    return loaded
