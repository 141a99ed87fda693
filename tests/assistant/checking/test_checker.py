from __future__ import annotations

import pytest

from assistant.checking import Evidence, FaultKind, Judgement, Label, check
from assistant.lexicon import Lexicon, build_lexicon
from ingest.records import Facts, Kind

LEXICON = build_lexicon(
    [
        (Facts(council="Borset County Council"), [("BCC", "Borset County Council")]),
        (Facts(council="Eastport City Council"), []),
    ],
    {"staff": 3, "train": 2},
    10,
)
FACTS = {"council": "Borset County Council", "title": "Progress report 2023", "date": "2023-07"}


def judge(text: str, quote: str, lexicon: Lexicon = LEXICON, alike: float = 0.9, **about: object) -> Judgement:
    """A statement against one quote of Borset's report."""
    evidence = Evidence(quote, **{**FACTS, **about})  # type: ignore[arg-type]
    return check(text, [evidence], lexicon, lambda a, b: alike)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Over 300 adults were trained.", "We trained more than 300 adults."),
        ("8% of staff are carers.", "Carers are 8 per cent of staff."),
        ("The council gave £79,120.", "Funding of £79,120 was given."),
        ("Five sessions were held for staff.", "We held 5 sessions for our staff."),
        ("The July 2023 report says that staff were trained.", "Staff were trained."),
        ("Borset County Council trained its staff.", "We trained our staff."),
        ("BCC trained its staff.", "Borset County Council trained its staff."),
        ("The equality impact assessment was published.", "The EIA was published."),
        ("Applications have risen since 2019.", "Applications have increased since 2019."),
        (
            "There are no plans to close the library.",
            "There are no plans to close the library in town.",
        ),
        ("The library is open.", "The library is open. The museum is not open."),
        ("The programme did not end in May.", "The programme didn't end in May."),
        ("Links between churches were strengthened in Harlow.", "Strengthened links between churches in Harlow."),
        ("In Harlow the council has strengthened links.", "We strengthened links between churches in Harlow."),
        ("The Works Team runs the scheme.", "The scheme is run each year by the Works Team."),
        ("Each year the scheme is run.", "The scheme is run each year by the Works Team."),
        ("The council cut waste.", "Waste was cut by the council by March."),
        ("Carers have praised the new card.", "Carers praised the new card."),
        ("The new group has grown in May.", "In May the new group has grown."),
        ("The council has trained its staff and will train carers.", "We trained our staff and will train carers."),
        ("The council is looking to train its staff.", "We will look to train our staff."),
        (
            "The Safety Board was set up following the murder of two women in the town.",
            "We established the Safety Board (SB) following the murder of two women in the town.",
        ),
    ],
)
def test_what_a_quote_says_in_other_words_is_supported(text: str, quote: str) -> None:
    found = judge(text, quote)
    assert (found.label, found.faults) == (Label.SUPPORTED, ())


