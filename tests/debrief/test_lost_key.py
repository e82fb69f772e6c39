"""The key is lost or another: what is sealed says so in a sentence, and everything else goes on."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from conftest import SignedInPerson, SignIn
from debriefing import url
from evening import Evening, send_note
from sqlmodel import Session, select, update

from app.config import settings
from app.language import now, today
from app.people.models import Role
from app.programme.models import Note
from app.rounds.models import Round
from app.sweep import SweepError, sweep

LoseTheKey = Callable[[], None]


@pytest.fixture
def lose_the_key(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoseTheKey]:
    """Give a function that puts another key in the key's place."""

    def lose() -> None:
        monkeypatch.setenv("DORBANK_KEY", "33" * 32)
        settings.cache_clear()

    yield lose
    settings.cache_clear()


def test_the_debrief_says_what_is_wrong_and_what_to_do_and_the_key_put_back_opens_it(
    evening: Evening,
    general: SignedInPerson,
    monkeypatch: pytest.MonkeyPatch,
    lose_the_key: LoseTheKey,
) -> None:
    send_note(evening, "Bussen går for sjelden")
    lose_the_key()

    refused = general.client.get(url(evening, "?step=notes"))

    assert refused.status_code == 503
    assert "legge tilbake nøkkelen" in refused.text
    monkeypatch.setenv("DORBANK_KEY", "11" * 32)
    settings.cache_clear()
    assert "Bussen går for sjelden" in general.client.get(url(evening, "?step=notes")).text


@pytest.mark.parametrize("path", ["/programme/inputs", "/programme/proposals", "/goal", "/courses"])
def test_what_is_not_sealed_goes_on(path: str, sign_in: SignIn, lose_the_key: LoseTheKey) -> None:
    reader = sign_in(Role.COMMITTEE)
    lose_the_key()

    assert reader.client.get(path).status_code == 200


def test_a_room_that_cannot_open_its_letters_does_not_keep_the_others_from_deleting(
    session: Session, evening: Evening, general: SignedInPerson, lose_the_key: LoseTheKey
) -> None:
    send_note(evening, "Bussen går for sjelden")
    session.exec(update(Note).values(delete_on=today()))
    round_ = session.get_one(Round, evening.round_id)
    round_.starts_at, round_.ends_at = now() - timedelta(days=2, hours=2), now() - timedelta(days=2)
    session.commit()
    lose_the_key()

    with pytest.raises(SweepError, match="sweep_debriefs"):
        sweep()

    session.expire_all()
    assert session.exec(select(Note.id)).all() == []
