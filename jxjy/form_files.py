"""`jxjy forms blank` and `learn`: a blank form from a spec, a draft spec from a blank form, each into a new file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import ingest
from forms.blank import blank
from forms.learn import learn
from forms.spec import specs
from ingest.errors import UnreadableFileError, UsageError
from jxjy.filing import place
from jxjy.judging import own_specs


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft spec: where it lies, the form's name, its number of fields, labels whose type is a guess."""

    path: Path
    name: str
    fields: int
    guessed: tuple[str, ...]


def write_blank(kind: str, jurisdiction: str, year: int | None, folder: Path | None, target: Path) -> Path:
    """Write a blank form of a kind (its code or its name); where the name is taken, under a numbered one.

    Raises UsageError for an unknown kind, SpecError, OSError.
    """
    known = (*specs(), *(own_specs(folder) if folder is not None else ()))
    spec = next((s for s in known if kind in (s.kind, s.zh)), None)
    if spec is None:
        names = "、".join(f"{s.kind}（{s.zh}）" for s in known)
        raise UsageError("FRM_KIND_UNKNOWN", f"没有“{kind}”这个表种，可用：{names}")
    content = blank(spec, jurisdiction.strip(), year or dt.datetime.now().astimezone().year)
    return place(target.parent, target.name, content)


def write_draft(file: Path, target: Path) -> Drafted:
    """Write the draft spec of a blank form. Raises UnreadableFileError, OSError."""
    draft = learn(ingest.read(file))
    if draft is None:
        raise UnreadableFileError("FRM_KIND_UNKNOWN", "看不出表名和栏目", "请提交空白的填报表", file)
    path = place(target.parent, target.name, draft.text.encode())
    rows = sum(len(group.columns) for group in draft.spec.rows)
    return Drafted(path, draft.spec.zh, len(draft.spec.fields) + rows, draft.guessed)
