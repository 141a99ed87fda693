from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.checking import Checker
from assistant.model import Writer, Writing
from assistant.model.faults import LINES, Trouble
from assistant.model.prose import OPENING, REST
from assistant.records import Answer, Support
from ingest.words import readable
from tests.assistant.model.conftest import Make

TRUE = "Women are 75% of the overall workforce. [1]"


def finish(writer: Writer, quotes: Answer, checker: Checker) -> tuple[Answer, Writing]:
    """The finished answer, with its trace."""
    trace = Writing()
    *_, last = writer.write(quotes, checker, trace)
    return last, trace


def prose(answer: Answer) -> list[str]:
    """What the model says in an answer."""
    return [s.text for s in answer.statements if s.support is not Support.QUOTED]


def test_a_statement_that_its_quote_bears_out_is_shown_with_its_citation(
    scripted: Make, quotes: Answer, checker: Checker
) -> None:
    answer, _ = finish(scripted(TRUE)[0], quotes, checker)
    assert answer.statements[0].text == "Women are 75% of the overall workforce."
    assert (answer.statements[0].citations, answer.statements[0].support) == ((1,), Support.SUPPORTED)
    assert answer.answer.startswith(OPENING)


def test_every_quote_that_no_statement_carries_stays(scripted: Make, quotes: Answer, checker: Checker) -> None:
    answer, _ = finish(scripted(TRUE)[0], quotes, checker)
    assert answer.citations == quotes.citations
    assert [s for s in answer.statements if s.support is Support.QUOTED] == list(quotes.statements[1:])
    assert (REST in answer.answer) is (len(quotes.statements) > 1)


@pytest.mark.parametrize(
    "lie",
    [
        "Women are 57% of the overall workforce. [1]",
        "Women are not 75% of the overall workforce. [1]",
        "In 2019 women were 75% of the overall workforce. [1]",
        "Women in Leicestershire are 75% of the overall workforce. [1]",
        "Women will be 75% of the overall workforce. [1]",
        "Men are 75% of the overall workforce. [1]",
        "The council has complied with the equality duty, as 75% of the workforce are women. [1]",
        "I am a helpful assistant, and 75% of the workforce are women. [1]",
        "Our overall workforce is 75% women, see https://example.org/?q=75. [1]",
        "Free lunches were given to each of the staff. [1]",
    ],
)
def test_a_statement_that_its_quote_does_not_bear_out_gives_way_to_the_quote(
    lie: str, scripted: Make, quotes: Answer, checker: Checker
) -> None:
    answer, trace = finish(scripted(f"{lie}\n{TRUE}")[0], quotes, checker)
    assert prose(answer) == ["Women are 75% of the overall workforce."]
    assert [j.judgement.label.value for j in trace.judged] == ["not_found", "supported"]
    alone, _ = finish(scripted(lie)[0], quotes, checker)
    assert alone.statements == quotes.statements
    assert alone.answer.startswith(LINES[Trouble.UNSUPPORTED])


def test_unknown_numbers_are_dropped_and_counted(scripted: Make, quotes: Answer, checker: Checker) -> None:
    answer, trace = finish(scripted("Women are 75% of the overall workforce. [1, 88] [99]")[0], quotes, checker)
    assert trace.invented == 2
    assert answer.statements[0].citations == (1,)


def test_a_statement_of_another_extract_than_it_cites_gets_the_right_number(
    scripted: Make, assistant: Assistant, checker: Checker
) -> None:
    several = assistant.work_out("What did we commit to on VAWG?").answer
    first, second = several.citations[:2]
    answer, trace = finish(scripted(f"{readable(first.quote)} [{second.number}]")[0], several, checker)
    assert answer.statements[0].citations == (first.number,)
    assert trace.judged[0].draft.cited == (second.number,)


def test_a_statement_that_the_extract_it_cites_gainsays_is_not_saved_by_another(
    scripted: Make, quotes: Answer, checker: Checker
) -> None:
    (first,) = quotes.citations
    two = replace(
        quotes,
        answer=f"{quotes.answer} [2]",
        statements=(*quotes.statements, replace(quotes.statements[0], citations=(2,))),
        citations=(first, replace(first, number=2, end=first.start + len("Our overall workforce"))),
    )
    answer, _ = finish(scripted("The overall workforce is 57% women. [1]")[0], two, checker)
    assert not prose(answer)


def test_a_statement_without_a_citation_is_not_shown(scripted: Make, quotes: Answer, checker: Checker) -> None:
    answer, trace = finish(scripted("Women are 75% of the overall workforce.")[0], quotes, checker)
    assert answer.statements == quotes.statements
    assert trace.trouble is Trouble.NONSENSE


def test_a_statement_with_few_words_of_its_own_is_shown_as_partly_borne_out(
    scripted: Make, quotes: Answer, checker: Checker
) -> None:
    partly = (
        "Our overall workforce is 75% women however areas of the business have an under-representation of women "
        "in demanding senior management positions. [1]"
    )
    answer, _ = finish(scripted(partly)[0], quotes, checker)
    assert answer.statements[0].support is Support.PARTLY
    assert "only partly in the quote" in answer.answer


def test_statements_come_one_by_one_and_nothing_unchecked_is_ever_among_them(
    scripted: Make, quotes: Answer, checker: Checker
) -> None:
    reply = "Women are 75% of the overall workforce. [1]\nPigs are 75% of the workforce. [1]\n"
    reply += "The overall workforce is 75% women. [1]\n"
    shown = scripted(reply)[0].write(quotes, checker)
    assert prose(next(shown)) == ["Women are 75% of the overall workforce."]
    assert [prose(a) for a in shown][-1] == [
        "Women are 75% of the overall workforce.",
        "The overall workforce is 75% women.",
    ]


