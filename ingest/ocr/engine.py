"""The two packaged networks of RapidOCR: a page image → where its lines are; the image of a line → its characters.

OpenVINO or onnxruntime runs them. The models come with the package and are named by path, so
nothing is ever downloaded; one thread, because a worker is a process of its own.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from ingest.ocr.geometry import Image, Quad

if TYPE_CHECKING:
    from rapidocr import RapidOCR

_DETECTOR, _READER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_STRIP_HEIGHT = 48  # pixels, what the network that reads lines was trained on
_STRIP_STEP = 160  # widths are rounded up to steps: every new shape costs OpenVINO memory that it keeps
_LONGEST_STRIP = 3200
_PRIOR = 0.05  # official documents are set in simplified characters; 線 must be so much likelier than 线
_TWINS = dict(zip("(),:;?!（），：；？！", "（），：；？！(),:;?!", strict=True))


Odds = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Strip:
    """What one line image says: its characters, how sure each is (0 to 1), and where its middle is (0 to 1 along)."""

    text: str
    scores: tuple[float, ...]
    at: tuple[float, ...]

    @property
    def score(self) -> float:
        """The mean of all characters, 0 for none."""
        return sum(self.scores) / len(self.scores) if self.scores else 0.0


NOTHING = Strip("", (), ())


class Engine:
    """Both networks, loaded. Make it with `load_engine`: loading takes a second or two and 300 MB."""

    def __init__(self, rapid: RapidOCR) -> None:
        self._detect = rapid._load_det_model()
        reader = rapid._load_rec_model()
        self._session = reader.session
        self._characters: list[str] = reader.postprocess_op.character
        self._rare = np.array([is_rare(char) for char in self._characters])
        self._class_of = {char: i for i, char in enumerate(self._characters)}

    def detect(self, image: Image, side: int) -> list[Quad]:
        """The lines on an image as quadrilaterals, found on a copy with so many pixels along its longer side."""
        self._detect.limit_side_len = side
        found = self._detect(image)
        return [] if found.boxes is None else [np.asarray(box, dtype=np.float32) for box in found.boxes]

    def read(self, line: Image) -> Strip:
        """The characters of a line image in colour, written from left to right."""
        height, width = line.shape[:2]
        if not height or not width:
            return NOTHING
        inked = min(max(1, round(width * _STRIP_HEIGHT / height)), _LONGEST_STRIP)
        full = -(-inked // _STRIP_STEP) * _STRIP_STEP
        resized = cv2.resize(line, (inked, _STRIP_HEIGHT), interpolation=cv2.INTER_LINEAR)
        batch = np.zeros((1, 3, _STRIP_HEIGHT, full), dtype=np.float32)
        batch[0, :, :, :inked] = resized.transpose(2, 0, 1).astype(np.float32) / 127.5 - 1.0
        return self._decode(np.asarray(self._session(batch))[0], inked / full)

    def _decode(self, odds: Odds, share: float) -> Strip:
        """Connectionist decoding: of equal neighbours one, blanks (class 0) not at all; places by column."""
        best = odds.argmax(axis=1)
        shared: dict[int, float] = {}  # what a simplified character takes over from its traditional form
        for column in np.flatnonzero(self._rare[best]):
            usual = int(np.where(self._rare, 0.0, odds[column]).argmax())
            if usual and odds[column, usual] > _PRIOR * odds[column, best[column]]:
                shared[int(column)] = float(odds[column, best[column]])
                best[column] = usual
        kept = best != 0
        kept[1:] &= best[1:] != best[:-1]
        columns = np.flatnonzero(kept)
        scale = 1.0 / (len(best) * share)
        return Strip(
            "".join(self._characters[i] for i in best[columns]),
            tuple(self._score(odds[i], int(best[i])) + shared.get(int(i), 0.0) for i in columns),
            tuple(min((float(column) + 0.5) * scale, 1.0) for column in columns),
        )

    def _score(self, odds: Odds, best: int) -> float:
        """How sure a class is; the two widths of one mark are one."""
        twin = self._class_of.get(_TWINS.get(self._characters[best], ""))
        return min(1.0, float(odds[best]) + (float(odds[twin]) if twin else 0.0))


def is_rare(char: str) -> bool:
    """Whether a Chinese character is outside GB 2312: a traditional form, or one of a few names."""
    return "\u3400" <= char <= "\u9fff" and not char.encode("gb2312", "ignore")


@cache
def load_engine(name: str) -> Engine:
    """The engine of this process; `name` is `openvino` or `onnxruntime`."""
    import rapidocr  # noqa: PLC0415 – a second of imports

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    models = Path(rapidocr.__file__).parent / "models"
    kind = rapidocr.EngineType(name)
    settings = {
        "Global.log_level": "error",
        "Det.engine_type": kind,
        "Det.model_path": str(models / _DETECTOR),
        "Det.limit_type": "max",
        "Rec.engine_type": kind,
        "Rec.model_path": str(models / _READER),
        "EngineConfig.openvino.inference_num_threads": 1,
        "EngineConfig.openvino.enable_cpu_pinning": False,  # else the threads of all workers share one core
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return Engine(rapidocr.RapidOCR(params=settings))
