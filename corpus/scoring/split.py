"""Which notices are held out: the file `split.yaml` beside a label folder comes in, a set of ids goes out."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict


class _Split(BaseModel):
    model_config = ConfigDict(extra="forbid")

    held_out: frozenset[str]


def held_out(gold_dir: Path) -> frozenset[str]:
    """The ids that nobody looks at while developing; none where the labels come without a split."""
    path = gold_dir.resolve().parent / "split.yaml"
    if not path.exists():
        return frozenset()
    return _Split.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).held_out
