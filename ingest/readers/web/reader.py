"""Web pages: the main content of a saved page, without what surrounds it, scripts or template tags."""

from __future__ import annotations

import codecs
import contextlib
import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.errors import FileError
from ingest.readers import shown
from ingest.readers.canvas import Canvas, tidy
from ingest.readers.facts import iso_date, sensible
from ingest.readers.text import decode
from ingest.readers.web.blocks import Flow
from ingest.readers.web.nodes import is_aside, words_of
from ingest.records import Source
from ingest.settings import ReadSettings

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.-]{2,40})""")
_LATIN = frozenset({"ascii", "iso8859-1"})  # browsers read what calls itself so as Windows-1252
_NESTING = re.compile(
    r"<(/?)(div|span|section|article|ul|ol|dl|table|blockquote|font|b|i|em|strong|u|small|big|details|center"
    r"|form|fieldset|main|svg|g|math|object)[\s>]",
    re.I,
)
_DEEPEST = 3000
_SCRIPT = re.compile(r"<(script|style)\b[^>]*>", re.I)
_TEMPLATE = re.compile(r"\{#.{0,2000}?#\}|\{%.{0,4000}?%\}|\{\{.{0,1000}?\}\}|<%.{0,2000}?%>", re.S)
# A block of a page's template that holds no tag sets a value; it is not shown on the page.
_VALUE_BLOCK = re.compile(r"\{%-?\s*block\s+\w+\s*-?%\}([^<]{0,2000}?)\{%-?\s*endblock[^%]{0,60}%\}", re.S)
_PLACEHOLDER = re.compile(r"\[\[\s*[A-Za-z_][\w .]{0,40}\s*\]\]")
_SITE = re.compile(r"\s+[|–—·»-]\s+")
_DATES = (
    *("article:modified_time", "dcterms.modified", "dc.date.modified", "last-modified", "revised"),
    *(
        "article:published_time",
        "dcterms.issued",
        "dcterms.created",
        "dcterms.date",
        "dc.date",
        "dc.date.issued",
    ),
    *("date", "datepublished", "publish_date", "pubdate"),
)


def read(path: Path, settings: ReadSettings) -> Source:
    """Read a web page; raises FileError where it is nested too deeply to be one."""
    del settings  # the limits are those of the sandbox
    name = shown(path)
    markup, warnings = _decoded(path.read_bytes(), name)
    markup = _without_templates(markup)
    if _too_deep(markup):
        raise FileError(name, "is nested too deeply", "Save the page again from a browser.")
    tree = LexborHTMLParser(markup)
    canvas = Canvas()
    canvas.warnings += warnings
    canvas.facts.update(_facts(tree))
    if tree.body is not None:
        _fill(canvas, tree.body)
    return canvas.source()


def _fill(canvas: Canvas, body: LexborNode) -> None:
    """Put the main content on the canvas, its page's heading first even where that stands outside."""
    main = _main(body)
    flow = Flow(canvas)
    heading = body.css_first("h1")
    shown_in_main = any(not _in_aside(node, ("header",) if main is body else ()) for node in main.css("h1"))
    if heading is not None and not shown_in_main and not _in_aside(heading):
        flow.heading(heading, 1)
    flow.page(main)


def _decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The page as text, by its byte order mark, else by what it says itself, else as any text."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, name)
    found = _CHARSET.search(data[:8192]) or _XML_ENCODING.match(data[:400])
    try:
        codec = codecs.lookup(found[1].decode("ascii")).name if found else ""
        if codec and not codec.startswith("utf-16"):
            return data.decode("cp1252" if codec in _LATIN else codec), ()
    except (LookupError, ValueError):
        pass  # it names an encoding that does not exist, or that it is not in
    for codec in () if b"\0" in data else ("utf-8", "cp1252"):  # browsers take a page that says nothing so
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(codec), ()
    return decode(data, name)


def _without_templates(markup: str) -> str:
    """Take out template tags that a page was saved with, and the scripts in which they may stand."""
    if not any(mark in markup for mark in ("{{", "{%", "{#", "<%", "[[")):
        return markup
    markup = _without_scripts(markup)
    markup = _VALUE_BLOCK.sub("", markup)
    return _PLACEHOLDER.sub("", _TEMPLATE.sub("", markup))


def _without_scripts(markup: str) -> str:
    kept, at = [], 0
    while found := _SCRIPT.search(markup, at):
        kept.append(markup[at : found.start()])
        end = markup.lower().find(f"</{found[1].lower()}", found.end()) if len(kept) == 1 else -1
        end = _end_of(markup, found[1], found.end()) if end < 0 else end
        at = len(markup) if end < 0 else end
        at = markup.find(">", at) + 1 if at < len(markup) and markup.find(">", at) >= 0 else len(markup)
    return "".join([*kept, markup[at:]])


def _end_of(markup: str, tag: str, at: int) -> int:
    found = re.compile(f"</{tag}", re.I).search(markup, at)
    return found.start() if found else -1


def _too_deep(markup: str) -> bool:
    """Whether elements are nested as no page is; a parser's time grows with the square of the depth."""
    open_tags: list[str] = []
    for found in _NESTING.finditer(markup):
        tag = found[2].lower()
        if not found[1]:
            open_tags.append(tag)
        elif tag in open_tags:  # what was left open inside it ends with it
            while open_tags.pop() != tag:
                pass
        if len(open_tags) > _DEEPEST:
            return True
    return False


def _main(body: LexborNode) -> LexborNode:
    """The element with the main content: <main>, a lone <article>, or the body where there is no such."""
    whole = len(words_of(body))
    for query in ("main, [role=main]", "article", "#content, #main-content, #main"):
        found = [node for node in body.css(query) if not _in_aside(node)]
        if query == "article" and len(found) > 1:
            continue
        best = max(found, key=lambda node: len(words_of(node)), default=None)
        if best is not None and len(words_of(best)) * 5 > whole:
            return best
    return body


def _in_aside(node: LexborNode, more: tuple[str, ...] = ()) -> bool:
    """Whether an element stands in what surrounds the content; a header is so only where ``more`` says it."""
    above: LexborNode | None = node
    for _ in range(200):
        if above is None or above.tag in {"body", "html"}:
            return False
        if above.tag in more or (is_aside(above) and above.tag != "header"):
            return True
        above = above.parent
    return False


def _facts(tree: LexborHTMLParser) -> dict[str, str]:
    """Title, date, language and publisher, where the page's head gives them."""
    said: dict[str, str] = {}
    for meta in tree.css("meta"):
        names = [meta.attributes.get(key) for key in ("name", "property", "itemprop", "http-equiv")]
        name = next((name for name in names if name), "") or ""
        said.setdefault(name.strip().lower(), (meta.attributes.get("content") or "").strip())
    node = tree.css_first("head > title") or tree.css_first("title")
    title = tidy(node.text(deep=True)) if node is not None else ""
    heading = tree.css_first("h1")
    words = tidy(heading.text(deep=True)).replace("\n", " ") if heading is not None else ""
    parts = _SITE.split(title.replace("\n", " "))
    title = parts[0] if len(parts) > 1 and (words.startswith(parts[0]) or not words) else title
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root is not None else ""
    return dict(
        sensible(
            title=title or said.get("og:title", "") or words,
            date=next((found for key in _DATES if (found := iso_date(said.get(key, "")))), ""),
            language=language or said.get("dcterms.language", "") or said.get("content-language", ""),
            publisher=said.get("og:site_name", "") or said.get("dcterms.publisher", "") or said.get("dc.publisher", ""),
        )
    )
