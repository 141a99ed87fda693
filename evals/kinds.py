"""How well the kinds of units are told: precision and recall against labels by hand. ``python -m evals.kinds``.

``kinds.jsonl`` holds a random sample of the units of the bundled papers, labelled from the words and the headings
over them before any rule's answer was looked at. ``unknown`` is allowed: it lowers recall, never precision.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import DueRegardError
from ingest.records import Document, Kind

FILE = Path(__file__).resolve().parent / "kinds.jsonl"


class LabelsError(DueRegardError):
    """A label does not fit its paper; names the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Label:
    """One unit that was labelled: where it begins in its file, its first words, what it says."""

    file: str
    start: int
    words: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Score:
    """How well one kind is told; a share of nothing is None."""

    kind: Kind
    labelled: int
    told: int
    right: int

    @property
    def precision(self) -> float | None:
        """Of the units told to be of this kind, the share that are."""
        return self.right / self.told if self.told else None

    @property
    def recall(self) -> float | None:
        """Of the units of this kind, the share that are told to be."""
        return self.right / self.labelled if self.labelled else None


def load_labels(file: Path = FILE) -> tuple[Label, ...]:
    """The labels; raises LabelsError for a line that is none."""
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            raw = json.loads(line)
            found.append(Label(raw["file"], int(raw["start"]), raw["words"], Kind(raw["kind"])))
        except (ValueError, KeyError, TypeError) as error:
            raise LabelsError(f"{file}, line {number}: {error!r}. Correct this label.") from error
    return tuple(found)


def pairs(labels: Iterable[Label], documents: Mapping[str, Document]) -> list[tuple[Kind, Kind]]:
    """The labelled and the told kind of each unit; raises LabelsError where its words stand elsewhere."""
    found = []
    for label in labels:
        document = documents[label.file]
        if not document.text.startswith(label.words, label.start):
            raise LabelsError(f"{label.file} does not have {label.words!r} at {label.start}. Correct this label.")
        unit = next((u for u in document.units if u.start <= label.start < u.end), None)
        found.append((label.kind, unit.kind if unit else Kind.UNKNOWN))
    return found


def scores(found: Sequence[tuple[Kind, Kind]]) -> tuple[Score, ...]:
    """One score for each kind that was labelled or told, but for ``unknown``."""
    labelled = Counter(label for label, _ in found)
    told = Counter(kind for _, kind in found)
    right = Counter(label for label, kind in found if label is kind)
    kinds = [k for k in Kind if (labelled[k] or told[k]) and k is not Kind.UNKNOWN]
    return tuple(Score(k, labelled[k], told[k], right[k]) for k in kinds)


def overall(found: Sequence[tuple[Kind, Kind]]) -> tuple[float, float]:
    """Precision and recall over all kinds together."""
    right = sum(label is kind is not Kind.UNKNOWN for label, kind in found)
    told = sum(kind is not Kind.UNKNOWN for _, kind in found)
    labelled = sum(label is not Kind.UNKNOWN for label, _ in found)
    return right / max(told, 1), right / max(labelled, 1)


def table(found: Sequence[tuple[Kind, Kind]]) -> str:
    """The scores as Markdown."""
    rows = ["| kind | labelled | precision | recall |", "|---|---|---|---|"]
    for score in scores(found):
        rows.append(f"| {score.kind.value} | {score.labelled} | {_share(score.precision)} | {_share(score.recall)} |")
    precision, recall = overall(found)
    return "\n".join([*rows, f"| all | {len(found)} | {precision:.2f} | {recall:.2f} |"])


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def bundled_documents() -> dict[str, Document]:
    """The papers of the bundled corpus, structured, by file name."""
    from ingest.library import bundled_corpus
    from ingest.readers import read
    from ingest.settings import ReadSettings
    from ingest.structure import build_document

    corpus = bundled_corpus()
    if corpus is None:
        raise LabelsError("There is no corpus folder here. Run this from a clone of the project.")
    files = sorted(corpus.rglob("*.txt"))
    return {f.name: build_document(read(f, ReadSettings()), id=f.stem, file=f.name, sha256="") for f in files}


if __name__ == "__main__":
    print(table(pairs(load_labels(), bundled_documents())))
