"""Reads what Cloze's prepare job writes, without a JVM: the same minibatches as its trainer, in the same order.

The modules follow the data: prepared (Parquet) -> order and mask (the draws of an epoch) -> plan (which examples a
minibatch has) -> run (the minibatches) -> minibatch (arrays) or tfrecord (files).
"""

from .errors import ExamplesError
from .examples import MaskedExamples
from .minibatch import Minibatch
from .plan import Training
from .prepared import Prepared
from .run import TrainingRun

__all__ = ["ExamplesError", "MaskedExamples", "Minibatch", "Prepared", "Training", "TrainingRun"]
