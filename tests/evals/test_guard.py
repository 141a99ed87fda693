"""The guard, and ten ways to break the product that must turn it red."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering import Worked
from assistant.assistant import Assistant
from assistant.records import Answer, Outcome
from assistant.retrieval import Retriever
from assistant.scoring import Weights
from assistant.weights import Model, load_model
from evals.embedders import Drawn
from evals.guard import Guarded, fallen, guarded, load_baseline, raised, save_baseline
from evals.questions import QuestionsError, Split
from evals.records import Run
from evals.run import Options, evaluate
from evals.systems import ALWAYS, Varied
from evals.telling import quiet
from ingest.library import Library

Make = Callable[[Library], Assistant]


# The sound answers, worked out once for all the ways of altering them.
_KEPT: dict[tuple[str, tuple[str, ...]], Worked] = {}


class Altered(Assistant):
    """The assistant with its answers altered on their way out."""

    def __init__(self, library: Library, change: Callable[[Answer], Answer]) -> None:
        super().__init__(library)
        self._change = change

    def work_out(self, question: str, history: Sequence[str] = (), *, council: str = "") -> Worked:
        key = question, tuple(history)
        if key not in _KEPT:
            _KEPT[key] = super().work_out(question, history, council=council)
        return replace(_KEPT[key], answer=self._change(_KEPT[key].answer))


def weighing(change: Callable[[Model], Model]) -> Make:
    return lambda library: Varied(Retriever(library, change(load_model())))


def setting(**changes: int) -> Make:
    def make(library: Library) -> Assistant:
        answer = library.settings.answer.model_copy(update=changes)
        return Assistant(library, library.settings.model_copy(update={"answer": answer}))

    return make


def altering(change: Callable[[Answer], Answer]) -> Make:
    return lambda library: Altered(library, change)


def spoilt_quotes(answer: Answer) -> Answer:
    """One word of every quote is another."""
    return replace(answer, citations=tuple(replace(c, quote=f"{c.quote} indeed") for c in answer.citations))


def other_file(answer: Answer) -> Answer:
    """Citations name another paper."""
    return replace(answer, citations=tuple(replace(c, file=f"x{c.file}") for c in answer.citations))


def other_section(answer: Answer) -> Answer:
    """Citations name another section."""
    return replace(answer, citations=tuple(replace(c, section=("Index",)) for c in answer.citations))


def other_figures(answer: Answer) -> Answer:
    """Statements have other figures than their quotes."""
    statements = tuple(replace(s, text=f"{s.text} That is 99,999 people.") for s in answer.statements)
    return replace(answer, statements=statements)


def without_notes(answer: Answer) -> Answer:
    """Nothing is said of drafts, premises or assumptions."""
    return replace(answer, notes=())


def never_declining(answer: Answer) -> Answer:
    """What is not for the papers is only not found."""
    return replace(answer, status=Outcome.NOT_FOUND) if answer.status is Outcome.DECLINED else answer


# Ten ways to break the product: a word of each quote changed, a citation's file, its section, the figures in
# statements, notes left out, declining left out, every question answered, every question refused, the best units
# taken for the worst, answers cut to twenty words.
BREAKS: dict[str, Make] = {
    "a word of every quote is changed": altering(spoilt_quotes),
    "citations name another file": altering(other_file),
    "citations name another section": altering(other_section),
    "statements have other figures": altering(other_figures),
    "notes are left out": altering(without_notes),
    "nothing is declined": altering(never_declining),
    "every question is answered": weighing(lambda m: replace(m, answerability=ALWAYS)),
    "every question is refused": weighing(lambda m: replace(m, answerability=Weights(-1000.0, {}))),
    "the worst units are taken for the best": weighing(lambda m: replace(m, units=_turned(m.units))),
    "answers are cut to twenty words": setting(words=20),
}


def _turned(weights: Weights) -> Weights:
    return Weights(weights.constant, {name: -value for name, value in weights.by_feature.items()})


@pytest.fixture(scope="module")
def options(home: Path, few: Path) -> Options:
    return Options(home=home, questions=few, quick=True, embedder=Drawn())


@pytest.fixture(scope="module")
def sound(options: Options) -> Run:
    return evaluate(options, quiet)


@pytest.mark.parametrize("name", BREAKS)
def test_breaking_the_product_turns_the_guard_red(name: str, options: Options, sound: Run) -> None:
    broken = evaluate(options, quiet, BREAKS[name])
    assert fallen(broken, guarded(sound)), name


def test_the_same_product_passes_twice(options: Options, sound: Run) -> None:
    assert len(guarded(sound)) > 15
    assert fallen(evaluate(options, quiet), guarded(sound)) == []


def test_a_figure_may_fall_by_its_room_and_no_further(sound: Run) -> None:
    figure = sound.figure("quote_recall", Split.TEST)
    assert figure is not None
    within = Guarded("quote_recall", Split.TEST, figure.value + 0.1, 0.11, {})
    beyond = replace(within, room=0.09)
    assert fallen(sound, [within]) == []
    assert "quote_recall (test) is" in str(fallen(sound, [beyond])[0])


def test_a_fall_that_is_steady_is_a_fault_though_it_is_small(sound: Run) -> None:
    figure = next(g for g in guarded(sound) if g.name == "focus")
    better = replace(figure, cases={i: (v[0] + 0.02,) for i, v in figure.cases.items()}, room=0.5)
    assert fallen(sound, [better])
    assert not fallen(sound, [replace(figure, room=0.5)])


def test_more_words_are_worse(sound: Run) -> None:
    figure = sound.figure("words", Split.TEST)
    assert figure is not None
    assert fallen(sound, [Guarded("words", Split.TEST, figure.value - 10, 5, {})])
    assert not fallen(sound, [Guarded("words", Split.TEST, figure.value - 10, 15, {})])


def test_a_figure_that_is_not_scored_any_more_is_a_fault(sound: Run) -> None:
    nothing = replace(sound, ours=replace(sound.ours, values={}))
    assert len(fallen(nothing, guarded(sound))) == len(guarded(sound))


def test_the_baseline_only_moves_up(sound: Run, tmp_path: Path) -> None:
    low = [replace(g, value=-1.0 if g.name != "words" else 1e6) for g in guarded(sound)]
    high = [replace(g, value=2.0 if g.name != "words" else 0.0) for g in guarded(sound)]
    assert raised(sound, low) == guarded(sound)
    assert raised(sound, high) == high
    file = tmp_path / "baseline.json"
    save_baseline(sound, guarded(sound), "the first", file)
    save_baseline(sound, guarded(sound), "the second", file)
    figures, raw = load_baseline(file)
    assert [h["why"] for h in raw["history"]] == ["the first", "the second"]
    assert [g.value for g in figures] == pytest.approx([g.value for g in guarded(sound)], abs=1e-6)
    assert fallen(sound, figures) == []


def test_a_spoilt_baseline_is_named(tmp_path: Path) -> None:
    (tmp_path / "baseline.json").write_text('{"figures": [{}]}', encoding="utf-8")
    with pytest.raises(QuestionsError, match=r"baseline\.json is no baseline"):
        load_baseline(tmp_path / "baseline.json")
