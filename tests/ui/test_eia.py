"""``dueregard eia``: the draft as people get it, with templates of their own, and what is wrong said plainly."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from assistant.assessment import AssessmentError, Assessments, Draft, ProposalError
from assistant.assessment.groups import nine
from assistant.assessment.store import from_json
from ingest.library import Library
from tests.conftest import Corpus
from ui import cli, opening
from ui.assessing import fields_of, manuscript_of, template_sections
from ui.assessing_template import REQUIRED, template
from ui.exports import Manuscript, Paragraph, Run, export
from ui.exports.templates import NINE_FIELDS, TemplateFault, fill
from ui.faults import UsageFault

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "Close {{ 7 * 7 }} & <b>all</b> {% raw %} =1+1"
PAPER = """# Report

Borset County Council, May 2024

## Night buses

Older people use the night bus. In a survey 61% of women said that they feel unsafe after dark.

- Disabled passengers asked for <script>alert(1)</script> and {{ constructor }} at every stop.
"""
PROPOSAL = {
    "title": HOSTILE,
    "proposal": "Stop the night bus.",
    "services": ["night bus"],
    "decision_date": "2020-01-01",
    "groups": ["carers"],
}
Command = Callable[..., Result]


@pytest.fixture
def draft(library: Library, corpus: Corpus) -> Draft:
    library.sync([corpus({"report.md": PAPER})])
    return Assessments(library).draft(PROPOSAL)


@pytest.fixture(scope="module")
def real_library(real_home: Path) -> Iterator[Library]:
    """The real papers, with the model loaded once for all commands."""
    library = Library(real_home)
    yield library
    library.close()


@pytest.fixture
def run(real_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command over the real papers, with a proposal in a file."""
    monkeypatch.setattr(opening, "library_at", lambda home, settings: nullcontext(real_library))
    (tmp_path / "bus.toml").write_text(
        'title = "Withdraw an evening bus service in Tendring"\nproposal = "Stop the journeys after 7 pm."\n'
        'council = "Essex"\nplaces = ["Tendring"]\nservices = ["public transport"]\n',
        encoding="utf-8",
    )

    def invoke(*args: object) -> Result:
        return CliRunner().invoke(cli.app, list(map(str, args)))

    return invoke


def opened(content: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def headings(document: docx.document.Document, level: int) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == f"Heading {level}"]


def test_a_draft_has_the_sections_that_councils_ask_for_in_order(draft: Draft) -> None:
    document = opened(export(manuscript_of(draft), "docx"))
    assert headings(document, 1) == [
        "About this draft",
        "1. What is proposed",
        "2. Relevance to the three aims",
        "3. Evidence for each protected characteristic",
        "4. Engagement",
        "5. Impact on each group",
        "6. What will be done about it",
        "7. Other groups",
        "8. Impact together with other decisions",
        "9. Conclusion",
        "10. Sign-off",
        "11. Monitoring and review",
        "Papers that were looked through",
    ]
    second = headings(document, 2)
    assert [h for h in second if h in {g.title for g in nine()}] == [g.title for g in nine()]


