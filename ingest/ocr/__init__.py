"""A page image → lines, characters with their certainty, rulings: RapidOCR with its packaged models, an extra.

Importing this package needs the extra; `ingest.recognition` tells whether it is there.
"""

from ingest.ocr.geometry import Image, Mapping
from ingest.ocr.recognise import ReadChar, ReadLine, Recognised
from ingest.ocr.sheet import Scale, is_unsure, lay_out

__all__ = ["Image", "Mapping", "ReadChar", "ReadLine", "Recognised", "Scale", "is_unsure", "lay_out"]
