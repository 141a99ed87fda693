"""Why an answer said what it said: model, versions, settings, the prompt's hash, the evidence, each verdict.

Written only where the settings say so, as JSON lines in the home. No key is ever in it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from filelock import FileLock

from assistant.model.calling import Usage
from assistant.model.faults import Trouble
from assistant.model.prompting import Prompt
from assistant.model.prose import Judged
from assistant.records import Answer
from ingest.settings import ModelSettings

FILE = Path("records") / "answers.jsonl"
_PACKAGES = ("due-regard", "langchain", "langchain-core")
_UNSAID = {"key_env", "key_file", "options"}


def record_of(
    settings: ModelSettings,
    answer: Answer,
    prompt: Prompt,
    judged: Sequence[Judged],
    usage: Usage,
    trouble: Trouble | None,
) -> dict[str, Any]:
    """One answer's record."""
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "model": settings.name,
        "served": usage.served,
        "versions": {name: _version(name) for name in _PACKAGES},
        "settings": settings.model_dump(mode="json", exclude=_UNSAID),
        "prompt_sha256": prompt.digest,
        "shown": sorted(prompt.shown),
        "evidence": [
            {"number": c.number, "document": c.document, "start": c.start, "end": c.end, "passage": c.passage}
            for c in answer.citations
        ],
        "statements": [
            {
                "text": j.draft.text,
                "cited": list(j.draft.cited),
                "known": list(j.cited),
                "verdict": j.judgement.label.value,
                "faults": [{"kind": f.kind.value, "words": f.words} for f in j.judgement.faults],
                "covered": round(j.judgement.covered, 3),
            }
            for j in judged
        ],
        "tokens": {"in": usage.tokens_in, "out": usage.tokens_out, "counted": usage.counted, "tries": usage.tries},
        "trouble": trouble.value if trouble else "",
    }


def keep(home: Path, record: dict[str, Any]) -> None:
    """Add a record to the home's file, which only its owner can read."""
    file = home / FILE
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(f"{file}.lock"):
        file.touch(mode=0o600)
        with file.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
