"""What a paper says of itself; what it does not say stays empty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.readers.text import parse
from ingest.records import Status
from ingest.structure import build_document
from ingest.structure.dating import iso_date
from tests.ingest.structure.papers import document_of

BODY = "The council will do much for equality in the coming years, in each of its services and with its partners."


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Tuesday 26 February 2019", "2019-02-26"),
        ("3rd May 2022", "2022-05-03"),
        ("July 2023", "2023-07"),
        ("14 Feb 2022", "2022-02-14"),
        ("Sept. 2021", "2021-09"),
        ("on 2024-09-13 at two", "2024-09-13"),
        ("99 May 2022", "2022-05"),
        ("2023", ""),
        ("May we come in?", ""),
    ],
)
def test_dates_are_read_as_far_as_they_go(words: str, date: str) -> None:
    """ISO 8601, without what is not said."""
    assert iso_date(words) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"# Equality plan\n\nMarch 2024\n\n{BODY}\n", "2024-03"),
        (f"# Equality plan\n\nAshdon Borough Council, 3 May 2024\n\n{BODY}\n", "2024-05-03"),
        (f"# Equality plan\n\nReport to Cabinet – Tuesday 12 March 2024\n\n{BODY}\n", "2024-03-12"),
        (f"# Equality plan\n\nFinal draft v1.2, March 2024\n\n{BODY}\n", "2024-03"),
        (f"# Progress report, July 2023\n\n{BODY}\n", "2023-07"),
        (f"# Progress report July 2023\n\nMarch 2024\n\n{BODY}\n", "2024-03"),
        (f"# Equality plan\n\nPublished: June 2024\n\nMarch 2024\n\n{BODY}\n", "2024-06"),
        (f"# Equality plan\n\n{BODY}\n\nThe gap was not published. New\ndate: March 2026.\n", "2025-11-05"),
        (f"# Equality plan\n\nNext review: March 2027\n\n{BODY}\n", "2025-11-05"),
        (f"# Equality plan\n\nReplies to the Equality Team by 31 March 2024\n\n{BODY}\n", "2025-11-05"),
        (f"# Equality plan\n\nMarch 2024\n\nMay 2024\n\n{BODY}\n", "2025-11-05"),
        (f"# Equality plan April 2024 to March 2028\n\n{BODY}\n", "2025-11-05"),
        (f"# Pay gap report: the gap at 31 March 2024\n\n{BODY}\n", "2025-11-05"),
        (f"# Equality plan\n\n{BODY} {BODY}\n\nMarch 2024\n", "2025-11-05"),
        (f"# Equality plan\n\n{BODY}\n", "2025-11-05"),
    ],
)
def test_a_printed_date_is_the_papers_own_where_it_is_clear(text: str, date: str) -> None:
    """What the file says of itself is when somebody last saved it: it counts where the paper names no date."""
    facts = document_of(text, given={"date": "2025-11-05"}).facts
    assert facts.date == date
    assert facts.origin["date"] == ("file" if date == "2025-11-05" else "paper")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"# Draft equality strategy\n\n{BODY}\n", Status.DRAFT),
        (f"# Equality strategy\n\n## Draft for consultation\n\n{BODY}\n", Status.DRAFT),
        (f"# Equality strategy\n\nDRAFT v0.3\n\n{BODY}\n", Status.DRAFT),
        (f"# Equality strategy\n\nStatus: Draft\n\n{BODY}\n", Status.DRAFT),
        (f"# Equality strategy\n\nThis policy is in draft until March. {BODY}\n", Status.DRAFT),
        (f"# Equality strategy\n\nAdopted by full Council on 12 May 2020\n\n{BODY}\n", Status.ADOPTED),
        (f"# Equality strategy\n\nApproved by: Cabinet, 12 May 2020\n\n{BODY}\n", Status.ADOPTED),
        (f"# Equality strategy\n\nThis strategy has been formally approved by the Cabinet. {BODY}\n", Status.ADOPTED),
        (f"# Equality strategy\n\nDocument status: Final\n\n{BODY}\n", Status.ADOPTED),
        (f"# Equality strategy\n\nThis policy has been superseded by another one. {BODY}\n", Status.SUPERSEDED),
        (f"# Equality strategy\n\nStatus: withdrawn\n\n{BODY}\n", Status.SUPERSEDED),
        (f"# Equality strategy\n\nThe budget was approved by Cabinet. {BODY}\n", Status.UNKNOWN),
        (f"# Equality strategy\n\nWe will draft a plan. {BODY}\n", Status.UNKNOWN),
        (f"# Equality strategy\n\nDraft excluders keep old people's homes warm. {BODY}\n", Status.UNKNOWN),
        (f"# Equality strategy\n\n{BODY * 40}\n\nStatus: Draft\n", Status.UNKNOWN),
    ],
)
def test_the_status_is_what_the_paper_says_of_itself(text: str, status: Status) -> None:
    """At its head, and of itself: what it says of other things is not its own."""
    facts = document_of(text).facts
    assert facts.status is status
    assert ("status" in facts.origin) is (status is not Status.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "council"),
    [
        ("# Plan\n\nAshdon District Council is proud. The County Council helps.\n", "Ashdon District Council"),
        ("# Plan\n\nThis is what Brighton and Hove City Council does.\n", "Brighton and Hove City Council"),
        ("# Plan\n\nFull Council met. Our Council is good. The Borough Council too.\n", ""),
        ("ASHDON BOROUGH COUNCIL\n\nEQUALITY PLAN\n\nWe are proud of what we do here.\n", "Ashdon Borough Council"),
        ("# Aims\n\nAshdon Council\n\nBarton Council and Ashdon Council met.\n", "Ashdon Council"),
        ("# London Borough of Ashdon\n\n# Aims\n\nWhat we do.\n", "Ashdon Council"),
        ("# Aims\n\nThe London Borough of Ashdon Annual Report says so. We report annual gains.\n", "Ashdon Council"),
        ("Royal Borough of\nAshdon and Barton\n\nAims\n\nWhat we do is good.\n", "Ashdon and Barton Council"),
        ("# Aims\n\nAshdon was the London Borough of Culture. Ashdon Council is proud.\n", "Ashdon Council"),
        (
            "# Aims\n\nAshdon County Council met. Ashdon Council and the Ashdon Council team did.\n",
            "Ashdon County Council",
        ),
        (
            "# Ashdon District Council\n\nThe Youth Council met. The Youth Council and the Arts Council spoke.\n",
            "Ashdon District Council",
        ),
        (
            "City of Ashdon Metropolitan District Council\n\nAims\n\nOurs.\n",
            "City of Ashdon Metropolitan District Council",
        ),
        ("# Aims\n\nWrite to East Ashdon at equality@eastashdon.gov.uk.\n", "East Ashdon Council"),
    ],
)
def test_the_council_is_the_one_named_most(text: str, council: str) -> None:
    """A word before the name, or a heading over it, is no part of it."""
    assert document_of(text).facts.council == council


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"# Equality plan 2024:\n\n{BODY}\n", "Equality plan 2024"),
        (f"# Ashdon Borough Council\n\n# Equality plan\n\n# Aims\n\n{BODY}\n", "Equality plan"),
        (f"# Foreword\n\n{BODY}\n\n# Equality plan\n\n{BODY}\n", "Equality plan"),
        ("1. Introduction\n\nWe are proud of what we do.\n\n2. Aims\n\nWe light paths.\n", "annual report 2024"),
        (BODY + "\n", "annual report 2024"),
    ],
)
def test_the_title_is_the_first_that_names_the_paper(text: str, title: str) -> None:
    """Not the council's name, not a part of the paper; else the file's name."""
    assert document_of(text, "annual_report-2024.txt").facts.title == title


def test_a_record_of_who_was_there_is_minutes() -> None:
    """Though its title is that of a committee."""
    text = f"# Scrutiny Committee\n\nPRESENT: Councillor Able (Chair), Councillor Baker\n\n{BODY}\n"
    assert document_of(text).facts.type == "minutes"


def test_running_headers_say_whose_paper_it_is() -> None:
    """They are no text of the paper, but they name the council page after page."""
    source = replace(parse(f"# Aims\n\n{BODY} Barton Council helps.\n"), facts={"running": "London Borough of Ashdon"})
    assert build_document(source, id="a", file="a.pdf", sha256="").facts.council == "Ashdon Council"


def test_the_rows_at_the_head_give_title_committee_and_date() -> None:
    """A report's own; a form for assessments is named by what it is of."""
    rows = "Report to:\tCabinet\nDate of meeting:\t23 April 2024\nTitle:\tEquality plan 2024 to 2028\n"
    facts = document_of(f"{rows}\n# What is it about?\n\n{BODY}\n").facts
    assert (facts.title, facts.committee, facts.date) == ("Equality plan 2024 to 2028", "Cabinet", "2024-04-23")
    assert (facts.type, facts.period) == ("committee paper", "2024-2028")
    form = f"# Equality Impact Assessment\n\nTitle of proposal:\tFewer buses\nDate:\t3 May 2024\n\n{BODY}\n"
    assert document_of(form).facts.title == "Equality Impact Assessment: Fewer buses"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Adopted by Full Council, 26 March 2025", "2025-03-26"),
        ("October 2024", "2024-10"),
        ("DRAFT – December 2023", "2023-12"),
        ("Monday, 15 September 2025\n\nThe minutes of the meeting held on 16 June 2025 were approved.", "2025-09-15"),
        ("We began in October 2024", ""),
    ],
)
def test_a_date_that_stands_alone_on_the_cover_is_the_papers(line: str, date: str) -> None:
    """Where nothing else says when it was published."""
    assert document_of(f"# Equality plan\n\n{line}\n\n# Aims\n\n{BODY}\n").facts.date == date


