"""A draft assessment as a document: its sections in the order that councils ask for, what officers judge left blank.

Each section has a key, under which a council's own template takes it in (``ui.exports.templates``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.assessment import NAMES, Draft, Evidence, GroupEvidence, Reopened
from assistant.assessment.guidance import load_guidance
from assistant.assessment.records import Prompt, Remark, RemarkKind
from ingest.dates import date_words
from ui.evidence import DRAFT_WORDS, NOTHING, papers_table, quote_of
from ui.exports import Blank, Block, Bullets, Heading, Manuscript, Notice, Paragraph, Run, Table
from ui.labels import plural

NOT_GIVEN = "Not given"
_HOW_MADE = (
    "Every quote stands word for word in the paper that its footnote names. Quotes are put under a group because of "
    "the words that they use; which of them matter is for you to say. Take out what does not."
)
_IN_ORDER = "The quotes nearest to the proposal come first. One that speaks of several groups stands under each."
ABOUT = {
    "title": "Title",
    "proposal": "What is proposed",
    "council": "Council",
    "activity": "Type of activity",
    "services": "Services",
    "places": "Places",
    "groups": "Groups that the officer expects to be affected",
    "decision": "Decision",
    "decision_maker": "Who decides",
    "decision_date": "Date of the decision",
    "owner": "Officer who answers for this assessment",
}
TITLES = {
    "summary": "What is proposed",
    "relevance": "Relevance to the three aims",
    "evidence": "Evidence for each protected characteristic",
    "engagement": "Engagement",
    "impact": "Impact on each group",
    "mitigation": "What will be done about it",
    "extra_groups": "Other groups",
    "cumulative": "Impact together with other decisions",
    "human_rights": "Human rights",
    "conclusion": "Conclusion",
    "sign_off": "Sign-off",
    "monitoring": "Monitoring and review",
}


def manuscript_of(draft: Draft, reopened: Reopened | None = None) -> Manuscript:
    """The draft as a document in no format; with what is new in it where it was opened again."""
    sections = sections_of(draft)
    blocks: list[Block] = [*sections["remarks"]]
    if reopened is not None:
        blocks += news_of(reopened)
    blocks += [Heading("About this draft"), *sections["about"]]
    numbered = [key for key in TITLES if sections.get(key)]
    for number, key in enumerate(numbered, start=1):
        blocks += [Heading(f"{number}. {TITLES[key]}"), *sections[key]]
        if key == "evidence":
            blocks += [Heading("Commitments that the proposal may touch", 2), *sections["commitments"]]
            blocks += [Heading("Gaps in the evidence", 2), *sections["gaps"]]
    blocks += [Heading("Papers that were looked through"), *sections["papers"]]
    proposal = draft.proposal
    return Manuscript(
        title=f"{NAMES[proposal.name]} ({proposal.name}): {proposal.title}",
        subtitle=" · ".join(part for part in (proposal.council, f"drafted {date_words(draft.made)}") if part),
        blocks=tuple(blocks),
        subject=f"{NAMES[proposal.name]}, draft for the officer",
        author=proposal.owner,
        footer=f"{proposal.name}, draft for the officer to complete",
    )


def sections_of(draft: Draft) -> Mapping[str, tuple[Block, ...]]:
    """Every section by its key; one that this assessment does not have is empty."""
    blanks = {section.key: Blank(section.title, section.guidance) for section in draft.officer}
    nine = [group for group in draft.groups if not group.added]
    extra = [group for group in draft.groups if group.added]
    sections: dict[str, tuple[Block, ...]] = {
        "remarks": tuple(_remark(remark) for remark in draft.remarks if remark.kind is RemarkKind.WARNING),
        "about": _about(draft),
        "summary": _summary(draft),
        "context": _context(draft),
        "evidence": (Paragraph(_IN_ORDER), *_context(draft), *(block for group in nine for block in _group(group))),
        "commitments": _commitments(draft),
        "gaps": _gaps(draft),
        "engagement": _engagement(draft),
        "impact": _impact(draft, blanks["impact"]),
        "mitigation": (*_prompts(draft.prompts), blanks["mitigation"]),
        "extra_groups": tuple(block for group in extra for block in _group(group)),
        "papers": papers_table(draft.papers, draft.proposal.council),
    }
    for group in draft.groups:
        sections[f"evidence_{_key(group.name)}"] = _quotes(group)
        sections[f"impact_{_key(group.name)}"] = (Blank(f"Impact: {group.title}", blanks["impact"].guidance),)
    for key in ("relevance", "cumulative", "human_rights", "conclusion", "sign_off", "monitoring"):
        sections[key] = (blanks[key],) if key in blanks else ()
    return sections


def template_sections(draft: Draft) -> Mapping[str, tuple[Block, ...]]:
    """The sections for a council's template, in which no heading may stand over nothing."""
    sections = sections_of(draft)
    empty = {
        "remarks": "No warnings.",
        "context": "Nothing found on the places and services named.",
        "extra_groups": "No other groups were named.",
        "human_rights": f"Not asked for in an {draft.proposal.name}.",
    }
    return {key: blocks or (Paragraph(empty[key]),) for key, blocks in sections.items()}


