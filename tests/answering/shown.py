"""What an answer shows, for the tests beside this file."""

from fractions import Fraction

from assistant.answering.answer import Answer


def amounts(answer: Answer) -> list[int]:
    """The amounts of an answer in whole yuan."""
    return [int(Fraction(str(f.amount))) for f in answer.figures]
