"""Embedders: the static one computes what sentence-transformers computes; each says when it cannot be had."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split

from assistant.errors import UserError
from assistant.retrieval.embedder import (
    OWN_MODEL,
    HashedEmbedder,
    StaticEmbedder,
    langchain_embeddings,
    load_embedder,
    normalised,
)

TEXTS = ["企业上市", "补贴", "", "没见过的字€", "企业" * 300]


@pytest.fixture(params=["table", "quantised"])
def folder(tmp_path, request):
    characters = {c: at for at, c in enumerate(["[UNK]", *"企业上市补贴没见过的字"])}
    tokenizer = Tokenizer(WordLevel(characters, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split("", "isolated")
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    random = np.random.default_rng(5)
    if request.param == "table":
        tensors = {"embedding.weight": random.normal(size=(len(characters), 8)).astype(np.float32)}
    else:
        tensors = {
            "embeddings": random.normal(size=(4, 8)).astype(np.float16),
            "mapping": random.integers(0, 4, len(characters)),
            "weights": random.random(len(characters)).astype(np.float32),
        }
    save_file(tensors, tmp_path / "model.safetensors")
    kind = "sentence_transformers.sentence_transformer.modules.StaticEmbedding"
    (tmp_path / "modules.json").write_text(json.dumps([{"idx": 0, "name": "0", "path": "", "type": kind}]))
    (tmp_path / "config_sentence_transformers.json").write_text("{}")
    return tmp_path


def same_as_sentence_transformers(folder, texts):
    """Compared in a process of its own: torch is slow to load and stays loaded."""
    code = (
        "import sys, json, numpy\n"
        "from sentence_transformers import SentenceTransformer\n"
        "model = SentenceTransformer(sys.argv[1], device='cpu')\n"
        "texts = json.load(sys.stdin)\n"
        "print(json.dumps(model.encode(texts, normalize_embeddings=True).astype(float).tolist()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    return np.array(json.loads(done.stdout.splitlines()[-1]), dtype=np.float32)


@pytest.mark.slow
def test_a_static_folder_gives_the_vectors_of_sentence_transformers(folder):
    ours = load_embedder(str(folder))
    assert isinstance(ours, StaticEmbedder)
    assert np.allclose(ours.encode(TEXTS), same_as_sentence_transformers(folder, TEXTS), atol=1e-3)


@pytest.mark.slow
@pytest.mark.skipif(not OWN_MODEL.is_dir(), reason="no model has been trained")
def test_our_model_gives_the_vectors_of_sentence_transformers():
    ours = load_embedder(None)
    found = ours.encode(TEXTS)
    assert np.allclose(found, same_as_sentence_transformers(OWN_MODEL, TEXTS), atol=1e-3)


def test_the_version_follows_the_weights(folder):
    before = load_embedder(str(folder)).version
    assert load_embedder(str(folder)).version == before
    weights = folder / "model.safetensors"
    held = bytearray(weights.read_bytes())
    held[-1] ^= 1
    weights.write_bytes(held)
    assert load_embedder(str(folder)).version != before


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors"])
def test_a_damaged_folder_is_the_users_error(folder, name):
    (folder / name).write_bytes(b"broken")
    with pytest.raises(UserError, match="已损坏"):
        load_embedder(str(folder))


def test_our_own_embedder_needs_no_torch():
    code = (
        "import sys; from assistant.retrieval.embedder import load_embedder; load_embedder(None).encode(['企业']);"
        "assert not {'torch', 'chromadb', 'langchain_core', 'sentence_transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_vectors_have_length_one_and_empty_texts_none():
    for embedder in (load_embedder(None), HashedEmbedder()):
        lengths = np.linalg.norm(embedder.encode(["企业上市补贴", ""]), axis=1)
        assert lengths == pytest.approx([1, 0], abs=1e-5)
        assert embedder.encode([]).shape == (0, embedder.dimensions)


def test_lone_surrogates_and_control_characters_are_embedded():
    assert load_embedder(None).encode(["\ud800企业\x00"]).shape[0] == 1


def test_langchain_sees_the_same_vectors():
    embedder = HashedEmbedder()
    adapter = langchain_embeddings(embedder)
    assert adapter.embed_query("企业") == adapter.embed_documents(["企业"])[0]
    assert np.allclose(adapter.embed_query("企业"), embedder.encode(["企业"])[0])


class Endpoint(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        data = [{"embedding": [3.0, 4.0 * at], "index": at} for at, _ in enumerate(asked["input"], 1)]
        body = json.dumps({"data": data, "model": asked["model"], "usage": {}}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def test_an_endpoint_is_asked_for_vectors():
    with HTTPServer(("127.0.0.1", 0), Endpoint) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            embedder = load_embedder(f"http://127.0.0.1:{server.server_port}/v1", model="m")
            assert embedder.dimensions == 2
            assert embedder.encode(["一", "二"])[0] == pytest.approx([0.6, 0.8])
        finally:
            server.shutdown()
            thread.join()


def test_an_endpoint_without_a_model_or_an_answer_is_the_users_error():
    with pytest.raises(UserError, match="模型名称"):
        load_embedder("http://127.0.0.1:9/v1")
    with pytest.raises(UserError, match="没有应答"):
        load_embedder("http://127.0.0.1:9/v1", model="m")


def test_vectors_of_no_length_stay_zero():
    assert normalised(np.array([[0, 0], [3, 4]], dtype=np.float32)).tolist() == [
        [0, 0],
        [0.6000000238418579, 0.800000011920929],
    ]
