"""Open the chat model that the settings name. Nothing of LangChain or a provider is imported before that."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ingest.errors import ModelError, SettingsError
from ingest.settings import ModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# The extra that brings a provider's package.
EXTRAS = {
    "anthropic": "anthropic",
    "azure_openai": "openai",
    "bedrock": "bedrock",
    "bedrock_converse": "bedrock",
    "google_genai": "google",
    "google_vertexai": "google",
    "mistralai": "mistral",
    "ollama": "ollama",
    "openai": "openai",
}
# Where a provider's class has another name for what the settings say.
_NAMES = {
    "ollama": {"max_tokens": "num_predict"},
    "azure_openai": {"base_url": "azure_endpoint"},
    "bedrock_converse": {"base_url": "endpoint_url"},
    "bedrock": {"base_url": "endpoint_url"},
}
_KEYLESS = frozenset({"ollama", "bedrock", "bedrock_converse"})
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def open_chat(settings: ModelSettings) -> BaseChatModel:
    """The chat model; raises ModelError where its package or key is missing, SettingsError where it is misnamed."""
    try:
        from langchain.chat_models import init_chat_model

        chat: BaseChatModel = init_chat_model(settings.name, **_arguments(settings))
        if hasattr(chat, "stream_chunk_timeout"):  # a limit of LangChain's own, which knows nothing of slow machines
            chat.stream_chunk_timeout = None
        return chat
    except ImportError as error:
        extra = EXTRAS.get(provider(settings), "")
        remedy = f"pip install 'due-regard[{extra}]'" if extra else f"pip install {_package(error)}"
        raise ModelError(f"The package for the model {settings.name} is not installed. Install it: {remedy}") from error
    except (ValueError, TypeError) as error:
        # A provider's class says what is wrong with its arguments, and perhaps repeats them: keys are not shown.
        reason = _hidden(str(error).splitlines()[0] if str(error) else type(error).__name__, settings)
        raise SettingsError(
            f"The model {settings.name} cannot be opened: {reason}. Correct [model] in settings.toml."
        ) from None


def provider(settings: ModelSettings) -> str:
    """The provider that the model's name begins with."""
    return settings.name.partition(":")[0]


def where(settings: ModelSettings) -> str:
    """The host that questions and quotes are sent to, in words."""
    host = urlsplit(settings.base_url).hostname or ""
    if host in _HERE or (not host and provider(settings) == "ollama"):
        return "this computer"
    return host or f"the provider {provider(settings)}"


def key_of(settings: ModelSettings) -> str:
    """The key from the environment or the file that the settings name; empty where they name none.

    Raises SettingsError where it is not there. The key is neither stored nor shown.
    """
    if settings.key_env:
        key = os.environ.get(settings.key_env, "").strip()
        if not key:
            raise SettingsError(f"The environment variable {settings.key_env} is not set. Put the model's key there.")
        return key
    if settings.key_file:
        try:
            key = Path(settings.key_file).expanduser().read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{settings.key_file} cannot be read. Put the model's key there, alone.") from error
        if not key:
            raise SettingsError(f"{settings.key_file} is empty. Put the model's key there, alone.")
        return key
    return ""


def _arguments(settings: ModelSettings) -> dict[str, Any]:
    """The arguments of the provider's class: our own retries and limits, its names."""
    named: dict[str, Any] = {"temperature": settings.temperature, "max_tokens": settings.answer_tokens}
    kind = provider(settings)
    if settings.base_url:
        named["base_url"] = settings.base_url
    if key := key_of(settings):
        named["api_key"] = key
    elif kind == "openai" and settings.base_url:
        named["api_key"] = "none"  # a server of one's own asks for none, and the class wants one
    if kind == "ollama":
        named |= {"num_ctx": settings.context_tokens, "client_kwargs": {"timeout": settings.seconds}}
    elif kind not in _KEYLESS:
        named |= {"timeout": settings.seconds, "max_retries": 0}
    names = _NAMES.get(kind, {})
    return {names.get(k, k): v for k, v in named.items()} | dict(settings.options)


def _hidden(text: str, settings: ModelSettings) -> str:
    """A text without the key, whatever a library may have put into it."""
    try:
        key = key_of(settings)
    except SettingsError:
        return text
    return text.replace(key, "…") if key else text


def _package(error: ImportError) -> str:
    return str(error.name or "the provider's LangChain package").replace("_", "-")
