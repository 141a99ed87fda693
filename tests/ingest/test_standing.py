"""Which paper replaces which: what a manifest says, and what can be told without one."""

from __future__ import annotations

import pytest

from ingest.index import DocumentRow
from ingest.library import Library
from ingest.records import Facts, Status
from ingest.standing import standings
from tests.conftest import Corpus


def row(name: str, **facts: object) -> DocumentRow:
    known = {"council": "Ashdon Council", "type": "strategy", **facts}
    return DocumentRow(name, f"{name}.pdf", "", Facts(**known), (), 0, 0, 0, "", True, "", "")  # type: ignore[arg-type]


def statuses(*rows: DocumentRow) -> dict[str, Status]:
    return {r.id: r.facts.status for r in standings(rows)}


def test_what_a_manifest_replaces_is_superseded() -> None:
    """By file name; a draft stays a draft."""
    new = row("new", supersedes=("old.pdf", "draft.pdf"), origin={"supersedes": "manifest"})
    found = statuses(new, row("old"), row("draft", status=Status.DRAFT), row("other"))
    assert found == {"new": Status.UNKNOWN, "old": Status.SUPERSEDED, "draft": Status.DRAFT, "other": Status.UNKNOWN}


def test_the_later_of_a_series_replaces_the_earlier() -> None:
    """By the periods in their titles; each names the next, and says that this was inferred."""
    rows = [
        row("a", title="Equality Strategy 2016-2020", period="2016-2020"),
        row("b", title="Our Equality Strategy, 2020-24", period="2020-2024"),
        row("c", title="Equality Strategy 2024-2028", period="2024-2028"),
    ]
    a, b, c = standings(rows)
    assert [r.facts.status for r in (a, b, c)] == [Status.SUPERSEDED, Status.SUPERSEDED, Status.UNKNOWN]
    assert (b.facts.supersedes, c.facts.supersedes) == (("a.pdf",), ("b.pdf",))
    assert a.facts.origin["status"] == c.facts.origin["supersedes"] == "inferred"


def test_the_later_date_decides_where_the_periods_agree() -> None:
    """A draft is replaced by what was adopted, and stays a draft."""
    draft = row("a", title="Draft equality plan", type="plan page", date="2022-02", status=Status.DRAFT)
    final = row("b", title="Equality plan", type="plan page", date="2022-05")
    older, newer = standings([draft, final])
    assert older.facts.status is Status.DRAFT
    assert newer.facts.supersedes == ("a.pdf",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"council": "Barton Council"}, {}),
        ({"council": ""}, {"council": ""}),
        ({"title": "Transport Strategy 2016-2020"}, {}),
        ({"title": "Strategy 2016-2020"}, {"title": "Strategy 2020-2024"}),
        ({"type": "progress report"}, {"type": "progress report"}),
        ({"period": ""}, {}),
        ({"period": "", "date": "2023"}, {"period": "", "date": "2023-07"}),
        ({"period": ""}, {"period": ""}),
        ({"origin": {"title": "manifest"}}, {}),
        ({}, {"origin": {"status": "manifest"}}),
        ({}, {"status": Status.DRAFT}),
    ],
)
def test_where_it_cannot_be_told_nothing_is_inferred(one: dict[str, object], other: dict[str, object]) -> None:
    """Other councils, other subjects, reports of two years, missing dates, what a manifest describes, a later draft."""
    first = row("a", **{"title": "Equality Strategy 2016-2020", "period": "2016-2020", **one})
    second = row("b", **{"title": "Equality Strategy 2020-2024", "period": "2020-2024", **other})
    rows = (first, second)
    assert standings(rows) == rows


def test_two_papers_of_one_day_replace_neither() -> None:
    """Nor does a paper replace itself."""
    rows = tuple(row(n, title="Equality Strategy", date="2022-05-01") for n in "ab")
    assert standings(rows) == rows


def test_a_home_without_a_manifest_knows_what_is_current(library: Library, corpus: Corpus) -> None:
    """From the papers' own words alone."""
    words = "Ashdon Borough Council sets out here what it will do for equality in each of the coming four years."
    folder = corpus(
        {
            "one.md": f"# Equality Strategy 2016-2020\n\n{words}\n",
            "two.md": f"# Equality Strategy 2020-2024\n\nThis strategy was adopted by full Council.\n\n{words}\n",
            "three.md": f"# Draft Equality Strategy 2024-2028\n\n{words}\n",
        }
    )
    library.sync([folder])
    assert {r.file: r.facts.status for r in library.rows()} == {
        "one.md": Status.SUPERSEDED,
        "two.md": Status.ADOPTED,
        "three.md": Status.DRAFT,
    }


def test_a_council_has_one_name() -> None:
    """The one with its kind, where some papers leave it out; what a person said stands."""
    rows = [
        row("a", council="Ashdon County Council"),
        row("b", council="Ashdon Council"),
        row("c", council="Barton Council"),
        row("d", council="Ashdon Council", origin={"council": "command"}),
    ]
    found = [r.facts.council for r in standings(rows)]
    assert found == ["Ashdon County Council", "Ashdon County Council", "Barton Council", "Ashdon Council"]


def test_a_paper_that_names_no_council_is_of_the_one_in_its_title() -> None:
    """If that is loaded, and no other one is named beside it."""
    known = [row("a", council="Ashdon Council"), row("b", council="Barton Council")]
    rows = [*known, row("equality-plan_ashdon", council=""), row("ashdon-barton", council=""), row("c", council="")]
    assert [r.facts.council for r in standings(rows)[2:]] == ["Ashdon Council", "", ""]
    assert standings(rows)[2].facts.origin["council"] == "inferred"
