"""The manifest: what it says overrules the paper, and a wrong field is named with file, field and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import ManifestError
from ingest.library import Library, bundled_corpus
from ingest.manifest import load_manifest
from ingest.records import Status
from tests.conftest import Corpus
from tests.ingest.papers import CENSUS, HATE, states
from tests.tiny import TinyEmbedder

GOOD = '[[document]]\nfile = "a.md"\ntitle = "The plan"\ncouncil = "Ashdon Council"\ndate = "2023-07"\n'


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "manifest.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_the_entries_are_found_by_the_place_of_their_file(tmp_path: Path) -> None:
    """Names are relative to the manifest."""
    manifest = load_manifest(written(tmp_path, GOOD))
    entry = manifest.entries[(tmp_path / "a.md").resolve()]
    assert entry.facts() == {"title": "The plan", "council": "Ashdon Council", "date": "2023-07"}


@pytest.mark.parametrize(
    ("slip", "place", "words"),
    [
        ('titel = "x"', "line 6: titel", "Remove it, or correct its name; the fields are file, title"),
        ('date = "July 2023"', "line 6: date", "2023-07-26"),
        ('date = "2023-13"', "line 6: date", "2023-07-26"),
        ('period = "2022/25"', "line 6: period", "2022-2025"),
        ('status = "agreed"', "line 6: status", "'draft', 'adopted' or 'superseded'"),
        ('title = ""', "line 6: title", "at least 1 character"),
        ("title = 7.5", "line 6: title", "valid string"),
        ('supersedes = "b.md"', "line 6: supersedes", "valid tuple"),
        ('supersedes = ["b.md"]', "line 6: supersedes", "b.md has no entry here"),
        ('nation = "Britain"', "line 6: nation", "'England'"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(tmp_path: Path, slip: str, place: str, words: str) -> None:
    """The second entry's field is found, not the first one's of the same name."""
    text = '[[document]]\nfile = "z.md"\n\n[[document]]\nfile = "a.md"\n' + slip + "\n"
    with pytest.raises(ManifestError) as caught:
        load_manifest(written(tmp_path, text))
    message = str(caught.value)
    assert message.startswith(str(tmp_path / "manifest.toml"))
    assert place in message
    assert words in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[document]]\nfile = "a.md\n', "not valid TOML"),
        ('[[document]]\ntitle = "x"\n', "line 1: file: Field required"),
        ('[[documents]]\nfile = "a.md"\n', "line 1: documents"),
        ('[[document]]\nfile = "a.md"\n[[document]]\nfile = "./a.md"\n', "line 4: file: ./a.md is listed twice"),
        (GOOD.encode("utf-16"), "Save it as UTF-8"),
        (GOOD.replace("plan", "plan’s").encode("cp1252"), "Save it as UTF-8"),
    ],
)
def test_a_manifest_that_cannot_be_taken_says_why(tmp_path: Path, text: str | bytes, words: str) -> None:
    """No traceback, and the way to mend it."""
    with pytest.raises(ManifestError, match=words):
        load_manifest(written(tmp_path, text))


def test_dates_and_years_may_stand_without_quotation_marks(tmp_path: Path) -> None:
    """TOML knows dates, and people write them so; Notepad's mark at the start does no harm."""
    text = '\ufeff[[document]]\nfile = "a.md"\ndate = 2023-07-26\nperiod = 2023\n'
    (entry,) = load_manifest(written(tmp_path, text)).entries.values()
    assert (entry.date, entry.period) == ("2023-07-26", "2023")


def test_the_manifest_overrules_the_paper_and_says_so(library: Library, corpus: Corpus) -> None:
    """Each field's origin tells where it came from."""
    more = 'type = "strategy"\nstatus = "adopted"\nsupersedes = ["b.md"]\n\n[[document]]\nfile = "b.md"\n'
    folder = corpus({"a.md": HATE, "b.md": CENSUS, "manifest.toml": GOOD + more})
    library.sync([folder])
    facts = {row.file: row.facts for row in library.rows()}
    assert facts["a.md"].title == "The plan"
    assert facts["a.md"].status is Status.ADOPTED
    assert facts["a.md"].origin["title"] == "manifest"
    assert facts["a.md"].supersedes == ("b.md",)
    assert (facts["b.md"].title, facts["b.md"].origin["title"]) == ("Census", "paper")
    assert facts["b.md"].status is Status.SUPERSEDED