RUNNING = "Audit Committee, 3 May 2024, Item 7 | Page 1\nAudit Committee, 3 May 2024, Item 7 | Page 2"


def test_the_headers_of_a_committees_paper_say_where_it_goes() -> None:
    """Which committee, when, as which item."""
    facts = document_of(f"# Fairer parks\n\n{BODY}\n", given={"running": RUNNING, "date": "2026-01-09"}).facts
    assert (facts.committee, facts.date, facts.item) == ("Audit Committee", "2024-05-03", "7")
    assert facts.type == "committee paper"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"# Plan\n\n{BODY}\n\nWe began in March 2020 and ended in May 2021.\n", ""),
        (f"# Plan\n\n{BODY}\n\nWe began in March 2020 and ended in May 2025.\n", "2025-11-05"),
        (f"# Plan\n\nThis brings it up to date to 31 March 2024. {BODY}\n", "2025-11-05"),
        (f"# Plan\n\n{BODY}\n\nVersion\tDate\tChange\n0.1\tMarch 2019\tDraft\n1.0\t2 May 2019\tFinal\n", "2019-05-02"),
    ],
)
def test_when_a_file_was_saved_is_the_last_resort(text: str, date: str) -> None:
    """And no date at all where its paper speaks of nothing of that time."""
    assert document_of(text, given={"date": "2025-11-05"}).facts.date == date


