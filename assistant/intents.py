"""What kind of text a question wants, and which questions are not for the documents, by patterns of plain English."""

from __future__ import annotations

import re

from assistant.records import Intent

_INTENTS: tuple[tuple[Intent, re.Pattern[str]], ...] = tuple(
    (intent, re.compile(pattern, re.I))
    for intent, pattern in (
        (Intent.COMPARE, r"\bcompar|\bversus\b|\bvs\b|\bdiffer(?:s|ed|ent|ences?)?\b|\bchanged? (?:between|from|since)|\bmoved on\b"
                         r"|\bin common\b|\blarger\b|\bcontrast|\bside by side"),
        (Intent.GAP, r"(?<!pay )\bgaps?\b|\bimprov|\bweak|\bbarriers?\b|\bdifficult(?:y|ies)\b|\bchallenges?\b|\bneeds? (?:to be )?(?:more |further )?(?:work|done|doing|check|attention)"
                     r"|\bfurther (?:\w+ )?work\b|\black(?:s|ing)?\b|\bshortcoming|\bstill (?:to do|needs?|missing|lacking)|\bfall(?:ing)? short|\bproblems?\b|\bmissing\b"),
        (Intent.PROGRESS, r"\bprogress(?! report)|\bachiev|\bhappened\b|\bso far\b|\bdelivered\b|\bhow (?:is|are|did|was) .*\b(?:going|go|doing|get on)\b"
                          r"|\bstatus\b|\bup to\b|\bmovement\b|\bdifference\b.*\bmade?\b|\bimpact\b(?! assess)|\bresults?\b|\bled to\b|\blead to\b|\boutcomes?\b|\bupdate\b|\btried\b"
                          r"|\bin (?:the )?(?:first year|year (?:one|1))\b|\blast year\b|\bhow far have\b|\baccomplish"),
        (Intent.COMMITMENT, r"\bcommit|\bpromis|\bpledg|\bplan(?:s|ned|ning)?\b|\bpriorities\b|\bgoing to\b|\bwill (?:we|it|the|they|essex|ecc|happen|be)\b|\bwhat will\b|\bintend"
                            r"|\bundertak|\bactions?\b|\bactivit|\bpropos|\bnext year\b|\bmeant to happen\b|\bintentions?\b|\bnext steps\b"),
        (Intent.EVIDENCE, r"\bevidence\b|\bEIA\b|\bEqIA\b|\bECIA\b|\bEHRIA\b|\bimpact assessment\b|\bwhat (?:can|could) i (?:cite|use|quote)|\bdata\b.*\b(?:have|hold|about|on)\b|\bwhat (?:do|have) we (?:hold|know|got|have|say)\b"
                          r"|\bwhat do the (?:documents|papers) (?:say|hold)"),
        (Intent.DEFINITION, r"\bstands? for\b|\bshort for\b|\bdefin|\bmean(?:s|ing|t)?\b(?! (?:average|gender|pay|to|vs|or)\b)|\babbreviat|\bacronym|\bexplain|^what(?:'s| is| was| are) (?:an? |the )?[\w'’& -]{2,40}\??$|\bspell out\b|\bfull form"),
        (Intent.FIGURE, r"\bhow (?:much|many|long|old|big|large|often|far|high|wide)\b|\bpercent|\bper cent\b|%|\bproportion\b|\bnumbers?\b|\brate\b|\bfigures?\b|\bcost\b|\bbudget\b"
                        r"|\bspen[dt]|\bstatistic|\bshare of\b|\bpay ?gap\b|\bwhat (?:fraction|amount|funding|age|discount)|\bby how\b|\bup or down\b|\breturn on\b|\btarget\b|\bpaid\b|\bhours\b"),
        (Intent.WHO, r"\bwho(?:m|se)?\b|\bcontact\b|\bwhich (?:\w+ )?(?:committee|board|team|body|organi[sz]ations?|partners?|charit|universit|member|councillor|person|group|compan|network|strateg|authorit|department)|\bby whom\b|\bchairs?\b|\bresponsible\b|\bemail|\bphone"),
        (Intent.WHEN, r"\bwhen\b|\bwhat (?:date|year|month|day)\b|\bwhich (?:year|month|date)\b|\bhow soon\b|\bdeadline\b|\bdates?\b|\bby what\b|\btimetable\b|\btimeline\b|\bmilestones?\b|\bhow long (?:has|have)|\bsince when\b|\bhow recent"),
        (Intent.WHERE, r"\bwhere\b|\bwhich (?:\w+ )?(?:places?|areas?|districts?|towns?|locations?|sites?)\b|\bplaces\b"),
        (Intent.CASE_STUDY, r"\bcase stud"),
        (Intent.OBJECTIVE, r"\bobjectives?\b|\baims?\b|\bareas? of focus\b|\bkey areas\b"),
        (Intent.DUTY, r"\bdut(?:y|ies)\b|\brequired? (?:us|to|by)\b|\blegal(?:ly)?\b|\bstatutory\b|\bequality act\b|\blaw\b"),
        (Intent.LIST, r"\blist\b|\bwhich (?:[\w'’-]+ ){0,2}?(?!\w*(?:ss|us|is)\b)[\w'’-]+s\b|\ball (?:the|of)?\b|\bname the\b|\beverything\b|\bwhat (?:are|were) (?:the|our|all)\b|\bwhat (?:\w+ ){0,2}(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b"
                      r"|\bwhat (?:kinds?|sorts?|types?|actions|activities|sessions|questions|opportunities|networks|partners)\b"),
        (Intent.WHY, r"^why\b|\bwhat caused\b|\bwhy (?:did|do|is|are|was|were|has|have|does)\b|\breasons?\b"),
        (Intent.QUESTION, r"\b(?:which|what) questions\b|\bquestions (?:do|does|did|are)\b"),
        (Intent.YES_NO, r"^(?:and |so |but )?(?:is|are|was|were|do|does|did|has|have|had|can|could|must|should|will|would)\b"),
    )
)  # fmt: skip

