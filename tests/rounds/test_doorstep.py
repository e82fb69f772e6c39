"""What a team takes to the door: talking points in several languages, and candidates with a tiny picture."""

from datetime import timedelta
from io import BytesIO

from conftest import SignedInPerson, SignIn
from PIL import Image
from rounds.arranging import PlanRound
from sqlmodel import Session, select

from app.language import now, today
from app.people.models import Role
from app.rounds.doorstep import doorstep_of, sweep_doorstep
from app.rounds.models import Candidate, Round, Season, TalkingPoints

GPS, CAMERA, TURNED = 0x8825, 0x0110, 0x0112
CARD = {"name": "Kari Kandidat", "text": "Lærer. Vil ha flere busser. Bor her."}


def photo() -> bytes:
    """Take a photo as a phone does: on its side, red above and blue below, with place and camera in it."""
    picture = Image.new("RGB", (1200, 900), "blue")
    picture.paste("red", (0, 0, 600, 900))
    exif = Image.Exif()
    exif[TURNED], exif[CAMERA] = 6, "Kamerakamera"
    exif.get_ifd(GPS)[1] = "N"
    written = BytesIO()
    picture.save(written, "JPEG", exif=exif)
    return written.getvalue()


def add(person: SignedInPerson, url: str, picture: bytes = b"", **fields: str) -> int:
    files = {"picture": ("photo.jpg", picture, "image/jpeg")}
    return person.client.post(f"{url}/candidates", data={**CARD, **fields}, files=files).status_code


def write(person: SignedInPerson, url: str, language: str, text: str) -> int:
    return person.client.post(f"{url}/points", data={"language": language, "text": text}).status_code


def season_now(session: Session) -> Season:
    season = Season(name="Vår", starts_on=today() - timedelta(days=5), ends_on=today() + timedelta(days=200))
    session.add(season)
    session.commit()
    return season


def test_a_card_s_picture_comes_out_tiny_square_upright_and_bare(
    session: Session, planned: PlanRound, general: SignedInPerson
) -> None:
    url = f"/rounds/{planned().id}/doorstep"
    sent = photo()
    assert b"Kamerakamera" in sent
    assert add(general, url, sent) == 303

    kept = session.exec(select(Candidate)).one().picture
    assert kept
    assert len(kept) <= 3000
    with Image.open(BytesIO(kept)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (128, 128))
        assert dict(picture.getexif()) == {}
        red, _green, blue = picture.convert("RGB").getpixel((64, 10))  # type: ignore[misc]  # three bands
        assert red > blue
    assert b"Kamerakamera" not in kept
    assert "data:image/webp;base64," in general.client.get(url).text


def test_what_is_no_picture_is_refused_and_the_card_is_not_kept(
    session: Session, planned: PlanRound, general: SignedInPerson
) -> None:
    url = f"/rounds/{planned().id}/doorstep"

    assert add(general, url, b"GIF89a not a picture") == 422
    assert add(general, url, photo()[:500]) == 422
    assert session.exec(select(Candidate)).all() == []


def test_a_card_is_changed_without_losing_its_picture_and_taken_away(
    session: Session, planned: PlanRound, general: SignedInPerson
) -> None:
    url = f"/rounds/{planned().id}/doorstep"
    add(general, url, photo())
    card = session.exec(select(Candidate)).one()
    assert add(general, url, candidate_id=str(card.id), name="Kari K.") == 303
    session.rollback()
    session.refresh(card)
    assert (card.name, bool(card.picture)) == ("Kari K.", True)

    assert general.client.post(f"{url}/candidates/{card.id}/removal").status_code == 303
    session.rollback()
    assert session.exec(select(Candidate)).all() == []


def test_six_cards_are_enough(session: Session, planned: PlanRound, general: SignedInPerson) -> None:
    url = f"/rounds/{planned().id}/doorstep"

    assert [add(general, url, name=f"Kandidat {n}") for n in range(7)] == [303] * 6 + [422]
    assert len(session.exec(select(Candidate)).all()) == 6


