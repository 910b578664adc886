"""The corpus grows and shrinks while it is served: a process goes over to the index's newest version by itself."""

import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from browsing import UNLIMITED, Running, Visit, make_service
from fastapi.testclient import TestClient
from script import scripted_assistant

from assistant.assistant import start_assistant
from assistant.retrieval.embedder import load_embedder
from assistant.retrieval.index import Workplace, change_index, current_version
from assistant.settings import ROOT, Settings
from assistant.state.store import open_store
from assistant.web.application import application
from assistant.web.current import TRY_AGAIN, Current
from assistant.web.service import Service

TESTS = Path(__file__).parents[1]
CULTURE = TESTS / "second_policy" / "hz-binjiang-culture-2024"
CHARGING = TESTS / "charging_policy" / "hz-binjiang-charging-2025"
OLD, NEW = "区办〔2024〕15号", "区办〔2025〕3号"
ABOUT_OLD, ABOUT_NEW = "动画片在浙江卫视播出有奖励吗", "园区里建充电站奖多少"
DAY = date(2025, 6, 1)
LABEL, RENAMED = "游戏年度海外营业收入", "原创游戏在海外的年营业收入"


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A small corpus of one policy, and its index."""
    folder = tmp_path_factory.mktemp("first")
    shutil.copytree(ROOT / "corpus", folder / "corpus", ignore=shutil.ignore_patterns("hz-*"))
    shutil.copytree(CULTURE, folder / "corpus" / CULTURE.name)
    rebuild(folder)
    return folder


@pytest.fixture
def settings(first, tmp_path):
    """A copy of the small corpus and its index, for this test to change."""
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    return Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data", _env_file=None)


@pytest.fixture
def current(settings):
    """An assistant that is served from the small corpus."""
    found = Current(settings, start_assistant)
    assert found.assistant is found.held
    return found


def rebuild(folder):
    """Builds the index anew, in another process."""
    places = {"ASSISTANT_CORPUS_DIR": folder / "corpus", "ASSISTANT_DATA_DIR": folder / "data"}
    environment = {**os.environ, **{name: str(place) for name, place in places.items()}}
    command = [sys.executable, "-m", "assistant", "index", "build"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)


def change(settings, **changes):
    """Another version of the index, made at once; its name."""
    place = Workplace(settings.index_dir)
    return change_index(place, load_embedder(), corpus="changed", **changes).name


def cited(answer):
    return {citation["document"] for citation in answer["citations"]}


class Callers:
    """Callers that ask about both policies until they are stopped; what they were told is kept."""

    def __init__(self, service):
        self.service, self.told, self.failed = service, [], []
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self.ask) for _ in range(3)]

    def ask(self):
        while not self.stopped.wait(0.05):
            try:
                for question in (ABOUT_OLD, ABOUT_NEW):
                    self.told.append(self.service.answer(question, as_of=DAY, door="test"))
            except Exception as error:  # whatever it is, it failed an answer
                self.failed.append(error)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for thread in self.threads:
            thread.join()


def until_left(service, index):
    """Waits until another version is served; the version of its corpus."""
    end = time.monotonic() + 60
    while service.current.held.index == index:
        assert time.monotonic() < end, service.current.trouble
        time.sleep(0.05)
    return service.assistant.versions["corpus"]


@pytest.mark.slow
def test_a_document_is_added_and_withdrawn_while_people_ask(settings, tmp_path):
    service = Service(settings, start_assistant, open_store)
    with TestClient(application(service=service, options=UNLIMITED, pages=False)) as client:
        before = service.assistant
        old = service.answer(ABOUT_OLD, as_of=DAY, door="test")
        with Callers(service) as callers:
            shutil.copytree(CHARGING, settings.corpus_dir / CHARGING.name)
            rebuild(tmp_path)
            grown = until_left(service, before.index)
            added = service.answer(ABOUT_NEW, as_of=DAY, door="test")
            assert client.get(f"/api/clauses/{CHARGING.name}/一1").status_code == 200
            assert client.get(f"/api/answers/{old['id']}").json()["same"]
            # What began on the version before ends on it.
            assert NEW not in cited(before.answer(ABOUT_NEW, as_of=DAY).answer.to_dict())
            shutil.rmtree(settings.corpus_dir / CHARGING.name)
            between = service.assistant.index
            rebuild(tmp_path)
            shrunk = until_left(service, between)
            gone = service.answer(ABOUT_NEW, as_of=DAY, door="test")
            assert not client.get(f"/api/answers/{added['id']}").json()["same"]
            assert client.get(f"/api/clauses/{CHARGING.name}/一1").status_code == 404
    assert (added["status"], cited(added)) == ("answered", {NEW})
    assert [figure["amount"] for figure in added["figures"]] == ["120000.00"]
    assert NEW not in cited(gone) and not gone["figures"]
    assert before.versions["corpus"] == shrunk != grown == added["versions"]["corpus"]
    assert not callers.failed
    for answer in callers.told:
        if answer["question"] == ABOUT_OLD:
            assert (answer["status"], cited(answer)) == ("answered", {OLD})
        else:
            assert (NEW in cited(answer)) == (answer["versions"]["corpus"] == grown)


@pytest.mark.slow
def test_the_form_of_the_checkup_follows_the_measures(chromium, settings, tmp_path):
    """Whoever is filling in the form before goes on with it; whoever comes now sees the new fields."""
    make_service(settings.data_dir)
    places = {"ASSISTANT_CORPUS_DIR": str(settings.corpus_dir), "ASSISTANT_DATA_DIR": str(settings.data_dir)}
    running = Running(settings.data_dir, places, real=True)
    running.wait()
    found = Visit(chromium, running.url)
    try:
        before, after = found.page, found.context.new_page()
        open_form(before)
        assert before.get_by_label(LABEL).count() == 1
        measures = settings.corpus_dir / CULTURE.name / "measures.yaml"
        measures.write_text(measures.read_text(encoding="utf-8").replace(LABEL, RENAMED), encoding="utf-8")
        rebuild(tmp_path)
        end = time.monotonic() + 60
        while after.get_by_label(RENAMED).count() == 0:
            assert time.monotonic() < end
            open_form(after)
        after.get_by_label(RENAMED).fill("2500万元")
        for page in (before, after):
            page.get_by_label("按哪一天看政策").fill(DAY.isoformat())
            page.click("#checkup-run")
            page.wait_for_selector(".match")
        assert "80万元" in after.locator(".card", has_text="出海").first.inner_text()
        before.get_by_label(LABEL).fill("2500万元")
        before.click("#checkup-run")
        before.wait_for_selector(".trouble")
        assert LABEL in before.locator(".trouble").inner_text()
        assert found.errors == []
    finally:
        found.context.close()
        running.stop()


def open_form(page):
    """The page of the check-up with every group unfolded."""
    page.goto("/checkup/")
    page.wait_for_selector("#checkup-run")
    page.wait_for_timeout(500)
    while page.locator("#checkup button.label-wrap:not(.open)").count():
        page.locator("#checkup button.label-wrap:not(.open)").first.click()


def test_an_answer_ends_on_the_version_that_it_began_with(tmp_path):
    class Leaving:
        """Another version is served before its answer is finished."""

        library, writer = scripted_assistant().library, None

        def answer(self, question, **given):
            service.current.held = object()
            return scripted_assistant().answer(question, **given)

    service = make_service(tmp_path, Leaving())
    answer = service.answer("知识产权质押贷款贴息", door="test")
    assert answer["asks"][0]["example"]


def test_a_damaged_version_is_not_served_and_tried_again_later(current, settings, caplog):
    before = current.held
    name = change(settings, extras={"note.txt": b"sound"})
    note = settings.index_dir / "artefacts" / name / "note.txt"
    note.write_bytes(b"damaged")
    current.follow(0.0)
    assert current.held is before and "note.txt" in current.trouble
    assert before.answer(ABOUT_OLD, as_of=DAY).answer.figures
    note.write_bytes(b"sound")
    current.follow(TRY_AGAIN - 1)
    assert current.held is before
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    current.follow(TRY_AGAIN)
    assert (current.held.index, current.trouble) == (name, None)


@pytest.mark.parametrize(
    ("extras", "why"),
    [({"matters.npz": b"no weights"}, "读取时出错"), ({"form": b"0"}, "另一版本的程序")],
)
def test_a_version_that_this_program_cannot_read_is_not_served(current, settings, extras, why):
    before = current.held
    sound = {name: before.search.index.artefact(name) for name in extras}
    change(settings, extras=extras)
    current.follow(0.0)
    assert current.held is before and why in current.trouble
    # The next version is opened at once.
    name = change(settings, extras=sound)
    current.follow(1.0)
    assert (current.held.index, current.trouble) == (name, None)


def test_a_pointer_that_cannot_be_read_leaves_the_old_version(current, settings):
    before, pointer = current.held, settings.index_dir / "CURRENT"
    kept = pointer.read_bytes()
    pointer.write_bytes(b"\xff\xfe nonsense")
    current.follow(0.0)
    assert current.held is before and current.trouble
    pointer.write_bytes(kept)
    current.follow(1.0)
    assert current.held is before and current.trouble is None
    assert current_version(settings.index_dir) == before.index


def test_readiness_tells_of_a_version_that_is_not_served_and_stays(settings):
    service = Service(settings, start_assistant, open_store)
    with TestClient(application(service=service, options=UNLIMITED, pages=False)) as client:
        assert client.get("/ready").json()["parts"]["index"] == "ok"
        change(settings, extras={"form": b"0"})
        service.current.follow(0.0)
        ready = client.get("/ready")
    assert ready.status_code == 200
    assert "仍用原来的版本" in ready.json()["parts"]["index"]
