"""The colours of Gradio's own controls, from the same palette as ``assets/app.css``; system fonts only."""

from __future__ import annotations

import gradio as gr

FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
MONOSPACE = ("ui-monospace", "Menlo", "Consolas", "Liberation Mono", "monospace")

# Each value is a custom property of the style sheet, which has one set for light and one for dark.
_COLOURS = {
    "body_background_fill": "--dr-ground",
    "background_fill_primary": "--dr-surface",
    "background_fill_secondary": "--dr-ground",
    "block_background_fill": "--dr-surface",
    "body_text_color": "--dr-text",
    "body_text_color_subdued": "--dr-muted",
    "block_label_text_color": "--dr-text",
    "block_title_text_color": "--dr-text",
    "block_info_text_color": "--dr-muted",
    "border_color_primary": "--dr-line",
    "border_color_accent": "--dr-accent",
    "color_accent": "--dr-accent",
    "input_background_fill": "--dr-surface",
    "input_border_color": "--dr-control",
    "input_border_color_focus": "--dr-accent",
    "input_placeholder_color": "--dr-muted",
    "link_text_color": "--dr-accent",
    "button_primary_background_fill": "--dr-accent",
    "button_primary_background_fill_hover": "--dr-accent-strong",
    "button_primary_border_color": "--dr-accent",
    "button_primary_text_color": "--dr-on-accent",
    "button_primary_text_color_hover": "--dr-on-accent",
    "button_secondary_background_fill": "--dr-surface",
    "button_secondary_background_fill_hover": "--dr-tint",
    "button_secondary_border_color": "--dr-control",
    "button_secondary_text_color": "--dr-text",
    "button_secondary_text_color_hover": "--dr-text",
}


def theme() -> gr.themes.Base:
    """Gradio's base theme in our colours and the system's fonts."""
    made = gr.themes.Base(font=list(FONTS), font_mono=list(MONOSPACE))
    values = {name: f"var({colour})" for name, colour in _COLOURS.items()}
    return made.set(
        **values, **{f"{name}_dark": value for name, value in values.items() if f"{name}_dark" in vars(made)}
    )