def test_the_file_can_be_read_by_those_who_do_not_see_it(draft: Draft) -> None:
    """Headings are styles, each table has a header row and a description, the language is British English."""
    document = opened(export(manuscript_of(draft), "docx"))
    assert len(document.tables) == 3
    for table in document.tables:
        assert list(table.rows[0]._tr.iter(qn("w:tblHeader")))
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert document.core_properties.title.startswith("Equality impact assessment (EIA)")
    levels = [int(p.style.name[-1]) for p in document.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_quote_has_a_footnote_and_what_is_silent_is_said(draft: Draft) -> None:
    manuscript = manuscript_of(draft)
    content = export(manuscript, "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    quotes = [p for p in opened(content).paragraphs if p.style is not None and p.style.name == "Quote"]
    assert len(quotes) == len(list(body.iter(W + "footnoteReference"))) > 3
    text = "".join(body.itertext())
    assert text.count("No evidence found in the loaded documents.") >= 6
    assert "Only the first aim" in text
    assert "has passed" in text


def test_officers_sections_are_named_fields_without_an_answer(draft: Draft) -> None:
    with zipfile.ZipFile(io.BytesIO(export(manuscript_of(draft), "docx"))) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    fields = {f.findall(f"{W}sdtPr/{W}alias")[0].get(W + "val"): "".join(f.itertext()) for f in body.iter(W + "sdt")}
    for name in ("Relevance to the three aims", "Conclusion", "Sign-off", "Monitoring and review"):
        assert fields[name] == "Write here"
    assert {f"Impact: {g.title}"[:64] for g in draft.groups} <= set(fields)


def test_what_papers_and_officers_write_is_never_markup(draft: Draft) -> None:
    page = export(manuscript_of(draft), "html").decode()
    assert "<script>" not in page
    assert "&lt;b&gt;all&lt;/b&gt;" in page


def test_the_shipped_template_takes_in_the_whole_draft(draft: Draft, tmp_path: Path) -> None:
    file = tmp_path / "ours.docx"
    file.write_bytes(export(template(), "docx"))
    manuscript = manuscript_of(draft)
    document = opened(fill(file, fields_of(draft), template_sections(draft), REQUIRED, manuscript))
    text = "\n".join(p.text for p in document.paragraphs)
    assert HOSTILE in text
    assert "{{ constructor }}" in text
    assert "Not given" in text
    assert "Not asked for in an EIA." in text
    assert "\ue000" not in text
    plain = [p.text for p in opened(export(manuscript, "docx")).paragraphs if p.style and p.style.name == "Quote"]
    assert [p.text for p in document.paragraphs if p.style and p.style.name == "Quote"] == plain


def test_a_field_that_word_has_cut_into_runs_is_found(draft: Draft, tmp_path: Path) -> None:
    """Word stores a line in pieces; and a council may ask for each characteristic in a place of its own."""
    document = opened(export(Manuscript("Form", (Paragraph(""),)), "docx"))
    line = document.add_paragraph("Proposal: ")
    for piece in ("{", "{ ti", "tle }", "}"):
        line.add_run(piece)
    for name in ("draft_note", "engagement", "gaps", *(f"evidence_{n}" for n in NINE_FIELDS)):
        document.add_paragraph("{{ " + name + " }}")
    document.save(str(tmp_path / "form.docx"))
    filled = opened(
        fill(tmp_path / "form.docx", fields_of(draft), template_sections(draft), REQUIRED, manuscript_of(draft))
    )
    text = [p.text for p in filled.paragraphs]
    assert f"Proposal: {HOSTILE}" in text
    assert any("61% of women" in line for line in text)


def test_a_template_keeps_footnotes_of_its_own(draft: Draft, tmp_path: Path) -> None:
    """The council's own note stays the first, and each quote's comes after it."""
    own = Paragraph((Run("See our policy", note="Our policy of 2024"),))
    lines = (own, *(Paragraph("{{ " + name + " }}") for name in REQUIRED))
    (tmp_path / "form.docx").write_bytes(export(Manuscript("Form", lines), "docx"))
    content = fill(tmp_path / "form.docx", fields_of(draft), template_sections(draft), REQUIRED, manuscript_of(draft))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        notes = [n for n in ElementTree.fromstring(package.read("word/footnotes.xml")) if n.get(W + "type") is None]
    assert "".join(notes[0].itertext()).strip() == "Our policy of 2024"
    assert len({note.get(W + "id") for note in notes}) == len(notes) > 3


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["{{ title }}"], "lacks draft_note, engagement, evidence, gaps"),
        (["{{ titel }}"], "titel"),
        (["{{ title }"], "not written as it should be"),
        (["{{ title | }}"], "not written as it should be"),
        (["See {{ evidence }} here"], "stand alone"),
        (["{{ ().__class__.__mro__ }}"], "lacks"),
    ],
)
def test_a_template_with_faults_is_refused(draft: Draft, tmp_path: Path, lines: list[str], words: str) -> None:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(tmp_path / "form.docx"))
    with pytest.raises(TemplateFault, match=words):
        fill(tmp_path / "form.docx", fields_of(draft), template_sections(draft), REQUIRED, manuscript_of(draft))


