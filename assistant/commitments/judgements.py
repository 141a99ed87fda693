"""What officers have decided about links: a small file in the home, and the only door to it.

It holds no word of any paper, only the ids of links (a hash of the two wordings), so that it neither keeps what was
purged nor is lost when papers are read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from ingest.errors import HomeError
from ingest.words import fold

NAME = "judgements.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Judgement:
    """An officer's decision on one link: whether it holds, when that was decided, and a note of theirs."""

    link: str
    confirmed: bool
    at: str
    note: str = ""


def link_id(council: str, one: str, other: str) -> str:
    """The id of the link between two wordings of one council: the same in every format and whatever their order."""
    ends = sorted(fold(words).rstrip(" .;:,") for words in (one, other))
    text = "\n".join((fold(council), *ends))
    return "L-" + hashlib.blake2b(text.encode(), digest_size=5, person=b"link").hexdigest()


class Judgements:
    """The judgements of one home."""

    def __init__(self, home: Path) -> None:
        self.file = home / NAME

    @property
    def stamp(self) -> tuple[int, int]:
        """What changes whenever a judgement does."""
        try:
            found = self.file.stat()
        except FileNotFoundError:
            return (0, 0)
        return found.st_mtime_ns, found.st_size

    def all(self) -> Mapping[str, Judgement]:
        """Every judgement by its link; raises HomeError where the file is damaged."""
        try:
            raw = json.loads(self.file.read_text(encoding="utf-8"))
            if raw["version"] != VERSION:
                raise HomeError(f"{self.file} was written by another version of Due Regard. Install that version.")
            return {entry["link"]: Judgement(**entry) for entry in raw["judgements"]}
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            remedy = "Put back a copy of it, or move it away to begin anew."
            raise HomeError(f"{self.file}, which holds decisions on links, is damaged. {remedy}") from error

    def decide(self, link: str, confirmed: bool, note: str = "") -> Judgement:
        """Keep a decision; a later one on the same link replaces it."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        judgement = Judgement(link, confirmed, at, note)
        self._change({link: judgement})
        return judgement

    def forget(self, link: str) -> bool:
        """Take a decision back; whether there was one."""
        known = link in self.all()
        self._change({link: None})
        return known

    def _change(self, changes: Mapping[str, Judgement | None]) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.file}.lock"):
                kept = {**self.all(), **changes}
                entries = [asdict(kept_one) for _, kept_one in sorted(kept.items()) if kept_one is not None]
                text = json.dumps({"version": VERSION, "judgements": entries}, ensure_ascii=False, indent=1)
                beside = self.file.with_suffix(".new")
                beside.write_text(text + "\n", encoding="utf-8")
                beside.replace(self.file)
        except OSError as error:
            raise HomeError(f"{self.file} cannot be written: {error.strerror or error}.") from error
