"""Which examples each minibatch of a run has: cloze.train.plan."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .errors import ExamplesError

# As long as shares of decimal fractions may miss 1 by rounding.
_SHARE_ERROR = 1e-9


@dataclass(frozen=True)
class Training:
    """The keys of the section ``training`` that decide which examples a minibatch has, with its defaults.

    Attributes:
        workers: logical workers; minibatch g is step g // workers of worker g % workers
        train_batch_size: examples per minibatch of one worker
        epochs: passes over the examples; ignored if max_steps is set
        max_steps: steps of each worker; 0 for as many as the epochs need
        batch_ramp: pairs of until-share and train-batch-size
        phase_shares: the shares of length-phases; empty for a single phase
    """

    workers: int = 2
    train_batch_size: int = 32
    epochs: int = 1
    max_steps: int = 0
    batch_ramp: Sequence[tuple[float, int]] = ()
    phase_shares: Sequence[float] = ()

    def __post_init__(self) -> None:
        ramp = [share for share, _ in self.batch_ramp]
        _require(self.workers >= 1, f"workers = {self.workers}, must be at least 1")
        _require(self.train_batch_size >= 1, f"train_batch_size = {self.train_batch_size}, must be at least 1")
        _require(self.max_steps >= 0, f"max_steps = {self.max_steps}, must be at least 1, or 0 to train for the epochs")
        _require(
            self.epochs >= 1 or self.max_steps > 0,
            f"epochs = {self.epochs}, must be at least 1, or 0 with max_steps; a time-budget alone cannot be followed,"
            " because the clock would decide what is read",
        )
        _require(sorted(set(ramp)) == ramp, f"batch_ramp = {ramp}, until-share must rise from stage to stage")
        _require(
            all(0 < share < 1 and size >= 1 for share, size in self.batch_ramp),
            f"batch_ramp = {list(self.batch_ramp)}, must be shares in (0, 1) and sizes of at least 1",
        )
        _require(
            not self.phase_shares or abs(sum(self.phase_shares) - 1) < _SHARE_ERROR,
            f"phase_shares = {list(self.phase_shares)}, must add up to 1",
        )
        _require(
            not self.phase_shares or self.max_steps > 0, "phase_shares need max_steps, whose fractions the shares are"
        )

    def block_size(self) -> int:
        """Examples of one bin that follow each other in the order of an epoch: the largest minibatch of the run."""
        sizes = [size for _, size in self.batch_ramp] + [self.train_batch_size]
        _require(
            all(max(sizes) % size == 0 for size in sizes),
            f"batch_ramp: with examples.bins each minibatch size must divide the largest, found {sizes};"
            " otherwise some minibatches would mix examples of two bins",
        )
        return max(sizes)


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise ExamplesError(f"training: {problem}")


@dataclass(frozen=True)
class Reference:
    """One minibatch of a run: the examples ``start`` to ``end`` in the order of ``epoch``."""

    epoch: int
    start: int
    end: int


@dataclass(frozen=True)
class _Segment:
    """Consecutive minibatches of one size, of the examples of one phase; they end at multiples of the size.

    ``epoch`` and ``offset`` are the place where the first begins.
    """

    first: int
    count: int
    phase: int
    examples: int
    batch_size: int
    epoch: int
    offset: int

    def at(self, number: int) -> tuple[int, int]:
        """Epoch and offset where minibatch ``number`` of the run begins."""
        index = number - self.first
        before = self.offset // self.batch_size
        per_epoch = _ceil_divide(self.examples, self.batch_size)
        if index < per_epoch - before:
            return self.epoch, max(self.offset, (before + index) * self.batch_size)
        later = index - (per_epoch - before)
        return self.epoch + 1 + later // per_epoch, later % per_epoch * self.batch_size

    def behind(self, offset: int) -> int:
        """The end of the minibatch that begins at ``offset``."""
        return min(self.examples, (offset // self.batch_size + 1) * self.batch_size)

    def last_epoch(self) -> int:
        return self.at(self.first + self.count - 1)[0]

    def until(self, examples: int) -> int:
        """How many of its minibatches there are until so many examples of the phase are fitted."""
        epoch, offset = divmod(examples, self.examples)
        before = self.offset // self.batch_size
        if epoch < self.epoch:
            return 0
        if epoch == self.epoch:
            return 0 if offset <= self.offset else _ceil_divide(offset, self.batch_size) - before
        per_epoch = _ceil_divide(self.examples, self.batch_size)
        return (epoch - self.epoch) * per_epoch - before + _ceil_divide(offset, self.batch_size)


class TrainingPlan:
    """All minibatches of a run. Any of them is found without a walk over those before."""

    def __init__(self, training: Training, examples: Sequence[int]) -> None:
        """Plans a run; ``examples`` is the number of training examples of each phase."""
        if any(count < 1 for count in examples):
            raise ExamplesError("Training examples: expected at least 1, found 0; see the prepare job's quality tables")
        _require(
            len(examples) == max(1, len(training.phase_shares)),
            f"found {len(examples)} prepare outputs for {len(training.phase_shares)} phase_shares; give one per phase",
        )
        self._training = training
        self._examples = list(examples)
        self._segments = self._all()
        last = self._segments[-1]
        self.minibatches: int = last.first + last.count

    @property
    def steps(self) -> int:
        """Steps of each worker; in the last, some may have none."""
        return _ceil_divide(self.minibatches, self._training.workers)

    def minibatch(self, number: int) -> Reference:
        segment = self._segment(number)
        epoch, offset = segment.at(number)
        return Reference(epoch, offset, segment.behind(offset))

    def phase_of(self, epoch: int) -> int:
        """The length phase of ``epoch``. Epochs are numbered across phases."""
        for segment in self._segments:
            if epoch <= segment.last_epoch():
                return segment.phase
        return self._segments[-1].phase

    def _segment(self, number: int) -> _Segment:
        for segment in self._segments:
            if number < segment.first + segment.count:
                return segment
        return self._segments[-1]

    def _all(self) -> list[_Segment]:
        segments: list[_Segment] = []
        share, first, epoch, offset = 0.0, 0, 0, 0
        for until in self._cuts():
            phase = self._phase(share)
            if segments:
                last = segments[-1]
                same = last.phase == phase
                epoch, offset = last.at(last.first + last.count) if same else (last.last_epoch() + 1, 0)
            begun = _Segment(first, 0, phase, self._examples[phase], self._batch_size(share), epoch, offset)
            segment = replace(begun, count=self._count(begun, until))
            if segment.count > 0:
                segments.append(segment)
                first += segment.count
            share = until
        return segments

    def _cuts(self) -> list[float]:
        cuts = {share for share, _ in self._training.batch_ramp}
        total = 0.0
        for share in self._training.phase_shares:
            total += share
            cuts.add(total)
        return sorted(cut for cut in cuts if cut <= 1 - _SHARE_ERROR) + [1.0]

    def _phase(self, share: float) -> int:
        end = 0.0
        for phase in range(len(self._examples) - 1):
            end += self._training.phase_shares[phase]
            if share < end:
                return phase
        return len(self._examples) - 1

    def _batch_size(self, share: float) -> int:
        for until, size in self._training.batch_ramp:
            if share < until:
                return size
        return self._training.train_batch_size

    def _count(self, begun: _Segment, share: float) -> int:
        """Minibatches until ``share`` of the run, in whole steps of all workers."""
        training = self._training
        if training.max_steps > 0:
            return _half_up(share * training.max_steps) * training.workers - begun.first
        everything = begun.examples * training.epochs
        if share == 1:
            return begun.until(everything)
        minibatches = begun.until(math.ceil(share * everything))
        whole = _ceil_divide(minibatches, training.workers) * training.workers
        return min(whole, begun.until(everything))


def _ceil_divide(dividend: int, divisor: int) -> int:
    return -(-dividend // divisor)


def _half_up(number: float) -> int:
    """Math.round of Java."""
    down = math.floor(number)
    return down + 1 if number - down >= 0.5 else down
