"""A page of an OFD that is an image → what recognition reads in it, with the text laid over it as second witness.

Only an image that covers the page can be read so: there is no program here that would draw an OFD page.
"""

from __future__ import annotations

import numpy as np

from ingest.errors import UnreadableFileError
from ingest.ocr import Mapping, Scale, lay_out
from ingest.ocr.voting import vote
from ingest.ofd.container import OfdDocument
from ingest.ofd.content import Picture, Sheet
from ingest.pages.layout import Layer, PageLayout
from ingest.pages.recognised import FULL_PAGE, better_of
from ingest.picture import decoded
from ingest.recognition import Recogniser


def recognised(document: OfdDocument, sheet: Sheet, layout: PageLayout, recogniser: Recogniser) -> PageLayout:
    """The page by recognition; as it was where it has no image that can be decoded, or the image shows another text.

    Raises UnreadableFileError (ING_LIMIT) for an image of absurd size.
    """
    picture = max(sheet.images, key=_area, default=None)
    if picture is None or _area(picture) < FULL_PAGE * sheet.width * sheet.height:
        return layout
    data = document.image(picture.resource)
    if data is None:
        return layout
    try:
        image = decoded(data, document.parts.package.path)
    except UnreadableFileError as error:
        if error.code != "ING_TRUNCATED":
            raise
        return layout  # a coding that is not known here, as JBIG2
    x0, top, x1, bottom = picture.box
    height, width = image.shape[:2]
    across, down = (x1 - x0) / width, (bottom - top) / height
    place: Mapping = np.array([[across, 0.0, x0], [0.0, down, top], [0.0, 0.0, 1.0]])
    layer = (
        "\n".join(run.text for run in (*sheet.runs, *sheet.hidden)) if layout.verdict.layer is Layer.OVER_IMAGE else ""
    )
    found = recogniser.read(image)
    lines, doubts = vote(found.lines, layer) if layer else (found.lines, ())
    read = lay_out(layout.number, found, Scale(place, (across * down) ** 0.5), lines, doubts)
    return better_of(layout, read, layer)


def _area(picture: Picture) -> float:
    return (picture.box[2] - picture.box[0]) * (picture.box[3] - picture.box[1])
