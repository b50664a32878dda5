"""The name of an engine → the two networks that RapidOCR packages, loaded: which lines, and what they say.

The files come with the package and are opened by path, so nothing is ever downloaded; one thread, because a worker is
a process of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float32]

_DETECTOR, _READER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_ALPHABET = "character"  # key of the reader's metadata: a line for every class between the blank and the space


class Network(Protocol):
    """A batch (1 × 3 × height × width, colours from -1 to 1) → what the network makes of it."""

    def __call__(self, batch: Values) -> Values: ...


class Reader(Protocol):
    """The network that reads lines, in two steps: probabilities of 18,710 classes cost a third of all reading, and are
    asked for in one column of five."""

    def values(self, batch: Values) -> Values:
        """A row for every column of the strip; the greatest value of a row is that of its class."""

    def odds(self, values: Values) -> Values:
        """The probabilities of the classes, for a row or several rows of `values`."""


@dataclass(frozen=True, slots=True)
class Networks:
    """Both networks; `alphabet` are the characters of the reader's classes, the blank being class 0."""

    detect: Network
    reader: Reader
    alphabet: tuple[str, ...]


def load_networks(name: str) -> Networks:
    """The networks on `openvino` or on `onnxruntime`."""
    import rapidocr  # noqa: PLC0415 – a second of imports

    models = Path(rapidocr.__file__).parent / "models"
    return (_on_openvino if name == "openvino" else _on_onnxruntime)(models / _DETECTOR, models / _READER)


def _classes(alphabet: str) -> tuple[str, ...]:
    return ("blank", *alphabet.splitlines(), " ")


# ---------------------------------------------------------------- OpenVINO


def _on_openvino(detector: Path, reader: Path) -> Networks:
    import openvino  # noqa: PLC0415 – only where it is installed

    core = openvino.Core()
    settings = {"INFERENCE_NUM_THREADS": 1, "ENABLE_CPU_PINNING": False}  # pinned, all workers would share one core
    whole = core.read_model(reader)
    alphabet = whole.get_rt_info()["framework"][_ALPHABET].value
    last = whole.outputs[0].get_node().input_value(0).get_node()
    if last.get_type_name() != "Softmax":
        raise RuntimeError(f"{reader.name} ends with {last.get_type_name()}, not with Softmax")
    cut = openvino.Model([last.input_value(0)], whole.get_parameters())
    detect, read = (core.compile_model(model, "CPU", settings) for model in (core.read_model(detector), cut))
    return Networks(_Compiled(detect.create_infer_request()), _Logits(read.create_infer_request()), _classes(alphabet))


class _Request(Protocol):
    """What is used of OpenVINO's InferRequest."""

    def infer(self, inputs: list[Values]) -> object: ...

    def get_output_tensor(self) -> _Tensor: ...


class _Tensor(Protocol):
    @property
    def data(self) -> Values: ...


@dataclass(frozen=True, slots=True)
class _Compiled:
    request: _Request

    def __call__(self, batch: Values) -> Values:
        self.request.infer([batch])
        return self.request.get_output_tensor().data


@dataclass(frozen=True, slots=True)
class _Logits:
    """The reader without its last step, which is done here for the rows that are asked for."""

    request: _Request

    def values(self, batch: Values) -> Values:
        self.request.infer([batch])
        found: Values = self.request.get_output_tensor().data[0]
        return found

    def odds(self, values: Values) -> Values:
        grown = np.exp(values - values.max(axis=-1, keepdims=True))
        result: Values = grown / grown.sum(axis=-1, keepdims=True)
        return result


# ---------------------------------------------------------------- onnxruntime


def _on_onnxruntime(detector: Path, reader: Path) -> Networks:
    import onnxruntime  # noqa: PLC0415 – only where it is used

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it would keep the memory of every shape
    options.log_severity_level = 4
    detect, read = (
        onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"]) for path in (detector, reader)
    )
    alphabet = read.get_modelmeta().custom_metadata_map[_ALPHABET]
    return Networks(_Session(detect), _Odds(_Session(read)), _classes(alphabet))


class _Runner(Protocol):
    """What is used of onnxruntime's InferenceSession."""

    def run(self, outputs: None, inputs: dict[str, Values]) -> list[Values]: ...


@dataclass(frozen=True, slots=True)
class _Session:
    runner: _Runner

    def __call__(self, batch: Values) -> Values:
        return self.runner.run(None, {"x": batch})[0]


@dataclass(frozen=True, slots=True)
class _Odds:
    """The reader as it is packaged: it gives probabilities."""

    network: Network

    def values(self, batch: Values) -> Values:
        found: Values = self.network(batch)[0]
        return found

    def odds(self, values: Values) -> Values:
        return values
