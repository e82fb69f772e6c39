"""Writes about the queue of new members, which is a calling round that stays open."""

from sqlmodel import Session

from app.language import _, today
from app.mobilise.actions import open_calling_round
from app.mobilise.columns import dialled
from app.mobilise.entries import NEW_DAYS, Entry
from app.mobilise.errors import NewcomerContactError, NewcomerDateError
from app.mobilise.forms import CallingRoundForm, NewcomerForm
from app.mobilise.lists import put_on_list
from app.mobilise.models import CallingGoal, CallingRound
from app.mobilise.welcome import welcome_round
from app.people.access import Actor
from app.people.contact import EMAIL


def open_welcome_round(session: Session, actor: Actor) -> CallingRound:
    """Give the calling round that welcomes, opened if there is none; safe to repeat. For the board."""
    script = _(
        "Hei, og velkommen som medlem! Jeg ringer fra laget for å bli litt kjent.\n\n"
        "Hva fikk deg til å melde deg inn? Har du lyst til å bli med på noe?"
    )
    form = CallingRoundForm(name=_("Nye medlemmer"), goal=CallingGoal.WELCOME, script=script)
    return welcome_round(session) or open_calling_round(session, actor, form)


def add_newcomer(session: Session, actor: Actor, form: NewcomerForm) -> None:
    """Put a new member in the queue. For the board.

    Raises
    ------
    NewcomerContactError, NewcomerDateError, NobodyToAddError
        As their sentences say.
    """
    phone, email = dialled(form.phone), form.email.lower()
    wrong_phone, wrong_email = form.phone and not phone, email and not EMAIL.fullmatch(email)
    if wrong_phone or wrong_email or not (phone or email):
        raise NewcomerContactError
    if not 0 <= (today() - form.joined_on).days <= NEW_DAYS:
        raise NewcomerDateError(days=NEW_DAYS)
    entry = Entry(form.name, phone, email, form.joined_on)
    put_on_list(session, open_welcome_round(session, actor), [entry])
