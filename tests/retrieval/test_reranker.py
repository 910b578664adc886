"""A reranker orders what search has found, and nothing more."""

import pytest

from assistant.assistant import open_assistant
from assistant.errors import UserError
from assistant.retrieval.reranker import load_reranker, with_reranker
from assistant.settings import Settings


class Longest:
    """Likes long texts."""

    def scores(self, question, texts):
        return [float(len(text)) for text in texts]


@pytest.fixture(scope="module")
def search():
    return open_assistant(Settings(_env_file=None)).search


def test_hits_come_in_the_rerankers_order(search):
    plain = search.find("贷款贴息", limit=30)
    texts = {hit.clause_id: "长" * at for at, hit in enumerate(plain)}
    found = with_reranker(search, Longest(), texts).find("贷款贴息", limit=5)
    assert [hit.clause_id for hit in found] == [hit.clause_id for hit in reversed(plain)][:5]
    assert {hit.clause_id: hit.vector_rank for hit in found}.items() <= {
        h.clause_id: h.vector_rank for h in plain
    }.items()


def test_nothing_found_stays_nothing(search):
    assert with_reranker(search, Longest(), {}).find("？！") == ()


@pytest.mark.slow
def test_a_cross_encoder_of_a_folder_is_read(tmp_path):
    from sentence_transformers import CrossEncoder
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    words = {word: at for at, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "贷", "款"])}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )
    config = BertConfig(
        vocab_size=6,
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(tmp_path)
    fast.save_pretrained(tmp_path)
    assert isinstance(CrossEncoder(str(tmp_path)), CrossEncoder)
    scores = load_reranker(str(tmp_path)).scores("贷款", ["贷款", "其他"])
    assert len(scores) == 2


@pytest.mark.slow
def test_a_folder_that_is_none_is_the_users_error(tmp_path):
    with pytest.raises(UserError, match="ASSISTANT_RERANKER"):
        load_reranker(str(tmp_path / "nothing"))
