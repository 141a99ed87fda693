"""The screens as HTML: what comes from papers and visitors is escaped, names make sense alone, nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from assistant.records import Note, NoteKind
from assistant.scope import Scope
from ingest.library import FileOutcome, Shelved, SyncReport
from ingest.records import Facts
from tests.ui.fakes import FakeAssistant, FakeLibrary, answer, document
from ui import web
from ui.feedback import Verdict
from ui.web import pages, shelf_pages, shelving, source, talk
from ui.web.readiness import Readiness
from ui.web.source import Opened, Sheet
from ui.web.talk import Conversation, Turn
from ui.web.theme import theme
from ui.why import Shown, Why

WEB = Path(web.__file__).parent
EVIL = "<script>evil()</script><img src=x onerror=evil()>{{evil}}${evil()} & \"quoted\" 'single'"


@pytest.fixture
def library(tmp_path: Path) -> FakeLibrary:
    return FakeLibrary(tmp_path / "home").load(document())


def talked(library: FakeLibrary, *questions: str) -> Conversation:
    held = Conversation()
    for question in questions:
        held = talk.find_answer(FakeAssistant(library), held.asked(question))
    return held


def every_page(paper_words: str) -> str:
    """All the HTML there is, with these words wherever a paper or a visitor may put words."""
    text = f"# {paper_words}\n{paper_words}\n- {paper_words} item\n# Next {paper_words}\nEnd."
    facts = dict.fromkeys(("title", "council", "date", "type", "period", "committee"), paper_words)
    paper = replace(document(text, **facts), file=paper_words, warnings=(paper_words,))
    library = FakeLibrary(Path(paper_words)).load(paper)
    said = answer(paper_words, paper, f"{paper_words} item", notes=(Note(NoteKind.DRAFT, f"note {paper_words}"),))
    said = replace(said, standalone_question=f"{paper_words}?")
    reasons = Why(((paper_words, paper_words),), (Shown(paper_words, paper_words),), (), paper_words)
    scope = Scope(paper_words, paper_words, paper_words)
    turns = (
        Turn(paper_words, said, scope=scope, why=reasons),
        Turn(paper_words, fault=paper_words),
        Turn(paper_words, said, verdict=Verdict.WRONG),
        Turn(paper_words),
    )
    talk = Conversation(turns)
    opened = Opened("cite-0-1", said.citations[0], 0)
    unread = Shelved("", paper_words, Facts(), 0, 0, 0, (), "failed", paper_words)
    shelf = (*library.documents(), unread)
    inside = shelving.look_into(library, paper.id)
    assert inside is not None
    outcome = FileOutcome(paper_words, "failed", paper_words, warnings=(paper_words,))
    state = Readiness(lambda: None)
    state.fault = paper_words
    return "\n".join(
        [
            pages.masthead(),
            pages.conversation(talk, shelf),
            pages.conversation(Conversation(), shelf),
            pages.said(talk),
            pages.complaint(paper_words),
            pages.readiness(state),
            pages.source(opened, paper),
            pages.source(opened, paper, Sheet(paper_words, paper_words, 1, 1, ((1, 1, 1, 1),), True, True, True)),
            pages.suggested((paper_words,)),
            pages.limited(shelf, scope),
            shelf_pages.inside(inside, shelf, original=True, said=paper_words, fault=paper_words),
            shelf_pages.adding(shelving.Step(paper_words, 0, 1, paper_words, paper_words)),
            shelf_pages.adding(shelving.Step(paper_words, report=SyncReport((outcome,), 0, 0)), paper_words),
            pages.source(None, None, fault=paper_words),
            shelf_pages.shelves(shelf, library.home),
            pages.about(shelf, library.home),
        ]
    )


def test_markup_of_a_paper_is_shown_and_never_run() -> None:
    tree = HTMLParser(every_page(EVIL))
    assert tree.body is not None
    assert not tree.css("script, iframe, object, style, link")
    assert [image.attributes["alt"][:5] for image in tree.css("img")] == ["Page "]  # type: ignore[index]
    assert not [name for node in tree.css("*") for name in node.attributes if name.startswith("on")]
    assert "<script>evil()</script>" in tree.body.text()


def test_text_that_looks_like_a_template_stays_text() -> None:
    words = pages.complaint("{{ 7 * 7 }} ${7 * 7} {% raw %}")
    assert "49" not in words
    assert "{{ 7 * 7 }} ${7 * 7} {% raw %}" in HTMLParser(words).text()


def test_nothing_is_loaded_from_elsewhere() -> None:
    for file in [*WEB.glob("assets/*"), *WEB.glob("templates/*")]:
        if file.suffix != ".png":
            assert not re.search(r"https?:|//\w|@import|url\(", file.read_text(encoding="utf-8")), file.name
    assert theme()._stylesheets == []
    assert theme()._font_css == []


def test_a_link_to_a_source_makes_sense_alone(library: FakeLibrary) -> None:
    html = pages.conversation(talked(library, "What of the underpass?"), library.documents())
    link = HTMLParser(html).css_first("a.cite")
    assert link is not None
    assert link.text() == "[1] page 18, Borset County Council, Progress 2023, 1. Safety"


def test_ids_are_unique_and_headings_in_order() -> None:
    library = FakeLibrary(Path("h")).load(document())
    html = pages.conversation(talked(library, "What of the underpass?", "And the bystanders?"), library.documents())
    ids = [node.attributes["id"] for node in HTMLParser(html).css("[id]")]
    assert len(ids) == len(set(ids))
    levels = [int(str(node.tag)[1]) for node in HTMLParser(html).css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_panel_marks_the_quote_and_names_its_place(library: FakeLibrary) -> None:
    talk = talked(library, "What of the underpass?")
    opened = source.open_citation(library, talk, 0, 1)
    tree = HTMLParser(pages.source(opened, library.document("d1")))
    assert [mark.text() for mark in tree.css("mark")] == ["Light every underpass."]
    assert [title.text() for title in tree.css("#reader-title")] == ["1. Safety"]
    facts = [node.text() for node in tree.css("dd")]
    assert facts == ["18", "July 2023", "not stated", "progress.txt"]
    names = [button.text() for button in tree.css("button[data-step]")]
    assert names == ["Previous section: Progress 2023", "Next section: 2. Jobs", "Back to quote"]


def test_an_empty_library_says_what_to_do_first(tmp_path: Path) -> None:
    for html in (pages.conversation(Conversation(), ()), shelf_pages.shelves((), tmp_path)):
        assert re.search("add papers|Add some", HTMLParser(html).text())


def test_examples_fit_what_is_loaded() -> None:
    assert pages.examples(0, frozenset()) == ()
    assert "VAWG" in pages.examples(5, frozenset({"Progress against our equality objectives 2023"}))[0]
    assert "Essex" not in " ".join(pages.examples(1, frozenset({"Another"})))


def test_every_control_has_a_name_and_every_field_a_label() -> None:
    tree = HTMLParser(every_page("Words"))
    assert [node.html for node in tree.css("button, a") if not node.text(strip=True)] == []
    labelled = {node.attributes["for"] for node in tree.css("label[for]")}
    fields = [n for n in tree.css("input, select, textarea") if n.parent is not None and n.parent.tag != "label"]
    assert [n.html for n in fields if n.attributes.get("id") not in labelled] == []


def test_no_module_of_the_faces_is_long_and_none_holds_markup() -> None:
    for file in WEB.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 300, file.name
        assert not re.search(r"</(?:div|p|section|ul|script)>", text), file.name