def test_points_are_written_once_a_language_and_emptied_away(
    session: Session, planned: PlanRound, general: SignedInPerson
) -> None:
    url = f"/rounds/{planned().id}/doorstep"
    assert write(general, url, "en", "We listen.") == 303
    assert write(general, url, "en", "We listen first.") == 303
    assert write(general, url, "pl", "Słuchamy.") == 303
    assert write(general, url, "xx", "?") == 422
    assert {p.language: p.text for p in session.exec(select(TalkingPoints))} == {
        "en": "We listen first.",
        "pl": "Słuchamy.",
    }

    write(general, url, "pl", " ")
    session.rollback()
    assert [p.language for p in session.exec(select(TalkingPoints))] == ["en"]


def test_the_board_s_words_for_a_season_reach_its_rounds_and_the_round_s_own_come_first(
    session: Session, planned: PlanRound, general: SignedInPerson, board: SignedInPerson
) -> None:
    round_, season = planned(talking_points=""), season_now(session)
    url = f"/seasons/{season.id}/doorstep"
    assert [write(board, url, code, "Styret") for code in ("nb", "en", "nn")] == [303] * 3
    assert add(board, url, name="Fra styret") == 303
    write(general, f"/rounds/{round_.id}/doorstep", "en", "Generalen")
    add(general, f"/rounds/{round_.id}/doorstep", name="Fra generalen")

    session.expire_all()
    found = doorstep_of(session, session.get_one(Round, round_.id))
    assert [(p.language, p.text) for p in found.points] == [
        ("nb", "Styret"),
        ("nn", "Styret"),
        ("en", "Generalen"),
    ]
    assert [card.name for card in found.candidates] == ["Fra generalen", "Fra styret"]
    assert "Fra styret" in general.client.get(f"/rounds/{round_.id}/doorstep").text


def test_only_the_round_s_own_general_writes_and_only_the_board_for_a_season(
    session: Session, planned: PlanRound, general: SignedInPerson, sign_in: SignIn
) -> None:
    other = sign_in(Role.GENERAL, name="Gerd General")
    url, season = f"/rounds/{planned().id}/doorstep", season_now(session)

    assert [add(other, url), write(other, url, "en", "Nei")] == [404, 404]
    assert add(general, f"/seasons/{season.id}/doorstep") == 403
    assert session.exec(select(Candidate)).all() == []
    assert add(general, url) == 303


def test_a_card_of_another_round_cannot_be_changed_through_one_s_own(
    session: Session, planned: PlanRound, general: SignedInPerson, sign_in: SignIn
) -> None:
    other = sign_in(Role.GENERAL, name="Gerd General")
    add(general, f"/rounds/{planned().id}/doorstep")
    card = session.exec(select(Candidate)).one()
    own = f"/rounds/{planned(by=other).id}/doorstep"

    assert add(other, own, candidate_id=str(card.id), name="Kapret") == 404
    assert other.client.post(f"{own}/candidates/{card.id}/removal").status_code == 404
    assert session.exec(select(Candidate)).one().name == "Kari Kandidat"


def test_cards_and_points_are_forgotten_two_weeks_after_round_and_season(
    session: Session, planned: PlanRound, general: SignedInPerson
) -> None:
    round_ = planned()
    add(general, f"/rounds/{round_.id}/doorstep")
    write(general, f"/rounds/{round_.id}/doorstep", "en", "We listen.")
    season = season_now(session)
    session.add(Candidate(season_id=season.id, name="Sesong"))
    session.commit()
    sweep_doorstep(session)
    assert len(session.exec(select(Candidate)).all()) == 2

    round_ = session.get_one(Round, round_.id)
    round_.starts_at, round_.ends_at = now() - timedelta(days=16), now() - timedelta(days=15)
    sweep_doorstep(session)
    assert [card.name for card in session.exec(select(Candidate))] == ["Sesong"]
    assert session.exec(select(TalkingPoints)).all() == []
    season.ends_on = today() - timedelta(days=15)
    sweep_doorstep(session)
    assert session.exec(select(Candidate)).all() == []
