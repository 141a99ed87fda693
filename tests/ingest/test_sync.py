"""Keeping in step with files: each change of a folder gives the outcome that a person would name."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.library import Library, Progress
from ingest.settings import PassageSettings, Settings
from tests.conftest import Corpus
from tests.ingest.papers import CENSUS, HATE, found, loaded, states
from tests.tiny import TinyEmbedder


def test_new_files_are_read_and_found(library: Library, corpus: Corpus) -> None:
    """A folder's papers are stored with their counts, and a word of each finds it."""
    report = library.sync([corpus({"a.md": HATE, "deep/b.md": CENSUS})])
    assert states(report) == {"a.md": "read", "b.md": "read"}
    assert all(o.passages == 1 and o.sections == 2 for o in report.outcomes)
    assert report.embedded == 2
    assert report.failed == ()
    assert "hate crime strategy" in found(library, "launch")[0]
    assert "census" in found(library, "residents")[0]


def test_a_second_sync_does_nothing(library: Library, corpus: Corpus, tiny: TinyEmbedder) -> None:
    """What has not changed is neither read nor embedded again, whatever the time."""
    folder = corpus({"a.md": HATE, "b.md": CENSUS})
    library.sync([folder])
    before = list(tiny.embedded)
    report = library.sync([folder])
    assert set(states(report).values()) == {"unchanged"}
    assert report.embedded == 0
    assert tiny.embedded == before


def test_a_touched_file_is_unchanged(library: Library, corpus: Corpus) -> None:
    """The bytes decide, not the date of the file."""
    folder = corpus({"a.md": HATE})
    library.sync([folder])
    os.utime(folder / "a.md", ns=(1, 1))
    assert states(library.sync([folder])) == {"a.md": "unchanged"}


def test_a_changed_file_replaces_its_paper(library: Library, corpus: Corpus) -> None:
    """The old words are found no more; the old paper stays as history."""
    folder = corpus({"a.md": HATE})
    old = library.sync([folder]).outcomes[0].document
    corpus({"a.md": CENSUS})
    assert states(library.sync([folder])) == {"a.md": "read"}
    assert found(library, "launch") == []
    assert len(library.rows()) == 1
    assert "hate crime strategy" in library.document(old).text


def test_a_renamed_file_keeps_its_paper_under_the_new_name(
    library: Library, corpus: Corpus, tiny: TinyEmbedder
) -> None:
    """Same bytes at another place: nothing is embedded, and citations name the file that is there."""
    folder = corpus({"a.md": HATE})
    document = library.sync([folder]).outcomes[0].document
    embedded = len(tiny.embedded)
    (folder / "a.md").rename(folder / "z.md")
    report = library.sync([folder])
    assert states(report) == {"z.md": "moved"}
    assert report.outcomes[0].document == document
    assert loaded(library) == ["z.md"]
    assert library.document(document).file == "z.md"
    assert len(tiny.embedded) == embedded
    assert states(library.sync([folder])) == {"z.md": "unchanged"}


def test_a_file_moved_to_another_folder_keeps_its_paper(library: Library, corpus: Corpus) -> None:
    """A move is not a removal."""
    folder = corpus({"a.md": HATE})
    document = library.sync([folder]).outcomes[0].document
    (folder / "old").mkdir()
    (folder / "a.md").rename(folder / "old" / "a.md")
    assert states(library.sync([folder])) == {"a.md": "moved"}
    assert [row.id for row in library.rows()] == [document]


def test_the_same_bytes_twice_are_one_paper(library: Library, corpus: Corpus) -> None:
    """Both files are known; the paper is stored and found once."""
    folder = corpus({"a.md": HATE, "b.md": HATE})
    assert states(library.sync([folder])) == {"a.md": "read", "b.md": "duplicate"}
    assert len(found(library, "launch")) == 1
    assert states(library.sync([folder])) == {"a.md": "unchanged", "b.md": "unchanged"}


def test_when_the_first_of_two_copies_goes_the_other_holds_the_paper(library: Library, corpus: Corpus) -> None:
    """The paper takes the name of the file that is left."""
    folder = corpus({"a.md": HATE, "b.md": HATE})
    library.sync([folder])
    (folder / "a.md").unlink()
    assert states(library.sync([folder])) == {"b.md": "unchanged", "a.md": "removed"}
    assert loaded(library) == ["b.md"]
    (folder / "b.md").unlink()
    assert states(library.sync([folder])) == {"b.md": "removed"}
    assert loaded(library) == []


