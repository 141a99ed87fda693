"""Units: the smallest things that are quoted, each with what it needs to be understood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.records import Block, Kind, Role, Source
from ingest.structure import build_document
from tests.ingest.structure.papers import document_of, seed_document, units_of, words


def leads(text: str) -> dict[str, str]:
    paper = document_of(text)
    return {words(paper, u): u.lead for u in paper.units}


def test_a_list_has_the_sentence_that_leads_into_it() -> None:
    """With a colon, with no mark at all, or with words that point; a closed sentence is none."""
    assert (
        leads("# A\n\nIt is late. In this year we will:\n\n- light paths\n")["light paths"] == "In this year we will:"
    )
    assert leads("# A\n\nWe have due regard to the need to\n\n- foster relations\n")["foster relations"].endswith("to")
    assert leads("# A\n\nOur aims are set out below.\n\n- foster relations\n")["foster relations"].startswith(
        "Our aims"
    )
    assert leads("# A\n\nWe like lists.\n\n- foster relations\n")["foster relations"] == ""


def test_a_lead_in_that_only_points_is_read_with_the_sentence_before_it() -> None:
    """ "These include:" says nothing alone."""
    found = leads("# A\n\nWe made five plans for the parks.\n\nThese include:\n\n- light paths\n")
    assert found["light paths"] == "We made five plans for the parks. These include:"


def test_a_bold_title_leads_into_its_list_alone() -> None:
    """It points to nothing before it, however short it is."""
    found = leads(
        "# A\n\nWe made plans.\n\n**Three principles**\n\n- light paths\n\n# B\n\nWe ask.\n\n# C\n\nWe act.\n"
    )
    assert found["light paths"] == "Three principles"


def test_a_list_in_a_list_has_the_item_that_it_stands_under() -> None:
    """One that a full stop closes leads into nothing: its parts are led as it is."""
    found = leads(
        "# A\n\nWe will:\n\n- train staff, who face barriers:\n  - libraries\n    - branches\n  - care homes\n"
        "- light paths.\n  - parks\n- publish the gap\n"
    )
    assert found["libraries"] == found["care homes"] == "train staff, who face barriers:"
    assert found["branches"] == "libraries"
    assert found["parks"] == found["publish the gap"] == "We will:"
    assert leads("# A\n\nIt names:\n\n- the plan; and\n  - it is old\n")["it is old"] == "It names:"


def test_an_item_says_what_the_item_over_it_says() -> None:
    """A word of that item's own makes its parts nothing else."""
    paper = document_of("# What we will do\n\n- Review services whose barriers are known:\n  - parking\n  - housing\n")
    assert {u.kind for u in paper.units if u.role is Role.ITEM} == {Kind.COMMITMENT}


def test_sentences_keep_their_abbreviations() -> None:
    """ "No. 4" and "e.g." end nothing."""
    paper = document_of("# A\n\nUnder s.149 of the Act, e.g. in item No. 4, we act. Cllr. Able said so.\n")
    found = [words(paper, u) for u in paper.units if u.role is Role.PARAGRAPH]
    assert found[0] == "Under s.149 of the Act, e.g. in item No. 4, we act."


CELL = (
    "Priority\tDelivery activity\n"
    "<p><b>Safer streets &amp; parks</b></p>\t"
    "<ul> <li>• Light the paths.</li> <li>Train the <u>wardens</u></li> </ul>\n"
    "Fair work\t<ul><li>Publish the pay gap</li></ul>\n"
)


def test_each_item_in_a_cell_is_a_unit_under_its_row() -> None:
    """Tags, double bullets and entities are gone; header and row label lead in."""
    paper = document_of("# Priorities for Year 2\n\n" + CELL)
    items = [u for u in paper.units if u.role is Role.ITEM]
    assert [words(paper, u) for u in items] == ["Light the paths.", "Train the wardens", "Publish the pay gap"]
    assert items[0].lead == "Priority · Delivery activity · Safer streets & parks"
    assert items[0].group == items[1].group != items[2].group
    assert {u.kind for u in items} == {Kind.COMMITMENT}


def test_a_table_over_a_page_end_is_one_with_its_header_once() -> None:
    """Repeated header rows go, a rule between them too."""
    paper = document_of("# Priorities for Year 2\n\n" + CELL + "\n---\n\n" + CELL.replace("pay gap", "profile"))
    assert len({b.table for b in paper.blocks if b.role is Role.ROW}) == 1
    assert not any("Delivery activity" in words(paper, u) for u in paper.units)


@pytest.mark.parametrize(
    "table",
    [
        "Measure\t2022\t2023\nMean gap\t-2.91%\t-1.5%\n",
        "| Measure | 2022 | 2023 |\n|---|---:|:---:|\n| Mean gap | -2.91% | -1.5% |\n",
        "<table><tr><th>Measure</th><th>2022</th><th>2023</th></tr>\n"
        "<tr><td>Mean gap</td><td>-2.91%</td><td>-1.5%</td></tr></table>\n",
    ],
)
def test_a_row_carries_its_headers_in_every_notation(table: str) -> None:
    """Tabs, pipes, HTML; years are headers over figures."""
    paper = document_of("# Pay\n\n" + table)
    (row,) = [u for u in paper.units if u.role is Role.ROW]
    assert row.lead == "Measure · 2022 · 2023"
    assert words(paper, row).replace(" |", "") == "Mean gap -2.91% -1.5%"


