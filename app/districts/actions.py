"""Writes about districts: make, rename, remove, put units in them, and what is known of an address.

The board divides the municipality; generals note facts about addresses.
"""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from app.districts.grouping import put_units
from app.districts.models import Address, District, Unit
from app.districts.suggestions import Suggestion
from app.errors import ConflictError, InvalidError
from app.language import N_


class DistrictInUseError(ConflictError):
    sentence = N_("{name} har runder eller innspill og kan ikke fjernes. Gi den et nytt navn i stedet.")


class SameNameError(ConflictError):
    sentence = N_("Det finnes alt en bydel som heter {name}. Velg et annet navn.")


class NothingToGroupError(InvalidError):
    sentence = N_("Her er det ingenting å dele inn ennå. Les inn adresser eller flater først.")


def make_district(session: Session, name: str, number: str = "") -> District:
    """Make a district without anything in it.

    Raises
    ------
    SameNameError
        Another district has the name.
    """
    name = name.strip()
    if session.exec(select(District).where(District.name == name)).first():
        raise SameNameError(name=name)
    district = District(name=name, number=number)
    session.add(district)
    session.flush()
    return district


def rename_district(session: Session, district: District, name: str, number: str) -> None:
    """Give a district another name and number; safe to repeat.

    Raises
    ------
    SameNameError
        Another district has the name.
    """
    name = name.strip()
    other = session.exec(select(District).where(District.name == name, District.id != district.id)).first()
    if other:
        raise SameNameError(name=name)
    district.name, district.number = name, number.strip()
    session.flush()


def remove_district(session: Session, district: District) -> None:
    """Remove a district that nothing has happened in; its units and addresses are free again.

    Raises
    ------
    DistrictInUseError
        Rounds or input refer to it.
    """
    name = district.name
    try:
        with session.begin_nested():
            session.delete(district)
            session.flush()
    except IntegrityError as error:
        raise DistrictInUseError(name=name) from error


def make_district_of_each(session: Session, units: Sequence[Unit]) -> list[District]:
    """Make one district of every unit that has homes and no district yet, named and numbered like it.

    Safe to repeat. A unit whose name a district already has is put into that one.

    Raises
    ------
    NothingToGroupError
        There is no unit with homes at all.
    """
    lived_in = [unit for unit in units if unit.addresses]
    if not lived_in:
        raise NothingToGroupError
    named = {district.name: district for district in session.exec(select(District))}
    for unit in lived_in:
        if unit.district_id is None:
            if unit.name not in named:
                named[unit.name] = make_district(session, unit.name, unit.number)
            put_units(session, [unit], named[unit.name])
    return list(named.values())


def accept_suggestion(session: Session, suggestion: Suggestion) -> None:
    """Make the suggested districts and put the units that are free into them; safe to repeat."""
    for number, (name, units) in enumerate(suggestion.units_by_name.items(), 1):
        district = session.exec(select(District).where(District.name == name)).first()
        district = district or make_district(session, name, str(number))
        put_units(session, units, district)


def note_facts(session: Session, address: Address, *, locked: bool, do_not_visit: bool) -> None:
    """Note that an entrance is locked, or that nobody is to ring there; why is never stored."""
    address.locked, address.do_not_visit = locked, do_not_visit
    session.flush()