def test_a_file_that_becomes_a_copy_gives_its_own_paper_up(library: Library, corpus: Corpus) -> None:
    """What no file holds any more is not searched."""
    folder = corpus({"a.md": HATE, "b.md": CENSUS})
    library.sync([folder])
    corpus({"b.md": HATE})
    assert states(library.sync([folder])) == {"a.md": "unchanged", "b.md": "duplicate"}
    assert loaded(library) == ["a.md"]
    assert found(library, "residents") == []


def test_the_same_text_in_another_format_is_one_paper(library: Library, corpus: Corpus) -> None:
    """A web page and a text with the same words are one paper and two files."""
    page = f"<html><body><h1>Hate crime</h1><p>{HATE.splitlines()[2]}</p></body></html>"
    folder = corpus({"a.md": HATE, "b.html": page})
    report = library.sync([folder])
    assert states(report) == {"a.md": "read", "b.html": "duplicate"}
    assert loaded(library) == ["a.md"]
    assert set(states(library.sync([folder])).values()) == {"unchanged"}
    (folder / "a.md").unlink()
    assert states(library.sync([folder])) == {"b.html": "read", "a.md": "removed"}
    assert loaded(library) == ["b.html"]
    assert len(found(library, "launch")) == 1


def test_of_two_formats_the_one_with_pages_is_cited(library: Library, corpus: Corpus) -> None:
    """A text without pages gives way to one that has them, whichever comes first."""
    paged = HATE.replace("strategy with", "strategy\fwith")
    plain = HATE.replace("\n\n", "\n\n\n")
    folder = corpus({"a.md": plain, "b.md": paged})
    assert states(library.sync([folder])) == {"a.md": "read", "b.md": "read"}
    (row,) = library.rows()
    assert (row.file, row.pages) == ("b.md", 2)
    assert set(states(library.sync([folder])).values()) == {"unchanged"}


def test_a_sign_or_a_figure_makes_another_text(library: Library, corpus: Corpus) -> None:
    """A gap of -2.9 is not one of 2.9, and last year's figures are not this year's."""
    base = "# Pay\n\nThe mean gender pay gap of all our staff in this year was {} per cent, the council reports here.\n"
    folder = corpus({"a.md": base.format("2.9"), "b.md": base.format("-2.9"), "c.md": base.format("3.9")})
    assert set(states(library.sync([folder])).values()) == {"read"}


def test_the_same_text_of_two_councils_is_two_papers(library: Library, corpus: Corpus) -> None:
    """Councils are never mixed, even where one copies from another."""
    spaced = HATE + "\n"
    folder = corpus({"ashdon-council/a.md": HATE, "barton-council/a.md": spaced})
    library.sync([folder])
    assert sorted(row.facts.council for row in library.rows()) == ["Ashdon Council", "Barton Council"]


def test_a_removed_file_takes_its_paper_out(library: Library, corpus: Corpus) -> None:
    """Its words are found no more; what lies elsewhere is not touched."""
    folder = corpus({"in/a.md": HATE, "out/b.md": CENSUS})
    library.sync([folder])
    shutil.rmtree(folder / "out")
    (folder / "in" / "a.md").unlink()
    report = library.sync([folder / "in"])
    assert states(report) == {"a.md": "removed"}
    assert loaded(library) == ["b.md"]
    assert found(library, "launch") == []


def test_removing_by_hand_takes_a_paper_out(library: Library, corpus: Corpus) -> None:
    """By id or by file name; the words stay as history until they are purged."""
    folder = corpus({"a.md": HATE, "b.md": CENSUS})
    library.sync([folder])
    gone = library.remove("a.md")
    assert loaded(library) == ["b.md"]
    assert library.document(gone.id).text == HATE
    with pytest.raises(KeyError):
        library.remove("a.md")
    assert library.purge() == 1
    with pytest.raises(KeyError):
        library.document(gone.id)


def test_a_paper_that_was_taken_out_stays_out_until_it_is_named(library: Library, corpus: Corpus) -> None:
    """Neither its folder nor a copy of it brings it back, and the outcome says so; its own name does."""
    folder = corpus({"a.md": HATE, "b.md": CENSUS})
    library.sync([folder])
    library.remove("a.md")
    for name, words in (("copy.md", HATE), ("a.md", HATE + "More.")):
        corpus({name: words})
        report = library.sync([folder])
        assert states(report)[name] == "skipped"
        assert states(report)["a.md"] == "skipped"
        assert loaded(library) == ["b.md"]
    (out,) = [o for o in report.outcomes if o.file == "copy.md"]
    assert "was taken out of the library on 20" in out.message
    assert "dueregard ingest FILE" in out.message
    assert states(library.sync([folder / "a.md"])) == {"a.md": "read"}
    assert states(library.sync([folder]))["a.md"] == "unchanged"
    assert loaded(library) == ["a.md", "b.md"]