def test_a_template_that_is_no_word_file_is_refused(draft: Draft, tmp_path: Path) -> None:
    (tmp_path / "form.docx").write_text("not a document", encoding="utf-8")
    for name, words in (("form.docx", "not a Word file"), ("none.docx", "no such file")):
        with pytest.raises(TemplateFault, match=words):
            fill(tmp_path / name, fields_of(draft), template_sections(draft), REQUIRED, manuscript_of(draft))


def test_the_command_writes_a_draft_and_says_what_is_silent(run: Command, tmp_path: Path) -> None:
    out = tmp_path / "draft.docx"
    result = run("eia", tmp_path / "bus.toml", "--out", out)
    assert result.exit_code == 0, result.output
    assert "Gender reassignment" in result.stdout
    assert "Withdraw an evening bus service in Tendring" in opened(out.read_bytes()).core_properties.title


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_makes_a_pdf(run: Command, tmp_path: Path) -> None:
    run("eia", tmp_path / "bus.toml", "--out", tmp_path / "draft.docx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "draft.docx")], check=True, capture_output=True)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "draft.pdf").pages]
    assert "Withdraw an evening bus service in Tendring" in " ".join(pages[0].split())
    assert any("81% of women" in " ".join(page.split()) for page in pages)


def test_a_saved_draft_is_listed_and_opened_again(run: Command, tmp_path: Path) -> None:
    saved = run("eia", tmp_path / "bus.toml", "--save", "--format", "json")
    made = from_json(saved.stdout.encode())
    assert made.id in run("eia", "--saved").stdout
    again = run("eia", "--reopen", made.id, "--out", tmp_path / "again.md")
    assert again.exit_code == 0
    assert "Nothing: the loaded documents say what they said then" in (tmp_path / "again.md").read_text("utf-8")
    found = json.loads(run("eia", "--reopen", made.id, "--format", "json").stdout)
    assert found["new"] == found["gone"] == []


def test_the_example_and_the_template_are_ones_that_work(run: Command, tmp_path: Path) -> None:
    example = CliRunner().invoke(cli.app, ["eia", "--example"]).stdout
    (tmp_path / "example.toml").write_text(example, encoding="utf-8")
    written = CliRunner().invoke(cli.app, ["eia", "--write-template", str(tmp_path / "form.docx")])
    assert written.exit_code == 0
    result = run("eia", tmp_path / "example.toml", "--template", tmp_path / "form.docx", "--out", tmp_path / "out.docx")
    assert result.exit_code == 0, result.exception
    assert "Night workers" in "\n".join(p.text for p in opened((tmp_path / "out.docx").read_bytes()).paragraphs)


def test_a_self_assessment_is_written(run: Command, tmp_path: Path) -> None:
    assert run("self-assessment", "--council", "Essex", "--out", tmp_path / "self.html").exit_code == 0
    page = (tmp_path / "self.html").read_text("utf-8")
    assert "Understanding and working with your communities" in page
    assert "Developing, Achieving and Excellent" in page


@pytest.mark.parametrize(
    ("args", "error", "words"),
    [
        (["{bus}", "--out", "{here}/d.pdf"], UsageFault, "no such format"),
        (["{bus}", "--format", "docx"], UsageFault, "--out"),
        (["{bus}", "--out", "{here}/none/d.docx"], UsageFault, "cannot be written"),
        (["{bus}", "--template", "{here}/x.docx", "--out", "{here}/d.md"], UsageFault, "Word file"),
        ([], UsageFault, "proposal"),
        (["--saved", "--reopen", "x"], UsageFault, "proposal"),
        (["--reopen", "nothing"], AssessmentError, "no saved draft"),
        (["{here}/none.toml"], ProposalError, "cannot be read"),
    ],
)
def test_wrong_usage_is_said_plainly(run: Command, tmp_path: Path, args: list[str], error: type, words: str) -> None:
    filled = [a.format(bus=tmp_path / "bus.toml", here=tmp_path) for a in args]
    result = run("eia", *filled)
    assert isinstance(result.exception, error)
    assert words in str(result.exception)