def fields_of(draft: Draft) -> Mapping[str, str]:
    """What a template may put into a line: the proposal's fields as words, and the draft's own."""
    proposal = draft.proposal
    return {
        **dict(_about_words(draft)),
        "name": proposal.name,
        "name_in_full": NAMES[proposal.name],
        "made": date_words(draft.made),
        "draft_note": DRAFT_WORDS,
    }


def news_of(reopened: Reopened) -> tuple[Block, ...]:
    """What the papers say now that the saved draft does not hold, and what they no longer say."""
    since = date_words(reopened.saved.made)
    blocks: list[Block] = [Heading(f"New since {since}")]
    if not reopened.changed:
        return (*blocks, Paragraph("Nothing: the loaded documents say what they said then."))
    for title, papers in (("New papers", reopened.new_papers), ("Papers no longer loaded", reopened.gone_papers)):
        if papers:
            names = (f"{p.title or p.file} ({date_words(p.date) or 'no date stated'})" for p in papers)
            blocks += [Heading(title, 2), Bullets(tuple(names))]
    for group in reopened.new:
        blocks.append(Heading(f"{group.title}: {plural(len(group.keys), 'new quote')}", 2))
        blocks += [quote_of(e) for e in group.evidence]
        blocks += _unshown(group)
    if reopened.gone:
        counts = (f"{group.title}: {plural(len(group.keys), 'quote')}" for group in reopened.gone)
        blocks += [Heading("No longer found", 2), Bullets(tuple(counts))]
    return tuple(blocks)


def _about(draft: Draft) -> tuple[Block, ...]:
    guidance = load_guidance()
    others = [remark for remark in draft.remarks if remark.kind is not RemarkKind.WARNING]
    return (
        Paragraph(DRAFT_WORDS),
        Paragraph(_HOW_MADE),
        *((Bullets(tuple(remark.text for remark in others)),) if others else ()),
        Heading("The duty in short", 2),
        Paragraph("Whoever decides must have due regard to the need to do these (Equality Act 2010, section 149):"),
        Bullets(guidance.aims),
        Paragraph("The courts ask for this (R (Brown) v SSWP [2008] EWHC 3158 (Admin)):"),
        Bullets(guidance.brown, numbered=True),
    )


def _about_words(draft: Draft) -> list[tuple[str, str]]:
    proposal = draft.proposal
    words = {
        "title": proposal.title,
        "proposal": proposal.proposal,
        "council": proposal.council,
        "activity": proposal.activity,
        "services": ", ".join(proposal.services),
        "places": ", ".join(proposal.places),
        "groups": ", ".join(proposal.groups),
        "decision": proposal.decision,
        "decision_maker": proposal.decision_maker,
        "decision_date": date_words(proposal.decision_date),
        "owner": proposal.owner,
    }
    return [(key, words[key] or NOT_GIVEN) for key in ABOUT]


