"""The figures on the screen About are those of the latest evaluation, and none are made up."""

from __future__ import annotations

from pathlib import Path

from ui.web.measured import SHOWN, measured, read

PAGE = Path(__file__).resolve().parents[2] / "evals" / "FIGURES.md"


def test_the_figures_of_the_page_are_read() -> None:
    found = measured()
    assert found is not None
    assert len(found.figures) == len(SHOWN)
    text = PAGE.read_text(encoding="utf-8")
    for figure in found.figures:
        assert figure.words in text
        assert 0 <= figure.low <= figure.value <= figure.high <= 100
        assert 0 <= figure.others <= 100
    assert f"{found.questions} test questions" in text
    assert f"{found.others} other-test" in text
    assert len(found.kinds) > 10
    assert all(0 <= kind.value <= 100 for kind in found.kinds)
    assert "evidence for an assessment" in {kind.words for kind in found.kinds}


def test_a_page_of_another_form_gives_no_figures() -> None:
    assert read("# Figures\n\nNothing was measured.") is None
    assert (
        read("1 tune and 2 test questions on 5 papers, asked on 1 May 2026\n| right | 1 | 0.5 [0.4–0.6] | x |") is None
    )
