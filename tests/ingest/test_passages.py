"""Passages: bounded by the model's own tokenizer, inside one section, covering all that can be cited."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.embedding import Embedder, embedded_text, load_embedder
from ingest.passages import context_line, divide, unit_text
from ingest.records import Document, Kind, Passage, Role
from ingest.settings import EmbeddingSettings, PassageSettings
from ingest.words import searchable
from tests.ingest.structure.papers import document_of, seed_document
from tests.tiny import TinyEmbedder

SEEDS = ["000", "001", "002", "003", "004"]


@cache
def minilm() -> Embedder:
    """The real tokenizer; the model itself is not loaded for dividing."""
    return load_embedder(EmbeddingSettings())


def divided(document: Document, pieces: Embedder | None = None, **bounds: int) -> tuple[Passage, ...]:
    return divide(document, pieces or TinyEmbedder(), PassageSettings(**bounds))


def size(passage: Passage, embedder: Embedder) -> int:
    return len(embedder.pieces(embedded_text(passage.context, passage.text))) + embedder.special_pieces


def assert_sound(document: Document, passages: tuple[Passage, ...]) -> None:
    """Spans inside one section, in order, and every unit inside a passage of its section."""
    for passage in passages:
        section = document.sections[passage.section]
        assert section.start <= passage.start < passage.end <= section.end
    inside: dict[int, list[Passage]] = {}
    for passage in passages:
        inside.setdefault(passage.section, []).append(passage)
    lone = {
        s.number
        for s in document.sections
        if all(u.role is Role.HEADING for u in document.units if u.section == s.number)
    }
    for unit in document.units:
        found = inside.get(unit.section, [])
        if unit.section in lone and not found:
            continue
        covered = sum(min(p.end, unit.end) - max(p.start, unit.start) for p in found if p.start < unit.end > unit.start)
        parts = [p for p in found if p.start < unit.end and unit.start < p.end]
        assert parts, document.text[unit.start : unit.end]
        assert parts[0].start <= unit.start, covered
        assert parts[-1].end >= unit.end


@pytest.mark.parametrize("number", SEEDS)
@pytest.mark.parametrize("bound", [256, 64, 32])
def test_no_passage_is_longer_than_the_model_sees(number: str, bound: int) -> None:
    """With its context line and the model's own pieces, by the model's own tokenizer."""
    document = seed_document(number)
    passages = divided(document, minilm(), word_pieces=bound)
    assert passages
    assert max(size(p, minilm()) for p in passages) <= bound
    assert_sound(document, passages)


@pytest.mark.parametrize("number", SEEDS)
def test_every_unit_that_says_more_than_a_label_is_in_a_passage(number: str) -> None:
    """Its words, as they are indexed, stand in one."""
    document = seed_document(number)
    passages = divided(document, minilm())
    for unit in document.units:
        words = searchable(document.text[unit.start : unit.end])
        whole = any(words in p.text for p in passages if p.section == unit.section)
        parts = [p for p in passages if p.section == unit.section and p.start < unit.end and unit.start < p.end]
        assert whole or len(parts) > 1 or unit.role is Role.HEADING, words


def test_ids_are_stable_and_unique() -> None:
    """The same paper gives the same ids; another paper with the same words other ones."""
    document = seed_document("001")
    first, again = divided(document), divided(document)
    assert [p.id for p in first] == [p.id for p in again]
    assert len({p.id for p in first}) == len(first)
    other = divided(document_of(document.text))
    assert not {p.id for p in first} & {p.id for p in other}


def test_a_change_in_one_section_keeps_the_other_passages_texts() -> None:
    """What was embedded need not be embedded again."""
    text = "# Plan\n\n## One\n\nWe lit the paths.\n\n## Two\n\nWe trained the wardens.\n"
    before = {(p.context, p.text) for p in divided(document_of(text))}
    after = {(p.context, p.text) for p in divided(document_of(text.replace("lit the paths", "lit all the paths")))}
    assert len(before & after) == len(before) - 1


def test_a_list_that_fits_stays_with_its_lead_in() -> None:
    """One passage holds the sentence and the items."""
    document = document_of("# Plan\n\nIn the next year we will do this:\n\n- light paths\n- train wardens\n")
    (passage,) = divided(document)
    assert passage.text == "Plan\nIn the next year we will do this:\nlight paths\ntrain wardens"


def test_a_list_that_does_not_fit_has_its_lead_in_in_each_part() -> None:
    """The context line tells what the items are."""
    items = "\n".join(f"- item number {n} is about the paths and the parks of the district" for n in range(30))
    document = document_of(f"# Plan\n\nIn the next year we will do this:\n\n{items}\n")
    passages = divided(document, word_pieces=64)
    assert len(passages) > 5
    for passage in passages[1:]:
        assert "In the next year we will do this:" in passage.context + passage.text
        assert size(passage, TinyEmbedder()) <= 64


def test_items_of_a_cell_carry_their_priority() -> None:
    """Also in the second passage of a long cell."""
    items = "".join(f"<li>Action {n} is done with partners in the whole district</li>" for n in range(30))
    document = document_of(f"# Plan\n\nPriority\tActivities\nSafer streets\t<ul>{items}</ul>\n")
    passages = divided(document, word_pieces=64)
    assert len(passages) > 3
    assert all("Safer streets" in p.context + p.text for p in passages)


def test_a_paragraph_longer_than_a_passage_is_divided_between_sentences() -> None:
    """And a sentence longer than one at a word's end."""
    sentences = " ".join(f"Sentence {n} tells what was done in the parks of the district." for n in range(40))
    for passage in divided(document_of(f"# Plan\n\n{sentences}\n"), word_pieces=64):
        assert passage.text.removeprefix("Plan\n").startswith("Sentence")
        assert passage.text.endswith(".")
    endless = "parks and " * 400
    parts = divided(document_of(f"# Plan\n\n{endless}\n"), word_pieces=64)
    assert len(parts) > 10
    assert all(p.text.split()[0] in {"Plan", "parks", "and"} for p in parts)


