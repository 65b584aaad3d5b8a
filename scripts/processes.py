"""The processes: one table of what runs and how, kept alive by supervisord."""

from __future__ import annotations

import ctypes
import getpass
import os
import signal
import subprocess
import sys
from pathlib import Path

from actions.store.settings import ROOT, settings
from bot.console.parsing import PYTHON, newest_model

NLU_PYTHON = str(PYTHON)
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def models() -> Path:
    """Where trained models lie."""
    return settings().var_dir.resolve() / "models"


def log_folder() -> Path:
    """Where every process's log lies."""
    return settings().var_dir.resolve() / "log"


def commands() -> dict[str, str]:
    """Process name -> command line. Rasa and the action server listen on loopback only."""
    own, host = sys.executable, settings().host
    found = {
        "web": f"{own} -m uvicorn bot.app:app --host {host} --port {settings().web_port} {_UVICORN}",
        "admin": f"{own} -m uvicorn admin.app:app --host {host} --port {settings().admin_port} {_UVICORN}",
        "worker": f"{own} -m bot.worker",
        "actions": f"{own} -m actions.handlers.serve",
    }
    for index in range(settings().rasa_count):
        found[f"rasa-{index}"] = rasa_command(settings().rasa_port + index, settings().actions_port)
    return found


_UVICORN = "--no-access-log --log-level warning --timeout-graceful-shutdown 3 --no-server-header"


def rasa_command(port: int, actions_port: int) -> str:
    """How a Rasa server is started, in its own environment and cage."""
    return f"{NLU_PYTHON} -m nlu.serve --port {port} --actions-port {actions_port} --model {newest_model()}"


def configuration() -> str:
    """supervisord's configuration."""
    run = settings().var_dir.resolve() / "run"
    run.mkdir(parents=True, exist_ok=True)
    log_folder().mkdir(parents=True, exist_ok=True)
    parts = [
        "[supervisord]\n"
        f"nodaemon=true\nsilent=true\nlogfile={log_folder()}/supervisor.log\npidfile={run}/supervisor.pid\n"
        f"directory={ROOT}\nchildlogdir={log_folder()}\nminfds=4096\nuser={getpass.getuser()}\n"
    ]
    for name, command in commands().items():
        parts.append(
            f"[program:{name}]\ncommand={command}\ndirectory={ROOT}\nautorestart=true\nstartsecs=1\n"
            "startretries=1000000\nstopwaitsecs=8\nstopasgroup=true\nkillasgroup=true\n"
            f"redirect_stderr=true\nstdout_logfile={log_folder()}/{name}.log\n"
            "stdout_logfile_maxbytes=10MB\nstdout_logfile_backups=3\n"
        )
    return "\n".join(parts)


def start() -> subprocess.Popen[bytes]:
    """Start everything; if we die, supervisord is told to stop."""
    path = settings().var_dir.resolve() / "run" / "supervisord.conf"
    text = configuration()
    path.write_text(text.replace("%", "%%"))
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-W", "ignore", "-m", "supervisor.supervisord", "-c", str(path)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_die_with_parent,
    )


def stop(supervisor: subprocess.Popen[bytes]) -> None:
    """Stop everything and wait for it."""
    if supervisor.poll() is None:
        supervisor.send_signal(signal.SIGTERM)
        try:
            supervisor.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(supervisor.pid, signal.SIGKILL)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
