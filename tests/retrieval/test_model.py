"""The folder that ships: small, read without torch, and the same vectors both ways."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.embedder import OWN_MODEL, load_embedder

TEXTS = [
    "知识产权质押贷款能贴多少利息？",
    "老板拖着工资不给，怎么办",
    "ＩＰ质押 50％",
    "专精特新“小巨人”企业最高给予100万元奖励",
    "",
    "😀",
    "参展" * 400,
]


def test_folder_is_small():
    size = sum(path.stat().st_size for path in OWN_MODEL.rglob("*") if path.is_file())
    assert size <= 25 * 1024 * 1024


def test_reading_it_needs_no_torch():
    script = (
        "import sys; from assistant.retrieval.embedder import load_embedder;"
        "assert load_embedder(None).encode(['补贴']).shape[1] == 384;"
        "assert 'torch' not in sys.modules and 'jieba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_sentence_transformers_gives_the_same_vectors():
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(OWN_MODEL)).encode(TEXTS, show_progress_bar=False)
    np.testing.assert_allclose(load_embedder(None).encode(TEXTS), theirs, atol=1e-5)


def test_vectors_have_length_one_or_nothing():
    lengths = np.linalg.norm(load_embedder(None).encode(TEXTS), axis=1)
    assert lengths[[4, 5]].tolist() == [0, 0]
    np.testing.assert_allclose(lengths[[0, 1, 2, 3, 6]], 1, atol=1e-5)


@pytest.mark.parametrize(
    ("asked", "near", "far"),
    [
        ("老板不发工资", "用人单位拖欠劳动报酬的，由劳动行政部门责令支付", "养犬人应当以链绳牵引犬只"),
        (
            "专利抵押贷款返利息",
            "对利用知识产权质押获得金融机构贷款的企业给予贴息资助",
            "组织企业参加国际展会",
        ),
        ("出国参展的摊位费", "参加境外展会的，给予展位费补助", "知识产权质押贷款贴息"),
        ("邻居半夜装修太吵", "噪声污染防治", "劳动争议仲裁"),
    ],
)
def test_everyday_words_find_written_ones(asked, near, far):
    question, right, wrong = load_embedder(None).encode([asked, near, far])
    assert question @ right > question @ wrong + 0.1
