"""`python -m corpus.forms [--office]`: makes corpus/forms/files and corpus/forms/gold from corpus/forms/cases.

What an office program has saved (.doc, .pdf, Word files as LibreOffice writes them) is made anew only with --office:
its bytes differ at every saving.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import click

from corpus.forms.cases import Case, cases
from corpus.forms.drawing import form_bytes

HERE = Path(__file__).resolve().parent
FILTERS = {"docx": "docx:MS Word 2007 XML", "doc": "doc:MS Word 97", "pdf": "pdf:writer_pdf_Export"}


def gold(case: Case) -> str:
    """The labels of a file as JSON: what must be read of each form in it, and the verdicts."""
    forms = [
        {
            "form_kind": form.kind,
            "fields": form.fields,
            "rows": form.rows,
            "status": form.status,
            "codes": form.codes,
        }
        for form in case.forms
    ]
    labels = {"file": file_name(case), "received": case.received.isoformat(), "year": case.year, "forms": forms}
    return json.dumps(labels, ensure_ascii=False, indent=1) + "\n"


def file_name(case: Case) -> str:
    """The name of a case's file."""
    return f"{case.id}.{case.saved_as}"


def _saved_by_office(case: Case) -> bytes:
    """The file after LibreOffice has opened and saved it."""
    office = shutil.which("soffice")
    if office is None:
        raise click.ClickException("未找到 LibreOffice（soffice）")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"{case.id}.docx")
        source.write_bytes(form_bytes(case))
        out = Path(folder, "out")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [
            office,
            profile,
            "--headless",
            "--convert-to",
            FILTERS[case.saved_as],
            "--outdir",
            str(out),
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (out / file_name(case)).read_bytes()


@click.command()
@click.option("--office", is_flag=True, help="连同办公软件另存的文件一起重做（需要 LibreOffice）")
def main(*, office: bool) -> None:
    """由 corpus/forms/cases 重做填好的样表和标注。"""
    for folder in ("files", "gold"):
        (HERE / folder).mkdir(exist_ok=True)
    made = 0
    for case in cases().values():
        (HERE / "gold" / f"{case.id}.json").write_text(gold(case), encoding="utf-8", newline="\n")
        if office or not case.saved_by_office:
            content = _saved_by_office(case) if case.saved_by_office else form_bytes(case)
            (HERE / "files" / file_name(case)).write_bytes(content)
            made += 1
    click.echo(f"已做出 {made} 份样表。" + ("" if office else "办公软件另存的文件未动（重做请加 --office）。"))


if __name__ == "__main__":
    main()
