"""`make run`: trains if needed, starts every process under a supervisor, waits for health, says where to go."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

from pydantic import ValidationError
from rich.console import Console
from rich.panel import Panel

from actions.staff.first import FirstSignIn, first_accounts
from actions.store.crypto import ensure_master_key
from actions.store.migrate import upgrade
from actions.store.settings import Settings, settings
from scripts import processes
from scripts.health import unhealthy
from scripts.preflight import Trouble, check

console = Console(highlight=False)
PATIENCE = 240  # seconds until we say that something does not come up


def main() -> int:
    """Run until Ctrl-C. Returns the exit code."""
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _stop)
    try:
        return _run()
    except KeyboardInterrupt:
        return 0
    except ValidationError as fault:
        names = ", ".join(".".join(str(part) for part in error["loc"]).upper() for error in fault.errors())
        return _sorry(
            f"these settings cannot be used: {names}.", "mend them in .env (docs/settings.md lists them all)."
        )
    except Trouble as trouble:
        return _sorry(trouble.what, trouble.do)


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def _sorry(what: str, do: str) -> int:
    console.print(f"\n[bold]Cannot go on:[/bold] {what}\n[bold]What to do:[/bold] {do}")
    return 1


def _run() -> int:
    check()
    _train()
    upgrade()
    ensure_master_key()
    first = first_accounts()
    started = time.monotonic()
    supervisor = processes.start()
    try:
        _wait(supervisor)
        console.print(f"Everything is up ({time.monotonic() - started:.0f} s).")
        console.print(_panel(settings(), first))
        return supervisor.wait()
    finally:
        console.print("Stopping …")
        processes.stop(supervisor)
        console.print("Stopped.")


def _train() -> None:
    python = processes.NLU_PYTHON
    done = subprocess.run([python, "-m", "nlu.train", "--out", str(processes.models())], check=False)  # noqa: S603
    if done.returncode:
        raise Trouble("the understanding could not be trained.", "read the lines above; then run the command again.")


def _wait(supervisor: subprocess.Popen[bytes]) -> None:
    begun, shown = time.monotonic(), None
    with console.status("Starting …") as status:
        while waiting := unhealthy():
            if supervisor.poll() is not None:
                raise Trouble("the supervisor ended.", f"read {processes.log_folder() / 'supervisor.log'}.")
            if time.monotonic() - begun > PATIENCE:
                logs = ", ".join(str(processes.log_folder() / f"{name}.log") for name in waiting)
                raise Trouble(f"not up after {PATIENCE} s: {', '.join(waiting)}.", f"read {logs}.")
            text = f"Waiting for: {', '.join(waiting)}"
            if console.is_terminal:
                status.update(text)
            elif text != shown:
                console.print(text)
            shown = text
            time.sleep(0.3)


def _panel(settings: Settings, first: list[FirstSignIn]) -> Panel:
    site, desk = f"http://{settings.host}:{settings.web_port}/", f"http://{settings.host}:{settings.admin_port}/"
    lines = [f"Demo page with the widget   {site}", f"Complaint page (no script)  {site}complaint", ""]
    lines += [f"Staff pages                 {desk}"]
    lines += [f"First sign-in               {one.username} / {one.password}   ({one.role})" for one in first]
    if first:
        lines += ["                            (each chooses a new password at the first sign-in)"]
    lines += [""]
    if settings.telegram_token.get_secret_value():
        lines += [f"Telegram                    on ({settings.telegram_mode})"]
    else:
        lines += ["Telegram                    off. To add it: get a token from @BotFather, write the line"]
        lines += ["                            TELEGRAM_TOKEN=<token> into the file .env, and run again"]
    lines += ["", f"Logs in {processes.log_folder()}.  Ctrl-C stops everything."]
    return Panel("\n".join(lines), title="NSSF assistant", expand=False)


if __name__ == "__main__":
    sys.exit(main())
