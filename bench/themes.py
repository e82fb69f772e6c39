"""Measure the suggested themes: how often they are right, and what a long season costs.

    python -m bench.themes [--quick]

The sample is `theme_texts.json`: two sets of texts with a theme each, by two hands. No text is ever
suggested for by a model that learnt from it:

- `words alone`: nothing is tagged yet; the model knows only `app/programme/theme_words.py`.
- `other hand`: learns from the one hand's texts, is asked about the other's.
- `five parts`: both hands together in five parts, each asked about by a model of the other four.

The last two are made with the words of the usual themes and without. Those words were written by someone who
had read the sample, from what belongs to a theme in general: the figures without them owe nothing to that.
Writes bench/results/themes.json.
"""

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid5

from app.programme.suggesting import suggest

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results" / "themes.json"
PARTS, NINETY_FIVE = 5, 1.96
INPUTS, QUICK_INPUTS, UNTAGGED_SHARE = 20_000, 5_000, 5

Labelled = list[tuple[UUID, str]]


@dataclass(frozen=True)
class Score:
    """How often the right theme came first, and among the first three."""

    asked: int
    top1: int
    top3: int

    def words(self) -> str:
        """Say the shares with their 95 % interval."""
        return "   ".join(
            f"{name} {right / self.asked:5.1%} ({low:.0%}–{high:.0%})"
            for name, right in (("first", self.top1), ("of three", self.top3))
            for low, high in [wilson(right, self.asked)]
        )

    def row(self) -> dict[str, float]:
        return {"samples": self.asked, "top1": self.top1 / self.asked, "top3": self.top3 / self.asked}


def main() -> None:
    """Score, time, print and write."""
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shape)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_INPUTS} instead of {INPUTS} inputs")
    inputs = QUICK_INPUTS if parser.parse_args().quick else INPUTS
    names, own, other = read_sample()
    scores = score_all(names, own, other)
    for name, score in scores.items():
        print(f"{name:<34} {score.asked:>4} texts   {score.words()}")
    cost = measure_cost(names, [*own, *other], inputs)
    print("   ".join(f"{name} {value}" for name, value in cost.items()))
    RESULTS.parent.mkdir(exist_ok=True)
    rows = {name: score.row() for name, score in scores.items()}
    RESULTS.write_text(json.dumps({"themes": len(names), "scores": rows, "cost": cost}, indent=1))


def read_sample() -> tuple[dict[UUID, str], Labelled, Labelled]:
    """Give the themes' names, and both hands' texts under them."""
    sample = json.loads((FOLDER / "theme_texts.json").read_text("utf-8"))
    ids = {name: uuid5(UUID(int=0), name) for name in sample["own"]}
    own, other = (
        [(ids[name], text) for name, texts in sample[hand].items() for text in texts]
        for hand in ("own", "other")
    )
    return {id_: name for name, id_ in ids.items()}, own, other


def score_all(names: dict[UUID, str], own: Labelled, other: Labelled) -> dict[str, Score]:
    """Ask about every text without having learnt from it, in all the ways that the module tells of."""
    scores = {
        "words alone, own texts": score(names, [], own, words=True),
        "words alone, other hand": score(names, [], other, words=True),
    }
    for words in (False, True):
        kind = "with words" if words else "without words"
        scores[f"other hand, {kind}"] = score(names, own, other, words=words)
        scores[f"five parts, {kind}"] = cross(names, [*own, *other], words=words)
    return scores


def cross(names: dict[UUID, str], texts: Labelled, *, words: bool) -> Score:
    """Split into five parts at random, alike each time, and ask about each from the other four."""
    shuffled = random.Random(7).sample(texts, len(texts))  # noqa: S311 - a split, nothing secret
    parts = [shuffled[n::PARTS] for n in range(PARTS)]
    found = [
        score(names, [text for other in parts if other is not part for text in other], part, words=words)
        for part in parts
    ]
    return Score(sum(s.asked for s in found), sum(s.top1 for s in found), sum(s.top3 for s in found))


def score(names: dict[UUID, str], learnt: Labelled, asked: Labelled, *, words: bool) -> Score:
    """Count how often the theme that a person gave is suggested."""
    found = suggest(names, learnt, [text for _theme, text in asked], words=words)
    right = [theme for theme, _text in asked]
    first = sum(theme == themes[0] for theme, themes in zip(right, found, strict=True))
    return Score(len(asked), first, sum(theme in themes for theme, themes in zip(right, found, strict=True)))


def wilson(right: int, asked: int) -> tuple[float, float]:
    """Give Wilson's 95 % interval of a share."""
    share, square = right / asked, NINETY_FIVE**2
    middle = (share + square / (2 * asked)) / (1 + square / asked)
    half = (
        math.sqrt(share * (1 - share) / asked + square / (4 * asked**2)) * NINETY_FIVE / (1 + square / asked)
    )
    return middle - half, middle + half


def measure_cost(names: dict[UUID, str], sample: Labelled, inputs: int) -> dict[str, float]:
    """Learn from four fifths of a long season and suggest for the rest, in this process."""
    chance = random.Random(3)  # noqa: S311 - made-up input
    season = [
        (theme, f"{text}. {chance.choice(sample)[1]}") for theme, text in chance.choices(sample, k=inputs)
    ]
    untagged = [text for _theme, text in season[: inputs // UNTAGGED_SHARE]]
    started = time.perf_counter()
    suggest(names, season[inputs // UNTAGGED_SHARE :], untagged)
    return {
        "inputs": inputs,
        "of_them_untagged": len(untagged),
        "learn_and_suggest_s": round(time.perf_counter() - started, 1),
        "load_scikit_learn_s": round(_seconds([sys.executable, "-c", "import app.programme.suggesting"]), 1),
        "most_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _seconds(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