def test_a_word_without_end_is_bounded_too() -> None:
    """Base64, or a table of marks: no passage is longer than the model sees."""
    document = document_of("# Plan\n\n" + "Zk9x+/" * 3000 + "\n\n" + "— " * 3000 + "\n")
    passages = divided(document, minilm())
    assert max(size(p, minilm()) for p in passages) <= 256


def test_an_objective_without_text_of_its_own_is_a_passage() -> None:
    """Its heading says what the council commits to; a label alone is none."""
    document = document_of(
        "# Plan\n\n## EQUALITY OBJECTIVES\n\n**1. Making parks safe**\n\n**Progress**\n\nWe lit paths.\n\n"
        "**2. Helping carers**\n\n**Progress**\n\nWe opened a club.\n"
    )
    texts = [p.text for p in divided(document)]
    assert "1. Making parks safe" in texts
    assert "Progress" not in texts


def test_the_context_line_names_paper_council_and_titles() -> None:
    """Cut to its share; the paper's title is not said twice."""
    document = document_of("# Ashdon plan\n\n## Aims\n\nAshdon District Council is proud of its parks.\n")
    section = document.sections[-1]
    assert context_line(document, section, TinyEmbedder(), 72) == "Ashdon plan, Ashdon District Council > Aims"
    assert context_line(document, section, TinyEmbedder(), 3) == "Ashdon plan"
    assert context_line(document, section, TinyEmbedder(), 0) == ""


def test_a_passage_says_what_most_of_it_is() -> None:
    """Kind and page come from its units."""
    document = document_of("# Plan\n\n## What are the gaps?\n\nFew carers know.\n\fNo data is kept.\n")
    (passage,) = [p for p in divided(document) if p.kind is Kind.GAP]
    assert passage.page == 1


def test_a_units_vector_is_that_of_its_words_and_lead_in() -> None:
    """The key changes with either, and with nothing else."""
    document = document_of("# Plan\n\nIn the next year we will:\n\n- light paths\n- train wardens\n")
    key, text = unit_text(document, document.units[-1])
    assert text == "In the next year we will: train wardens"
    assert key != unit_text(document, document.units[-2])[0]
    other = document_of("# Another\n\nIn the next year we will:\n\n- train wardens\n")
    assert unit_text(other, other.units[-1])[0] == key


WORDS = st.sampled_from(
    ["# ", "\n\n", "- ", "We will light paths. ", "and so on ", "x" * 90, "ﬁ", "é̂", "日本", "| ", "\t", ":\n\n"]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=60).map("".join), st.integers(32, 80))
def test_any_text_is_divided_within_the_bound(text: str, bound: int) -> None:
    """Whatever stands in it."""
    document = document_of(text)
    passages = divided(document, word_pieces=bound)
    assert all(size(p, TinyEmbedder()) <= bound for p in passages)
    assert len({p.id for p in passages}) == len(passages)
    assert_sound(document, passages)
