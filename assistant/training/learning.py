"""Contrastive learning of the table: a question's vector near its article's, far from the others'."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from assistant.training.bags import Bags
from assistant.training.pairs import Pairs

if TYPE_CHECKING:
    import torch

Table = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn."""

    epochs: int = 8
    batch: int = 2048
    rate: float = 2e-3
    weight_rate: float = 2e-2
    scale: float = 20.0
    sizes: tuple[int, ...] = (384, 256, 128, 64)
    shares: tuple[float, ...] = (1.0, 0.5, 0.25, 0.125)
    piece_share: float = 1.0
    longest: int = 200
    threads: int = 1  # more gain little, and wait for one another on a busy machine


@dataclass(slots=True)
class Learner:
    """The table while it learns: a row's vector is its weight times its own and its pieces' vectors."""

    own: torch.Tensor
    weight: torch.Tensor
    pieces: torch.Tensor
    optimiser: torch.optim.Optimizer
    schedule: Schedule
    step: int = 0
    epoch: int = 0

    def table(self) -> torch.Tensor:
        """The table with the pieces folded in, rows × dimensions."""
        import torch

        whole = self.own + torch.sparse.mm(self.pieces, self.own)
        folded: torch.Tensor = whole * torch.exp(self.weight)[:, None]
        return folded


def keep_memory() -> None:
    """Tells glibc to keep freed memory: fresh pages for every step's tables cost more than the arithmetic.

    Does nothing on other systems.
    """
    import ctypes

    try:
        setting = ctypes.CDLL("libc.so.6").mallopt
    except (OSError, AttributeError):
        return
    setting(-4, 0)  # M_MMAP_MAX: no block of its own for a large array
    setting(-1, 2**31 - 1)  # M_TRIM_THRESHOLD: nothing handed back


def new_learner(start: Table, pieces: csr_matrix, schedule: Schedule) -> Learner:
    """A learner at the start table."""
    import torch

    keep_memory()
    torch.set_num_threads(schedule.threads)
    own = torch.nn.Parameter(torch.from_numpy(start.copy()))
    weight = torch.nn.Parameter(torch.zeros(len(start)))
    sparse = _sparse(pieces * schedule.piece_share)
    optimiser = torch.optim.Adam(
        [{"params": [own], "lr": schedule.rate}, {"params": [weight], "lr": schedule.weight_rate}],
        betas=(0.9, 0.99),
        fused=True,
    )
    for group in optimiser.param_groups:
        group["highest"] = group["lr"]
    return Learner(own, weight, sparse, optimiser, schedule)


def _sparse(matrix: csr_matrix) -> torch.Tensor:
    import torch

    with warnings.catch_warnings():
        # torch says of every such tensor that the format is young.
        warnings.filterwarnings("ignore", message="Sparse", category=UserWarning)
        return torch.sparse_csr_tensor(
            torch.from_numpy(matrix.indptr.astype(np.int64)),
            torch.from_numpy(matrix.indices.astype(np.int64)),
            torch.from_numpy(matrix.data.astype(np.float32)),
            size=matrix.shape,
        )


def learn_epoch(learner: Learner, pairs: Pairs, steps: int) -> Iterator[float]:
    """The loss of each step of one pass over the pairs.

    `steps` is how many the whole training takes: the rate falls along them.
    """
    batch = learner.schedule.batch
    for start in range(0, len(pairs.rows) - batch // 2, batch):
        rows = np.arange(start, min(start + batch, len(pairs.rows)))
        _set_rate(learner, steps)
        learner.optimiser.zero_grad(set_to_none=True)
        table = learner.table()
        questions = _pooled(table, pairs.questions.take(rows), learner.schedule.longest)
        articles = _pooled(table, pairs.articles.take(rows), learner.schedule.longest)
        loss = _loss(questions, articles, learner.schedule)
        loss.backward()  # type: ignore[no-untyped-call]
        learner.optimiser.step()
        learner.step += 1
        yield float(loss.detach())


def _set_rate(learner: Learner, steps: int) -> None:
    """Rises over the first twentieth, then falls to a twentieth along a line."""
    done = learner.step / max(1, steps)
    share = min(1.0, done / 0.05 + 0.02) * max(0.05, 1 - done)
    for group in learner.optimiser.param_groups:
        group["lr"] = group["highest"] * share


def _pooled(table: torch.Tensor, bags: Bags, longest: int) -> torch.Tensor:
    import torch

    within = np.arange(len(bags.ids)) - np.repeat(bags.offsets[:-1], bags.lengths)
    short = bags.keep(within < longest)
    return torch.nn.functional.embedding_bag(
        torch.from_numpy(short.ids.astype(np.int64)),
        table,
        torch.from_numpy(short.offsets[:-1].copy()),
        mode="mean",
    )


def _loss(questions: torch.Tensor, articles: torch.Tensor, schedule: Schedule) -> torch.Tensor:
    """The contrastive loss, a weighted mean over the Matryoshka sizes."""
    import torch
    from torch.nn.functional import normalize

    total = torch.zeros(())
    for size, share in zip(schedule.sizes, schedule.shares, strict=True):
        left, right = normalize(questions[:, :size]), normalize(articles[:, :size])
        total = total + share * _contrast(left, right, schedule)
    return total / sum(schedule.shares)


def _contrast(left: torch.Tensor, right: torch.Tensor, schedule: Schedule) -> torch.Tensor:
    """Cross entropy of each row against its partner, both ways, with its gradient worked out at once.

    Autograd's two passes over the scores take five times as long. Cosines times the scale stay below
    some 20, so the exponentials need no shift. Products run in bfloat16, which recent processors
    multiply several times faster; the sums stay in float32.
    """
    import torch

    near, far = left.detach().bfloat16(), right.detach().bfloat16()
    scores = (near @ far.T).float() * schedule.scale
    share = torch.exp(scores)
    rows, columns = share.sum(1), share.sum(0)
    count = len(scores)
    loss = ((rows.log() + columns.log()) / 2 - scores.diagonal()).mean()
    slope = share.mul_(1 / rows[:, None] + 1 / columns[None, :]).mul_(0.5 / count)
    slope.diagonal().sub_(1 / count)
    slope = slope.mul_(schedule.scale).bfloat16()
    # A surrogate whose gradient is the one worked out, and whose value is the loss.
    surrogate = (left * (slope @ far).float()).sum() + (right * (slope.T @ near).float()).sum()
    return surrogate - surrogate.detach() + loss


def save_learner(learner: Learner, path: Path) -> None:
    """Keeps all that is needed to go on later."""
    import torch

    state = {
        "own": learner.own.detach(),
        "weight": learner.weight.detach(),
        "optimiser": learner.optimiser.state_dict(),
        "step": learner.step,
        "epoch": learner.epoch,
    }
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def resume_learner(learner: Learner, path: Path) -> None:
    """Puts the learner where the file left off."""
    import torch

    state = torch.load(path, weights_only=True)
    with torch.no_grad():
        learner.own.copy_(state["own"])
        learner.weight.copy_(state["weight"])
    learner.optimiser.load_state_dict(state["optimiser"])
    learner.step = int(state["step"])
    learner.epoch = int(state["epoch"])
