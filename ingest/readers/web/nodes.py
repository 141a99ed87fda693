"""What belongs to the content of a web page and what only surrounds it; the words that an element shows."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from ingest.readers.canvas import tidy

_UNSEEN = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "video",
        "audio",
    }
    | {
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "head",
        "title",
        "meta",
        "link",
        "map",
        "dialog",
        "rp",
        "rt",
    }
)
_ASIDE_TAGS = frozenset({"nav", "footer", "aside", "header"})
_ASIDE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog"})
# Class names and ids of what surrounds the content, as whole words: "navigation", not "navigational".
_ASIDE_NAME = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|breadcrumbs?|navbar|nav|navigation|sidebar|skip-?(?:link|nav)\w*|social"
    r"|share-?(?:links|buttons|bar)|pagination|pager|phase-banner|back-to-top"
    r"|site-(?:header|footer)|print-link)(?:$|[\s_-])",
    re.I,
)
_UNSEEN_CLASS = re.compile(r"(?:^|[\s-])(?:visually-?hidden|sr-only|screen-reader-text|hidden|d-none)(?:$|\s)", re.I)
# Not drawn at all, too small to be read, or drawn off the page.
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?<!-)opacity\s*:\s*0(?:\.0+)?%?\s*(?:;|!|$)"
    r"|font-size\s*:\s*(?:0|[0-2](?:\.\d+)?(?:px|pt)|0?\.[0-2]\d*r?em)\s*(?:;|!|$)"
    r"|(?:text-indent|(?<![\w-])(?:left|top))\s*:\s*-\d{3,}",
    re.I,
)
BLOCKS = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "blockquote",
        "figure",
        "figcaption",
        "address",
        "form",
    }
    | {
        "fieldset",
        "legend",
        "details",
        "summary",
        "center",
        "hr",
        "pre",
        "body",
        "caption",
        "hgroup",
        "dd",
        "dt",
        "li",
    }
    | {"tbody", "tr", "td", "th", "search"}
)
_DEPTH = 250


def is_aside(node: LexborNode) -> bool:
    """Whether an element is navigation, a banner or the like, by its tag, its role or its name."""
    attributes = node.attributes
    if node.tag in _ASIDE_TAGS or (attributes.get("role") or "").lower() in _ASIDE_ROLES:
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return node.tag not in {"body", "main", "article", "html"} and bool(_ASIDE_NAME.search(names))


def is_unseen(node: LexborNode) -> bool:
    """Whether an element is not shown on the page."""
    attributes = node.attributes
    if node.tag in _UNSEEN or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if _UNSEEN_CLASS.search(attributes.get("class") or ""):
        return True
    return bool(_UNSEEN_STYLE.search(attributes.get("style") or ""))


def words_of(node: LexborNode) -> str:
    """The words of an element that are shown, without what surrounds the content."""
    parts: list[str] = []
    _collect(node, parts, 0)
    return tidy(" ".join("".join(parts).split()))


def _collect(node: LexborNode, parts: list[str], depth: int) -> None:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            parts.append(child.text_content or "")
        elif child.tag == "br" or child.tag in BLOCKS:
            parts.append(" ")
        if child.tag and child.tag[0] not in "-!" and depth < _DEPTH and not (is_unseen(child) or is_aside(child)):
            _collect(child, parts, depth + 1)
