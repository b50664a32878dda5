"""Words by which notices are compared: data/across.yaml → typed rows with compiled patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from ingest.yaml_loader import YamlLoader
from rulesgen.data import text_of

Pattern = Annotated[re.Pattern[str], BeforeValidator(re.compile)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TopicFamily(_Row):
    """Topics that are one subject in many wordings; `drop` is what the wordings add."""

    item: str
    find: Pattern
    drop: Pattern


class Words(_Row):
    """The words of across.yaml."""

    annual: Pattern
    standing: Pattern
    own_notice: Pattern
    applying: Pattern
    requirements: Mapping[str, str]
    topic_families: tuple[TopicFamily, ...]
    not_a_slip: Pattern


@cache
def words() -> Words:
    """The words, read once."""
    return Words.model_validate(yaml.load(text_of("across.yaml"), Loader=YamlLoader))
