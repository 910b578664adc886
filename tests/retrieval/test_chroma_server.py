"""A real Chroma server: built into, searched by two processes' worth of readers, rebuilt under load."""

import gc
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from assistant.retrieval.embedder import HashedEmbedder
from assistant.retrieval.index import Index, IndexProblem, Workplace, build_index, open_index
from assistant.retrieval.search import Search
from assistant.retrieval.segment import Item, Origin
from assistant.retrieval.vectors import ChromaPlace, ChromaVectors, close_client

pytestmark = [
    pytest.mark.slow,
    # chromadb leaves sockets open; they are collected before the test ends.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
EMBEDDER = HashedEmbedder()


def free_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def answers(url):
    try:
        with urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.fixture
def server(tmp_path):
    """A server of this test's own; stopped afterwards."""
    port = free_port()
    program = shutil.which("chroma") or str(Path(sys.executable).parent / "chroma")
    with subprocess.Popen(
        [program, "run", "--path", str(tmp_path / "server"), "--port", str(port), "--host", "127.0.0.1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
    ) as process:
        url = f"http://127.0.0.1:{port}"
        for _ in range(200):
            if answers(url):
                break
            time.sleep(0.1)
        yield process, url
        process.kill()
    gc.collect()


def build(place, version):
    items = [Item(f"{version}/{n}", f"第{n}号企业贷款贴息", "", "a") for n in range(60)]
    return build_index(items, [Origin("a")], place, EMBEDDER, corpus=version)


def test_a_server_holds_the_vectors_and_loses_nothing_unnoticed(server, tmp_path):
    process, url = server
    place = Workplace(tmp_path / "index", url)
    build(place, "one")
    index = open_index(place)
    assert isinstance(index, Index)
    assert isinstance(index.segments[0].vectors, ChromaVectors)
    search = Search(index, EMBEDDER)
    assert search.find("第37号企业")[0].clause_id == "one/37"

    collection = index.manifest.segments[0].collection
    client = ChromaPlace(tmp_path, url).client(collection)
    client.get_collection(collection).delete(ids=["3"])
    damaged = open_index(place)
    assert isinstance(damaged, IndexProblem)
    assert damaged.kind == "damaged"

    for version in ("two", "three", "four", "five"):
        build(place, version)
    assert collection not in [held.name for held in client.list_collections()]
    close_client(client)

    process.kill()
    process.wait()
    unreachable = open_index(place)
    assert isinstance(unreachable, IndexProblem)
    assert unreachable.kind == "unreachable"
    assert "ASSISTANT_CHROMA_URL" in unreachable.message
    # A search that is already open goes on without the server.
    assert search.find("第37号企业")[0].clause_id == "one/37"


READER = """
import sys
from pathlib import Path
from assistant.retrieval.embedder import HashedEmbedder
from assistant.retrieval.index import Workplace, current_version, open_index
from assistant.retrieval.search import Search

place = Workplace(Path(sys.argv[1]), sys.argv[2])
search = Search(open_index(place), HashedEmbedder())
print("ready", flush=True)
seen = set()
while sys.argv[3] not in seen:
    if search.index.manifest.name != current_version(place.folder):
        search = Search(open_index(place), HashedEmbedder())
    hits = search.find("第37号企业", limit=60)
    versions = {hit.clause_id.split("/")[0] for hit in hits}
    assert versions == {search.index.manifest.corpus}, versions
    assert hits[0].clause_id.endswith("/37")
    seen |= versions
print(" ".join(sorted(seen)))
"""


def test_two_readers_on_a_server_answer_throughout_rebuilds(server, tmp_path):
    _, url = server
    place = Workplace(tmp_path / "index", url)
    build(place, "v0")
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(place.folder), url, "v3"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for reader in readers:
        assert reader.stdout.readline() == "ready\n", reader.communicate()[1]
    for number in range(1, 4):
        build(place, f"v{number}")
    for reader in readers:
        out, errors = reader.communicate(timeout=60)
        assert reader.returncode == 0, errors
        assert "v3" in out.split()


def test_threads_share_one_search_while_the_index_is_rebuilt(server, tmp_path):
    _, url = server
    place = Workplace(tmp_path / "index", url)
    build(place, "v0")
    search = Search(open_index(place), EMBEDDER)
    failures = []

    def ask():
        for number in range(20, 40):
            try:
                assert search.find(f"第{number}号企业")[0].clause_id.endswith(f"/{number}")
            except Exception as error:  # whatever it is, it failed an answer
                failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    build(place, "v1")
    for thread in threads:
        thread.join()
    assert not failures


# Writes version after version, a few vectors at a time, so that filling a collection takes a while.
WRITER = """
import sys
from pathlib import Path
from assistant.retrieval import segment
from assistant.retrieval.embedder import HashedEmbedder
from assistant.retrieval.index import Workplace, build_index
from assistant.retrieval.segment import Item, Origin

segment.BATCH = 5
place, first = Workplace(Path(sys.argv[1]), sys.argv[2]), int(sys.argv[3])
for number in range(first, first + 1000):
    items = [Item(f"w{number}/{n}", f"第{n}号企业贷款贴息", "", "a") for n in range(60)]
    build_index(items, [Origin("a")], place, HashedEmbedder(), corpus=f"w{number}")
"""


def kill_while_filling(place, url, turn, moment):
    """Kills a writer when it has put some, not all, of its vectors into a new collection; gives its name."""
    client = ChromaPlace(place.folder, url).client("looking")
    before = {held.name for held in client.list_collections()}
    command = [sys.executable, "-c", WRITER, str(place.folder), url, str(turn * 1000)]
    with subprocess.Popen(command) as writer:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            new = [held for held in client.list_collections() if held.name not in before]
            if new and moment <= new[-1].count() < 60:
                break
        writer.kill()
    assert new, "the writer has begun no collection"
    name, held = new[-1].name, new[-1].count()
    close_client(client)
    return name, held


def assert_one_version(place):
    index = open_index(place)
    assert isinstance(index, Index), index
    hits = Search(index, EMBEDDER).find("第37号企业贷款", limit=100)
    assert len(hits) == 60
    assert {hit.clause_id.split("/")[0] for hit in hits} == {index.manifest.corpus}
    assert isinstance(index.segments[0].vectors, ChromaVectors)


def test_a_writer_killed_while_it_fills_leaves_one_whole_version(server, tmp_path):
    _, url = server
    place = Workplace(tmp_path / "index", url)
    build(place, "first")
    before = Search(open_index(place), EMBEDDER)
    left = []
    for turn, moment in enumerate((0, 5, 25, 45), 1):
        name, held = kill_while_filling(place, url, turn, moment)
        assert_one_version(place)
        left += [name] if held < 60 else []
    assert left, "no writer was killed in the middle"
    # Who opened the first version goes on with it.
    assert before.find("第37号企业")[0].clause_id == "first/37"

    build(place, "last")
    assert_one_version(place)
    client = ChromaPlace(tmp_path, url).client("looking")
    assert not {held.name for held in client.list_collections()} & set(left)
    close_client(client)


def test_what_a_killed_writer_began_is_known_by_its_folder(server, tmp_path, monkeypatch):
    """The collection of a killed writer is cleared because its segment's folder was there before it."""
    _, url = server
    place = Workplace(tmp_path / "index", url)
    build(place, "first")
    seen = []

    @contextmanager
    def filling(_, collection, folder):
        seen.append(folder.is_dir() and folder.name == collection.removeprefix("policy-"))
        yield lambda count: count

    monkeypatch.setattr("assistant.retrieval.index._filling", filling)
    build(place, "second")
    assert seen == [True]


@pytest.fixture
def web_processes(server, small_corpus, tmp_path):
    """Two `assistant serve` on one index whose vectors stand on the server; their addresses and their world."""
    process, url = server
    world = {**os.environ, "ASSISTANT_DATA_DIR": str(tmp_path / "data"), "ASSISTANT_CHROMA_URL": url}
    world |= {"ASSISTANT_RATE": "100000/minute", "ASSISTANT_CORPUS_DIR": str(small_corpus)}
    command = [sys.executable, "-m", "assistant"]
    subprocess.run([*command, "index", "build"], env=world, check=True, stderr=subprocess.DEVNULL)
    ports = [free_port(), free_port()]
    serving = [
        subprocess.Popen([*command, "serve", "--port", str(port)], env=world, stderr=subprocess.DEVNULL)
        for port in ports
    ]
    places = [f"http://127.0.0.1:{port}" for port in ports]
    for place in places:
        until_ready(place)
    yield process, places, world
    for each in serving:
        each.terminate()
    for each in serving:
        each.wait(20)


def until_ready(place):
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            if httpx.get(f"{place}/ready", timeout=30).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"{place} did not become ready")


class Callers:
    """A caller for each address that asks until it is told to stop; every answer that is not right is kept."""

    def __init__(self, places):
        self.asked, self.failed, self.stopped = 0, [], threading.Event()
        self.threads = [threading.Thread(target=self.ask, args=(place,)) for place in places]

    def ask(self, place):
        with httpx.Client(base_url=place, timeout=30) as client:
            while not self.stopped.is_set():
                found = client.get("/api/clauses", params={"q": "境内上市奖励多少"})
                told = client.post("/api/answers", json={"question": "境内上市奖励多少"})
                self.asked += 2
                self.stopped.wait(0.3)
                if found.status_code != 200 or "上市" not in found.text:
                    self.failed.append(found.text[:300])
                if told.status_code != 200 or not told.json()["citations"]:
                    self.failed.append(told.text[:300])

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for thread in self.threads:
            thread.join()


def test_two_web_processes_answer_throughout_rebuilds_and_without_the_server(web_processes):
    server, places, world = web_processes
    rebuild = [sys.executable, "-m", "assistant", "index", "build", "--force"]
    with Callers(places) as callers:
        for _ in range(3):  # more than are kept: the collection that is being read goes away
            subprocess.run(rebuild, env=world, check=True, stderr=subprocess.DEVNULL)
        before = callers.asked
        server.kill()
        server.wait()
        while callers.asked < before + 8 and not callers.failed:
            time.sleep(0.1)
    assert not callers.failed
    assert before > 8
