"""What the officer is asked and what to consider, from ``guidance.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.assessment.records import OfficerSection


@dataclass(frozen=True, slots=True)
class Guidance:
    """The three aims, the Brown principles, the officer's sections, and where evidence may be sought."""

    aims: tuple[str, ...]
    brown: tuple[str, ...]
    sections: tuple[OfficerSection, ...]
    only: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, tuple[str, ...]]

    def officer_sections(self, name: str) -> tuple[OfficerSection, ...]:
        """The sections left to the officer in an assessment of this name ("EHRIA" has one on human rights)."""
        return tuple(s for s in self.sections if not self.only[s.key] or name in self.only[s.key])

    def sources_for(self, group: str) -> tuple[str, ...]:
        """Where evidence on a group may be sought beside the sources for all; for "" those."""
        return self.sources.get(group or "all", ())


@cache
def load_guidance() -> Guidance:
    """The guidance as it stands in the file."""
    raw = tomllib.loads(resources.files("assistant.assessment").joinpath("guidance.toml").read_text(encoding="utf-8"))
    officer = raw["officer"].items()
    return Guidance(
        tuple(raw["aims"]),
        tuple(raw["brown"]),
        tuple(OfficerSection(key, entry["title"], tuple(entry["guidance"])) for key, entry in officer),
        {key: tuple(entry.get("only", ())) for key, entry in officer},
        {group: tuple(found) for group, found in raw["sources"].items()},
    )
