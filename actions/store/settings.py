"""Every setting of the system, typed, documented and with safe defaults; read from the environment and from .env."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """Settings by name. Unknown names in .env are refused, so a typing error cannot pass silently."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", extra="forbid", env_ignore_empty=True)

    database_url: str = Field(default="", description="PostgreSQL or SQLite address; empty means var/nssf.db")
    var_dir: Path = Field(default=ROOT / "var", description="Where the database, keys, model and logs live")
    host: str = Field(default="127.0.0.1", description="Address the citizens' and the staff's pages listen on")
    web_port: int = Field(default=8080, description="Port of the demo page, the widget and the Telegram webhook")
    admin_port: int = Field(default=8081, description="Port of the staff pages")
    rasa_port: int = Field(default=8105, description="First port of the Rasa servers (loopback only)")
    rasa_count: int = Field(
        default=1, ge=1, le=16, description="How many Rasa servers; conversations are spread by hash"
    )
    actions_port: int = Field(default=8155, description="Port of the action server (loopback only)")
    understand_deadline: float = Field(default=4.0, gt=0, description="Seconds a message may wait for Rasa")
    worker_name: str = Field(default="worker-1", description="This worker; a restart takes its claims back")
    worker_threads: int = Field(default=8, ge=1, le=64, description="Turns a worker runs side by side")
    telegram_token: SecretStr = Field(
        default=SecretStr(""), description="Bot token from BotFather; empty switches it off"
    )
    telegram_mode: Literal["polling", "webhook"] = Field(default="polling", description="How updates reach us")
    telegram_secret: SecretStr = Field(default=SecretStr(""), description="Webhook secret, 16 to 256 characters")
    telegram_webhook_url: str = Field(default="", description="Public https address of /telegram, for webhook mode")
    telegram_api_url: str = Field(default="https://api.telegram.org", description="Bot API address")
    widget_origins: list[str] = Field(default=[], description="Web sites that may embed the widget")
    staff_cookie_secure: bool = Field(default=False, description="True behind https: the staff cookie becomes Secure")
    log_level: Literal["DEBUG", "INFO", "WARNING"] = Field(default="INFO", description="How much the log tells")

    @property
    def database(self) -> str:
        """SQLAlchemy URL of the database in use."""
        url = self.database_url or f"sqlite:///{self.var_dir / 'nssf.db'}"
        if url.startswith(("postgres://", "postgresql://")):
            url = "postgresql+psycopg://" + url.split("://", 1)[1]
        return url


_in_use: list[Settings] = []


def settings() -> Settings:
    """The settings of this process, read once."""
    if not _in_use:
        _in_use.append(Settings())
    return _in_use[0]


def use(other: Settings) -> None:
    """Use other settings from now on: a throw-away database, another port."""
    _in_use[:] = [other]
