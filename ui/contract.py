"""The fixed JSON of design section 4, key for key: what ``--json`` prints and other programs rely on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from assistant.records import Answer, Citation, Outcome

if TYPE_CHECKING:
    from assistant.briefing import Brief
    from assistant.records import Found
    from ingest.library import Check, Shelved, SyncReport

Json = dict[str, Any]

TIMINGS = ("retrieve", "answer", "check")


def line(data: Json) -> str:
    """One object on one line; a character that no encoding knows is written as JSON's own escape."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace").decode()


def answer_object(answer: Answer, id: object = "") -> Json:
    """An answer as the contract has it; the id is given back as it came."""
    return {
        "id": id or answer.id,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status.value,
        "answer": answer.answer,
        "statements": [
            {"text": s.text, "citations": list(s.citations), "support": s.support.value} for s in answer.statements
        ],
        "citations": [_citation(c) for c in answer.citations],
        "notes": [{"kind": n.kind.value, "text": n.text} for n in answer.notes],
        "timings_ms": {name: round(answer.timings_ms.get(name, 0), 1) for name in TIMINGS},
    }


def unasked_object(question: str, words: str, id: object = "") -> Json:
    """What stands in for an answer where nothing could be asked: a plain sentence, and no claim."""
    return answer_object(Answer(question, question, Outcome.CLARIFY, words), id)


def found_object(found: Found) -> Json:
    """One passage of a search."""
    return {
        "file": found.file,
        "page": found.page,
        "section": list(found.section),
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "score": round(found.score, 6),
    }


def search_object(found: Sequence[Found], id: object = "") -> Json:
    """The passages of one query, best first."""
    return {"id": id, "results": [found_object(f) for f in found]}


def report_object(report: SyncReport) -> Json:
    """What reading files came to, file by file."""
    return {
        "files": [asdict(outcome) for outcome in report.outcomes],
        "seconds": round(report.seconds, 2),
        "embedded": report.embedded,
        "notices": list(report.notices),
    }


def paper_object(paper: Shelved) -> Json:
    """One paper of the library with its facts; a fact that is not known is left empty."""
    facts = paper.facts
    return {
        "id": paper.id,
        "file": paper.file,
        "title": facts.title,
        "council": facts.council,
        "type": facts.type,
        "date": facts.date,
        "period": facts.period,
        "status": facts.status.value,
        "supersedes": list(facts.supersedes),
        "pages": paper.pages,
        "sections": paper.sections,
        "passages": paper.passages,
        "warnings": list(paper.warnings),
        "state": paper.state,
        "message": paper.message,
    }


def brief_object(brief: Brief) -> Json:
    """A new officer's first week, field by field."""
    return {**asdict(brief), "citations": [_citation(c) for c in brief.citations]}


def check_object(checks: Sequence[Check]) -> Json:
    """What the doctor found."""
    return {"well": all(c.ok for c in checks), "checks": [asdict(check) for check in checks]}


def _citation(citation: Citation) -> Json:
    return {
        "number": citation.number,
        "document": citation.document,
        "file": citation.file,
        "title": citation.title,
        "council": citation.council,
        "date": citation.date,
        "status": citation.status.value,
        "section": list(citation.section),
        "paragraph": citation.paragraph,
        "page": citation.page,
        "page_label": citation.page_label,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "passage": citation.passage,
    }
