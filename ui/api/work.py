"""The operations for officers' work: the commitments register, a new officer's brief, evidence for an assessment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query

from assistant.assessment import AssessmentError, Draft, ProposalError, proposal_of
from assistant.briefing import Brief, BriefError
from assistant.commitments import Commitment
from ingest.errors import SettingsError
from ui.api import models
from ui.api.desk import Desk
from ui.api.problems import BAD_BODY, INVALID, NO_MODEL, NOTHING, TOO_LARGE, UNWELL, ProblemError, responses
from ui.api.work_models import Assess, Chosen, Commitments

T = TypeVar("T")

_FAULTS = responses(INVALID, NOTHING, UNWELL)


def router(desk: Desk) -> APIRouter:
    """The operations."""
    routes = APIRouter(tags=["Officers' work"])

    @routes.get("/commitments", response_model=Commitments, responses=_FAULTS, operation_id="list_commitments")
    async def commitments(chosen: Annotated[Chosen, Query()]) -> Commitments:
        """List what councils committed to, with progress, gaps and next steps, each in the papers' own words.

        A link between two papers says why it is made; one that is `inferred` may be wrong, and officers decide.
        """

        def work() -> tuple[Commitment, ...]:
            return desk.register.rows(
                chosen.council,
                levels=chosen.level,
                objective=chosen.objective,
                theme=chosen.theme,
                characteristic=chosen.characteristic,
                period=chosen.period,
                not_since=chosen.not_since,
            )

        rows = await desk.ask(lambda: _there(work))
        return Commitments(total=len(rows), commitments=rows[chosen.offset : chosen.offset + chosen.limit])

    @routes.get("/brief", response_model=Brief, responses=_FAULTS, operation_id="get_brief")
    async def brief(
        council: Annotated[
            models.Council, Query(description="Whose officer, where papers of several are loaded.")
        ] = "",
        role: Annotated[str, Query(max_length=200, description='Whom it is for, such as "HR adviser".')] = "",
    ) -> Brief:
        """A new officer's first week: duties, objectives, deciders, gaps, what to read, whom to ask.

        Councils are never mixed: where papers of several are loaded, one must be named.
        """
        return await desk.ask(lambda: _there(lambda: desk.briefings.brief(council, role)))

    @routes.post(
        "/assessments/draft",
        response_model=Draft,
        responses=responses(BAD_BODY, INVALID, NOTHING, TOO_LARGE, UNWELL, NO_MODEL),
        operation_id="draft_assessment",
    )
    async def draft(given: Assess) -> Draft:
        """Gather what the papers hold for an equality impact assessment, group by group. Nothing is kept.

        What an officer judges has no field for an answer: no impact is rated here, and no duty is said to be met.
        """

        def work() -> Draft:
            try:
                proposal = proposal_of(given.model_dump(exclude_defaults=True))
            except ProposalError as error:
                raise ProblemError(INVALID, str(error)) from error
            return desk.assessments.draft(proposal)

        return await desk.draft(lambda: _there(work))

    return routes


def _there(work: Callable[[], T]) -> T:
    """What the work makes; ends the request where the library has nothing for what was named."""
    try:
        return work()
    except (AssessmentError, BriefError, SettingsError) as error:
        raise ProblemError(NOTHING, " ".join(str(error).split())) from error