# What each intent's own words are: they say what kind of text is wanted, not what it is about.
ASKING = re.compile(
    r"\b(?:commit\w*|promis\w+|pledg\w+|plan(?:s|ned|ning)?|progress\w*|achiev\w+|happen\w*|identif\w+|gaps?|improv\w+|evidence|"
    r"documents?|papers?|report(?:s|ed)?|council(?:'s|s)?|writing|eia|eqia|impact assessment|figures?|number|"
    r"compar\w+|versus|differ\w*|stands?|means?|meant|defin\w+|explain\w*|abbreviation|list|name|describ\w+|"
    r"r[io]se|risen|increase\w*|gr[eo]w\w*|f[ae]ll(?:en)?|drop\w*|decrease\w*|reduc\w+|declin\w+|chang\w+|"
    r"things?|anything|something|everything|question|answer|going|go|make|made|new|officer|work(?:ing)?|need\w*|"
    r"use|used|cite|hold|held|look|want\w*|think|like|way|help|currently|current|today|now|far|year)\b",
    re.I,
)

_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|skip|drop)\b[^.?!]{0,40}\b(?:document|instruction|paper|rule|source|previous|prompt|citation|above|quot)"
    r"|\b(?:general|own|background|training) knowledge\b|\bfrom what you (?:already )?know\b|\bwhat do you (?:personally )?think\b|\byour (?:own )?(?:opinion|view)\b"
    r"|\bmake (?:something |it |one )?up\b|\b(?:invent|fabricate|imagine|guess)\b|\bsystem (?:prompt|override|message)\b|\b(?:your|the) (?:system )?(?:prompt|rules|instructions)\b"
    r"|\breply only with\b|\bpretend\b|\bact as\b|\bjailbreak|\bdeveloper mode\b|\bwithout (?:any )?(?:sources|citations|quotes)\b|\bsearch the (?:web|internet)\b|\bgoogle\b|\bwikipedia\b"
    r"|\brepeat after me\b|\byou are now\b|\bcitations are (?:switched )?off\b",
    re.I,
)
_PERSON = (
    r"(?:(?:young )?(?:man|woman|boy|girl|person)|interns?|members?|victims?|ambassador|participants?|pupil|colleagues?|employees?|applicants?|child|staff|she|he|cllr\.? \w+|councillor \w+)"
)
_PRIVATE = r"(?:names?|home address|address|age|date of birth|religion|ethnic(?:ity)?|sexuality|sexual orientation|health|diagnos\w+|disabilit(?:y|ies)|salary|phone|married|pregnan\w+|school|political views)"
_PERSONAL = re.compile(
    rf"\b(?:names?|identit(?:y|ies)|details|list) (?:of|the) (?:all )?(?:the |our |each |every )?(?:\w+ ){{0,2}}{_PERSON}\b"
    rf"|\blist (?:the |all )?(?:\w+ ){{0,3}}(?:members|names|victims|interns|participants)\b"
    rf"|\bwho (?:is|was|are|were) (?:the|that|this) (?:\w+ ){{0,2}}(?:young (?:man|person|woman)|interns?|victims?|participants?|ambassador|autistic \w+)"
    rf"|\bidentify (?:the|that|this|which)\b.{{0,30}}{_PERSON}|\bhome address\b|\bdate of birth\b"
    rf"|\b(?:cllr|councillor|mr|mrs|ms|miss|dr)\.? (?:[A-Z][\w'’-]+ ?)+['’]s {_PRIVATE}\b"
    rf"|\b(?:is|are|was) (?:cllr|councillor|mr|mrs|ms|dr)\b.{{0,30}}\b(?:gay|disabled|muslim|christian|married|pregnant|ill|trans)\b"
    rf"|\bmean (?:that )?(?:she|he|they) (?:is|are|must be|has|have)\b|\b(?:which|what) school (?:does|did) (?:he|she|they)\b"
    rf"|\bwhich (?:of our )?(?:staff|employees|colleagues|members) (?:are|is|have)\b",
    re.I,
)
_VERDICT = re.compile(
    r"\b(?:compl(?:y|ies|ied|iant|iance)|lawful|unlawful|illegal|legal verdict|in breach|breach(?:ed|ing)?)\b.{0,60}(?:\?|act|duty|law|psed|verdict|$)"
    r"|\b(?:dut(?:y|ies)|due regard|psed)\b.{0,40}\b(?:met|paid|discharged|satisfied|fulfilled|complied|had)\b"
    r"|\b(?:met|paid|had|discharged|satisfied|fulfilled)\b.{0,30}\b(?:due regard|equality dut|psed|the duty)\b|\bverdict\b|\bsue\b",
    re.I,
)
_NOT_VERDICT = re.compile(r"\bpublish|\bframework\b|\binformation to show compliance", re.I)
_RATING = re.compile(
    r"\b(?:rate|score|grade|assess|judge|rank) (?:the|its|our|this|their) (?:\w+ ){0,2}impact|\bimpact (?:rating|score)|\bhigh,? (?:medium|moderate),? (?:or|and) low\b"
    r"|\b(?:positive|negative|neutral)(?:,| or| and) (?:\w+,? (?:or )?)?(?:positive|negative|neutral)\b|\bout of (?:ten|10|five|5)\b|\bred,? amber\b|\brag rat",
    re.I,
)


