"""`python -m assistant.training --laws DIR --out DIR`: trains the embedder and writes `DIR/model`."""

from __future__ import annotations

import argparse
import logging
from dataclasses import replace
from pathlib import Path

from assistant.training.course import Course, train
from assistant.training.learning import Schedule


def main() -> None:
    """Reads the call and trains; the log goes to the terminal and to `train.log` in the out folder."""
    parser = argparse.ArgumentParser(prog="python -m assistant.training", description=__doc__)
    parser.add_argument("--laws", type=Path, required=True, help="folder with national and regional laws")
    parser.add_argument("--out", type=Path, required=True, help="folder for the stages and the model")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="our own policies and lexicon")
    parser.add_argument("--epochs", type=int, default=Schedule().epochs)
    parser.add_argument("--seed", type=int, default=Course().seed)
    call = parser.parse_args()
    call.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(message)s",
        handlers=[logging.StreamHandler(), logging.FileHandler(call.out / "train.log", encoding="utf-8")],
    )
    course = Course(seed=call.seed)
    course = replace(course, schedule=replace(course.schedule, epochs=call.epochs))
    train(call.laws, call.corpus, call.out, course)


if __name__ == "__main__":
    main()
