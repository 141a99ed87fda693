"""An officer's decisions on links: what they change, and that they stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.commitments import Basis, Commitment, Link, Register, Said
from assistant.commitments.judgements import Judgements, link_id
from ingest.errors import HomeError, SettingsError
from ingest.library import Library
from tests.assistant.commitments.conftest import Registered
from tests.assistant.commitments.papers import LEAFLET, REPORT, STRATEGY

PAPERS = {"strategy.md": STRATEGY, "report.md": REPORT}


def second(register: Register) -> Commitment:
    return next(r for r in register.rows(levels=["objective"]) if r.number == "Objective 2")


def link_of(row: Commitment) -> Link:
    found = row.mentions[-1].link
    assert found is not None
    return found


def test_a_rejected_link_parts_what_it_joined_and_undo_joins_it_again(registered: Registered) -> None:
    register = registered(PAPERS)
    link = link_of(second(register))
    assert link.basis is Basis.INFERRED
    register.reject(link.id, "another objective")
    assert len(register.rows(levels=["objective"])) == 3
    (kept,) = [known for known in register.links() if known.id == link.id]
    assert (kept.basis, kept.note, kept.joins) == (Basis.REJECTED, "another objective", False)
    register.undo(link.id)
    assert len(register.rows(levels=["objective"])) == 2


def test_a_confirmed_link_is_no_longer_called_inferred(registered: Registered) -> None:
    register = registered(PAPERS)
    register.confirm(link_of(second(register)).id)
    assert link_of(second(register)).basis is Basis.CONFIRMED


def test_a_suggestion_joins_only_when_it_is_confirmed(registered: Registered) -> None:
    register = registered(PAPERS)
    (suggested,) = [known for known in register.links() if known.basis is Basis.SUGGESTED]
    before = len(register.rows(levels=["activity"]))
    register.confirm(suggested.id)
    assert len(register.rows(levels=["activity"])) == before - 1


def test_a_trace_that_is_rejected_makes_the_activity_not_mentioned_since(registered: Registered) -> None:
    register = registered(PAPERS)
    (row,) = [r for r in register.rows() if "restorative" in r.wording.quote]
    assert row.mentions[-1].said is Said.NAMED
    register.reject(link_of(row).id)
    (row,) = [r for r in register.rows() if "restorative" in r.wording.quote]
    assert row.not_since == ("Equality annual report 2023/24",)


def test_judgements_outlive_a_new_reading_in_another_format_and_a_purge_of_other_papers(
    registered: Registered, tmp_path: Path
) -> None:
    register = registered({**PAPERS, "leaflet.md": LEAFLET})
    link = link_of(second(register)).id
    register.reject(link)
    library = register.library
    (tmp_path / "papers" / "report.md").unlink()
    (tmp_path / "papers" / "report.txt").write_text(REPORT)
    library.sync([tmp_path / "papers"])
    library.remove("leaflet.md")
    assert library.purge() >= 1
    again = Register(Library(library.home, embedder=library.embedder))
    assert [known.basis for known in again.links() if known.id == link] == [Basis.REJECTED]
    assert len(again.rows(levels=["objective"])) == 3
    again.library.close()


def test_the_file_holds_no_word_of_a_paper(registered: Registered) -> None:
    register = registered(PAPERS)
    register.reject(link_of(second(register)).id)
    kept = register.judgements.file.read_text().lower()
    assert not [word for word in ("hate", "crime", "wexmoor", "cohesive") if word in kept]


def test_an_officer_may_map_an_activity_that_the_papers_leave_open(bundled: Register) -> None:
    open_one = next(r for r in bundled.rows("essex") if "listening forums and feedback" in r.wording.quote)
    objective = next(r for r in bundled.rows("essex", objective="18") if r.level == "objective")
    judgement = bundled.join(open_one.id, objective.id)
    try:
        row = next(r for r in bundled.rows("essex") if r.id == open_one.id)
        assert row.objective is not None
        assert (row.objective.number, row.objective.basis) == ("18", Basis.CONFIRMED)
        assert not [note for note in row.notes if "Not mapped" in note]
    finally:
        bundled.undo(judgement.link)
    assert next(r for r in bundled.rows("essex") if r.id == open_one.id).objective is None


def test_rows_of_two_councils_cannot_be_joined(bundled: Register) -> None:
    essex, other = bundled.rows("essex")[0], bundled.rows("leicestershire")[0]
    with pytest.raises(SettingsError, match="they stay apart"):
        bundled.join(essex.id, other.id)


def test_unknown_links_and_rows_are_named(bundled: Register) -> None:
    with pytest.raises(SettingsError, match="no link L-0"):
        bundled.confirm("L-0")
    with pytest.raises(SettingsError, match="no decision on L-0"):
        bundled.undo("L-0")
    with pytest.raises(SettingsError, match="no row C-0"):
        bundled.join("C-0", bundled.rows()[0].id)


def test_a_damaged_file_is_named_and_left_as_it_is(home: Path) -> None:
    home.mkdir()
    judgements = Judgements(home)
    judgements.file.write_text("{")
    with pytest.raises(HomeError, match=r"judgements\.json.*damaged"):
        judgements.all()
    with pytest.raises(HomeError):
        judgements.decide("L-1", True)
    assert judgements.file.read_text() == "{"


def test_the_id_of_a_link_is_that_of_its_words(home: Path) -> None:
    assert link_id("A", "One **two**.", "Three") == link_id("a", "three", "one  two")
    assert link_id("A", "One", "Two") != link_id("B", "One", "Two")
    assert Judgements(home).all() == {}