def test_a_model_with_structured_output_is_read_by_its_structure(
    scripted: Make, quotes: Answer, checker: Checker
) -> None:
    note = {
        "statements": [
            {"text": "Women are 75% of the overall workforce.", "extracts": [1]},
            {"text": "Women are 99% of the overall workforce.", "extracts": [1, 77]},
            {"text": "The overall workforce is 75% women.", "extracts": [1]},
        ]
    }
    answer, trace = finish(scripted(note, format="structured")[0], quotes, checker)
    assert prose(answer) == ["Women are 75% of the overall workforce.", "The overall workforce is 75% women."]
    assert trace.invented == 1


@pytest.mark.parametrize("note", [{"statements": "none"}, {"notes": []}, {"statements": [{"text": 7}, 3, None]}])
def test_a_structure_of_another_shape_gives_the_quotes(
    note: object, scripted: Make, quotes: Answer, checker: Checker
) -> None:
    answer, trace = finish(scripted(note, format="structured")[0], quotes, checker)
    assert answer.statements == quotes.statements
    assert trace.trouble in {Trouble.SILENT, Trouble.BROKEN}


def test_what_passed_before_the_model_broke_off_stays(scripted: Make, quotes: Answer, checker: Checker) -> None:
    answer, trace = finish(scripted([f"{TRUE}\nThe council ha", ConnectionError("gone")])[0], quotes, checker)
    assert prose(answer) == ["Women are 75% of the overall workforce."]
    assert trace.trouble is Trouble.DOWN
    assert "It broke off" in answer.answer


def test_a_model_that_repeats_itself_is_stopped(scripted: Make, quotes: Answer, checker: Checker) -> None:
    writer, chat = scripted(f"{TRUE}\n" * 400)
    answer, _ = finish(writer, quotes, checker)
    assert len(prose(answer)) == 1
    assert len(chat.given) < 300


def test_after_several_failures_the_model_is_left_alone_for_a_while(
    scripted: Make, quotes: Answer, checker: Checker
) -> None:
    writer, chat = scripted(ConnectionError("down"), failures_until_rest=2, rest_seconds=600)
    troubles = [finish(writer, quotes, checker)[1].trouble for _ in range(4)]
    assert troubles == [Trouble.DOWN, Trouble.DOWN, Trouble.RESTING, Trouble.RESTING]
    assert len(chat.prompts) == 2


def test_a_budget_for_the_day_holds_for_the_next_writer_too(scripted: Make, quotes: Answer, checker: Checker) -> None:
    first, _ = scripted(TRUE, tokens_per_day=4000)
    assert prose(finish(first, quotes, checker)[0])
    second, chat = scripted(TRUE, tokens_per_day=sum(first.budget.spent()))
    answer, trace = finish(second, quotes, checker)
    assert trace.trouble is Trouble.BUDGET
    assert not chat.prompts
    assert answer.answer.startswith(LINES[Trouble.BUDGET])


def test_a_budget_of_money_for_one_answer(scripted: Make, quotes: Answer, checker: Checker) -> None:
    dear, _ = scripted(TRUE, price_in=10.0, price_out=30.0, cost_per_answer=0.001)
    assert finish(dear, quotes, checker)[1].trouble is Trouble.BUDGET
    cheap, _ = scripted(TRUE, price_in=0.1, price_out=0.3, cost_per_answer=0.001)
    assert finish(cheap, quotes, checker)[1].trouble is None


def test_quotes_that_do_not_fit_the_context_are_not_shown_to_the_model(
    scripted: Make, quotes: Answer, checker: Checker
) -> None:
    writer, chat = scripted(TRUE, context_tokens=700, answer_tokens=200)
    _, trace = finish(writer, quotes, checker)
    assert trace.trouble is Trouble.TOO_LONG
    assert not chat.prompts


def test_a_second_look_by_a_model_only_lowers_a_label(scripted: Make, quotes: Answer, checker: Checker) -> None:
    lowered, _ = finish(scripted(TRUE, "NO", second_check=True)[0], quotes, checker)
    assert lowered.statements[0].support is Support.PARTLY
    lie = "Women are 57% of the overall workforce. [1]"
    answer, _ = finish(scripted(lie, "YES", second_check=True)[0], quotes, checker)
    assert not prose(answer)


def test_a_record_is_kept_only_where_the_settings_say_so(
    scripted: Make, quotes: Answer, checker: Checker, tmp_path: Path
) -> None:
    finish(scripted(TRUE)[0], quotes, checker)
    assert not (tmp_path / "records").exists()
    finish(scripted(f"{TRUE}\nPigs fly. [1, 88]", keep_record=True)[0], quotes, checker)
    record = json.loads((tmp_path / "records" / "answers.jsonl").read_text(encoding="utf-8"))
    assert [s["verdict"] for s in record["statements"]] == ["supported", "not_found"]
    assert record["evidence"][0]["document"] == quotes.citations[0].document
    assert len(record["prompt_sha256"]) == 64


def test_an_answer_of_nothing_is_left_as_it_is(scripted: Make, quotes: Answer, checker: Checker) -> None:
    answer, trace = finish(scripted("NONE")[0], quotes, checker)
    assert trace.trouble is Trouble.SILENT
    assert answer.statements == quotes.statements
