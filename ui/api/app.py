"""The HTTP API as an application of its own, and its OpenAPI file."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse

from ui.api import asking, papers, reference, upkeep, work
from ui.api.desk import Desk
from ui.api.guard import Shield
from ui.api.problems import PREFIX, Problem, answer_with_problems

ABOUT = (Path(__file__).parent / "assets" / "about.md").read_text(encoding="utf-8")
_FORM_BYTES = 1 << 20  # what a form adds to the file in it


def create(desk: Desk) -> FastAPI:
    """The API of a library; it is made to be mounted at ``PREFIX``."""
    # FastAPI's own pages of documentation fetch their scripts from a public network.
    app = FastAPI(title="Due Regard", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    answer_with_problems(app)
    for part in (asking, papers, work, upkeep):
        app.include_router(part.router(desk))
    most = desk.library.settings.read.file_megabytes * (1 << 20) + _FORM_BYTES
    app.add_middleware(Shield, uploads="/documents", most_upload=most)

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # the way that FastAPI's documentation gives

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        """What there is, for people."""
        return HTMLResponse(reference.page(described()))

    return app


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description, which is all that a client needs."""
    made = get_openapi(
        title=app.title,
        version=version("due-regard"),
        summary="Ask councils' equality papers, and get answers in quotes that you can check.",
        description=ABOUT,
        routes=app.routes,
        servers=[{"url": PREFIX}],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    schemas = made["components"]["schemas"]
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    return _plainly_named(made)


def _plainly_named(made: dict[str, Any]) -> dict[str, Any]:
    """The description with short names for types: pydantic spells out the module of two that share a name."""
    text = json.dumps(made).replace("Body_add_document", "Upload")
    for long in (name for name in made["components"]["schemas"] if "__" in name):
        *modules, name = long.split("__")
        # An answer's citation is the same type as everybody's; other namesakes are told apart by their package.
        short = (
            name if modules[-2:] in (["assistant", "records"], ["api", "models"]) else modules[1].capitalize() + name
        )
        text = text.replace(long, short)
    return dict(json.loads(text))
