"""What the print says of itself: what its 最高 means, where a mark is missing in it."""

from __future__ import annotations

from assistant.answering.case import MOST_MEANS, Case
from assistant.answering.phrasing import Conclusion, amounts_sentence
from assistant.dialogue.pointers import FLAW_ASKED, run_together
from assistant.wording import CEILING_MEANS, SPOKEN_CEILING_MEANS, SPOKEN_FLAW


def ceiling_meant(case: Case) -> Conclusion | None:
    """What 最高 or 不超过 means, where that is asked of an award that is a ceiling."""
    if not MOST_MEANS.search(case.said) or not any(award.bound == "at_most" for award in case.awards):
        return None
    return Conclusion(f"{CEILING_MEANS}{amounts_sentence(case)}", SPOKEN_CEILING_MEANS, "answered")


def flawed(case: Case) -> Conclusion | None:
    """The flaw of the print, where that is asked about: 中间是不是漏了顿号."""
    explaining = bool(run_together(case.claims)) and "defines" in case.aspects
    if not case.measure.defect or not (explaining or FLAW_ASKED.search(case.said)):
        return None
    return Conclusion(f"{case.measure.defect}{amounts_sentence(case)}", SPOKEN_FLAW, "answered")
