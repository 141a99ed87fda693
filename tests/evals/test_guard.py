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
from assistant.scope import EVERYTHING, Scope
from assistant.scoring import Weights
from assistant.weights import Model, load_model
from evals.embedders import Drawn
from evals.grounds import Options
from evals.guard import Baseline, Guarded, fallen, guarded, load_baseline, raised, save_baseline
from evals.metrics import Values
from evals.questions import QuestionsError, Split
from evals.records import Run
from evals.run import evaluate
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

    def work_out(
        self, question: str, history: Sequence[str] = (), *, council: str = "", scope: Scope = EVERYTHING
    ) -> Worked:
        key = question, tuple(history)
        if key not in _KEPT:
            _KEPT[key] = super().work_out(question, history, council=council, scope=scope)
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


def holding(run: Run, *figures: Guarded) -> Baseline:
    """A baseline measured on the questions of this run: with these figures, or with all of its own."""
    return Baseline(figures or tuple(guarded(run)), {r.id: r.digest for r in run.rows})


@pytest.mark.parametrize("name", BREAKS)
def test_breaking_the_product_turns_the_guard_red(name: str, options: Options, sound: Run) -> None:
    broken = evaluate(options, quiet, BREAKS[name])
    assert fallen(broken, holding(sound)), name


def test_there_are_ten_ways() -> None:
    assert len(BREAKS) == 10


def test_the_same_product_passes_twice(options: Options, sound: Run) -> None:
    assert len(guarded(sound)) > 15
    assert fallen(evaluate(options, quiet), holding(sound)) == []


def of_test(sound: Run, name: str, better: float, room: float) -> Baseline:
    """A figure whose every value was better by so much, and may fall by chance by so much."""
    figure = next(g for g in guarded(sound) if g.name == name and g.split is Split.TEST)
    cases = {i: tuple(v + better * (n % 2) * 2 for v in values) for n, (i, values) in enumerate(figure.cases.items())}
    return holding(sound, replace(figure, cases=cases, room=room))


def test_a_figure_may_fall_by_its_room_and_no_further(sound: Run) -> None:
    mixed = of_test(sound, "words", -10, 12)
    assert fallen(sound, mixed) == []
    beyond = fallen(sound, of_test(sound, "words", -10, 8))
    assert "words (test) is" in str(beyond[0])


def test_a_fall_that_is_steady_is_a_fault_though_it_is_small(sound: Run) -> None:
    figure = next(g for g in guarded(sound) if g.name == "focus")
    better = replace(figure, cases={i: (v[0] + 0.02,) for i, v in figure.cases.items()}, room=0.5)
    assert fallen(sound, holding(sound, better))
    assert not fallen(sound, holding(sound, replace(figure, room=0.5)))


def test_one_quote_that_is_not_in_its_paper_is_a_fault(sound: Run) -> None:
    assert next(g for g in guarded(sound) if g.name == "verbatim").room == 0
    case, values = next((i, v) for i, v in sound.ours.values.items() if "verbatim" in v)
    spoilt = {**sound.ours.values, case: {**values, "verbatim": (0.0, *values["verbatim"][1:])}}
    faults = fallen(replace(sound, ours=replace(sound.ours, values=spoilt)), holding(sound))
    assert [f.guarded.name for f in faults] == ["verbatim"]


def test_more_words_are_worse(sound: Run) -> None:
    assert fallen(sound, of_test(sound, "words", -10, 5))
    assert not fallen(sound, of_test(sound, "words", 10, 5))


def test_a_figure_that_is_not_scored_any_more_is_a_fault(sound: Run) -> None:
    nothing = replace(sound, ours=replace(sound.ours, values={}))
    assert len(fallen(nothing, holding(sound))) == len(guarded(sound))


def test_questions_that_are_new_or_mended_are_not_compared(sound: Run) -> None:
    held = holding(sound)
    mended = {r.id for r in sound.rows if not r.answerable}
    old = replace(held, digests={i: "other" if i in mended else d for i, d in held.digests.items()})
    answered: dict[str, Values] = {
        **sound.ours.values,
        **{i: {"refusal_recall": (0.0,), "marked": (0.0,)} for i in mended},
    }
    worse = replace(sound, ours=replace(sound.ours, values=answered))
    assert fallen(worse, held)
    assert fallen(worse, old) == []


def test_the_baseline_only_moves_up(sound: Run, tmp_path: Path) -> None:
    low = holding(sound, *(replace(g, value=-1.0 if g.name != "words" else 1e6) for g in guarded(sound)))
    high = holding(sound, *(replace(g, value=2.0 if g.name != "words" else 0.0) for g in guarded(sound)))
    assert raised(sound, low).figures == tuple(guarded(sound))
    assert raised(sound, high).figures == high.figures
    file = tmp_path / "baseline.json"
    save_baseline(sound, holding(sound), "the first", file)
    save_baseline(sound, load_baseline(file), "the second", file)
    kept = load_baseline(file)
    assert [h["why"] for h in kept.history] == ["the first", "the second"]
    assert [g.value for g in kept.figures] == pytest.approx([g.value for g in guarded(sound)], abs=1e-6)
    assert fallen(sound, kept) == []


def test_of_a_split_with_other_questions_the_baseline_is_that_of_the_run(sound: Run) -> None:
    high = holding(sound, *(replace(g, value=2.0) for g in guarded(sound)))
    gone = next(r for r in sound.rows if r.split is Split.TEST)
    fewer = replace(high, digests={i: d for i, d in high.digests.items() if i != gone.id})
    moved = raised(sound, fewer)
    assert [g for g in moved.figures if g.split is Split.TEST] == [g for g in guarded(sound) if g.split is Split.TEST]
    assert {g.value for g in moved.figures if g.split is Split.TUNE and g.sign > 0} == {2.0}
    assert moved.digests == high.digests


def test_a_split_that_the_baseline_does_not_have_is_only_added(sound: Run) -> None:
    """As when the papers of other councils come in: nothing of the corpus moves by that."""
    rows = tuple(replace(r, id=f"X-{r.id}", split=Split.OTHER_TUNE) for r in sound.rows)
    values = {f"X-{i}": v for i, v in sound.ours.values.items()}
    wider = replace(sound, rows=(*sound.rows, *rows), ours=replace(sound.ours, values={**sound.ours.values, **values}))
    held = holding(sound, *(replace(g, value=2.0) for g in guarded(sound) if g.sign > 0))
    assert fallen(wider, holding(sound)) == []
    moved = {(g.name, g.split): g.value for g in raised(wider, held).figures}
    assert {v for (name, split), v in moved.items() if split is not Split.OTHER_TUNE and name != "words"} == {2.0}
    assert moved["right", Split.OTHER_TUNE] == sum(r.right for r in rows) / len(rows)


def test_a_spoilt_baseline_is_named(tmp_path: Path) -> None:
    (tmp_path / "baseline.json").write_text('{"figures": [{}]}', encoding="utf-8")
    with pytest.raises(QuestionsError, match=r"baseline\.json is no baseline"):
        load_baseline(tmp_path / "baseline.json")
