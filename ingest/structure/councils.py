"""Which council a paper is of: by its names in the text, on the cover, in the running headers and in addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ingest.words import readable

_PART = r"[A-Z][\w'’-]+"
_COUNCIL = re.compile(
    rf"\b((?:Royal Borough of |London Borough of |City of )?{_PART}(?:(?: and | & |-on-|-upon-| on "
    rf"| upon | ){_PART}){{0,3}}?"
    r" (?:(?:County|City|Borough|District|Metropolitan|Town|Combined|Unitary) )*(?:Council|Authority))\b"
)
# A borough is named before its kind: where the name ends, only the words after it tell.
_BOROUGH = re.compile(rf"\b(?:London|Royal) Borough of ({_PART}(?:(?: and | & | upon | on | ){_PART}){{0,3}})")
_HEAD = re.compile(r"^(?:London|Royal) Borough of ")
_KIND = re.compile(r"(?: (?:County|City|Borough|District|Metropolitan|Town|Combined|Unitary))* (?:Council|Authority)$")
_WRAPPED = re.compile(r"(?<= of)\n(?=[A-Z])|(?<=[a-z])\n(?=(?:Borough )?Council\b)")
_ADDRESS = re.compile(r"@(?:[\w-]+\.)*([a-z-]{3,})\.gov\.(?:uk|wales)\b", re.I)
_NOT_NAMES = {
    "A",
    "Any",
    "As",
    "At",
    "By",
    "Each",
    "Every",
    "For",
    "Full",
    "Local",
    "Our",
    "That",
    "The",
    "This",
    "Your",
}
_KINDS = {"Borough", "City", "County", "District", "Town", "Unitary"}
# Councils that govern no place: of people, trades and faiths.
_NO_PLACE = re.compile(
    r"Arts|British|Care|Citizens|Community|Culture|Education|European|Faiths?|Fire|General|Health|Highway|Interfaith|Joint"
    r"|Licensing|Medical|Muslim|National|Neighbourhood|Nursing|Parish|Park|Planning|Police|Privy|Refugee|Research"
    r"|Schools?|Shadow|Sports|Staff|Students?|Teaching|Voluntary|Works|Young|Youth"
)
_PAPER = re.compile(
    r"\b(?:Annual|Corporate|Equalit\w+|Framework|Plan|Policy|Report|Scheme|Statement|Strategy|Workforce)\b"
)
_MOST = 200_000
COVER = 600


def cased(words: str) -> str:
    """A line in capitals as it would stand in a sentence ("Ashdon Borough Council")."""
    return re.sub(r"\b(And|Of|On|The|Upon)\b", lambda m: m[1].lower(), words.title()) if words.isupper() else words


def is_council(words: str) -> bool:
    """Whether some words are a council's name and nothing else."""
    words = cased(words)
    return bool(_COUNCIL.fullmatch(words) or (_BOROUGH.fullmatch(words) and not _PAPER.search(words)))


def place_of(name: str) -> str:
    """The place that a council is of: "Ashdon" of "London Borough of Ashdon" and of "Ashdon District Council"."""
    return _KIND.sub("", _HEAD.sub("", name))


def council_of(text: str, *, head: int, running: str = "") -> str:
    """The council named most: the cover and the running headers say it twice over; else the one of an address."""
    body = _WRAPPED.sub(" ", text[:_MOST])
    capitals = [
        line for line in body[:head].splitlines() if line.isupper() and re.search("COUNCIL|AUTHORITY|BOR", line)
    ]
    cover = (line for line in map(readable, body[:COVER].splitlines()) if is_council(line))
    own = [cased(line) for line in (*running.splitlines(), *cover)]
    lines = [*map(cased, capitals), *(readable(line) for line in body.splitlines() if _may_name(line))]
    names = Counter(_names(lines, body))
    names.update({name: 2 * count for name, count in Counter(_names(own, body)).items()})
    if names:
        return _fullest(names)
    addresses = Counter(found[1].casefold() for found in _ADDRESS.finditer(body))
    return next((name for host, _ in addresses.most_common(1) if (name := _spelt(host, body))), "")


def _may_name(line: str) -> bool:
    return "Council" in line or "Authority" in line or "Borough of" in line


def _names(lines: Iterable[str], text: str) -> Iterable[str]:
    """Every name in these lines; line by line, since a heading and the name under it are not one name."""
    for line in lines:
        boroughs = [_place(found[1], line, text) for found in _BOROUGH.finditer(line)]
        yield from (f"{name} Council" for name in boroughs if not _NO_PLACE.fullmatch(name))
        for found in _COUNCIL.finditer(line):
            words = _HEAD.sub("", found[1]).split()
            while words and words[0] in _NOT_NAMES:
                words = words[1:]
            bare = _KIND.sub("", " ".join(words)).split()
            nowhere = not bare or bare[0] in _KINDS or all(_NO_PLACE.fullmatch(word) for word in bare)
            if len(words) >= 2 and not nowhere and not (boroughs and _HEAD.match(found[1])):
                yield " ".join(words)


def _place(run: str, line: str, text: str) -> str:
    """The borough at the head of some capital words: up to a word that the paper has in small letters too."""
    run = _KIND.sub("", run)
    words = run.split()
    if place_of(line.strip()) == run and not _PAPER.search(run):
        return run
    end = 1
    while end < len(words):
        link = words[end] in {"and", "&", "upon", "on"}
        word = words[end + 1] if link and end + 1 < len(words) else words[end]
        if re.search(rf"\b{re.escape(word.lower())}\b", text):
            break
        end += 2 if link else 1
    return " ".join(words[:end])


def _fullest(names: Counter[str]) -> str:
    """The name with the most mentions, those without the kind of council counted with the one that has it."""
    counts: Counter[str] = Counter()
    full: dict[str, Counter[str]] = {}
    for name, count in names.items():
        place = place_of(name)
        counts[place] += count
        if name != f"{place} Council":
            full.setdefault(place, Counter())[name] += count
    place = counts.most_common(1)[0][0]
    return full[place].most_common(1)[0][0] if place in full else f"{place} Council"


def _spelt(host: str, text: str) -> str:
    """The place in the text whose letters are those of an address ("east-ashdon" for "eastashdon")."""
    letters = host.replace("-", "")
    for found in re.finditer(rf"\b{_PART}(?: (?:and |upon |on )?{_PART}){{0,3}}", text):
        words = found[0].split()
        for end in range(1, len(words) + 1):
            if "".join(re.findall(r"\w", "".join(words[:end]))).casefold() == letters:
                return f"{' '.join(words[:end])} Council"
    return ""
