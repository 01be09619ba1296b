"""The prepare outputs that the JVM wrote, and the runs whose minibatches it recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cloze_examples import Prepared

RECORDED = Path(__file__).parent / "recorded"
SEED = 77


def runs() -> list[dict[str, Any]]:
    return list(json.loads((RECORDED / "runs.json").read_text()))


def opened(name: str, **examples: Any) -> Prepared:
    """A recorded output with other values in its manifest's section of examples."""
    prepared = Prepared.open(str(RECORDED / name))
    prepared.manifest["configuration"]["examples"].update(examples)
    return prepared


@pytest.fixture
def pairs() -> Prepared:
    return opened("pairs")
