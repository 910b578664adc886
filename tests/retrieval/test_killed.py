"""A writer that is killed at any moment leaves the old version or the new one, whole."""

import random
import signal
import subprocess
import sys
import time

import pytest

from assistant.retrieval.embedder import HashedEmbedder
from assistant.retrieval.index import Index, Workplace, build_index, open_index
from assistant.retrieval.search import Search
from assistant.retrieval.segment import Item, Origin

# Writes version after version: the text of the document names the version, and so does the corpus hash.
WRITER = """
import sys
from pathlib import Path
from assistant.retrieval.embedder import HashedEmbedder
from assistant.retrieval.index import Workplace, build_index, change_index
from assistant.retrieval.segment import Item, Origin

place, limit = Workplace(Path(sys.argv[1])), int(sys.argv[2])
print("ready", flush=True)
for number in range(10_000):
    name = f"{sys.argv[3]}-{number}"
    items = [Item(f"{name}/{n}", f"第{n}号补贴", "", "a") for n in range(40)]
    if number % 3:
        change_index(place, HashedEmbedder(), corpus=name, put=[(Origin("a"), items)])
    else:
        build_index(items, [Origin("a")], place, HashedEmbedder(), corpus=name, exact_limit=limit)
"""


def build(place):
    items = [Item(f"first/{n}", f"第{n}号补贴", "", "a") for n in range(40)]
    build_index(items, [Origin("a")], place, HashedEmbedder(), corpus="first")


def kill_while_writing(place, limit, turn, seconds):
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(place.folder), str(limit), str(turn)],
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout.readline() == "ready\n"
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
        writer.wait()


def assert_whole(place):
    index = open_index(place)
    assert isinstance(index, Index), index
    hits = Search(index, HashedEmbedder()).find("补贴", limit=100)
    assert len(hits) == 40
    assert {hit.clause_id.split("/")[0] for hit in hits} == {index.manifest.corpus}


@pytest.mark.slow
@pytest.mark.parametrize(("limit", "turns"), [(1000, 12), (10, 5)], ids=["exact", "chroma"])
def test_a_killed_writer_leaves_a_whole_version(tmp_path, limit, turns):
    place = Workplace(tmp_path)
    build(place)
    chance = random.Random(limit)
    for turn in range(turns):
        kill_while_writing(place, limit, turn, chance.uniform(0.0, 1.0 if limit > 100 else 4.0))
        assert_whole(place)
    build(place)
    assert_whole(place)
    # What the killed writers left lying has been cleared away.
    assert len(list((tmp_path / "segments").iterdir())) <= 7
    assert len(list((tmp_path / "artefacts").iterdir())) <= 3


@pytest.mark.slow
def test_readers_see_whole_versions_while_a_writer_writes(tmp_path):
    place = Workplace(tmp_path)
    build(place)
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path), "1000", "live"], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout.readline() == "ready\n"
        try:
            seen = read_for_a_while(place, seconds=4)
        finally:
            writer.kill()
    assert len(seen) > 3


def read_for_a_while(place, seconds):
    seen = set()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        index = open_index(place)
        assert isinstance(index, Index), index
        hits = Search(index, HashedEmbedder()).find("补贴", limit=100)
        assert {hit.clause_id.split("/")[0] for hit in hits} == {index.manifest.corpus}
        seen.add(index.manifest.corpus)
    return seen
