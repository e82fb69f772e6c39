"""Outgoing mail: by SMTP when it is set up, else as files under the data folder."""

import smtplib
from email import policy
from email.message import EmailMessage
from email.utils import formatdate
from uuid import uuid4

import structlog

from app.config import settings

TIMEOUT_SECONDS = 20
LONG_LINE = 900
log = structlog.get_logger("mail")


def send(to: str, subject: str, text: str, calendar: bytes = b"", unsubscribe: str = "") -> None:
    """Send a plain-text mail; a failure is logged without address and text, and never breaks the request.

    `calendar` is attached as a file that calendars open. `unsubscribe` is an address that takes a POST from
    the mail program itself (RFC 8058), without a page in between.
    """
    # Folded, the address would be written in an encoding that mail programs do not look for in this header.
    message = EmailMessage(policy.default.clone(max_line_length=LONG_LINE) if unsubscribe else policy.default)
    # A district's name in a subject comes from a file or a form, and a line break in it would stop the mail.
    message["From"], message["To"], message["Subject"] = settings().mail_from, to, " ".join(subject.split())
    message["Date"] = formatdate(localtime=True)
    message.set_content(text)
    if unsubscribe:
        message["List-Unsubscribe"] = f"<{unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if calendar:
        method = "CANCEL" if b"METHOD:CANCEL" in calendar else "PUBLISH"
        # Mail programs look for the method here before they read the file (RFC 6047).
        message.add_attachment(
            calendar.decode(), subtype="calendar", filename="dorbank.ics", params={"method": method}
        )
    if not settings().smtp_host:
        folder = settings().data / "mail"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{uuid4()}.eml").write_bytes(bytes(message))
        return
    try:
        _by_smtp(message)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail not sent", kind=type(error).__name__)


def _by_smtp(message: EmailMessage) -> None:
    with smtplib.SMTP(settings().smtp_host, settings().smtp_port, timeout=TIMEOUT_SECONDS) as server:
        server.starttls()
        if settings().smtp_user:
            server.login(settings().smtp_user, settings().smtp_password.get_secret_value())
        server.send_message(message)
