from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.model import examine
from assistant.model.chat import key_of, open_chat, where
from ingest.errors import ModelError, SettingsError
from ingest.settings import ModelSettings, read_settings

HERE = "http://127.0.0.1:9/v1"


def test_the_product_imports_neither_langchain_nor_a_provider() -> None:
    code = "import sys, assistant, ui.cli; print({'langchain', 'langchain_openai', 'openai'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_provider_that_is_not_installed_is_named_with_its_extra() -> None:
    with pytest.raises(ModelError, match=r"pip install 'due-regard\[mistral\]'"):
        open_chat(ModelSettings(name="mistralai:small"))


def test_a_provider_that_nobody_knows_is_a_fault_of_the_settings() -> None:
    with pytest.raises(SettingsError, match="Correct \\[model\\]"):
        open_chat(ModelSettings(name="nobody:small"))


def test_keys_come_from_the_environment_or_a_file_and_are_never_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MODEL_KEY", "sk-one")
    (tmp_path / "key").write_text("sk-two\n", encoding="utf-8")
    one = ModelSettings(name="openai:m", base_url=HERE, key_env="MODEL_KEY")
    two = ModelSettings(name="openai:m", base_url=HERE, key_file=str(tmp_path / "key"))
    assert (key_of(one), key_of(two), key_of(ModelSettings(name="openai:m"))) == ("sk-one", "sk-two", "")
    assert "sk-" not in f"{one!r}{two!r}{open_chat(one)!r}{open_chat(two)!r}"


@pytest.mark.parametrize("named", [{"key_env": "NOT_SET_ANYWHERE"}, {"key_file": "/nowhere/key"}])
def test_a_key_that_is_not_there_is_said_so_by_the_doctor(named: dict[str, str], tmp_path: Path) -> None:
    (check,) = examine(ModelSettings.model_validate({"name": "openai:m", "base_url": HERE, **named}), tmp_path)
    assert not check.ok
    assert next(iter(named.values())) in check.words


def test_no_model_is_well_and_one_that_is_down_is_not(tmp_path: Path) -> None:
    assert examine(ModelSettings(), tmp_path)[0].ok
    (check,) = examine(ModelSettings(name="openai:m", base_url=HERE, retries=0), tmp_path)
    assert not check.ok
    assert "Start the model's server" in check.remedy


@pytest.mark.parametrize(
    "wrong", ['name = "qwen"', 'options = {api_key = "sk-one"}', "prompt = 'mine'", "retries = 99"]
)
def test_settings_that_make_no_sense_are_refused_with_their_place(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(f"[model]\n{wrong}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="model") as fault:
        read_settings(tmp_path / "settings.toml")
    assert "sk-one" not in str(fault.value)


def test_a_frozen_tree_refuses_change() -> None:
    with pytest.raises(ValidationError):
        ModelSettings().name = "openai:m"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (ModelSettings(name="ollama:qwen"), "this computer"),
        (ModelSettings(name="openai:m", base_url=HERE), "this computer"),
        (ModelSettings(name="openai:m", base_url="https://ai.borset.example/v1"), "ai.borset.example"),
        (ModelSettings(name="anthropic:claude"), "the provider anthropic"),
    ],
)
def test_where_questions_and_quotes_go_is_said(settings: ModelSettings, words: str) -> None:
    assert where(settings) == words
