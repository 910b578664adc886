"""Another embedder rebuilds the index and says so; a reranker leaves it as it is."""

from __future__ import annotations

import json
import shutil
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.assistant import open_assistant
from assistant.errors import UserError
from assistant.retrieval.embedder import EndpointEmbedder, HashedEmbedder, TransformerEmbedder
from assistant.retrieval.reranker import RerankedSearch
from assistant.settings import Settings

QUESTION = "境外上市奖励多少"
DAY = date(2024, 6, 1)
CHANGED = "向量模型已更换"


class Embeddings(BaseHTTPRequestHandler):
    """An OpenAI-compatible embeddings endpoint whose vectors are hashed characters."""

    asked: list[int] = []  # noqa: RUF012 (one for the test's server)

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.asked.append(len(asked["input"]))
        vectors = HashedEmbedder(32).encode(asked["input"]).astype(float).tolist()
        data = [{"object": "embedding", "embedding": v, "index": n} for n, v in enumerate(vectors)]
        told = {"object": "list", "data": data, "model": asked["model"], "usage": {}}
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def endpoint():
    with ThreadingHTTPServer(("127.0.0.1", 0), Embeddings) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def built(small_corpus, tmp_path_factory):
    """A data folder with the index of the small corpus."""
    folder = tmp_path_factory.mktemp("built")
    open_assistant.__wrapped__(Settings(data_dir=folder, corpus_dir=small_corpus, _env_file=None))
    return folder


@pytest.fixture
def opened(tmp_path, small_corpus, built, capsys):
    """Opens the assistant over one data folder, which begins with an index; what it said of it on standard
    error comes beside it."""
    shutil.copytree(built / "index", tmp_path / "index")
    world = {"data_dir": tmp_path, "corpus_dir": small_corpus, "_env_file": None}
    capsys.readouterr()

    def open_with(**settings):
        assistant = open_assistant.__wrapped__(Settings(**world, **settings))
        return assistant, "".join(line for line in capsys.readouterr().err.splitlines() if "索引" in line)

    return open_with


def tiny_folder(folder, **config):
    """A transformer with random weights and a vocabulary of a few characters, as one would download it."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, PreTrainedTokenizerFast

    words = {
        word: at for at, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"境外上市奖励贷款贴息研发"])
    }
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **special).save_pretrained(
        folder
    )
    return BertConfig(
        vocab_size=len(words), hidden_size=8, num_hidden_layers=1, num_attention_heads=1,
        intermediate_size=8, max_position_embeddings=64, **config,
    )  # fmt: skip


@pytest.mark.slow
def test_an_endpoint_for_vectors_rebuilds_the_index_and_says_so(opened, endpoint):
    first, told = opened()
    assert told == ""
    other, told = opened(embedder=endpoint, embedder_model="m")
    assert CHANGED in told and "正在自动重建" in told
    assert isinstance(other.search.embedder, EndpointEmbedder)
    assert sum(Embeddings.asked) > 500
    assert other.versions["embedder"] != first.versions["embedder"]
    [figure] = other.answer(QUESTION, as_of=DAY).answer.figures
    assert figure.measure == "overseas_listing"
    again, told = opened(embedder=endpoint, embedder_model="m")
    assert told == ""
    assert again.versions == other.versions


def test_an_endpoint_that_is_not_there_is_the_users_error_and_the_index_stays(opened):
    opened()
    with pytest.raises(UserError, match="没有应答"):
        opened(embedder="http://127.0.0.1:9/v1", embedder_model="m")
    assert opened()[1] == ""


@pytest.mark.slow
def test_a_local_folder_rebuilds_the_index_and_a_reranker_does_not(opened, tmp_path):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertForSequenceClassification, BertModel

    embedder, reranker = tmp_path / "embedder", tmp_path / "reranker"
    BertModel(tiny_folder(embedder)).save_pretrained(embedder)
    made = SentenceTransformer(modules=[Transformer(str(embedder)), Pooling(8)])
    made.save(str(tmp_path / "st"))
    BertForSequenceClassification(tiny_folder(reranker, num_labels=1)).save_pretrained(reranker)
    plain, told = opened(embedder=str(tmp_path / "st"))
    assert CHANGED in told
    assert isinstance(plain.search.embedder, TransformerEmbedder)
    assert plain.versions["embedder"].startswith("st-")
    ranked, told = opened(embedder=str(tmp_path / "st"), reranker=str(reranker))
    assert told == ""
    assert isinstance(ranked.search, RerankedSearch)
    assert ranked.versions == plain.versions
    found = {hit.clause_id for hit in ranked.search.find(QUESTION, limit=30)}
    assert found == {hit.clause_id for hit in plain.search.find(QUESTION, limit=30)}
    assert ranked.answer(QUESTION, as_of=DAY).answer.citations
