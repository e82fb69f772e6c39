"""Settings from the environment; every one has a default that suits one machine."""

import secrets
from datetime import date, time
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

KEY_BYTES = 32


class Settings(BaseSettings):
    """What an installation may change; names are the environment's, see docs/operating.md."""

    model_config = SettingsConfigDict(env_prefix="DORBANK_", extra="ignore", populate_by_name=True)

    data: Path = Path("data")
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    host: str = Field(default="127.0.0.1", validation_alias="HOST")
    port: int = Field(default=8000, validation_alias="PORT", ge=0, le=65535)
    base_url: str = ""
    proxies: str = "127.0.0.1,::1"
    warm: bool = True
    chapter: str = "Øvingsbyen lokallag"
    colour: str = Field(default="#0f6b5c", pattern="^#[0-9a-fA-F]{6}$")
    contact: str = "den som inviterte deg"
    contact_form: str = ""
    election: date = date(2027, 9, 13)
    quiet_from: time = time(20, 0)
    programme_deadline: date | None = None
    members: int = 0
    goal_rounds: int = 10
    goal_courses: int = 2
    key: SecretStr = SecretStr("")
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    mail_from: str = "dorbank@localhost"

    @property
    def url(self) -> str:
        """The site's address as people type it, without a closing slash."""
        return (self.base_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def database(self) -> str:
        """The database's URL; SQLite under the data folder unless `DATABASE_URL` says otherwise."""
        url = self.database_url or f"sqlite:///{(self.data / 'dorbank.sqlite').absolute()}"
        for plain in ("postgres://", "postgresql://"):
            if url.startswith(plain):
                return "postgresql+psycopg://" + url.removeprefix(plain)
        return url

    @cached_property
    def secret(self) -> bytes:
        """The 32-byte key that seals personal data: `DORBANK_KEY`, else a file made at first use.

        The file lies beside the database only on one machine's own disk; backups leave it out.
        """
        if self.key.get_secret_value():
            return bytes.fromhex(self.key.get_secret_value())
        file = self.data / "key"
        self.data.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_hex(KEY_BYTES))
        return bytes.fromhex(file.read_text())


@lru_cache
def settings() -> Settings:
    """Return the settings of this process; tests clear the cache to change them."""
    return Settings()
