"""The MCP server, asked by the real client: in this process, over standard input and output, and over HTTP."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.server.mcpserver import MCPServer

from assistant import Assistant
from ingest.library import Library
from tests.ui.fakes import FakeAssistant, FakeLibrary, document
from ui.api.desk import Desk
from ui.mcp.server import create

ROOT = Path(__file__).resolve().parents[3]
T = TypeVar("T")
Server = MCPServer[None] | StdioServerParameters | str


def talk(server: Server, work: Callable[[Client], Awaitable[T]]) -> T:
    """What a client comes to with this server."""

    async def run() -> T:
        async with Client(server) as client:
            return await work(client)

    # In a thread of its own: the browser that other tests drive keeps an event loop in this one.
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(anyio.run, run).result()


def call(server: Server, tool: str, **arguments: Any) -> Any:
    """The result of one tool."""
    return talk(server, lambda client: client.call_tool(tool, arguments))


@pytest.fixture
def faked(tmp_path: Path) -> MCPServer[None]:
    shelf = FakeLibrary(tmp_path).load(document())
    return create(Desk(shelf, FakeAssistant(shelf)))


def test_every_tool_reads_only_and_says_what_it_takes_and_gives(faked: MCPServer[None]) -> None:
    """An assistant may call any of them unasked: none changes anything."""
    tools = talk(faked, lambda client: client.list_tools()).tools
    names = "ask search list_papers list_commitments read_contents read_section read_citation"
    assert [t.name for t in tools] == names.split()
    for tool in tools:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert tool.description
        assert tool.output_schema


def test_an_answer_comes_as_text_with_sources_and_as_the_contract(faked: MCPServer[None]) -> None:
    """The text is enough to cite from; the structure is what `dueregard ask --json` gives."""
    result = call(faked, "ask", question="underpass?")
    text = result.content[0].text
    assert "Light every underpass. [1]" in text
    source = "[1] Borset County Council, Progress 2023, 1. Safety, page 18, 2023-07 (document d1, characters 68 to 90)"
    assert source in text
    assert result.structured_content["citations"][0]["quote"] == "Light every underpass."


def test_silence_is_said_and_claims_nothing(faked: MCPServer[None]) -> None:
    """An assistant is told in words that the papers hold no answer."""
    result = call(faked, "ask", question="helicopters?")
    assert result.structured_content["status"] == "not_found"
    assert "The papers are silent on this." in result.content[0].text
    assert "Sources" not in result.content[0].text


def test_a_citation_can_be_looked_up_and_read_on_from(faked: MCPServer[None]) -> None:
    """From a citation to its words, from the tree to a section."""
    cited = call(faked, "ask", question="underpass?").structured_content["citations"][0]
    place = {key: cited[key] for key in ("document", "start", "end")}
    assert call(faked, "read_citation", **place).structured_content["text"] == cited["quote"]
    tree = call(faked, "read_contents", document="d1").structured_content["sections"]
    number = next(one["number"] for one in tree if one["title"] == "1. Safety")
    assert "bystanders" in call(faked, "read_section", document="d1", number=number).structured_content["text"]


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("ask", {"question": "**"}, "The question is empty"),
        ("read_contents", {"document": "d9"}, "No paper in the library has the id d9"),
        ("read_section", {"document": "d1", "number": 99}, "has no section 99"),
        ("read_citation", {"document": "d1", "start": 9, "end": 9}, "none from 9 to 9"),
    ],
)
def test_what_cannot_be_done_is_told_in_plain_words(
    faked: MCPServer[None], tool: str, arguments: dict[str, Any], words: str
) -> None:
    """The assistant can tell its user what is wrong."""
    result = call(faked, tool, **arguments)
    assert result.is_error
    assert words in result.content[0].text


def test_commitments_are_listed_and_a_council_that_is_not_there_is_named(report: Library) -> None:
    """The register's rows, or what is there instead."""
    server = create(Desk(report, Assistant(report)))
    assert call(server, "list_commitments").structured_content["total"] == 0
    elsewhere = call(server, "list_commitments", council="Atlantis")
    assert elsewhere.is_error
    assert "There are papers of: Borset County Council" in elsewhere.content[0].text


def test_a_fault_of_the_program_tells_nothing_of_itself_and_logs_no_question(
    faked: MCPServer[None], capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the assistant nor the window gets the words of the question back."""
    result = call(faked, "ask", question="break down Aurelia")
    assert result.is_error
    assert "inside Due Regard" in result.content[0].text
    assert "Aurelia" not in f"{result.content[0].text}{capsys.readouterr()}{caplog.text}"


def test_the_command_answers_over_standard_input_and_output(real_home: Path) -> None:
    """As an assistant starts it: real papers, the real model, and a citation that holds."""
    code = "from ui.cli import main; main()"
    environment = {"PYTHONPATH": os.pathsep.join(sys.path), "OMP_NUM_THREADS": "1"}
    command = StdioServerParameters(
        command=sys.executable, args=["-c", code, "mcp", "--home", str(real_home)], env=environment, cwd=ROOT
    )

    async def ask(client: Client) -> tuple[Any, Any, str | None]:
        answer = await client.call_tool("ask", {"question": "What did Essex commit to on hate crime?"})
        cited = answer.structured_content["citations"][0] if answer.structured_content else {}
        place = {key: cited[key] for key in ("document", "start", "end")}
        return answer, await client.call_tool("read_citation", place), client.instructions

    answer, words, instructions = talk(command, ask)
    assert answer.structured_content["status"] in {"answered", "partly_answered"}
    quote = answer.structured_content["citations"][0]["quote"]
    assert " ".join(quote.split()) in " ".join(words.structured_content["text"].split())
    assert instructions
    assert "data" in instructions


def test_the_server_is_there_beside_the_web_app(report: Library) -> None:
    """Over HTTP at the app's own address, for assistants that do not start a program."""
    from tests.ui.served import served

    with served(report, Assistant(report)) as address:
        answer = call(f"{address}/mcp", "ask", question="What will the council do on the safety of women?")
    assert answer.structured_content["status"] == "answered"
