"""What is said of a paper beside its own words: by the manifest, by the command, by the folder that it lies in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.manifest import Entry, Manifest, load_manifest
from ingest.records import Facts, Status
from ingest.walking import MANIFEST, resolved

_LEVELS = 3
_OURS = re.compile(rb"^\s*\[\[?\s*documents?\s*\]\]?", re.M)
_COUNCIL = re.compile(r"\b(?:council|corporation|combined authority)$", re.I)
_SMALL = {"and", "of", "on", "the", "upon", "with", "in"}
_NO_NAME = {"borough", "city", "county", "district", "full", "local", "my", "our", "parish", "the", "town", "your"}


# The origin of facts that a reader set in the library: they outrank all others.
READER = "reader"


@dataclass(frozen=True, slots=True)
class Sayings:
    """The manifests in force and the council that the command names (empty: none)."""

    manifests: tuple[Manifest, ...] = ()
    council: str = ""

    def merged(self, facts: Facts, path: Path) -> Facts:
        """The paper's own facts, overruled by the command's council and by the manifest."""
        origin = dict(facts.origin)
        council, source = self._council(facts.council, path)
        if source:
            facts = replace(facts, council=council)
            origin["council"] = source
        entry = self._entry(path)
        if entry is not None:
            said = entry.facts()
            supersedes = self._supersedes(path, entry)
            origin |= dict.fromkeys([*said, *(["supersedes"] if supersedes else [])], "manifest")
            status = Status(said.pop("status")) if "status" in said else facts.status
            facts = replace(facts, **said, status=status, supersedes=supersedes)  # type: ignore[arg-type]  # the entry's fields are those of Facts
        return replace(facts, origin=origin)

    def hold(self, facts: Facts, path: Path) -> bool:
        """Whether stored facts hold all that is said of a file, and nothing that was said and is not any more."""
        entry = self._entry(path)
        said = entry.facts() if entry else {}
        given = {field for field, source in facts.origin.items() if source == "manifest"} - {"supersedes"}
        free = {field for field, source in facts.origin.items() if source == READER}
        if not given <= set(said) or any(str(getattr(facts, k)) != v for k, v in said.items() if k not in free):
            return False
        if "supersedes" not in free and facts.supersedes != self._supersedes(path, entry):
            return False
        if "council" in said or "council" in free:
            return True
        own = "" if facts.origin.get("council") in {"command", "folder"} else facts.council
        council, source = self._council(own, path)
        if source != "command" and facts.origin.get("council") == "command":
            return True  # what an earlier command said stays true until another one says otherwise
        return facts.council == (council or own)

    def listed(self) -> tuple[tuple[Path, Path], ...]:
        """Every file that a manifest lists, with the manifest."""
        return tuple((path, manifest.path) for manifest in self.manifests for path in manifest.entries)

    def _council(self, own: str, path: Path) -> tuple[str, str]:
        """The council and who says it: the command, or the folder where the paper does not; else nobody."""
        if self.council:
            return self.council, "command"
        named = "" if own else _council_of_folder(path.parent)
        return named, "folder" if named else ""

    def _entry(self, path: Path) -> Entry | None:
        return next((m.entries[path] for m in self.manifests if path in m.entries), None)

    def _supersedes(self, path: Path, entry: Entry | None) -> tuple[str, ...]:
        if entry is None:
            return ()
        manifest = next(m for m in self.manifests if path in m.entries)
        return tuple(target.name for target in manifest.supersedes(entry))


def said_by_reader(facts: Facts, entry: Entry, supersedes: tuple[str, ...]) -> Facts:
    """The facts with those that a reader set; one that was left empty is not known."""
    fields = [name for name in Entry.model_fields if name not in {"file", "supersedes"}]
    said = {name: getattr(entry, name) or "" for name in fields}
    changed: dict[str, Any] = {k: v for k, v in said.items() if v != _plain(getattr(facts, k))}
    if supersedes != facts.supersedes:
        changed["supersedes"] = supersedes
    origin = {**facts.origin, **dict.fromkeys(changed, READER)}
    if "status" in changed:
        changed["status"] = Status(changed["status"] or Status.UNKNOWN)
    return replace(facts, **changed, origin=origin)


def _plain(value: object) -> str:
    return "" if value is Status.UNKNOWN else str(value)


def with_said(facts: Facts, held: Facts) -> Facts:
    """The facts with those that a reader set of what was read of the file before."""
    said = {name: getattr(held, name) for name, source in held.origin.items() if source == READER}
    return replace(facts, **said, origin={**facts.origin, **dict.fromkeys(said, READER)})


def sayings_for(roots: Sequence[Path], council: str) -> Sayings:
    """What is said of the papers under these roots; raises ManifestError for a wrong manifest."""
    found: dict[Path, Manifest] = {}
    for root in roots:
        folder = resolved(root) if root.is_dir() else resolved(root).parent
        for place in (folder, *list(folder.parents)[:_LEVELS]):
            file = place / MANIFEST
            if file not in found and _is_ours(file):
                found[file] = load_manifest(file)
    return Sayings(tuple(found.values()), council)


def _is_ours(file: Path) -> bool:
    """Whether a file of that name is a manifest of papers, and not some other program's."""
    try:
        # UTF-16 has a nought beside each letter: such a manifest is ours too, and is refused with a reason.
        return file.is_file() and bool(_OURS.search(file.read_bytes().replace(b"\0", b"")))
    except OSError:
        return False


@lru_cache(maxsize=256)
def _council_of_folder(place: Path) -> str:
    """The council that a folder is named after ("ashdon-borough-council"), the innermost first; else nothing."""
    for folder in (place, *place.parents):
        words = re.split(r"[\s_-]+", folder.name.strip())
        named = len(words) > 2 or words[0].lower() not in _NO_NAME
        if len(words) >= 2 and named and _COUNCIL.search(" ".join(words)):
            return " ".join(w if w.lower() in _SMALL and n else w[:1].upper() + w[1:] for n, w in enumerate(words))
    return ""
