"""What the API says and hears, as types: the fixed answer contract, papers and their parts, and upkeep."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.question import MAX_CHARACTERS
from assistant.records import NoteKind, Outcome, Support
from assistant.scope import Scope, characteristics
from ingest.records import Kind, Status
from ui.api.names import choices, one_of

MOST_EARLIER = 50
MOST_FOUND = 100
MOST_LISTED = 1000

Question = Annotated[str, Field(min_length=1, max_length=MAX_CHARACTERS)]
Council = Annotated[str, Field(max_length=200)]
Place = Annotated[int, Field(ge=0, le=2**53 - 1, description="A character offset into the stored text.")]


class Said(BaseModel):
    """A part of a response; every field is always there."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class Heard(BaseModel):
    """A request; a field that is not known is refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- asking ---


class Limits(Heard):
    """What papers and statements may answer; an empty field limits nothing."""

    council: Council = ""
    type: Annotated[str, Field(max_length=200)] = Field(default="", description="As the list of papers has it.")
    year: Annotated[str, Field(pattern="^([0-9]{4})?$")] = Field(
        default="", description="A paper that is dated in it, or whose period covers it."
    )
    status: Status | None = None
    characteristic: Annotated[str, AfterValidator(one_of(characteristics()))] = Field(
        default="",
        description="Statements that speak of this protected characteristic or group.",
        json_schema_extra=choices(characteristics()),
    )

    @property
    def scope(self) -> Scope:
        """The limits as the assistant takes them."""
        return Scope(self.council, self.type, self.year, self.status, self.characteristic)


class Ask(Heard):
    """A question to the papers."""

    question: Question = Field(description="The question, in your own words.")
    history: Annotated[list[Question], Field(max_length=MOST_EARLIER)] = Field(
        default=[], description="Earlier questions of the same conversation, oldest first: the server keeps none."
    )
    council: Council = Field(default="", description="Keep to the papers of this council, where none is named.")
    limits: Limits = Field(default=Limits(), description="Beside what the question says itself.")
    id: Annotated[str, Field(max_length=200)] = Field(default="", description="Given back with the answer as it came.")


class Statement(Said):
    """One thing that the answer says."""

    text: str
    citations: list[int] = Field(description="The numbers of the citations that carry it.")
    support: Support


class Citation(Said):
    """A quote that was checked word for word, and its place."""

    number: int
    document: str = Field(description="The paper's id.")
    file: str
    title: str
    council: str
    date: str = Field(description="As far as known: 2023, 2023-07 or 2023-07-01; empty where no paper says it.")
    status: Status
    section: list[str] = Field(description="The titles that lead to it, outermost first.")
    paragraph: str = Field(description="The paragraph's printed number, where it has one.")
    page: int | None = Field(description="The page by count from 1, where the file has pages.")
    page_label: str = Field(description="The page number as printed.")
    quote: str = Field(description="Word for word as it stands in the paper.")
    start: Place
    end: Place
    passage: str


class Note(Said):
    """Something that the reader must know beside the answer."""

    kind: NoteKind
    text: str


class Timings(Said):
    """How long the parts of the work took, in milliseconds."""

    retrieve: float
    answer: float
    check: float


class Answer(Said):
    """An answer in checked quotes, or a plain word that the loaded papers hold none."""

    id: str
    question: str
    standalone_question: str = Field(description="The question as understood, with what earlier ones add to it.")
    status: Outcome
    answer: str = Field(description="Markdown with [1] markers, which are the numbers of the citations.")
    statements: list[Statement]
    citations: list[Citation]
    notes: list[Note]
    timings_ms: Timings


class Search(Heard):
    """Words to look for."""

    query: Question
    history: Annotated[list[Question], Field(max_length=MOST_EARLIER)] = []
    limit: Annotated[int, Field(ge=1, le=MOST_FOUND)] = 10
    id: Annotated[str, Field(max_length=200)] = ""


class Passage(Said):
    """A passage that search found."""

    file: str
    page: int | None
    section: list[str]
    start: Place
    end: Place
    text: str
    score: float


class Passages(Said):
    """The passages nearest to some words, best first."""

    id: str
    results: list[Passage]


# --- papers ---


class Paper(Said):
    """A paper of the library, or a file that could not be read; a fact that no paper says is empty."""

    id: str = Field(description="Empty for a file that could not be read.")
    file: str
    title: str
    council: str
    type: str
    date: str
    period: str
    status: Status
    supersedes: list[str]
    pages: int
    sections: int
    passages: int
    warnings: list[str]
    state: Literal["read", "failed", "skipped"]
    message: str = Field(description="Why the file could not be read, or not be read again; empty if it was.")


class Papers(Said):
    """Papers of the library."""

    total: int = Field(description="How many papers fit the filters, on this page of the list or not.")
    documents: list[Paper]


class Section(Said):
    """A section in the tree of a paper."""

    number: int = Field(description="Its ordinal in the paper; 0 is what stands before the first heading.")
    title: str
    kind: Kind
    paragraph: str
    page: int | None
    page_label: str
    start: Place
    end: Place
    sections: list[Section]


class PaperTree(Said):
    """One paper with its tree of sections."""

    document: Paper
    sections: list[Section]


class SectionText(Said):
    """The words of one section, without those of the sections under it."""

    document: str
    number: int
    path: list[str] = Field(description="The titles that lead to it, outermost first; its own is last.")
    kind: Kind
    paragraph: str
    page: int | None
    page_label: str
    last_page: int | None
    start: Place
    end: Place
    text: str = Field(description="As stored: `start` is the offset of its first character.")


class Words(Said):
    """A stretch of a paper, as a citation points at it, and where it stands."""

    document: str
    file: str
    title: str
    council: str
    date: str
    status: Status
    section: list[str]
    section_number: int
    page: int | None
    page_label: str
    start: Place
    end: Place
    text: str = Field(description="The words themselves, as stored.")
    before: str = Field(description="What stands before them.")
    after: str = Field(description="What stands after them.")


# --- upkeep ---


class FileOutcome(Said):
    """What became of a file that was sent."""

    file: str
    state: Literal["read", "unchanged", "moved", "duplicate"]
    message: str
    document: str = Field(description="The id of the paper that it holds.")
    pages: int
    sections: int
    passages: int
    warnings: list[str]


class Removed(Said):
    """The paper that was taken out, and what is left of it."""

    document: Paper
    message: str


class Check(Said):
    """One thing that was looked at."""

    name: str
    ok: bool
    words: str
    remedy: str


class Checks(Said):
    """Whether model, indexes, catalogue and papers are well."""

    well: bool
    checks: list[Check]


class Health(Said):
    """Whether questions can be answered yet."""

    status: Literal["ready", "loading", "faulty"]
    message: str
    version: str
    papers: int
    can_change: bool = Field(description="Whether papers may be added and removed at this address.")