@pytest.mark.parametrize(
    "change",
    [('title = "The plan"', 'title = "New"'), ('date = "2023-07"\n', ""), ('"The plan"\n', '"X"\nitem = "4"\n')],
)
def test_a_changed_manifest_is_taken_over(library: Library, corpus: Corpus, change: tuple[str, str]) -> None:
    """A field that is altered, taken out or added; the paper itself is unchanged."""
    folder = corpus({"a.md": HATE, "b.md": CENSUS, "manifest.toml": GOOD})
    library.sync([folder])
    corpus({"manifest.toml": GOOD.replace(*change)})
    assert states(library.sync([folder])) == {"a.md": "read", "b.md": "unchanged"}
    facts = next(row.facts for row in library.rows() if row.file == "a.md")
    assert facts.title == {"New": "New"}.get(change[1][9:12], facts.title)
    assert states(library.sync([folder])) == {"a.md": "unchanged", "b.md": "unchanged"}


def test_facts_that_are_not_said_any_more_fall_back_to_the_paper(library: Library, corpus: Corpus) -> None:
    """Also when the whole manifest goes."""
    folder = corpus({"a.md": HATE, "manifest.toml": GOOD})
    library.sync([folder])
    (folder / "manifest.toml").unlink()
    assert states(library.sync([folder])) == {"a.md": "read"}
    (row,) = library.rows()
    assert (row.facts.title, row.facts.council, row.facts.date) == ("Hate crime", "", "")


def test_two_copies_that_the_manifest_tells_apart_do_not_take_turns(
    library: Library, corpus: Corpus, tiny: TinyEmbedder
) -> None:
    """The first file's entry holds; a second sync changes nothing."""
    second = '\n[[document]]\nfile = "b.md"\ntitle = "The copy"\n'
    folder = corpus({"a.md": HATE, "b.md": HATE, "manifest.toml": GOOD + second})
    assert states(library.sync([folder])) == {"a.md": "read", "b.md": "duplicate"}
    embedded = len(tiny.embedded)
    assert states(library.sync([folder])) == {"a.md": "unchanged", "b.md": "unchanged"}
    assert [row.facts.title for row in library.rows()] == ["The plan"]
    assert len(tiny.embedded) == embedded


def test_a_file_that_the_manifest_lists_and_that_is_not_there_is_named(library: Library, corpus: Corpus) -> None:
    """A slip in a file name must not pass in silence."""
    folder = corpus({"a.md": HATE, "manifest.toml": GOOD + '[[document]]\nfile = "none.md"\n'})
    report = library.sync([folder])
    assert [(o.file, "manifest.toml lists it" in o.message) for o in report.failed] == [("none.md", True)]


def test_another_programs_manifest_is_none_of_ours(library: Library, corpus: Corpus) -> None:
    """A file of that name without entries of papers is left alone."""
    folder = corpus({"a.md": HATE, "manifest.toml": '[package]\nname = "x"\n'})
    assert states(library.sync([folder]))["a.md"] == "read"


def test_the_manifest_above_a_folder_speaks_for_it(library: Library, corpus: Corpus) -> None:
    """When only a part of the corpus is read."""
    folder = corpus({"deep/er/a.md": HATE, "manifest.toml": GOOD.replace("a.md", "deep/er/a.md")})
    library.sync([folder / "deep" / "er"])
    assert [row.facts.title for row in library.rows()] == ["The plan"]


def test_the_bundled_manifest_describes_every_bundled_paper() -> None:
    """And lists no file that is not there."""
    folder = bundled_corpus()
    assert folder is not None
    manifest = load_manifest(folder / "manifest.toml")
    assert sorted(manifest.entries) == sorted(p.resolve() for p in (folder / "documents").rglob("*") if p.is_file())
