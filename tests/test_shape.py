"""The shape of the code, counted: what STYLE asks of a file, a function, a name and a comment."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PYTHON = sorted(
    file
    for folder in ("app", "routes", "geodata", "tests", "bench", "migrations")
    for file in (ROOT / folder).rglob("*.py")
    if "vendor" not in file.parts
)
OWN_CODE = [file for file in PYTHON if file.relative_to(ROOT).parts[0] in {"app", "routes", "geodata"}]
SCRIPTS = [f for f in sorted((ROOT / "app/static").rglob("*.js")) if "vendor" not in f.parts]
FILE_LINES = 300
FUNCTION_LINES = {"routes": 60}
DEFAULT_FUNCTION_LINES = 50
BANNED_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "services",
    "service",
    "repositories",
    "managers",
    "misc",
}
TAG = re.compile(r"</?(?:div|p|a|span|ul|li|table|form|button|section|h[1-6])\b")
BARE_EXCUSE = re.compile(r"#\s*(?:noqa(?!: [A-Z]+\d+(?:, ?[A-Z]+\d+)* - )|type: ignore(?!\[[\w, -]+\]  # ))")


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring and decorators."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_there_is_code_to_look_at() -> None:
    assert len(OWN_CODE) > 20
    assert SCRIPTS


@pytest.mark.parametrize("files", [PYTHON, SCRIPTS], ids=["python", "javascript"])
def test_no_file_is_longer_than_a_reader_can_hold(files: list[Path]) -> None:
    long = {
        name(f): n
        for f in files
        if "migrations" not in f.parts and (n := f.read_text().count("\n")) > FILE_LINES
    }

    assert long == {}


def test_no_function_is_longer_than_a_page() -> None:
    long = {}
    for file in PYTHON:
        room = file.relative_to(ROOT).parts[0]
        limit = FUNCTION_LINES.get(room, DEFAULT_FUNCTION_LINES)
        if room != "migrations":
            found = functions(ast.parse(file.read_text()))
            long.update({f"{name(file)}:{f.name}": length(f) for f in found if length(f) > limit})

    assert long == {}


def test_every_module_says_what_lives_there() -> None:
    silent = [name(file) for file in PYTHON if not ast.get_docstring(ast.parse(file.read_text()))]

    assert silent == []


def test_no_drawer_for_things_without_a_name() -> None:
    drawers = [name(file) for file in [*PYTHON, *SCRIPTS] if {file.stem, *file.parent.parts} & BANNED_NAMES]

    assert drawers == []


def test_html_lives_in_templates_only() -> None:
    tagged = [name(file) for file in (ROOT / "app").rglob("*.py") if TAG.search(_without_own_markup(file))]

    assert tagged == []


def _without_own_markup(file: Path) -> str:
    """`paragraphs` in web.py is the one filter that makes tags, from escaped text."""
    text = file.read_text()
    return text.replace('Markup("<p>{}</p>")', "") if file.name == "web.py" else text


def test_the_application_never_commits_by_itself() -> None:
    """A view that commits could acknowledge half a request; only these own a transaction of their own."""
    owners = {
        "app/db.py",
        "app/rounds/tonight.py",
        "app/sweep.py",
        "app/practice.py",
        "app/practice_people.py",
        "app/practice_season.py",
    }
    outside = {"command.py", "engine.py", "telling.py", "worker.py", "__main__.py"}
    commits = [
        name(file)
        for file in (ROOT / "app").rglob("*.py")
        if ".commit()" in file.read_text() and name(file) not in owners and file.name not in outside
    ]

    assert commits == []


def test_every_excuse_names_its_rule_and_its_reason() -> None:
    bare = [
        f"{name(file)}:{number}"
        for file in PYTHON
        if file != Path(__file__)
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if BARE_EXCUSE.search(line)
    ]

    assert bare == []


# What leaves the app as one file has no files beside it, and no policy of ours applies there.
TAKEN_AWAY = {"overview_head.html"}


def test_pages_load_nothing_from_elsewhere_and_run_nothing_inline() -> None:
    wrong = []
    for template in (ROOT / "app").rglob("templates/**/*.html"):
        if template.name in TAKEN_AWAY:
            continue
        text = template.read_text()
        if re.search(r"""(?:src|href)=["']https?://""", text) or re.search(r"<style|\sstyle=|\son\w+=", text):
            wrong.append(name(template))

    assert wrong == []


def test_migrations_do_not_import_the_app() -> None:
    importing = [
        f.name
        for f in (ROOT / "migrations/versions").glob("*.py")
        if re.search(r"(?:from|import) app\b", f.read_text())
    ]

    assert importing == []
