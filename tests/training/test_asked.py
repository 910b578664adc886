from assistant.training.asked import read_asked


def test_questions_stand_beside_the_words_of_their_measure(tmp_path):
    policy = tmp_path / "a"
    (policy / "exemplars").mkdir(parents=True)
    measures = "measures:\n  award:\n    name: 奖励\n    audience: 企业\n    evidence: {e1: 给予奖励。}\n"
    (policy / "measures.yaml").write_text(measures, "utf-8")
    (policy / "exemplars" / "award.yaml").write_text("amount: [奖多少, 给几万]\n", "utf-8")
    (policy / "exemplars" / "validity.yaml").write_text("when: [几时到期]\n", "utf-8")
    assert read_asked(tmp_path) == (
        ("奖多少", "奖励\n企业\n给予奖励。"),
        ("给几万", "奖励\n企业\n给予奖励。"),
    )
