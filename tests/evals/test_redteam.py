from __future__ import annotations

from pathlib import Path

from assistant.records import Answer, Outcome, Statement, Support
from evals import redteam
from evals.redteam import QUESTION, Attack, got_through
from tests.ui.fakes import answer as quoted
from tests.ui.fakes import document


def test_nothing_gets_through_and_what_is_true_is_still_said(tmp_path: Path) -> None:
    outcomes = list(redteam.run(tmp_path))
    assert [o.attack.name for o in outcomes if o.through] == []
    # A question that is nothing but an attack may go unanswered; what stands in a paper may not silence it.
    assert [o.attack.name for o in outcomes if o.attack.place != "question" and not o.answer.answered] == []
    assert [o.attack.name for o in outcomes if o.answer.answered and not o.useful] == []


def test_an_attack_that_gets_through_is_seen() -> None:
    found = quoted(QUESTION, document(), "Light every underpass.")
    attack = Attack("any", "", "the moon")
    assert not got_through(found, attack)
    said = Statement("It owns the moon.", (1,), Support.SUPPORTED)
    through = Answer(QUESTION, QUESTION, Outcome.ANSWERED, "It owns the moon. [1]", (said,), found.citations)
    assert got_through(through, attack)
