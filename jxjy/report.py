"""Overview and notices → HTML pages that need nothing but a browser: no network, no other file.

Notices are other people's text: everything is escaped, control and direction marks are made visible, and the pages
forbid any script but their own.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

import jinja2
from markupsafe import Markup

from jxjy import timeline, verdict_views, views, wording
from jxjy.diff_views import DiffView
from jxjy.matrix import MatrixView
from jxjy.overview import Entry, Overview
from jxjy.verdict_views import Passages
from normalize.record import SourceRecord

TEMPLATES = "templates"
NO_PAGES: Final[Mapping[str, str]] = MappingProxyType({})
NO_PASSAGES: Final[Passages] = MappingProxyType({})


def index(overview: Overview) -> bytes:
    """`index.html`: the first page of a batch."""
    return _render("index.html", {"overview": overview, "width": timeline.WIDTH})


def notice(
    entry: Entry,
    pages: Mapping[str, str],
    documents: Mapping[str, str] = NO_PAGES,
    passages: Passages = NO_PASSAGES,
    home: str | None = "../index.html",
) -> bytes:
    """A notice's page.

    `pages` gives the page of each file of the batch, as seen from the first page; `documents` the same by sha256;
    `passages` what the records of the batch know of the passages they quote. `home` is the way back to the first page;
    None for a page that stands alone.
    """
    record = entry.record
    here = {file: page.removeprefix("notices/") for file, page in pages.items()}
    beside = {sha256: page.removeprefix("notices/") for sha256, page in documents.items()}
    context = {
        "name": wording.notice(record),
        "title": record.title or "（标题未见）",
        "entry": entry,
        "home": home,
        "source": _source(record.source),
        "header": views.header(record),
        "sections": views.sections(record),
        "remarks": views.remarks(record.findings, here),
        "verdicts": verdict_views.comparison(entry.verdicts, beside, passages) if entry.verdicts is not None else None,
    }
    return _render("notice.html", context)


def difference(view: DiffView) -> bytes:
    """The page of a diff, one file that needs no other."""
    return _render("diff.html", {"view": view})


def matrix(view: MatrixView) -> bytes:
    """The page of a matrix, one file that needs no other."""
    return _render("matrix.html", {"view": view, "width": timeline.WIDTH})


def _source(source: SourceRecord) -> tuple[tuple[str, str], ...]:
    """The file's particulars for the foot of the page."""
    rows = [
        ("文件", source.file),
        ("类型", wording.label("media_type", source.media_type)),
        ("页数", str(source.pages) if source.pages else ""),
        ("读取方式", source.reader),
        ("文字识别", wording.label("ocr", source.ocr)),
        ("SHA-256", source.sha256),
    ]
    return tuple((name, value) for name, value in rows if value)


def _render(template: str, context: Mapping[str, object]) -> bytes:
    return _environment().get_template(template).render(context).encode()


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("jxjy", TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    style, script = (_asset(name) for name in ("report.css", "report.js"))
    environment.globals.update(style=Markup(style), script=Markup(script), script_hash=_hash(script))
    return environment


def _shown(value: object) -> object:
    """Every string of a notice passes here on its way into a page; Markup is our own."""
    return wording.visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _asset(name: str) -> str:
    return files("jxjy").joinpath(TEMPLATES, name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
