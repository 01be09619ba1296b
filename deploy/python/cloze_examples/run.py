"""The minibatches of a whole training run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from .errors import ExamplesError
from .examples import MaskedExamples
from .minibatch import Arrays, Minibatch
from .order import epoch_order
from .plan import Training, TrainingPlan
from .prepared import Prepared

# Examples that are masked together when minibatches are read one after another.
_READ_AHEAD = 2048

FORMATS = ("bert", "transformers", "unpadded")


class TrainingRun:
    """The minibatches that Cloze's trainer would fit, by their number in the run.

    A map-style data set for PyTorch: ``DataLoader(run, batch_size=None, num_workers=2)`` gives dictionaries of tensors.
    Reading in order is fastest; any number can be read directly. With several workers, ``run.of_worker(w)`` gives the
    numbers of one, as a ``sampler``.
    """

    def __init__(
        self,
        prepared: Prepared | Sequence[Prepared],
        training: Training,
        seed: int | None = None,
        format: str = "bert",
        length: int | None = None,
    ) -> None:
        """Plans a run.

        Args:
            prepared: the prepare output, or one per length phase
            training: what decides which examples a minibatch has
            seed: the run's seed; by default that of the prepare run
            format: what ``run[number]`` returns: ``bert``, ``transformers`` or ``unpadded``, see Minibatch
            length: tokens per row, as for Minibatch.bert; by default those of the longest example of the minibatch

        Raises:
            ExamplesError: if phases have different vocabularies, or minibatch sizes would mix length bins
        """
        self.phases = [prepared] if isinstance(prepared, Prepared) else list(prepared)
        if format not in FORMATS:
            raise ExamplesError(f'format = "{format}", must be one of {", ".join(FORMATS)}')
        for phase in self.phases[1:]:
            if phase.vocabulary != self.phases[0].vocabulary:
                raise ExamplesError(
                    f"phases: expected the vocabulary of {self.phases[0].folder} in all, found another in"
                    f" {phase.folder}; prepare both with the same vocabulary.file"
                )
        self.plan = TrainingPlan(training, [len(phase.train) for phase in self.phases])
        self.seed = self.phases[0].seed if seed is None else seed
        self._training = training
        self._format = format
        self._length = length
        has_bins = any(phase.rules.bins for phase in self.phases)
        self._block_size = training.block_size() if has_bins else 1
        self._ordered: tuple[int, NDArray[np.int64]] = (-1, np.zeros(0, dtype=np.int64))
        self._read: tuple[int, int, MaskedExamples] | None = None

    def __len__(self) -> int:
        """Minibatches of the whole run, over all workers."""
        return self.plan.minibatches

    def __getitem__(self, number: int) -> Arrays:
        if not 0 <= number < len(self):
            # Ends iteration, as for every sequence.
            raise IndexError(f"Minibatch {number} of {len(self)}")
        minibatch = self.minibatch(number)
        if self._format == "bert":
            return minibatch.bert(self._length)
        return minibatch.transformers(self._length) if self._format == "transformers" else minibatch.unpadded()

    def of_worker(self, worker: int) -> range:
        """The numbers of the minibatches of one worker, in the order of its steps."""
        if not 0 <= worker < self._training.workers:
            raise ExamplesError(f"worker = {worker}, must be from 0 to {self._training.workers - 1}")
        return range(worker, len(self), self._training.workers)

    def minibatches(self) -> Iterator[Minibatch]:
        """All minibatches in order."""
        return (self.minibatch(number) for number in range(len(self)))

    def minibatch(self, number: int) -> Minibatch:
        """Minibatch ``number`` of the run, from 0."""
        reference = self.plan.minibatch(number)
        if self._read is None or not self._holds(reference.epoch, reference.start, reference.end):
            order = self._order(reference.epoch)
            end = max(reference.end, min(reference.start + _READ_AHEAD, order.size))
            phase = self.phases[self.plan.phase_of(reference.epoch)]
            masked = phase.mask(order[reference.start : end], reference.epoch, self.seed)
            self._read = reference.epoch, reference.start, masked
        _, start, masked = self._read
        return Minibatch(masked.take(np.arange(reference.start - start, reference.end - start)), number)

    def _holds(self, epoch: int, start: int, end: int) -> bool:
        assert self._read is not None
        read_epoch, read_start, masked = self._read
        return read_epoch == epoch and read_start <= start and end <= read_start + len(masked)

    def _order(self, epoch: int) -> NDArray[np.int64]:
        if self._ordered[0] != epoch:
            phase = self.phases[self.plan.phase_of(epoch)]
            self._ordered = epoch, epoch_order(phase.train, phase.rules, self.seed, epoch, self._block_size)
        return self._ordered[1]