def test_what_was_purged_stays_out_too(library: Library, corpus: Corpus) -> None:
    """A purge forgets the words, not that they were not wanted."""
    folder = corpus({"a.md": HATE, "b.md": CENSUS})
    library.sync([folder])
    library.remove("a.md")
    library.purge()
    assert states(library.sync([folder])) == {"a.md": "skipped", "b.md": "unchanged"}


def test_new_settings_divide_every_paper_again(home: Path, corpus: Corpus, tiny: TinyEmbedder) -> None:
    """Also those whose files are not looked at in this sync, or are not there any more."""
    long = HATE + "\n".join(f"\nSentence number {n} tells how the work on hate crime goes on.\n" for n in range(40))
    folder = corpus({"one/a.md": long, "two/b.md": CENSUS})
    first = Library(home, embedder=tiny)
    first.sync([folder])
    counts = [row.passages for row in first.rows()]
    first.close()
    settings = Settings(passages=PassageSettings(word_pieces=64, context_pieces=16))
    second = Library(home, settings, embedder=tiny)
    report = second.sync([folder / "two"])
    assert states(report) == {"b.md": "unchanged"}
    assert report.embedded > sum(counts)
    assert sum(row.passages for row in second.rows()) > sum(counts)
    assert second.index.undivided() == ()
    second.close()


def test_another_model_embeds_every_paper_again(home: Path, corpus: Corpus) -> None:
    """Vectors of two models are never compared."""
    folder = corpus({"a.md": HATE, "b.md": CENSUS})
    first = Library(home, embedder=TinyEmbedder("one"))
    first.sync([folder])
    first.close()
    other = TinyEmbedder("two")
    second = Library(home, embedder=other)
    report = second.sync([folder])
    assert set(states(report).values()) == {"unchanged"}
    assert report.embedded == 2
    assert second.index.undivided() == ()
    assert second.index.check() == ()
    second.close()


def test_progress_names_every_file(library: Library, corpus: Corpus) -> None:
    """Each file is told before it is read, and the indexing at the end."""
    told: list[Progress] = []
    folder = corpus({"a.md": HATE, "b.md": CENSUS})
    library.sync([folder], tell=told.append)
    assert [(p.done, p.total, p.file, p.stage) for p in told] == [
        (0, 2, "a.md", "reading"),
        (0, 2, "a.md", "embedding"),
        (1, 2, "b.md", "reading"),
        (1, 2, "b.md", "embedding"),
        (2, 2, "", "indexing"),
    ]


def test_hidden_files_and_links_in_a_circle_are_passed_over(library: Library, corpus: Corpus) -> None:
    """A folder that links to itself ends; so does a link that leads to itself."""
    folder = corpus({"a.md": HATE, ".hidden.md": CENSUS, "~$a.docx": "lock", "__pycache__/b.md": CENSUS})
    (folder / "again").symlink_to(folder, target_is_directory=True)
    (folder / "self.md").symlink_to(folder / "self.md")
    report = library.sync([folder])
    assert states(report)["a.md"] == "read"
    assert [o.file for o in report.failed] == ["self.md"]
    assert len(report.outcomes) == 2


def test_a_file_named_twice_is_read_once(library: Library, corpus: Corpus) -> None:
    """By its folder, by itself and through a link."""
    folder = corpus({"a.md": HATE})
    (folder / "link.md").symlink_to(folder / "a.md")
    report = library.sync([folder, folder / "a.md", folder / "link.md"])
    assert states(report) == {"a.md": "read"}


def test_without_paths_the_bundled_corpus_is_read(
    library: Library, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where there is none, the message says what to name."""
    folder = corpus({"a.md": HATE})
    monkeypatch.setattr("ingest.library.bundled_corpus", lambda: folder)
    assert states(library.sync()) == {"a.md": "read"}


def test_an_old_citation_still_resolves(library: Library, corpus: Corpus) -> None:
    """The words of a replaced paper stand where they stood."""
    folder = corpus({"a.md": HATE})
    old = library.document(library.sync([folder]).outcomes[0].document)
    unit = old.units[-1]
    corpus({"a.md": HATE.replace("We will", "The council will")})
    library.sync([folder])
    again = library.document(old.id)
    assert again.text[unit.start : unit.end] == old.text[unit.start : unit.end]
    assert replace(again, facts=old.facts) == old