def _summary(draft: Draft) -> tuple[Block, ...]:
    rows = tuple((ABOUT[key], words) for key, words in _about_words(draft))
    return (Table("The proposal, as the officer gave it", ("Question", "Answer"), rows, widths=(2, 3)),)


def _context(draft: Draft) -> tuple[Block, ...]:
    if not draft.context:
        return ()
    return (Heading("On the places and services named", 2), *(quote_of(e) for e in draft.context))


def _group(group: GroupEvidence) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(group.title, 2)]
    if group.first_aim_only:
        blocks.append(
            Paragraph("Only the first aim, to eliminate discrimination, applies (Equality Act 2010, section 149(7)).")
        )
    return (*blocks, *_quotes(group))


def _quotes(group: GroupEvidence) -> tuple[Block, ...]:
    if not group.evidence:
        return (Paragraph((Run(NOTHING, strong=True),)),)
    return (*(quote_of(e) for e in group.evidence), *_unshown(group))


def _unshown(group: GroupEvidence) -> list[Block]:
    """Say how many quotes were found that do not stand here."""
    more = len(group.keys) - len(group.evidence)
    if more <= 0:
        return []
    words = f"{plural(more, 'more quote')} on this group stand further from the proposal or say the same."
    return [Paragraph(f"Not shown: {words}")]


def _commitments(draft: Draft) -> tuple[Block, ...]:
    if not draft.commitments:
        return (Paragraph("No commitment near the proposal was found in the loaded documents."),)
    words = "Inferred from likeness of words and meaning: whether the proposal touches a commitment is for you to say."
    return (Paragraph(words), *(quote_of(e) for e in draft.commitments))


def _gaps(draft: Draft) -> tuple[Block, ...]:
    missing: dict[str, list[str]] = {}
    sources: dict[str, dict[str, None]] = {}
    for gap in draft.gaps:
        missing.setdefault(gap.group, []).append(gap.text)
        sources.setdefault(gap.group, {}).update(dict.fromkeys(gap.sources))
    titles = {group.name: group.title for group in draft.groups}
    rows = tuple(
        (titles.get(group, "All groups"), " ".join(texts), "; ".join(sources[group]) or "Sources for all groups")
        for group, texts in missing.items()
    )
    table = Table("What is missing, and where to look", ("Group", "What is missing", "Where to look"), rows, (2, 4, 4))
    if not draft.stated_gaps:
        return (table,)
    return (table, Paragraph("Gaps that the papers themselves name:"), *(quote_of(e) for e in draft.stated_gaps))


def _engagement(draft: Draft) -> tuple[Block, ...]:
    if not draft.engagement and not draft.engagement_planned:
        return (Paragraph((Run(NOTHING, strong=True),)),)
    blocks: list[Block] = [
        Paragraph(
            "What the papers say of asking and involving people. None of it was about this proposal unless it says so."
        )
    ]
    for title, found in (("Done", draft.engagement), ("Planned", draft.engagement_planned)):
        if found:
            blocks += [Heading(title, 2), *(quote_of(e) for e in found)]
    return tuple(blocks)


def _impact(draft: Draft, blank: Blank) -> tuple[Block, ...]:
    return (Bullets(blank.guidance), *(Blank(f"Impact: {group.title}") for group in draft.groups))


def _prompts(prompts: Sequence[Prompt]) -> tuple[Block, ...]:
    if not prompts:
        return ()
    blocks: list[Block] = [
        Heading("Prompts from the papers", 2),
        Paragraph("Could any of these, or something like it, lessen a disadvantage that the proposal brings?"),
    ]
    groups: dict[str, tuple[Evidence, list[str]]] = {}
    for prompt in prompts:
        groups.setdefault(prompt.evidence.key, (prompt.evidence, []))[1].append(prompt.group)
    blocks += [quote_of(evidence) for evidence, _ in groups.values()]
    return (*blocks, Heading("What will be done", 2))


def _remark(remark: Remark) -> Notice:
    return Notice(remark.kind.value.capitalize(), remark.text)


def _key(name: str) -> str:
    """The name of a group as it stands in a template's field."""
    return name.replace(" ", "_")
