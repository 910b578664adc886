"""The folder that ships: a tokenizer and a table, read by sentence-transformers and by numpy alike."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Table = NDArray[np.float32]

_MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": "sentence_transformers.sentence_transformer.modules.StaticEmbedding",
    },
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": "sentence_transformers.base.modules.normalize.Normalize",
    },
]


def write_folder(folder: Path, tokenizer: Tokenizer, table: Table) -> None:
    """Writes `tokenizer.json`, `model.safetensors` and what sentence-transformers needs besides.

    The table is kept as one signed byte a number with one scale a row (`embeddings`, `weights`), the
    layout of quantised model2vec folders: a row is `embeddings[id] * weights[id]`.
    """
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    numbers, scales = quantised(table)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    save_file({"embeddings": numbers, "weights": scales}, folder / "model.safetensors")
    _write_json(folder / "modules.json", _MODULES)
    _write_json(
        folder / "config_sentence_transformers.json",
        {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine", "prompts": {}},
    )
    (folder / "1_Normalize").mkdir(exist_ok=True)
    _write_json(folder / "1_Normalize" / "config.json", {})


def quantised(table: Table) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The table as signed bytes and one scale a row; row 0, the unknown, is zero.

    Lengths are brought to a mean of 1 first; a common factor is no matter to normalised vectors.
    """
    table = table / max(1e-9, float(np.linalg.norm(table[1:], axis=1).mean()))
    table[0] = 0
    scales = np.maximum(np.abs(table).max(axis=1), 1e-9).astype(np.float32) / 127
    return np.rint(table / scales[:, None]).astype(np.int8), scales


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")
