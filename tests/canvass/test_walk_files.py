"""What the walk's page needs comes in few answers, small, and only once."""

import gzip
import re

from fastapi.testclient import TestClient

from app.canvass.combined import STATIC


def test_the_program_is_one_file_with_every_module_once(visitor: TestClient) -> None:
    program = visitor.get("/walk.js").text

    modules = [file.stem for file in (STATIC / "js" / "walk").glob("*.js")]
    needed = set(modules) - {"worker", "join"}
    assert sorted(re.findall(r"^const walk_(\w+) = \(\(\) => \{", program, re.MULTILINE)) == sorted(needed)
    assert not re.search(r"^(import|export)\b", program, re.MULTILINE)


def test_the_styles_are_one_file_in_the_chapters_colour(visitor: TestClient) -> None:
    styles = visitor.get("/walk.css").text

    assert visitor.get("/theme.css").text in styles
    assert ".leaflet-container" in styles
    assert styles.index("--ds-color-accent-base-default") < styles.index(".outcome")


def test_a_file_that_the_phone_has_is_not_sent_again(visitor: TestClient) -> None:
    for path in ("/walk.js", "/walk.css"):
        first = visitor.get(path)
        again = visitor.get(path, headers={"If-None-Match": first.headers["ETag"]})

        assert (first.status_code, first.headers["Content-Encoding"]) == (200, "gzip")
        assert (again.status_code, again.content) == (304, b"")
        assert "Content-Security-Policy" in first.headers
        assert sum(len(name) + len(value) for name, value in again.headers.items()) < 200


def test_the_styles_dress_every_part_of_the_design_system_that_the_page_has(visitor: TestClient) -> None:
    classes = " ".join(re.findall(r'class="([^"]*)"', visitor.get("/walk").text))
    parts = set(re.findall(r"\bds-[a-z-]+", classes))
    styles = visitor.get("/walk.css").text

    assert {"ds-button", "ds-skip-link"} <= parts
    assert [part for part in parts if f".{part}" not in styles] == []
    assert ".ds-tabs" not in styles


def test_the_page_with_all_it_needs_is_light(visitor: TestClient) -> None:
    page = visitor.get("/walk")

    needed = re.findall(r'<(?:script|link rel="stylesheet")[^>]*(?:src|href)="([^"]+)"', page.text)
    files = ["/walk", *needed, "/static/vendor/leaflet.js"]  # the map's comes after the door
    sent = sum(len(gzip.compress(visitor.get(path).content)) for path in files)
    assert sorted(needed) == ["/walk.css", "/walk.js"]
    assert sent < 108_000
