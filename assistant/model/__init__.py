"""A chat model may write an answer; the quotes decide what of it is shown. The only door to ``langchain``."""

from assistant.model.examining import examine
from assistant.model.writing import Writer, Writing, open_writer

__all__ = ["Writer", "Writing", "examine", "open_writer"]
