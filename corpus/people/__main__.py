"""`python -m corpus.people COUNT [FOLDER]` writes a list of so many people and what must come out of it."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.people.writing import write


@click.command()
@click.argument("count", type=click.IntRange(1, 1_000_000))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path(__file__).parent)
def main(count: int, folder: Path) -> None:
    """生成人员名单和应得结果。"""
    for path in write(count, folder):
        click.echo(path)


if __name__ == "__main__":
    main()