def test_a_paper_that_was_replaced_says_so_in_its_headers() -> None:
    """Though it was adopted once."""
    text = f"# Equality plan\n\nAgreed by Cabinet on 2 May 2019\n\n{BODY}\n"
    assert document_of(text, given={"running": "SUPERSEDED JULY 2022"}).facts.status is Status.SUPERSEDED
    assert document_of(text).facts.status is Status.ADOPTED


@pytest.mark.parametrize(
    ("text", "given", "title"),
    [
        (
            f"# Welcome\n\nAnnual report 2024 on equality\n\n{BODY}\n",
            "Annual equality report 2024",
            "Annual equality report 2024",
        ),
        (f"# Cyngor Sir Ashdon\n\n# Equality plan\n\n{BODY}\n", "A template of ours", "Equality plan"),
        (f"# Fair for all\n\n# Our equality framework\n\n{BODY}\n", "", "Fair for all: Our equality framework"),
    ],
)
def test_a_title_is_no_welcome_and_no_councils_name(text: str, given: str, title: str) -> None:
    """What the file calls the paper counts where the paper has the same words."""
    assert document_of(text, given={"title": given}).facts.title == title


def test_period_and_type_come_from_the_title() -> None:
    """A short second year is filled up."""
    facts = document_of(f"# Equality strategy 2020-24\n\n{BODY}\n").facts
    assert (facts.period, facts.type) == ("2020-2024", "strategy")


def test_a_running_line_that_begins_with_the_title_has_its_period() -> None:
    """A cover may set the subtitle with the years apart; years in another running line are of something else."""
    text = f"# Fairer town\n\n{BODY}\n"
    running = "Adopted under the plan 2010-2014\nFairer town: our equality strategy 2023-2027 | 4"
    assert document_of(text, given={"running": running}).facts.period == "2023-2027"
    assert document_of(text, given={"running": running.splitlines()[0]}).facts.period == ""


def test_the_fingerprint_is_that_of_the_words() -> None:
    """White space, markup, capitals and hyphens at a line's end do not count; a figure does."""
    one = document_of(f"# Equality plan\n\n{BODY}\n").facts.fingerprint
    cut = BODY.replace("equality", "equa-\nlity")
    assert document_of(f"**EQUALITY PLAN**\n\n{cut}\n").facts.fingerprint == one
    assert document_of(f"# Equality plan\n\n{BODY} 8\n").facts.fingerprint != one
    assert document_of("# Short\n\nText.\n").facts.fingerprint == ""


def test_the_fingerprint_counts_a_header_row_as_words() -> None:
    """Whether a format tells it apart or not."""
    table = "Action\tBy when\nMend the gates\t12 May 2024\nMend the paths\t13 May 2024\n"
    one = document_of(f"# Plan\n\n{BODY}\n\n{table}")
    other = document_of(f"# Plan\n\n{BODY}\n\n" + table.replace("\t", "; "))
    assert [b.headers for b in one.blocks if b.headers] == [("Action", "By when")] * 2
    assert one.facts.fingerprint == other.facts.fingerprint
