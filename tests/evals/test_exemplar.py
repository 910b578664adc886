from pathlib import Path

from assistant.dialogue import phrases
from evals.exemplar import normal, overlaps, read_exemplars
from evals.record import question_files, read_records

SHIPPED = Path(__file__).parents[2] / "corpus"
SETS = Path(__file__).parents[2] / "evals" / "sets"


def corpus(tmp_path, text):
    folder = tmp_path / "some-policy" / "exemplars"
    folder.mkdir(parents=True)
    (folder / "ip.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "dialogue" / "acts").mkdir(parents=True)
    (tmp_path / "dialogue" / "acts" / "thanks.yaml").write_text("- 多谢你\n", encoding="utf-8")
    (tmp_path / "dialogue" / "words.yaml").write_text("thanks: [谢了]\n", encoding="utf-8")
    return read_exemplars(tmp_path)


def test_sentences_are_found_at_any_depth_and_words_left_out(tmp_path):
    found = corpus(tmp_path, "amount:\n  - {text: 贴多少}\n  - 补几成\ncues: [多少]\n")
    assert {each.text for each in found} == {"贴多少", "补几成", "多谢你"}


def test_questions_of_what_is_left_open_are_found_and_its_names_and_words_left_out(tmp_path):
    (tmp_path / "dialogue" / "open").mkdir(parents=True)
    point = "name: 含税还是不含税\nquestions: [按税前算吗]\nwords: [税前]\n"
    (tmp_path / "dialogue" / "open" / "tax.yaml").write_text(point, encoding="utf-8")
    found = corpus(tmp_path, "amount: [贴多少]\nopen:\n  计息天数: [按360天算吗, 一年按几天]\n")
    assert {each.text for each in found} == {"按税前算吗", "贴多少", "按360天算吗", "一年按几天", "多谢你"}


def test_every_sentence_that_the_labellers_learn_from_is_found():
    found = {each.text for each in read_exemplars(SHIPPED)}
    learned = [text for text, _, _ in phrases.read_exemplars(SHIPPED)]
    learned += [text for text, _ in phrases.read_openings(SHIPPED, ())]
    assert set(learned) <= found


def test_an_exemplar_that_equals_a_question_is_found(tmp_path, make_record):
    exemplars = corpus(tmp_path, "- １０００万，能贴多少？\n- 能贴多少\n")
    records = [make_record(("你好", {}), ("1000万 能贴多少", {}))]
    (found,) = overlaps(exemplars, records)
    assert found.turn == 2
    assert "t-001, turn 2" in str(found) and "ip.yaml" in str(found)


def test_nothing_in_common_is_nothing_found(tmp_path, make_record):
    exemplars = corpus(tmp_path, "- 能贴多少呢\n- '？'\n")
    assert overlaps(exemplars, [make_record(("能贴多少", {}), ("！", {}))]) == ()


def test_width_case_and_punctuation_do_not_count():
    assert normal("ＩＰＯ， 奖多少？") == normal("ipo奖多少")


def test_no_exemplar_that_ships_equals_a_question_of_any_set():
    records, flaws = read_records(question_files([SETS]))
    assert records and not flaws
    assert [str(overlap) for overlap in overlaps(read_exemplars(SHIPPED), records)] == []
