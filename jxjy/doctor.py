"""Is this machine fit to run the program? Each check answers in Chinese, with what to do where it is not."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import locale
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.office.program import find_office
from ingest.recognition import find_recogniser

MINIMUM_PYTHON = (3, 11)
FREE_DISK = 500 << 20
"""Bytes that a batch of a few hundred notices may take in the temporary folder, page images included."""


@dataclass(frozen=True, slots=True)
class Check:
    """The answer of one check. `bad` stops the program from working; `optional` only narrows what it reads."""

    name: str
    state: Literal["good", "optional", "bad"]
    found: str
    advice: str = ""


def checks() -> Iterator[Check]:
    """All checks, in the order in which one would put things right."""
    for check in CHECKS:
        yield check()


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= MINIMUM_PYTHON:
        return Check("Python", "good", found)
    return Check("Python", "bad", found, "请改用 Python 3.11 或更高版本")


REQUIREMENT = re.compile(r"([\w.-]+)(?:>=([\d.]+))?$")
"""The form of every line of the project's own list; lines of extras carry a marker and do not match."""


def _packages() -> Check:
    """Every required package is installed, and new enough."""
    try:
        required = importlib.metadata.requires("jxjy") or []
    except importlib.metadata.PackageNotFoundError:  # run from its source folder
        return Check("依赖包", "optional", "程序没有安装，无法核对", "请在源码文件夹运行 pip install .")
    lines = (REQUIREMENT.match(line) for line in required)
    wrong = [fault for line in lines if line is not None and (fault := _fault(line[1], line[2] or "0"))]
    if not wrong:
        return Check("依赖包", "good", "齐全")
    return Check("依赖包", "bad", "、".join(wrong), "请运行 pip install -U jxjy")


def _fault(name: str, minimum: str) -> str:
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return f"{name} 未安装"
    return "" if _numbers(version) >= _numbers(minimum) else f"{name} {version} 过旧，需要 {minimum}"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _recognition() -> Check:
    found = find_recogniser()
    if found is not None and found.engine == "openvino":
        return Check("文字识别", "good", "已安装（OpenVINO）")
    if found is not None:
        return Check("文字识别", "good", "已安装（onnxruntime；安装 openvino 可快一倍）")
    return Check("文字识别", "optional", "未安装，扫描件和图片不能读取", '如有需要，请运行 pip install "jxjy[ocr]"')


def _office() -> Check:
    found = find_office()
    if found is not None:
        return Check("LibreOffice", "good", str(found))
    return Check(
        "LibreOffice",
        "optional",
        "未安装，.doc、.wps、.rtf、.odt 文件不能读取",
        "如有需要，请安装 LibreOffice（免费软件）；或把文件另存为 .docx",
    )


def _working_days() -> Check:
    """Deadlines in working days need the State Council's calendar of the year, made known each November."""
    from chinese_calendar.constants import holidays  # noqa: PLC0415 (optional knowledge; not for --help)

    last = max(holidays).year
    found = f"{min(holidays).year} 至 {last} 年"
    if last >= dt.datetime.now(tz=dt.UTC).year:
        return Check("工作日历", "good", found)
    return Check("工作日历", "optional", f"{found}，缺本年度", "请运行 pip install -U chinesecalendar")


def _temporary() -> Check:
    folder = Path(tempfile.gettempdir())
    try:
        with tempfile.TemporaryFile(dir=folder) as stream:
            stream.write(b"jxjy")
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Check("临时文件夹", "bad", f"{folder} 不能写入（{error.strerror}）", "请检查权限，或设置环境变量 TMPDIR")
    if free < FREE_DISK:
        return Check("临时文件夹", "bad", f"{folder} 只剩 {free >> 20} MB", "请清理磁盘")
    return Check("临时文件夹", "good", f"{folder}，剩余 {free >> 30} GB")


def _encoding() -> Check:
    encoding = sys.stdout.encoding or locale.getpreferredencoding()
    try:
        "学时〔2026〕".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return Check("终端编码", "optional", f"{encoding}，中文显示不全", "请把终端编码改为 UTF-8")
    return Check("终端编码", "good", encoding)


CHECKS: tuple[Callable[[], Check], ...] = (
    _python,
    _packages,
    _recognition,
    _office,
    _working_days,
    _temporary,
    _encoding,
)
