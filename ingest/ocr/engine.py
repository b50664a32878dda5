"""A page image → where its lines are; the image of a line → its characters: what goes into the two networks, and what
their answers mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from ingest.data import load_yaml
from ingest.ocr.geometry import Image, Quad
from ingest.ocr.networks import Networks, Values, load_networks

_STRIP_HEIGHT = 48  # pixels, what the network that reads lines was trained on
_STRIP_STEP = 160  # widths are rounded up to steps: every new shape costs OpenVINO memory that it keeps
_LONGEST_STRIP = 3200
_PRIOR = 0.05  # official documents are set in common characters: the odds of one against those of a rare one
_TWINS = dict(zip("(),:;?!（），：；？！", "（），：；？！(),:;?!", strict=True))


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

    def __init__(self, networks: Networks) -> None:
        from rapidocr.ch_ppocr_det.utils import DBPostProcess  # noqa: PLC0415 – a second of imports

        self._detect, self._reader = networks.detect, networks.reader
        self._boxes = DBPostProcess(thresh=0.3, box_thresh=0.5, unclip_ratio=1.6, use_dilation=True)
        self._characters = networks.alphabet
        self._rare = np.array([is_rare(char) for char in self._characters])
        class_of = {char: i for i, char in enumerate(self._characters)}
        simplified = simplified_forms()
        self._simplified = np.array([class_of.get(simplified.get(char, ""), 0) for char in self._characters])
        self._twin = np.array([class_of.get(_TWINS.get(char, ""), 0) for char in self._characters])

    def detect(self, image: Image, size: tuple[int, int]) -> list[Quad]:
        """The lines on an image as quadrilaterals, found on a copy of `size` (width and height, multiples of 32)."""
        found, _ = self._boxes(self._detect(_batch(image, size, size[0])), image.shape[:2])
        quads = [np.asarray(box, dtype=np.float32) for box in found]
        return sorted(quads, key=lambda quad: (float(quad[0, 1]), float(quad[0, 0])))

    def read(self, line: Image, share: float = 1.0) -> Strip:
        """The characters of a line image, written from left to right; it is squeezed to a share of its width."""
        height, width = line.shape[:2]
        if not height or not width:
            return NOTHING
        inked = min(max(1, round(width * _STRIP_HEIGHT / height * share)), _LONGEST_STRIP)
        full = -(-inked // _STRIP_STEP) * _STRIP_STEP
        return self._decode(self._reader.values(_batch(line, (inked, _STRIP_HEIGHT), full)), inked / full)

    def _decode(self, values: Values, share: float) -> Strip:
        """Connectionist decoding: of equal neighbours one, blanks (class 0) not at all; places by column."""
        best = values.argmax(axis=1)
        shared: dict[int, float] = {}  # what a simplified character takes over from its traditional form
        for column in np.flatnonzero(self._rare[best]):
            odds = self._reader.odds(values[column])
            usual = int(self._simplified[best[column]] or np.where(self._rare, 0.0, odds).argmax())
            if self._simplified[best[column]] or (usual and odds[usual] > _PRIOR * odds[best[column]]):
                shared[int(column)] = float(odds[best[column]])
                best[column] = usual
        kept = best != 0
        kept[1:] &= best[1:] != best[:-1]
        columns = np.flatnonzero(kept)
        chosen = best[columns]
        odds = self._reader.odds(values[columns])
        rows = np.arange(len(columns))
        twins = np.where(self._twin[chosen] > 0, odds[rows, self._twin[chosen]], 0.0)
        scores = odds[rows, chosen] + twins + [shared.get(int(column), 0.0) for column in columns]
        places = (columns + 0.5) / (len(best) * share)
        return Strip(
            "".join(self._characters[i] for i in chosen),
            tuple(np.minimum(scores, 1.0).tolist()),
            tuple(np.minimum(places, 1.0).tolist()),
        )


def _batch(image: Image, size: tuple[int, int], full: int) -> Values:
    """An image at another size as a network takes it, grey to the right of it up to the full width."""
    resized = cv2.resize(image, size, interpolation=cv2.INTER_LINEAR)
    batch = np.zeros((1, 3, size[1], full), dtype=np.float32)
    colours = resized if resized.ndim == 2 else resized.transpose(2, 0, 1)
    np.multiply(colours, np.float32(1 / 127.5), out=batch[0, :, :, : size[0]])
    batch[0, :, :, : size[0]] -= 1.0
    return batch


def is_rare(char: str) -> bool:
    """Whether a Chinese character is outside GB 2312: a traditional form, or one of a few names."""
    return "\u3400" <= char <= "\u9fff" and not char.encode("gb2312", "ignore")


def simplified_forms() -> dict[str, str]:
    """The simplified form of every traditional character that is known to the network."""
    rows = load_yaml("traditional.yaml")["rows"]
    return {old: new for row in rows for old, new in zip(row["forms"], row["simplified"], strict=True)}


@cache
def load_engine(name: str) -> Engine:
    """The engine of this process; `name` is `openvino` or `onnxruntime`."""
    return Engine(load_networks(name))
