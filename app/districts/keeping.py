"""What is known of places has its time: coverage three years, a wish for peace until the election."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from sqlmodel import Session, col, delete, update

from app.config import settings
from app.districts.models import Address, Coverage
from app.language import today

COVERAGE_MONTHS = 36
WISH_DAYS = 30
"""So long after the election wishes are taken away; later ones belong to the next election."""


def sweep_districts(session: Session) -> None:
    """Forget coverage of 36 months ago and, after the election, who was not to be visited; run daily."""
    oldest = today() - relativedelta(months=COVERAGE_MONTHS)
    session.exec(delete(Coverage).where(col(Coverage.month) < f"{oldest:%Y-%m}"))
    if timedelta(0) < today() - settings().election <= timedelta(days=WISH_DAYS):
        session.exec(update(Address).where(col(Address.do_not_visit)).values(do_not_visit=False))
