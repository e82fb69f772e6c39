"""Screens texts with the phone's own module, under Node."""

import json
import subprocess
import sys
from pathlib import Path
from typing import TypedDict

from app.programme.screening import Place

SCRIPT = Path(__file__).parent / "programme" / "screen.mjs"
NODE = Path(sys.executable).parent / "node"


class Verdict(TypedDict):
    """The cleaned text, and its hits as kind, level, text and what to say instead."""

    cleaned: str
    hits: list[list[str]]


def phone_verdicts(texts: list[str], place: Place) -> list[Verdict]:
    """Give what a phone in this place finds in each text."""
    asked = json.dumps({"texts": texts, "place": {"streets": place.streets, "words": place.words}})
    ran = subprocess.run([NODE, SCRIPT], input=asked, capture_output=True, text=True, check=True)
    answer: list[Verdict] = json.loads(ran.stdout)
    return answer
