"""What stops a start is told in words, with what to do about it; never as a stack trace."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from actions.store.settings import ROOT, Settings
from scripts import preflight
from scripts.preflight import Trouble, check
from tests.conftest import using
from tests.whole import free_ports


def ports() -> dict[str, int]:
    names = ("web_port", "admin_port", "rasa_port", "actions_port")
    return dict(zip(names, free_ports(4), strict=True))


def start(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`make run` without the installing, on settings that cannot work."""
    clean = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    return subprocess.run(
        [sys.executable, "-m", "scripts.run"],
        cwd=ROOT,
        env=clean | {"VAR_DIR": str(folder)} | environment,
        capture_output=True,
        text=True,
    )


def test_a_free_machine_passes(tmp_path: Path) -> None:
    with using(var_dir=tmp_path, **ports()):
        check()


@pytest.mark.parametrize("setting", ["web_port", "admin_port", "rasa_port", "actions_port"])
def test_a_taken_port_is_named_with_the_setting_that_moves_it(tmp_path: Path, setting: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with using(var_dir=tmp_path, **ports() | {setting: taken.getsockname()[1]}), pytest.raises(Trouble) as told:
            check()
    assert "taken" in told.value.what
    assert setting.upper() in told.value.do


def test_a_full_disk_is_told_before_anything_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(preflight.shutil, "disk_usage", lambda _path: usage(10**9, 10**9, 2**20))
    with using(var_dir=tmp_path, **ports()), pytest.raises(Trouble, match="disk"):
        check()


def test_the_folder_of_the_data_is_nobody_elses(tmp_path: Path) -> None:
    with using(var_dir=tmp_path / "var", **ports()):
        check()
    assert (tmp_path / "var").stat().st_mode & 0o077 == 0


def test_a_taken_port_stops_the_start_with_words(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = start(tmp_path, WEB_PORT=str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "What to do:" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_wrong_setting_stops_the_start_with_its_name(tmp_path: Path) -> None:
    done = start(tmp_path, WEB_PORT="eighty")
    assert done.returncode == 1
    assert "WEB_PORT" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def setup_in(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`scripts/setup` in a copy of the tree that has no environments yet."""
    (folder / "scripts").mkdir(parents=True)
    (folder / "nlu").mkdir()
    shutil.copy(ROOT / "scripts" / "setup", folder / "scripts" / "setup")
    for name in ("pyproject.toml", "uv.lock", "README.md", "package.json", "package-lock.json", "nlu/pyproject.toml",
                 "nlu/uv.lock"):  # fmt: skip
        shutil.copy(ROOT / name, folder / name)
    return subprocess.run(
        [folder / "scripts" / "setup"], cwd=folder, env=dict(os.environ) | environment, capture_output=True, text=True
    )


def test_without_the_network_setting_up_says_so(tmp_path: Path) -> None:
    nowhere = {"UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple", "UV_CACHE_DIR": str(tmp_path / "cache"),
               "UV_HTTP_RETRIES": "0", "UV_OFFLINE": "1"}  # fmt: skip
    done = setup_in(tmp_path / "tree", **nowhere)
    assert done.returncode == 1
    assert "could not be installed" in done.stderr
    assert "What to do: check the network" in done.stderr


def test_without_python_311_setting_up_says_so(tmp_path: Path) -> None:
    empty = tmp_path / "bin"
    empty.mkdir()
    for tool in ("bash", "env", "dirname", "mkdir", "df", "awk"):
        (empty / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
    done = setup_in(tmp_path / "tree", PATH=str(empty))
    assert done.returncode == 1
    assert "Python 3.11 was not found" in done.stderr


def test_every_setting_has_a_safe_default() -> None:
    assert Settings(_env_file=None).host == "127.0.0.1"
