"""Web pages: the main content with its structure, without what surrounds it."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from ingest.errors import FileError
from ingest.readers import read
from ingest.records import Dress, Role, Source
from tests.ingest.readers.office_files import SETTINGS, cells, marks, rows, words

SHARED = Path(__file__).parents[4] / "shared" / "files" / "uk"


def page(folder: Path, markup: str | bytes) -> Source:
    path = folder / "page.html"
    path.write_bytes(markup if isinstance(markup, bytes) else markup.encode())
    return read(path, SETTINGS)


def test_only_the_main_content_is_read(tmp_path: Path) -> None:
    """Navigation, banners, footers, cookies, scripts and unseen words stay out."""
    source = page(
        tmp_path,
        "<!doctype html><body><header><a>Council</a></header><nav>Menu</nav>"
        "<div class='cookie-banner'>We use cookies</div><div class='l-breadcrumb breadcrumbs'>Home</div>"
        "<main><h1>Equality plan</h1><p>We <b>will</b> act.<script>x()</script>"
        "<span class='visually-hidden'>unseen</span></p><aside>Related</aside></main>"
        "<footer>Contact</footer></body>",
    )
    assert source.text == "Equality plan\n\nWe will act."
    assert source.blocks[0].level == 1


@pytest.mark.parametrize(
    ("style", "seen"),
    [
        ("display:none", False),
        ("font-size:1px;color:#fff", False),
        ("font-size: 0", False),
        ("opacity:0", False),
        ("position:absolute; left:-9999px", False),
        ("font-size:1em", True),
        ("font-size:12px", True),
        ("fill-opacity:0", True),
        ("opacity:0.8", True),
        ("margin-left:-100px", True),
    ],
)
def test_what_no_reader_can_see_is_not_read(tmp_path: Path, style: str, *, seen: bool) -> None:
    """Words that are hidden, too small, see-through or off the page stay out; those that can be read stay."""
    source = page(tmp_path, f"<main><p>We act. <span style='{style}'>Unseen orders.</span></p></main>")
    assert ("Unseen orders." in source.text) is seen


def test_a_page_without_main_is_read_from_its_body(tmp_path: Path) -> None:
    """The page's heading counts even where it stands in the header that is left out."""
    source = page(tmp_path, "<body><header><h1>Plan</h1><a>Home</a></header><div><p>Act.</p></div></body>")
    assert words(source) == ["Plan", "Act."]


def test_lists_keep_marks_and_levels(tmp_path: Path) -> None:
    """Numbers are those printed, inner lists are a level deeper and of the same list."""
    source = page(
        tmp_path,
        "<main><p>Steps:</p><ol start=3><li>Consult<ul><li>online</ul><li><p>Decide</p><p>in public</p></ol>"
        "<ol type=a><li>Letter</ol></main>",
    )
    assert marks(source) == ["Steps:", "3. Consult", "• online", "4. Decide", "in public", "a. Letter"]
    assert [b.level for b in source.blocks] == [0, 0, 1, 0, 0, 0]
    assert source.blocks[1].list_id == source.blocks[4].list_id != source.blocks[5].list_id
    assert "Steps:\n\n3. Consult\n• online\n4. Decide" in source.text


def test_tables_have_headers_spans_and_lists(tmp_path: Path) -> None:
    """A cell over two rows belongs to both; two rows of headers are one; a list keeps its lines."""
    source = page(
        tmp_path,
        "<main><table><caption>Staff</caption><thead><tr><th rowspan=2>Area<th colspan=2>Share<tr>"
        "<th>2022<th>2023"
        "</thead><tr><td rowspan=2>County<td>51%<td>52%<tr><td>49%<td><ul><li>one<li>two</ul></table></main>",
    )
    assert rows(source) == [["County", "51%", "52%"], ["County", "49%", "• one\n• two"]]
    assert [b.headers for b in source.blocks if b.role is Role.ROW] == [("Area", "Share – 2022", "Share – 2023")] * 2
    assert words(source)[0] == "Staff"


