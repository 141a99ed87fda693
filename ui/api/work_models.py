"""What the API says and hears of officers' work, beside the records that the assistant makes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from assistant.commitments import Commitment, Level
from assistant.commitments.themes import load_characteristics, load_themes
from ui.api.models import Council, Heard, Said
from ui.api.names import choices, one_of

MOST_ROWS = 500

Line = Annotated[str, Field(min_length=1, max_length=500)]
Blank = Annotated[str, Field(max_length=500)]
Lines = Annotated[list[Line], Field(max_length=50)]


class Chosen(Heard):
    """Which rows of the commitments register are wanted; an empty field lets all through."""

    council: Council = Field(default="", description="Of this council alone.")
    level: list[Level] = Field(default=[], max_length=len(Level), description="Of these levels alone.")
    objective: Annotated[str, Field(max_length=100)] = Field(
        default="", description="This objective and what serves it, by number or id."
    )
    theme: Annotated[str, AfterValidator(one_of(tuple(load_themes())))] = Field(
        default="", json_schema_extra=choices(tuple(load_themes()))
    )
    characteristic: Annotated[str, AfterValidator(one_of(tuple(load_characteristics())))] = Field(
        default="", json_schema_extra=choices(tuple(load_characteristics()))
    )
    period: Annotated[str, Field(max_length=100)] = Field(default="", description="As printed: 2022-2025, Year 2.")
    not_since: bool = Field(default=False, description="Only what later papers do not mention.")
    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 50
    offset: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


class Commitments(Said):
    """Rows of the commitments register."""

    total: int = Field(description="How many rows fit the filters, on this page of the list or not.")
    commitments: tuple[Commitment, ...]


class OwnGroup(Heard):
    """A group that the council adds in its own words."""

    name: Line
    words: Lines = Field(default=[], description="The phrases that speak of it; without any, its name.")


class Assess(Heard):
    """What an officer proposes. What the officer judges (relevance, impacts, ratings) has no place in it."""

    title: Line
    proposal: Annotated[str, Field(min_length=1, max_length=20_000)] = Field(
        description="What is proposed, in a few sentences."
    )
    council: Council = ""
    name: Literal["EIA", "EqIA", "ECIA", "EHRIA"] = Field(
        default="EIA", description="What the council calls its assessments."
    )
    activity: Blank = ""
    decision: Blank = ""
    decision_maker: Blank = ""
    decision_date: Blank = Field(default="", description="2027-03-12, 12/03/2027 or 12 March 2027.")
    owner: Blank = ""
    places: Lines = Field(default=[], description="Where it would be felt.")
    services: Lines = Field(default=[], description="What it touches.")
    groups: Lines = Field(default=[], description="Those that you expect to be affected; all nine are looked at.")
    extra_groups: list[OwnGroup] = Field(default=[], max_length=20)
