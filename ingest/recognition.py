"""Whether recognition is installed, and the recogniser that reads page images where it is.

Nothing heavy is loaded here: OpenCV and the networks come in with the first page image.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.ocr import Image, Recognised

ADVICE = '请运行 pip install "jxjy[ocr]" 安装文字识别，或提交 Word 原件、带文字层的 PDF'
"""What a person can do about a scan where recognition is not installed."""

_ENGINES = ("openvino", "onnxruntime")  # the faster first


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Reads page images by an engine (`openvino` or `onnxruntime`); the networks are loaded with the first one."""

    engine: str

    def read(self, image: Image) -> Recognised:
        """What is printed on an image in colour or grey."""
        from ingest.ocr.engine import load_engine  # noqa: PLC0415
        from ingest.ocr.recognise import recognise  # noqa: PLC0415

        return recognise(load_engine(self.engine), image)


def find_recogniser() -> Recogniser | None:
    """The recogniser of this machine, None where the extra is not installed."""
    if any(importlib.util.find_spec(name) is None for name in ("rapidocr", "cv2")):
        return None
    found = next((name for name in _ENGINES if importlib.util.find_spec(name) is not None), None)
    return None if found is None else Recogniser(found)