def test_definitions_breaks_summaries_and_notes(tmp_path: Path) -> None:
    """A definition is a row, a line break stays, a summary is bold, a note's number is raised."""
    source = page(
        tmp_path,
        "<main><dl><dt>ECIA</dt><dd>Impact assessment</dd></dl><p>County Hall<br>Market Road</p>"
        "<details><summary>More</summary><p>The Act<sup>[2]</sup>.</p></details></main>",
    )
    assert cells(source, source.blocks[0]) == ["ECIA", "Impact assessment"]
    assert words(source)[1:] == ["County Hall\nMarket Road", "More", "The Act²."]
    assert source.blocks[1].hard_break
    assert source.blocks[2].dress is Dress.BOLD


def test_links_into_the_page_are_its_contents(tmp_path: Path) -> None:
    """A list of links to places on the page is a table of contents, its caption too."""
    source = page(
        tmp_path,
        "<main><h2>Contents</h2><ul><li><a href='#a'>A</a><li><a href='#b'>B</a></ul><p>Text.</p></main>",
    )
    assert [b.role for b in source.blocks] == [Role.CONTENTS] * 3 + [Role.PARAGRAPH]


def test_template_tags_are_taken_out(tmp_path: Path) -> None:
    """Tags of a page's template are neither read nor do they hide what stands between them."""
    source = page(
        tmp_path,
        "{% extends 'base' %}{% set links = [\n{'url': url_for('x')},\n] %}{% block title %}Title{%"
        " endblock %}"
        "{% block content %}<p>Dear [[Fullname]], {{ greeting | safe }}we act.</p>{# note #}{% endblock %}",
    )
    assert words(source) == ["Dear , we act."]


def test_facts_come_from_the_head(tmp_path: Path) -> None:
    """Title without the site's name, date, language and publisher."""
    source = page(
        tmp_path,
        "<html lang=en-GB><head><title>Equality plan | Anyshire Council</title><meta name=dcterms.issued "
        "content='2023-07-04T10:00'><meta property=og:site_name content='Anyshire'></head>"
        "<main><h1>Equality plan</h1><p>Text.</p></main>",
    )
    assert source.facts == {
        "title": "Equality plan",
        "date": "2023-07-04",
        "language": "en-GB",
        "publisher": "Anyshire",
    }


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=windows-1252>", "cp1252"),
        ("<meta charset=iso-8859-1>", "cp1252"),
        ("", "utf-8"),
        ("", "cp1252"),
        ("<meta charset=utf-8>", "cp1252"),
        ("<meta charset=nonsense>", "utf-8"),
        ("", "utf-16"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, head: str, encoding: str) -> None:
    """A page is read in the encoding that it is in, also where it names a wrong one."""
    markup = f"<html>{head}<p>£5 for “every” café</p></html>"
    assert words(page(tmp_path, markup.encode(encoding))) == ["£5 for “every” café"]


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote"])
def test_deep_nesting_ends(tmp_path: Path, tag: str) -> None:
    """Nesting that no page has is refused at once; what is merely deep is read."""
    assert "deep" in page(tmp_path, f"<{tag}>" * 300 + "deep").text
    with pytest.raises(FileError, match="nested too deeply"):
        page(tmp_path, f"<{tag}>" * 50_000 + "deep")


def test_a_page_without_words_is_said_to_be_so(tmp_path: Path) -> None:
    """A page that its scripts would fill holds no text."""
    with pytest.raises(FileError, match="holds no text"):
        page(tmp_path, "<!doctype html><body><div id=root></div><script>render('words')</script></body>")


def test_real_pages_have_no_template_tags_left() -> None:
    """Real pages: headings, tables with headers, and none of the template's signs."""
    files = sorted(SHARED.glob("*.html"))
    if not files:
        pytest.skip("the shared files are not here")
    for file, source in ((file, read(file, SETTINGS)) for file in files):
        assert not any(sign in source.text for sign in ("{%", "{{", "{#", "<div")), file
        assert source.blocks[0].level == 1
        assert all(b.headers for b in itertools.islice((b for b in source.blocks if b.role is Role.ROW), 20))
