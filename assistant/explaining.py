"""The trace of an answer as a person would want it."""

from __future__ import annotations

from assistant.answering import Worked
from assistant.candidates import Candidate
from assistant.model.faults import LINES
from assistant.model.writing import Writing

SHOWN = 15


def explain(worked: Worked) -> str:
    """Question as understood, scope, candidates with scores, units kept, the verdict, time per stage."""
    question, answer = worked.question, worked.answer
    lines = [
        f"Question as understood: {question.standalone}",
        f"Looked up as:           {question.search}",
        f"What is wanted:         {', '.join(question.intents) or 'anything on the subject'}",
        f"Councils:               {', '.join(question.councils) or 'all that are loaded'}",
    ]
    if question.periods:
        lines.append(
            f"Years:                  {', '.join(f'{a}-{b}' if a != b else str(a) for a, b in question.periods)}"
        )
    if question.characteristics:
        lines.append(f"Characteristics:        {', '.join(question.characteristics)}")
    if worked.retrieved is not None:
        pairs = zip(worked.retrieved.weighed.terms, worked.retrieved.weighed.weights, strict=True)
        lines.append("Terms and their weight: " + ", ".join(f"{t.asked} {w:.2f}" for t, w in pairs))
        lines.append(f"\nBest of {len(worked.retrieved.candidates)} candidates (score is the log odds of belonging):")
        kept = {c.candidate.place: c.reason for c in worked.chosen}
        lines.extend(_line(c, kept) for c in worked.retrieved.candidates[:SHOWN])
    if worked.chosen:
        lines.append(f"\nKept: {len(worked.chosen)} units")
        lines.extend(f"  {c.candidate.score:6.2f}  {c.reason}: {c.candidate.view.words[:90]}" for c in worked.chosen)
    if worked.verdict is not None:
        reasons = ", ".join(f"{n} {v:.2f}" for n, v in worked.verdict.reasons)
        word = "answerable" if worked.verdict.answerable else f"not answerable. {worked.verdict.missing}"
        lines.append(f"\nVerdict: {word} ({reasons})")
    if worked.writing is not None:
        lines.extend(_written(worked.writing))
    lines.append(f"Status: {answer.status}")
    if answer.timings_ms:
        lines.append("Time in ms: " + ", ".join(f"{k} {v}" for k, v in answer.timings_ms.items()))
    return "\n".join(lines)


def _written(writing: Writing) -> list[str]:
    """What the model wrote, sentence by sentence, with the verdict and what it rests on."""
    lines = [f"\nWritten by the model, in {writing.seconds:.1f} s, {writing.usage.tokens_in} tokens in and "
             f"{writing.usage.tokens_out} out:"]  # fmt: skip
    for one in writing.judged:
        faults = "; ".join(f"{f.kind.value}: {f.words}" for f in one.judgement.faults)
        cited = "".join(f" [{n}]" for n in one.cited)
        lines.append(f"  {one.judgement.label.value:10}{one.draft.text}{cited}{f' ({faults})' if faults else ''}")
    if writing.trouble is not None:
        lines.append(f"  {LINES[writing.trouble]} ({writing.detail or writing.trouble.value})")
    return lines


def _line(candidate: Candidate, kept: dict[tuple[str, int], str]) -> str:
    match = candidate.match
    mark = "+" if candidate.place in kept else " "
    return (
        f" {mark} {candidate.score:6.2f}  own {match.own:.2f} lead {match.lead:.2f} near {match.near:.2f}"
        f" title {match.title + match.path:.2f} like {candidate.likeness:.2f}  [{candidate.view.unit.kind}]"
        f" {candidate.view.words[:80]}"
    )
