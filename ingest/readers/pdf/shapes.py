"""What a PDF page shows, as plain records: text with its place, rules, fills, and what was left out.

Places are in points from the top left corner of the page as it is read (y grows downwards).
"""

from __future__ import annotations

from dataclasses import dataclass, field

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Piece:
    """Characters of one style without a space; ``glued`` says that no space stands before them."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    glued: bool


@dataclass(slots=True)
class Run:
    """Pieces that follow each other on one baseline without a wide gap; ``order`` is that of the file."""

    pieces: list[Piece]
    order: int

    @property
    def x0(self) -> float:
        """Its left edge."""
        return min(piece.x0 for piece in self.pieces)

    @property
    def x1(self) -> float:
        """Its right edge."""
        return max(piece.x1 for piece in self.pieces)

    @property
    def lead(self) -> Piece:
        """The piece that sets size and baseline: the longest of the largest."""
        return max(self.pieces, key=lambda piece: (piece.size, len(piece.text)))


@dataclass(slots=True)
class Segment:
    """A stretch of a line between wide gaps."""

    text: str
    x0: float
    x1: float


@dataclass(slots=True)
class Line:
    """One line of text; ``first`` is its first word's width, ``right`` the edge of its column.

    ``under`` says that it stands below columns with titles of their own.
    ``card`` says that it stands in a small box beside others; ``stop`` is the edge of a box that it runs up to;
    ``box`` is the turn in which the filled box was drawn that it stands in; ``label`` are the bold words with a colon
    that open it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    page: int
    segments: tuple[Segment, ...]
    first: float = 0.0
    right: float = 0.0
    under: bool = False
    card: bool = False
    stop: float = 0.0
    box: int = 0
    label: str = ""

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + 0.2 * self.size


@dataclass(slots=True)
class Rule:
    """A straight line, drawn or the edge of a filled box: along one axis from ``a`` to ``b`` at ``at``."""

    a: float
    b: float
    at: float


@dataclass(slots=True)
class Fill:
    """A filled box or a picture (``colour`` None) and its turn in the order of drawing."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: tuple[int, int, int] | None
    turn: int


@dataclass(slots=True)
class Table:
    """Rows of cells, each a list of lines; ``head`` counts the rows that name the columns.

    ``grouped`` says that a name in the first column holds for the rows below it that have none.
    """

    rows: list[list[list[Line]]]
    x0: float
    x1: float
    top: float
    bottom: float
    page: int
    head: int = 0
    edges: tuple[float, ...] = ()
    grouped: bool = False


@dataclass(slots=True)
class Sheet:
    """One page before it is put in order."""

    index: int
    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    aside: list[Run] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    boxes: list[Fill] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    hidden: int = 0
    skewed: str = ""
    unmapped: int = 0
    characters: int = 0
    pictured: float = 0.0
    cut: bool = False
    recognised: bool = False


@dataclass(slots=True)
class Flow:
    """A page in reading order: lines and tables, column after column."""

    index: int
    width: float
    height: float
    columns: list[list[Line | Table]]
    across: list[Rule] = field(default_factory=list)
    recognised: bool = False
    extra: list[str] = field(default_factory=list)
