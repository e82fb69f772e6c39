"""What every page has: headers, language, kind refusals, no traces in the log."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from conftest import SignIn
from fastapi.testclient import TestClient

from app.language import day, today
from app.people.models import Role
from app.theme import _dark, _light, _rgb, contrast
from app.web import distance, minutes


def test_every_answer_carries_a_strict_policy(visitor: TestClient) -> None:
    for path in ("/sign-in", "/nowhere", "/static/css/app.css"):
        policy = visitor.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_pages_are_bokmal_until_somebody_asks_for_english(visitor: TestClient) -> None:
    assert '<html lang="nb"' in visitor.get("/sign-in").text
    assert '<html lang="nb"' in visitor.get("/sign-in", headers={"Accept-Language": "de"}).text
    assert '<html lang="en"' in visitor.get("/sign-in", headers={"Accept-Language": "en-GB"}).text

    visitor.post("/language", data={"code": "en", "back": "/sign-in"})

    assert '<html lang="en"' in visitor.get("/sign-in").text


def test_a_form_can_only_send_people_on_within_the_site(visitor: TestClient) -> None:
    for elsewhere in ("https://example.org", "//example.org", "/\\example.org"):
        assert visitor.post("/language", data={"code": "en", "back": elsewhere}).headers["location"] == "/"
    assert (
        visitor.post("/language", data={"code": "en", "back": "/privacy"}).headers["location"] == "/privacy"
    )


def test_a_missing_page_gets_a_sentence_and_no_details(visitor: TestClient) -> None:
    answer = visitor.get("/nowhere/kari@example.org")

    assert answer.status_code == 404
    assert "Her var det ingenting" in answer.text
    assert visitor.get("/nowhere", headers={"Accept": "application/json"}).json()["sentence"]


def test_a_form_with_a_missing_field_names_it(sign_in: SignIn) -> None:
    answer = sign_in(Role.BOARD).client.post("/people", data={"name": "Ola"})

    assert answer.status_code == 422
    assert "«e-post eller telefon»" in answer.text


def test_a_refusal_leads_back_to_the_page_it_came_from_and_never_to_another_site(sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD).client

    def refused_on(page: str) -> str:
        return board.post("/people", data={"name": "Ola"}, headers={"Referer": page}).text

    here = str(board.base_url)
    assert 'href="/people?q=o&amp;sort=name">Tilbake der du var' in refused_on(f"{here}/people?q=o&sort=name")
    for elsewhere in (
        "https://example.org/people",
        "",
        f"{here}/",
        f"{here}//example.org/",
        "javascript:alert(1)",
    ):
        assert "Tilbake der du var" not in refused_on(elsewhere)


def test_the_log_holds_patterns_and_no_tokens(
    visitor: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    visitor.get("/invitations/a-very-secret-token")

    out = "".join(capsys.readouterr())
    assert "/invitations/{token}" in out
    assert "secret" not in out


@pytest.mark.parametrize("colour", ["#0f6b5c", "#ffd500", "#ffffff", "#000000", "#e4002b"])
def test_every_chapter_colour_becomes_readable_accents(colour: str) -> None:
    light, dark = _light(_rgb(colour)), _dark(_rgb(colour))

    for tokens in (light, dark):
        assert contrast(tokens["base-default"], tokens["base-contrast-default"]) >= 4.5
        assert contrast(tokens["text-subtle"], tokens["background-default"]) >= 4.5
        assert contrast(tokens["text-default"], tokens["surface-tinted"]) >= 4.5


def test_the_theme_follows_the_setting(visitor: TestClient) -> None:
    css = visitor.get("/theme.css").text

    assert re.search(r"--ds-color-accent-base-default: #[0-9a-f]{6};", css)
    assert "prefers-color-scheme: dark" in css


def test_a_day_is_written_with_its_year_when_that_is_not_this_one() -> None:
    this_year = today().year

    assert day(date(this_year, 3, 12)).endswith("12. mars")
    assert day(date(this_year + 4, 3, 12)).endswith(f"12. mars {this_year + 4}")


@pytest.mark.parametrize(
    ("value", "words"), [(0.4, "0 min"), (59.6, "60 min"), (92, "92 min"), (491, "491 min")]
)
def test_minutes_are_written_as_people_say_them(value: float, words: str) -> None:
    assert minutes(value) == words.replace(" ", "\N{NO-BREAK SPACE}")


def test_distances_are_written_as_people_say_them() -> None:
    assert [distance(metres) for metres in (0, 38, 743, 994, 996, 1249)] == [
        "0 m",
        "40 m",
        "740 m",
        "990 m",
        "1,0 km",
        "1,2 km",
    ]


def test_a_long_body_that_comes_in_chunks_is_refused_as_too_large(visitor: TestClient) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    def long() -> Iterator[bytes]:
        yield b"email="
        yield from (b"a" * 100_000 for _chunk in range(25))

    answer = visitor.post("/sign-in", content=long(), headers=form)
    assert answer.status_code == 413
    assert "for stort" in answer.text
    short = iter([b"email=", b"kari@example.org"])
    assert visitor.post("/sign-in", content=short, headers=form).status_code == 200