@pytest.mark.parametrize(
    ("text", "quote", "kind"),
    [
        ("Over 400 adults were trained.", "We trained over 300 adults.", FaultKind.FIGURE),
        ("8% of staff are carers.", "There are 8 carers on the staff.", FaultKind.FIGURE),
        ("70% of men and 60% of women agreed.", "60% of men and 70% of women agreed.", FaultKind.FIGURE),
        ("Staff were trained in 2022.", "Staff were trained in 2021.", FaultKind.DATE),
        ("Staff were trained in July.", "Staff were trained in June.", FaultKind.DATE),
        ("Staff will be trained in Year 3.", "Staff will be trained in Year 2.", FaultKind.DATE),
        ("Staff in Harlow were trained.", "Staff in Basildon were trained.", FaultKind.NAME),
        ("The LGA trained staff.", "The ONS trained staff.", FaultKind.NAME),
        ("Eastport City Council trained its staff.", "We trained our staff.", FaultKind.COUNCIL),
        ("The library is not open.", "The library is open. The museum is not lit.", FaultKind.NEGATION),
        ("Pay is equal.", "It is not the case that pay is equal.", FaultKind.NEGATION),
        ("Applications fell.", "Applications rose.", FaultKind.DIRECTION),
        ("Under 300 adults were trained.", "Over 300 adults were trained.", FaultKind.DIRECTION),
        ("The council will open a library.", "The council may open a library.", FaultKind.MODALITY),
        ("The council has opened a library.", "The council will open a library.", FaultKind.MODALITY),
        (
            "The council finalised its plan.",
            "We are in the process of finalising our plan.",
            FaultKind.MODALITY,
        ),
        ("The council is training its staff.", "We will train our staff.", FaultKind.MODALITY),
        (
            "The council has developed its staff, who are trained.",
            "We will develop our staff, so that all feel valued and trained.",
            FaultKind.MODALITY,
        ),
        ("All staff were trained.", "Staff were trained.", FaultKind.MODALITY),
        ("The council has complied with its equality duty.", "The council complied with it.", FaultKind.VERDICT),
        ("See https://example.org for staff.", "See the site for staff.", FaultKind.FORM),
        ("I trained the staff.", "We trained the staff.", FaultKind.FORM),
        ("Le maire est roi depuis hier.", "Le maire est roi depuis hier.", FaultKind.FORM),
        (
            "Harlow areas have strengthened links.",
            "Strengthened links between churches in Harlow areas.",
            FaultKind.ACTOR,
        ),
        ("Residents asked the council for help.", "The council asked the council's residents.", FaultKind.ACTOR),
        ("Borset County Council runs the scheme.", "The scheme is run each year by the Works Team.", FaultKind.ACTOR),
        ("The council needs new ways to listen.", "it needs new ways to listen", FaultKind.COPY),
        ("EIA is the equality impact assessment.", "We wrote an equality impact assessment.", FaultKind.NAME),
        ("The shop is supported by 300 adults.", "The shop supports over 300 adults.", FaultKind.ACTOR),
        ("Residents said that the plan was clear.", "Show that the plan was clear to residents.", FaultKind.ACTOR),
        ("The council has developed a profile.", "We have agreed to develop a profile.", FaultKind.MODALITY),
        ("The council is reviewing its offer.", "We have also reviewed our offer.", FaultKind.MODALITY),
        ("The council is responsible for overseeing it.", "Delivery is overseen by the EHWB.", FaultKind.ACTOR),
        (
            "The Works Network is a group that runs the parks.",
            "A group of the Parks Board was set up to run parks. The Works Network will take it on.",
            FaultKind.ACTOR,
        ),
        ("The DAB streams are: the Board (DAB), and Care.", "The DAB has a stream for care.", FaultKind.COPY),
        ("Borset Plan still has to develop.", "Borset will develop its plan.", FaultKind.FORM),
        ("Borset Plan still has to develop.", "Details are outlined in the Borset Plan.", FaultKind.CITATION),
    ],
)
def test_what_departs_from_its_quote_is_not_found(text: str, quote: str, kind: FaultKind) -> None:
    """A fact, a mood, by whom a thing is done, who said it, what is only named: all must agree."""
    found = judge(text, quote)
    assert found.label is Label.NOT_FOUND
    assert kind in {f.kind for f in found.faults}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("300 adults are supported by the shop.", "300 adults are supported by the shop."),
        ("Residents said that the plan was clear.", "Residents told us that the plan was clear."),
        ("The council has reached 90 carers.", "We have reached 90 carers and want to reach more."),
        ("The council has trained staff.", "We have trained staff and agreed to train carers."),
    ],
)
def test_what_keeps_to_its_quote_is_not_taken_for_turned_round(text: str, quote: str) -> None:
    """The same doer, a quote that tells what was said, and what was managed or done as well, agree."""
    assert judge(text, quote).label is not Label.NOT_FOUND


def test_a_planned_thing_may_be_said_to_come_where_the_text_is_a_commitment() -> None:
    quote = "Extend the training of staff."
    assert judge("The council will extend the training of staff.", quote, kind=Kind.COMMITMENT).label is Label.SUPPORTED
    assert judge("The council will extend the training of staff.", quote).label is Label.NOT_FOUND
    assert judge("The council extended the training of staff.", quote, kind=Kind.COMMITMENT).label is Label.NOT_FOUND


def test_what_a_timetable_names_is_not_told_as_done() -> None:
    quote = "Approval of the new strategy by full council May 2020"
    said = "The full council approved the new strategy in May 2020."
    assert judge(said, quote, kind=Kind.TIMETABLE).label is Label.NOT_FOUND
    assert judge("The new strategy will be approved in May 2020.", quote, kind=Kind.TIMETABLE).label is Label.SUPPORTED


def test_a_year_may_come_from_the_title_only_where_the_quote_has_none() -> None:
    title = ("Plans for 2024",)
    assert judge("In 2024 staff are trained.", "Staff are trained.", section=title).label is Label.SUPPORTED
    found = judge("In 2024 staff are trained.", "Since 2021 staff are trained.", section=title)
    assert [f.kind for f in found.faults][:1] == [FaultKind.DATE]


def test_words_that_are_missing_make_it_partly_while_they_are_few_and_the_meaning_is_near() -> None:
    text = "Staff in libraries and museums were trained to help disabled visitors kindly."
    quote = "Staff in our libraries and museums were trained to help disabled visitors."
    assert judge(text, quote).label is Label.PARTLY
    assert judge(text, quote, alike=0.5).label is Label.NOT_FOUND
    assert judge("Staff sang songs kindly.", quote).label is Label.NOT_FOUND


def test_a_title_alone_bears_out_nothing() -> None:
    found = judge("Hate crime is being tackled.", "We will meet again.", section=("Tackling hate crime",))
    assert found.label is Label.NOT_FOUND


def test_papers_of_two_councils_are_not_run_together() -> None:
    evidence = [
        Evidence("Staff were trained.", council="Borset County Council"),
        Evidence("Staff were trained.", council="Eastport City Council"),
    ]
    assert check("Staff were trained.", evidence, LEXICON).label is Label.NOT_FOUND
    both = check("In Borset and Eastport staff were trained.", evidence, LEXICON)
    assert both.label is Label.SUPPORTED


def test_nothing_cited_is_not_found() -> None:
    assert check("Staff were trained.", [], LEXICON).label is Label.NOT_FOUND
