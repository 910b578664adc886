"""A tiny training, from two laws to a folder, twice."""

import gzip
import json

import numpy as np
import pytest

from assistant.training.course import Course, train
from assistant.training.learning import Schedule

LAWS = {
    "national": (
        "用工条例",
        "用人单位应当按月支付劳动报酬，不得拖欠。拖欠劳动报酬的，由人力资源部门责令限期支付。",
    ),
    "regional": (
        "养犬条例",
        "养犬人应当以链绳牵引犬只，并清理粪便。犬只伤人的，养犬人应当依法赔偿医疗费用。",
    ),
}


@pytest.fixture
def texts(tmp_path):
    laws, corpus = tmp_path / "laws", tmp_path / "corpus"
    laws.mkdir()
    (corpus / "lexicon").mkdir(parents=True)
    (corpus / "lexicon" / "everyday.txt").write_text(
        "# 劳动\n劳动报酬 | 工资 工钱\n养犬人+赔偿 | 狗咬人\n", "utf-8"
    )
    (corpus / "lexicon" / "fillers.txt").write_text("请问 怎么办 吗\n", "utf-8")
    for name, (title, text) in LAWS.items():
        articles = [
            {
                "no": str(number),
                "text": f"{text}第{number}款依照前款办理，另有规定的除外{number}。",
                "head": ["总则"],
            }
            for number in range(12)
        ]
        with gzip.open(laws / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(json.dumps({"title": title, "arts": articles}, ensure_ascii=False) + "\n")
    return laws, corpus


def tiny(epochs=2):
    schedule = Schedule(epochs=epochs, batch=8, sizes=(8, 4), shares=(1.0, 0.5))
    return Course(words=9000, dimensions=8, schedule=schedule)


@pytest.mark.slow
def test_same_course_gives_same_folder(texts, tmp_path):
    first = train(*texts, tmp_path / "first", tiny())
    second = train(*texts, tmp_path / "second", tiny())
    for name in ("tokenizer.json", "model.safetensors", "modules.json"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


@pytest.mark.slow
def test_interrupted_training_goes_on(texts, tmp_path, monkeypatch):
    from assistant.training import course as module

    whole = train(*texts, tmp_path / "whole", tiny())
    draws = iter([module.draw_pairs, None])

    def draw(*arguments):
        found = next(draws)
        if found is None:
            raise KeyboardInterrupt
        return found(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(module, "draw_pairs", draw)
        with pytest.raises(KeyboardInterrupt):
            train(*texts, tmp_path / "halves", tiny())
    halves = train(*texts, tmp_path / "halves", tiny())
    assert (whole / "model.safetensors").read_bytes() == (halves / "model.safetensors").read_bytes()


@pytest.mark.slow
def test_folder_of_another_course_is_refused(texts, tmp_path):
    train(*texts, tmp_path / "out", tiny(epochs=1))
    with pytest.raises(ValueError, match="another course"):
        train(*texts, tmp_path / "out", tiny(epochs=2))


@pytest.mark.slow
def test_learnt_everyday_words_lie_near_written_ones(texts, tmp_path):
    from assistant.training.measure import read_table, vectors

    folder = train(*texts, tmp_path / "out", tiny(epochs=30))
    asked = ["工钱", "拖欠劳动报酬", "犬只伤人"]
    wages, labour, dogs = vectors(folder, read_table(folder), asked)
    assert wages @ labour > wages @ dogs
    assert np.linalg.norm(wages) == pytest.approx(1, abs=1e-5)
    # The table before rounding stays beside it, so that what rounding costs can be measured.
    unrounded = vectors(folder, np.load(tmp_path / "out" / "table.npy"), asked)
    np.testing.assert_allclose(unrounded, [wages, labour, dogs], atol=0.02)
    assert (unrounded != [wages, labour, dogs]).any()
