"""A web page as printed: strips of text and tables in reading order, whether or not they belong to the notice."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from ingest.draft import Mark


@dataclass(slots=True)
class Strip:
    """A printed line or paragraph of the page.

    `complete`: the paragraph ends here for certain. `in_table`: it stands in a data table. `links` and `dead` count
    characters that are link text, and of those whose link leads nowhere ("#", a script). `hint` is the role that a
    credible frame around it suggests, `role` the one decided in the end ("" = the notice). `marks` are buttons printed
    over the text and marks of notes.
    """

    text: str
    element: etree._Element
    complete: bool = True
    level: int = 0
    in_table: bool = False
    links: int = 0
    dead: int = 0
    hint: str = ""
    role: str = ""
    marks: list[Mark] = field(default_factory=list)

    @property
    def is_linked(self) -> bool:
        """Whether most of the text is a link."""
        return self.links * 5 > len(self.text) * 3


@dataclass(slots=True)
class GridCell:
    """A cell of a data table, with what it holds."""

    element: etree._Element
    row: int
    col: int
    row_span: int
    col_span: int
    items: list[Strip | Grid] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A data table. Tables that only arrange the page are not kept; their cells are blocks like any other."""

    element: etree._Element
    rows: list[list[GridCell]] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)  # columns covered from above, with the rows they still cover

    def strips(self) -> list[Strip]:
        """All strips in the table, nested tables included."""
        found: list[Strip] = []
        for row in self.rows:
            for cell in row:
                for item in cell.items:
                    found.extend([item] if isinstance(item, Strip) else item.strips())
        return found


@dataclass(frozen=True, slots=True)
class Region:
    """A block that may be the article's container, and its strips [first, last)."""

    element: etree._Element
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the site around the article, as the markup suggests: the strips [first, last) and their role."""

    first: int
    last: int
    role: str


@dataclass(slots=True)
class Page:
    """The page after one walk through its tree. `strips` is `items` without the tables around them."""

    title: str = ""
    title_element: etree._Element | None = None
    items: list[Strip | Grid] = field(default_factory=list)
    strips: list[Strip] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)  # inner ones before those around them
    frames: list[Frame] = field(default_factory=list)  # likewise
    images: list[int] = field(default_factory=list)  # for each picture of the content, how many strips stand before it
    hidden: int = 0  # characters that the page does not show
    depth: int = 0