def test_long_cells_of_a_wide_row_stand_alone() -> None:
    """Each with its column's header and the row's label."""
    long = "We will " + "do all that is in our power to make the streets of the district safe, " * 3
    paper = document_of(
        f"# Plan\n\nAim\tWhat we will do\tHow we will know\nSafe streets\t{long}\tFewer fear the dark\n"
    )
    found = {u.lead: words(paper, u)[:10] for u in paper.units if u.role is Role.ROW}
    assert found["What we will do · Safe streets"] == "We will do"
    assert found["How we will know · Safe streets"] == "Fewer fear"


def test_a_row_with_a_rating_stands_whole() -> None:
    """Though it is long: its long cells alone would lose who answers for it, by when, and how it stands."""
    said = "Nine arrangements are now three, and Easy Read letters go out on the same day in adult social care"
    paper = document_of(
        "# Plan\n\n| Ref | Commitment | Lead | Due | RAG | Position |\n|---|---|---|---|---|---|\n"
        f"| 2.6 | Single offer for interpreting, Easy Read | Head of Customer Services | Mar 2026 | Green | {said} |\n"
    )
    (row,) = [words(paper, u).replace("| ", "") for u in paper.units if u.role is Role.ROW]
    assert row.startswith("2.6 Single offer for interpreting, Easy Read")
    assert "Mar 2026 Green Nine arrangements" in row


def test_a_glossary_gives_definitions_and_abbreviations() -> None:
    """Rows of short and long form; long forms with the short one in brackets elsewhere."""
    paper = document_of(
        "# Plan\n\nThe Health and Care Board (HCB) met.\n\n# Glossary\n\n<b>EIA</b>\tEquality impact assessment\n"
    )
    assert dict(paper.abbreviations) == {"HCB": "Health and Care Board", "EIA": "Equality impact assessment"}
    assert units_of(paper, Kind.DEFINITION)[-1] == "EIA Equality impact assessment"


def test_a_footnote_is_a_note_with_its_mark() -> None:
    """It stands between the paragraph and the table that follow each other."""
    paper = document_of("# A\n\nThe groups¹ are named.\n\n¹ These are: age, sex.\n\n[2] See the annex.\n")
    notes = [b for b in paper.blocks if b.role is Role.NOTE]
    assert [(b.marker, words(paper, b)) for b in notes] == [("¹", "These are: age, sex."), ("2", "See the annex.")]


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_units_lie_in_their_sections_in_order_without_overlap(number: str) -> None:
    """Spans, pages and lead-ins of every bundled paper are sound."""
    paper = seed_document(number)
    last = 0
    for unit in paper.units:
        section = paper.sections[unit.section]
        assert section.start <= unit.start < unit.end <= section.end
        assert last <= unit.start
        last = unit.end
        assert words(paper, unit).strip()
        if unit.lead_span:
            assert unit.lead_span[1] <= unit.start


SCRAPS = (
    "# |## |**|- |1. |2.1 |(a) |<li>|</li>|<table>|<tr>|<td>|¹ |We will |Year 2 |Progress|gaps?|CASE STUDY:|£5m|…|... 7"
)
PIECES = st.sampled_from([*SCRAPS.split("|"), "\n", "\n\n", "\t", "|", "\f", "---", ":", ".", "é", "\x00"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_gives_sound_spans(text: str) -> None:
    """Whatever stands in a file, units lie inside it, in order, and say something."""
    paper = document_of(text)
    last = 0
    for unit in paper.units:
        assert last <= unit.start < unit.end <= len(text)
        last = unit.end if unit.role is not Role.ROW else unit.start
        assert paper.sections[unit.section].start <= unit.start


def test_a_row_over_all_columns_leads_the_rows_below_it() -> None:
    """As the parts of an assessment's form do; a row whose other cells are empty is none."""
    text = "Section 1: Impact\nAge\tOlder people\nSex\tNeutral\nSection 2: Action\nNone\t"
    cells = [((0, 17),), ((18, 21), (22, 34)), ((35, 38), (39, 46)), ((47, 64),), ((65, 69), (70, 70))]
    blocks = [Block(c[0][0], c[-1][1], Role.ROW, cells=c, table=1) for c in cells]
    source = Source(text, tuple(blocks))
    document = build_document(source, id="x", file="form.docx", sha256="")
    assert [(words(document, u), u.lead) for u in document.units if u.role is Role.ROW] == [
        ("Section 1: Impact", ""),
        ("Age Older people", "Section 1: Impact"),
        ("Sex Neutral", "Section 1: Impact"),
        ("Section 2: Action", ""),
        ("None", "Section 2: Action"),
    ]


def test_what_a_cell_says_before_its_list_is_kept_and_leads_it() -> None:
    """The action over its parts is quoted itself, and stands before each of them."""
    text = "1.1\tReview recruitment adverts\n• Use plain words\n• Drop needless demands\tHR"
    row = Block(0, len(text), Role.ROW, cells=((0, 3), (4, 72), (73, 75)), headers=("Ref", "Action", "Lead"), table=1)
    document = build_document(Source(text, (row,)), id="x", file="plan.docx", sha256="")
    found = {words(document, u): u.lead for u in document.units}
    assert found["Review recruitment adverts"] == "Ref · Action · Lead · 1.1"
    assert found["Use plain words"] == "Ref · Action · Lead · 1.1 · Review recruitment adverts"
    assert found["Drop needless demands"] == found["Use plain words"]
    assert found["HR"] == "Ref · Action · Lead · 1.1"


def test_the_row_that_names_the_columns_is_not_quoted() -> None:
    """It says nothing by itself; the rows below lead in with it."""
    paper = document_of("# Plan\n\n| Action | By when |\n|---|---|\n| Light the paths | May 2024 |\n")
    rows = [(u.lead, words(paper, u)) for u in paper.units if u.role is Role.ROW]
    assert len(rows) == 1
    assert rows[0][0] == "Action · By when"
