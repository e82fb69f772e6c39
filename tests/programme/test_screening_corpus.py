"""The screening on the benchmark's corpus: a floor under its figures, and proof that they mean something."""

import ast
import json
from collections import defaultdict
from pathlib import Path
from statistics import fmean

import pytest
from phone_screening import phone_verdicts

from app.programme.screening import Place, clean, screen
from bench.screening import GOALS, Screened
from bench.screening_notes import Corpus

BENCH = Path(__file__).parents[2] / "bench"
GENERATOR = ("screening_notes.py", "screening_facts.py")
MOST_FALSE = 0.10


def screened(seed: int, notes: int) -> tuple[list[Screened], Place]:
    corpus = Corpus(seed)
    place = Place(tuple(corpus.known_streets), ("Øvingsbyen",))
    return [Screened(note, screen(clean(note.text), place)) for note in corpus.notes(notes)], place


@pytest.mark.parametrize("file", GENERATOR)
def test_the_generator_reads_nothing_of_what_it_measures(file: str) -> None:
    tree = ast.parse((BENCH / file).read_text("utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    files = [text for text in texts if isinstance(text, str) and text.endswith((".json", ".js", ".py"))]

    assert [name for name in modules if name.split(".")[0] == "app"] == []
    assert set(files) <= {"screening_texts.json"}


def test_the_same_seed_gives_the_same_notes_and_another_seed_others() -> None:
    once, again, other = (list(Corpus(seed).notes(50)) for seed in (3, 3, 4))

    assert once == again != other


def test_every_secret_stands_in_its_note() -> None:
    for note in Corpus(5).notes(300):
        assert clean(note.secret) in clean(note.text)
        assert bool(note.secret) == (note.kind != "harmless")


def test_the_screening_keeps_to_its_goals_on_two_thousand_notes() -> None:
    found, _place = screened(11, 2000)
    shares = {
        kind: sum(each.found for each in of_kind) / len(of_kind)
        for kind in GOALS
        if (of_kind := [each for each in found if each.note.kind == kind])
    }

    assert {kind: share for kind, share in shares.items() if share < GOALS[kind]} == {}


def test_few_harmless_notes_are_stopped_in_any_of_the_languages() -> None:
    stopped = defaultdict(list)
    for each in screened(13, 3000)[0]:
        if each.note.kind == "harmless":
            stopped[each.note.language].append(bool(each.hits))
    shares = {language: fmean(each) for language, each in stopped.items()}

    assert set(shares) == {"nb", "nn", "dialect", "en"}
    assert {language: share for language, share in shares.items() if share > MOST_FALSE} == {}


def test_phone_and_server_agree_on_the_corpus() -> None:
    found, place = screened(12, 400)

    theirs = phone_verdicts([each.note.text for each in found], place)

    mine = [[[hit.kind, hit.level, hit.text, hit.general] for hit in each.hits] for each in found]
    assert json.loads(json.dumps(mine)) == [verdict["hits"] for verdict in theirs]
