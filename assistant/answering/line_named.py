"""The clause's own line, where it is named and no sum of the case is told: 往那个累计一千万里加."""

from __future__ import annotations

import re

from assistant.answering.case import Case

# Grammar, not vocabulary. What says of a sum that it is the line: 那个累计一千万, 门槛1000万.
_LINED = re.compile(r"(?:[那这]个?|门槛|线|累计|要求)的?(?:累计|门槛|是)?$")


def only_lined(case: Case) -> bool:
    """Whether no sum was told but the clause's own threshold, which is named."""
    lines = {
        value.value
        for c in case.measure.conditions
        if c.test == "at_least" and c.parameter and (p := case.measure.parameter(c.parameter))
        for value in p.values
    }
    sums = [f for f in case.facts if f.low is not None]
    return bool(sums) and all(f.low in lines and _LINED.search(case.said.partition(f.said)[0]) for f in sums)
