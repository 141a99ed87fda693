"""What every screen is made of: HTML of our own whose clicks become events, with nothing of Gradio's around it."""

from __future__ import annotations

import json
from typing import Any

import gradio as gr

from ui.web.render import asset

Shown = tuple[Any, ...]
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def html(name: str, value: Any, *scripts: str, events: str = "") -> gr.HTML:
    """HTML by its id; its scripts turn clicks and forms into the events that are named, the shared one first."""
    code = f"const EVENTS = {json.dumps(events.split())};\n{asset('shared.js', *scripts)}"
    return gr.HTML(value, js_on_load=code, elem_id=name, apply_default_css=False)


def told(event: gr.EventData) -> dict[str, Any]:
    """What the browser sent with an event; a browser may send anything."""
    return event._data if isinstance(event._data, dict) else {}


def fields(event: gr.EventData) -> dict[str, str]:
    """The fields of a form that was sent, as text."""
    given = told(event).get("fields")
    pairs = given.items() if isinstance(given, dict) else ()
    return {str(name): value for name, value in pairs if isinstance(value, str)}
