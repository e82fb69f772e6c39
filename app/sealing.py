"""Seals personal data: AES-GCM with a key outside the database, blind indexes for look-up, signed codes."""

import base64
import hashlib
import hmac
import secrets
from functools import lru_cache

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.config import settings
from app.errors import AppError
from app.language import N_

NONCE_BYTES = 12
log = structlog.get_logger("sealing")


class WrongKeyError(AppError):
    """The key is not the one that sealed this, or the bytes were changed; who runs the site can mend it."""

    status = 503
    sentence = N_(
        "Navn og notater er låst med en annen nøkkel enn den siden har nå. Ingenting er slettet. Be den som "
        "drifter siden, legge tilbake nøkkelen."
    )


def _subkey(purpose: str) -> bytes:
    """Derive a key per purpose, so that a seal, an index and a signature never share one."""
    return hmac.digest(settings().secret, purpose.encode(), "sha256")


@lru_cache(maxsize=1)
def _cipher(key: bytes) -> AESGCM:
    """Keep the cipher that was made last: to make it takes longer than to open a name with it."""
    return AESGCM(key)


def seal(text: str, column: str) -> bytes:
    """Encrypt `text`; it opens only under the same column name, so that values cannot be swapped around."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + _cipher(_subkey("seal")).encrypt(nonce, text.encode(), column.encode())


def unseal(sealed: bytes, column: str) -> str:
    """Decrypt what `seal` made.

    Raises
    ------
    WrongKeyError
        The key is not the one that sealed it, or the bytes were changed.
    """
    try:
        return (
            _cipher(_subkey("seal"))
            .decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], column.encode())
            .decode()
        )
    except InvalidTag:
        log.error("sealed with another key", column=column)  # noqa: TRY400 - there is nothing more to tell
        raise WrongKeyError from None


def blind_index(value: str) -> str:
    """Give a keyed hash that finds an equal value without showing it."""
    return hmac.new(_subkey("index"), value.encode(), hashlib.sha256).hexdigest()


def digest(token: str) -> str:
    """Give the hash under which a random token is kept; a leaked database holds no usable token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """Make a token of 256 random bits for a link."""
    return secrets.token_urlsafe(32)


def sign(purpose: str, value: str) -> str:
    """Give `value.signature` for a link that need not be stored; `purpose` keeps kinds of links apart."""
    return f"{value}.{_signature(purpose, value)}"


def signed_value(purpose: str, code: str) -> str | None:
    """Return the value of a code made by `sign` for this purpose, or None when it was not."""
    value, _, signature = code.rpartition(".")
    return value if hmac.compare_digest(signature.encode(), _signature(purpose, value).encode()) else None


def _signature(purpose: str, value: str) -> str:
    mac = hmac.digest(_subkey("sign:" + purpose), value.encode(), "sha256")
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")
