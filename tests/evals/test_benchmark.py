from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from evals import benchmark, external, measures, scale
from evals.baselines import cut
from evals.embedders import Drawn, Kept, Remembering, Timed
from evals.questions import Case, Split, of_split
from ingest.errors import DueRegardError
from ingest.library import Library


def test_reading_and_asking_are_measured_as_ratios(tmp_path: Path, cases: Sequence[Case]) -> None:
    found = benchmark.reading(tmp_path / "home", Drawn())
    asked = benchmark.asking(tmp_path / "home", Drawn(), of_split(cases, Split.TUNE)[:3])
    ratios = {m.name: m.ratio for m in (*found, *asked) if m.ratio is not None}
    assert 0 < ratios["ingest outside embedding"] <= 1
    assert ratios["question, median"] > 1
    benchmark.save((*found, *asked), tmp_path / "out" / "benchmark.json")
    written = json.loads((tmp_path / "out" / "benchmark.json").read_text(encoding="utf-8"))
    assert len(written["measures"]) == len(found) + len(asked)


@pytest.mark.parametrize("name", ["the same embedding over and over, median", "a plain loop"])
def test_figures_of_a_busy_machine_are_doubted(name: str) -> None:
    busy = measures.Measure(name, 470.0, "ms", 20.0, "what it should")
    calm = measures.Measure(name, 20.0, "ms", 1.1, "what it should")
    assert "was 20.0 times what it should" in measures.doubts([calm, busy])[0]
    assert measures.doubts([calm, calm]) == []


def test_the_machine_is_looked_at_in_two_ways() -> None:
    assert len(measures.steadiness(Drawn())) == 2


def test_a_whole_that_is_less_than_its_part_is_doubted() -> None:
    assert "cannot be" in measures.doubts([measures.Measure("question, median", 180.0, "ms", 0.39)])[0]
    assert measures.doubts([measures.Measure("question, median", 60.0, "ms", 2.1)]) == []


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="this system does not say")
def test_a_process_is_not_charged_with_the_memory_of_its_parent() -> None:
    held = bytearray(300 * 2**20)
    assert 5 < benchmark.peak(["--help"]) < 200
    assert held


def test_a_sync_is_compared_with_listing_and_hashing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "SMALL_FILES", 5)
    names = {m.name: m for m in benchmark.syncing(tmp_path)}
    assert names["sync of 5 unchanged files"].of == "listing and hashing them"
    assert len(list((tmp_path / "small").iterdir())) == 5


def test_a_loaded_machine_is_said_to_be_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "load", lambda: 1000.0)
    assert measures.doubts(measures.loaded())[0].startswith("Busy: ")
    monkeypatch.setattr(measures, "load", lambda: 0.0)
    assert measures.doubts(measures.loaded()) == []


def test_many_passages_are_made_and_asked(tmp_path: Path, cases: Sequence[Case]) -> None:
    found = scale.at_size(tmp_path, Drawn(), of_split(cases, Split.TUNE)[:2], passages=600)
    held = int(found[0].name.split()[3])
    assert 600 <= held < 1200
    assert found[2].ratio is not None


def test_a_made_up_paper_has_the_structure_of_a_real_one(library: Library) -> None:
    row = library.rows()[0]
    document, passages = library.document(row.id), library.index.catalogue.passages_of(row.id)
    words = {"equality": "sevenths", "council": "tadpole"}
    made, parts = scale.altered(document, passages, words, 7)
    assert len(made.text) == len(document.text)
    found = re.findall(r"\bequality\b", document.text)
    assert found
    assert re.findall(r"\bsevenths\b", made.text) == ["sevenths"] * len(found)
    assert [(p.start, p.end) for p in parts] == [(p.start, p.end) for p in passages]
    assert not {p.id for p in parts} & {p.id for p in passages}


def test_twenty_askers_get_the_answers_that_one_gets(home: Path, cases: Sequence[Case]) -> None:
    median, late, other = scale.at_once(home, Drawn(), of_split(cases, Split.TUNE)[:6], askers=6)
    assert "6 askers at once" in median.name
    assert median.ratio is not None
    assert late.value >= median.value
    assert other.value == 0


def test_made_up_papers_are_always_the_same(tmp_path: Path) -> None:
    for name in ("a", "b"):
        benchmark.write_papers(tmp_path / name, 2, 3)
    texts = [[f.read_text(encoding="utf-8") for f in sorted((tmp_path / n).iterdir())] for n in ("a", "b")]
    assert texts[0] == texts[1]
    assert texts[0][0] != texts[0][1]


def test_a_command_that_fails_is_named() -> None:
    with pytest.raises(DueRegardError, match="ended with 3"):
        benchmark.process_seconds([sys.executable, "-c", "raise SystemExit(3)"])


def test_drawn_vectors_are_of_length_one_and_steady() -> None:
    one, again, other = Drawn().embed_documents(["a", "a", "b"])
    assert one == again != other
    assert math.isclose(sum(x * x for x in one), 1.0)


def test_wrappers_give_what_is_within() -> None:
    timed, kept = Timed(Drawn()), Remembering(Drawn())
    assert timed.embed_query("a") == kept.embed_query("a") == kept.embed_query("a") == Drawn().embed_query("a")
    timed.embed_documents(["a", "b"])
    assert timed.texts == 2
    assert timed.seconds > 0
    assert (timed.identity, timed.dimension) == (Drawn().identity, 384)


def test_vectors_are_kept_from_one_run_to_the_next(tmp_path: Path) -> None:
    first, second = Timed(Drawn()), Timed(Drawn())
    made = Kept(first, tmp_path / "kept").embed_documents(["a", "b", "a"])
    again = Kept(second, tmp_path / "kept").embed_documents(["b", "a", "c"])
    assert made[0] == made[2] == again[1]
    assert np.allclose(made, Drawn().embed_documents(["a", "b", "a"]), atol=1e-6)
    assert (first.texts, second.texts) == (2, 1)


def test_what_cannot_be_kept_is_embedded_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    timed = Timed(Drawn())
    kept = Kept(timed, tmp_path / "file" / "kept")
    assert kept.embed_documents(["a"]) == kept.embed_documents(["a"])
    assert timed.texts == 2


def test_chunks_are_cut_as_langchain_cuts_them(papers: dict[str, str]) -> None:
    for chunk in cut(papers):
        assert papers[chunk.file][chunk.start : chunk.end] == chunk.text
        assert 0 < len(chunk.text) <= 1000


def test_the_last_line_of_json_has_the_figures(tmp_path: Path) -> None:
    output = 'ingest: 5 documents\n{"benchmark": "chunking", "questions": 472, "recall@5": 0.9, "iou@5": 0.05}\n'
    lines = external.parse("chunking", output)
    assert [(line.figure, line.ours) for line in lines] == [("recall@5", 0.9), ("iou@5", 0.05)]
    assert "0.824" in lines[0].published
    external.save(lines, tmp_path / "external.json")
    external.save(external.parse("scifact", '{"ndcg@10": 0.7}'), tmp_path / "external.json")
    kept = json.loads((tmp_path / "external.json").read_text(encoding="utf-8"))
    assert [row["benchmark"] for row in kept] == ["chunking", "chunking", "scifact"]


def test_without_the_shared_folder_the_remedy_is_said(tmp_path: Path) -> None:
    with pytest.raises(DueRegardError, match="SHARED=FOLDER"):
        external.run(tmp_path, tmp_path)
