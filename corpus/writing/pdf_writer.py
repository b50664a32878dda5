"""A Word file or a web page comes in, a PDF goes out, made by LibreOffice or Chromium.

Both are tools for rebuilding only: the PDFs are kept in the repository, the tests and the program never need them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ingest.errors import UsageError

TOOLS = {"docx": ("soffice", "libreoffice"), "html": ("chromium", "chromium-browser", "google-chrome")}
NAMES = {"docx": "LibreOffice（soffice）", "html": "Chromium"}
SECONDS = 120


def pdf_bytes(data: bytes, made_from: str) -> bytes:
    """Prints a file of format `made_from` (docx or html). Raises UsageError where the tool is absent or fails."""
    tool = next((path for name in TOOLS[made_from] if (path := shutil.which(name))), None)
    if tool is None:
        raise UsageError(
            "CORPUS_NO_PDF_TOOL",
            f"本机没有 {NAMES[made_from]}，不能重做 PDF",
            "不加 --pdf 即可只重做 Word、网页和文本，原有 PDF 不受影响",
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"notice.{made_from}"
        source.write_bytes(data)
        target = source.with_suffix(".pdf")
        _run(_command(tool, made_from, source, target), Path(folder))
        if not target.exists():
            raise UsageError("CORPUS_PDF_FAILED", f"{NAMES[made_from]} 没有做出 PDF", "请检查该程序能否单独运行")
        return target.read_bytes()


def _command(tool: str, made_from: str, source: Path, target: Path) -> list[str]:
    if made_from == "docx":
        profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
        return [tool, "--headless", profile, "--convert-to", "pdf", "--outdir", str(source.parent), str(source)]
    options = ("--headless", "--disable-gpu", "--no-sandbox", "--no-pdf-header-footer")
    return [tool, *options, f"--user-data-dir={source.parent / 'profile'}", f"--print-to-pdf={target}", source.as_uri()]


def _run(command: list[str], folder: Path) -> None:
    """With the fonts named by official documents replaced by free ones, so that pages look alike on every machine."""
    fonts = Path(__file__).with_name("fonts.conf")
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(folder)}
    subprocess.run(command, env=environment, timeout=SECONDS, check=False, capture_output=True)
