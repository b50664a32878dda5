"""data/compare.yaml → phrases and patterns of comparisons."""

from __future__ import annotations

import re
from functools import cache

from rulesgen.data import tables


def said(section: str, key: str, **fields: object) -> str:
    """A phrase of compare.yaml, filled in."""
    return tables("compare.yaml")[section][key].format(**fields)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of compare.yaml."""
    return re.compile(tables("compare.yaml")["patterns"][name])