# Weaker signs of a question about progress: they count only where nothing else says what is wanted.
_DONE = re.compile(r"\bdone\b|\bdid (?:we|it|they|the|essex|ecc)\b|\bhave (?:we|they)\b|\bhas (?:it|the|ecc|essex|been)\b|\blaunched\b", re.I)
_CLEAR = frozenset({Intent.COMMITMENT, Intent.GAP, Intent.EVIDENCE, Intent.DEFINITION, Intent.FIGURE, Intent.DUTY})


def find_intents(question: str) -> tuple[Intent, ...]:
    """The intents whose wording a question has."""
    found = [intent for intent, pattern in _INTENTS if pattern.search(question)]
    if Intent.PROGRESS not in found and not _CLEAR & set(found) and _DONE.search(question):
        found.append(Intent.PROGRESS)
    return tuple(found)


def decline_reason(question: str) -> str:
    """Why a question is not one for the documents ("orders", "personal", "verdict", "rating"); empty if it is."""
    if _PERSONAL.search(question):
        return "personal"
    if _RATING.search(question):
        return "rating"
    if _VERDICT.search(question) and not _NOT_VERDICT.search(question):
        return "verdict"
    return "orders" if _ORDERS.search(question) else ""


def without_orders(question: str) -> str:
    """The question without those of its sentences that order the program about; empty if nothing is left."""
    parts = re.split(r"(?<=[.?!])\s+|,?\s+(?:and )?then\s+|;\s+", question)
    return " ".join(p for p in parts if p.strip() and not _ORDERS.search(p)).strip()
