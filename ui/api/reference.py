"""The API's page for people, made from its OpenAPI description: one file, no script, nothing from elsewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template
from markdown_it import MarkdownIt
from markupsafe import Markup

from ui.api.problems import SORTS

_FOLDER = Path(__file__).parent


@cache
def _template() -> Template:
    made = Environment(loader=FileSystemLoader(_FOLDER / "templates"), autoescape=True, trim_blocks=True)
    made.filters["markdown"] = _markdown
    return made.get_template("reference.html")


def page(description: dict[str, Any]) -> str:
    """The page: each operation with what it takes and gives, each type with its fields, each problem."""
    style = (_FOLDER / "assets" / "reference.css").read_text(encoding="utf-8")
    operations = [
        {"path": path, "method": method.upper(), **operation}
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    ]
    return _template().render(
        style=Markup(style),
        about=description,
        prefix=description["servers"][0]["url"],
        operations=operations,
        types={name: _fields(schema) for name, schema in description["components"]["schemas"].items()},
        notes={name: schema.get("description", "") for name, schema in description["components"]["schemas"].items()},
        choices={name: schema.get("enum", []) for name, schema in description["components"]["schemas"].items()},
        problems=SORTS,
        kind=_kind,
    )


def _fields(schema: dict[str, Any]) -> list[dict[str, Any]]:
    required = set(schema.get("required", ()))
    return [
        {"name": name, "kind": _kind(field), "required": name in required, "words": field.get("description", "")}
        for name, field in schema.get("properties", {}).items()
    ]


def _kind(schema: dict[str, Any]) -> dict[str, str]:
    """What a field holds: words for it, and the type that it leads to, if any."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return {"words": "", "type": name}
    if schema.get("type") == "array":
        inner = _kind(schema.get("items", schema.get("prefixItems", [{}])[0]))
        return {"words": f"list of {inner['words']}".strip(), "type": inner["type"]}
    if "anyOf" in schema:
        parts = [_kind(part) for part in schema["anyOf"]]
        return {"words": " or ".join(p["words"] for p in parts if p["words"]), "type": _first(p["type"] for p in parts)}
    words = str(schema.get("type", "any value"))
    if "enum" in schema:
        words = " or ".join(schema["enum"])
    return {"words": words, "type": ""}


def _first(names: Any) -> str:
    return next((name for name in names if name), "")


def _markdown(text: str) -> Markup:
    return Markup(MarkdownIt("commonmark", {"html": False}).render(text))
