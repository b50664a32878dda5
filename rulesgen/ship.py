"""Corpus notices → the files that come with the program: `python -m rulesgen.ship` rewrites schema and baselines.

They are nothing special: the rule sets that the pipeline makes of the national regulation, of Shandong's notice of 2023
and of two cities' notices of 2026. Each is read back, its text beside it, before any old one is replaced.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

import click

import ingest
from extract.frame import find
from normalize.notice import notice
from rulesgen.build import build
from rulesgen.dumping import dump
from rulesgen.loading import load
from rulesgen.model import RuleSet
from rulesgen.place import text_beside
from rulesgen.schema import SCHEMA_FILE, render
from rulesgen.shipped import FOLDER, path_of

NOTICES = Path(__file__).resolve().parents[1] / "corpus" / "notices"
BASELINES = (
    "national-order-25.docx",
    "shandong-2023-baseline.docx",
    "liaocheng-2026-facts.docx",
    "zaozhuang-2026-facts.docx",
)
"""The notices that baselines are made of, from the top down: a lower one names the one above as its fallback."""


def ship(notices: Path, folder: Path) -> list[RuleSet]:
    """Make the baselines anew below `folder`, from the files BASELINES in `notices`.

    The old ones go only when all new ones have loaded. Raises JxjyError for a notice that gives no rule file.
    """
    made: list[RuleSet] = []
    with tempfile.TemporaryDirectory() as temporary:
        for name in BASELINES:
            made.append(_make(notices / name, Path(temporary), {r.id for r in made}))
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(temporary, folder)
    return made


def _make(file: Path, folder: Path, held: Collection[str]) -> RuleSet:
    document = ingest.read(file)
    ruleset = build(notice(find(document)), document, held=held)
    path = path_of(ruleset.id, folder)
    path.parent.mkdir(parents=True)
    path.write_text(dump(ruleset), encoding="utf-8")
    text_beside(path, "d1").write_bytes(document.text.encode())
    return load(path)


@click.command()
@click.argument("notices", type=click.Path(exists=True, file_okay=False, path_type=Path), default=NOTICES)
def main(notices: Path) -> None:
    """由语料通知重新生成随程序发布的规则文件，以及规则文件的格式说明。"""
    SCHEMA_FILE.write_text(render(), encoding="utf-8")
    for ruleset in ship(notices, FOLDER):
        click.echo(f"{ruleset.id} {ruleset.jurisdiction.name}：规则{len(ruleset.rules)}条")


if __name__ == "__main__":
    main()
