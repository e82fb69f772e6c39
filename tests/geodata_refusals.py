"""Expecting a refusal: exactly this one, in a sentence with a remedy."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from geodata import errors
from geodata.sources import read_sources


def refusal(paths: Path | Sequence[Path], kind: type[errors.GeodataError]) -> errors.GeodataError:
    """Read, and expect exactly this refusal, in one sentence about the file with a remedy."""
    with pytest.raises(errors.GeodataError) as caught:
        read_sources([paths] if isinstance(paths, Path) else paths)
    assert type(caught.value) is kind
    sentence = caught.value.sentence
    assert caught.value.file in sentence
    assert sentence.endswith(".")
    assert "{" not in sentence
    return caught.value
