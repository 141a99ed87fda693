"""What a page end or a designer did to the text, mended by general rules; on papers that are made up here."""

from __future__ import annotations

from ingest.records import Role
from tests.ingest.structure.papers import document_of, with_role, words


def paragraphs(text: str) -> list[str]:
    paper = document_of(text)
    return [words(paper, b) for b in with_role(paper, Role.PARAGRAPH)]


def test_a_sentence_cut_by_a_page_is_joined() -> None:
    """No end mark before, a small letter after."""
    assert paragraphs("# A\n\nThe wardens were trained to help\n\nthose who are harassed.\n") == [
        "The wardens were trained to help those who are harassed."
    ]


def test_a_name_cut_by_a_page_is_joined() -> None:
    """The next word is a capital, and the two stand together elsewhere in the paper."""
    text = "# A\n\nHighways Board was told.\n\nThe plan was made with the Highways\n\nBoard and its staff.\n"
    assert paragraphs(text)[-1] == "The plan was made with the Highways Board and its staff."


def test_a_paragraph_that_lacks_its_full_stop_is_not_joined() -> None:
    """The next one starts a sentence of its own."""
    first = "The wardens of all our many parks were trained in the spring of last year"
    assert paragraphs(f"# A\n\n{first}\n\nResidents welcomed it.\n") == [first, "Residents welcomed it."]


def test_a_list_is_not_joined_to_the_paragraph_after_it() -> None:
    """An item needs no full stop."""
    paper = document_of("# A\n\nWe did this:\n\n- trained wardens\n- lit paths\n\nResidents welcomed it.\n")
    assert [words(paper, b) for b in with_role(paper, Role.ITEM)] == ["trained wardens", "lit paths"]


def test_an_item_cut_by_a_page_is_joined() -> None:
    """What follows it starts in the middle of a sentence."""
    paper = document_of("# A\n\nWe did this:\n\n- trained wardens and\n\nlit paths.\n\n- opened a club\n")
    items = with_role(paper, Role.ITEM)
    assert [words(paper, b) for b in items] == ["trained wardens and lit paths.", "opened a club"]
    assert len({b.list_id for b in items}) == 1


def test_a_list_cut_by_a_page_is_one_list() -> None:
    """White space, a rule or a blank page's notice do not part it; a paragraph does."""
    paper = document_of("# A\n\nWe did:\n\n- a\n- b\n\n\n- c\n\nAnd then:\n\n- d\n")
    assert [b.list_id for b in with_role(paper, Role.ITEM)] == [1, 1, 1, 2]


def test_a_numbered_list_that_starts_again_is_another_list() -> None:
    """ "1." after "2."."""
    paper = document_of("# A\n\nWe did:\n\n1. first thing\n2. second thing\n1. other thing\n2. last thing\n")
    assert [b.list_id for b in with_role(paper, Role.ITEM)] == [1, 1, 2, 2]


QUOTED = """# Safety

Four in ten women who answered said that they do not feel safe at night, which was more than in the year before.

**FOUR IN TEN WOMEN
WHO ANSWERED SAID
THAT THEY DO NOT
FEEL SAFE AT NIGHT**

We lit three paths.
"""


def test_a_pull_quote_is_linked_and_not_quoted() -> None:
    """It repeats a sentence in capitals; its source is the sentence, and it is no unit."""
    paper = document_of(QUOTED)
    (quote,) = with_role(paper, Role.PULL_QUOTE)
    assert quote.repeats is not None
    assert paper.text[slice(*quote.repeats)].startswith("Four in ten women")
    assert not any(words(paper, u).isupper() for u in paper.units)


def test_capitals_that_repeat_nothing_stay() -> None:
    """A statement of its own is not lost."""
    paper = document_of(QUOTED.replace("FOUR IN TEN WOMEN", "NINE IN TEN OLD MEN").replace("AT NIGHT", "IN A CROWD"))
    assert with_role(paper, Role.PULL_QUOTE) == []


def test_a_pull_quote_does_not_cut_a_list_in_two() -> None:
    """Nor does a blank page's notice: the list and its lead-in go on."""
    quote = QUOTED.partition("**")[2].partition("**")[0]
    notice = "This page is intentionally left blank"
    text = f"{QUOTED}\nWe did:\n\n- a\n\n**{quote}**\n\n- b\n\n{notice}\n\n- c\n"
    paper = document_of(text)
    items = [u for u in paper.units if u.role is Role.ITEM]
    assert len({u.group for u in items}) == 1
    assert {u.lead for u in items} == {"We lit three paths. We did:"}


CONTENTS = """# The plan

# CONTENTS

<b>FOREWORD</b> .....\t<b>3</b>
1. Making our parks safe ....\t<b>4</b>
2. Helping carers ....... 7
Glossary . . . . . . ix

# FOREWORD

We are proud.

**1. Making our parks safe**

**What have we done?**

We lit three paths.

**2. Helping carers**

We opened a club.

# Glossary

EIA\tEquality impact assessment
"""


def test_the_contents_list_is_kept_out_and_gives_the_pages() -> None:
    """Labels as printed, roman ones included; parts have the page of their whole."""
    paper = document_of(CONTENTS)
    assert len(with_role(paper, Role.CONTENTS)) == 5
    assert not any("..." in words(paper, u) or words(paper, u) == "CONTENTS" for u in paper.units)
    pages = {s.path[-1]: (s.page, s.page_label) for s in paper.sections if s.path}
    assert pages["FOREWORD"] == (3, "3")
    assert pages["What have we done?"] == pages["1. Making our parks safe"] == (4, "4")
    assert pages["2. Helping carers"] == (7, "7")
    assert pages["Glossary"] == (None, "ix")


UNPAGED = """# The plan

## Contents

Foreword

1. Making our parks safe
2. Helping carers

Glossary

## Foreword

We are proud.

## 1. Making our parks safe

We lit three paths.

## 2. Helping carers

We opened a club.

## Glossary

EIA: Equality impact assessment
"""


def test_a_contents_list_without_pages_is_kept_out() -> None:
    """Its entries come again as titles: they are no text, and lead into nothing."""
    paper = document_of(UNPAGED)
    assert len(with_role(paper, Role.CONTENTS)) == 5
    assert [s.path[-1] for s in paper.sections if s.path] == [
        "The plan",
        "Foreword",
        "1. Making our parks safe",
        "2. Helping carers",
        "Glossary",
    ]
    assert not any(u.role is Role.ITEM or u.lead for u in paper.units)


def test_form_feeds_part_pages() -> None:
    """Each unit and section knows its page, and a sentence over the end is one."""
    paper = document_of("# A\n\nThe wardens were trained to help\f\nthose who are harassed.\n\n## B\n\nWe lit paths.\n")
    assert [p.index for p in paper.pages] == [1, 2]
    pages = {words(paper, u): u.page for u in paper.units}
    assert pages["The wardens were trained to help those who are harassed."] == 1
    assert pages["We lit paths."] == 2
    assert (paper.sections[1].page, paper.sections[1].last_page) == (1, 2)
