"""The house rules that can be checked by looking at the tree."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("bot", "nlu", "actions", "admin", "scripts", "tests")
TOP = {
    "bot", "nlu", "actions", "content", "admin", "tests", "docs", "scripts", ".ci", "Makefile", "README.md",
    "CHANGELOG.md", "LICENSE", "pyproject.toml", "uv.lock", "package.json", "package-lock.json", "ruff.toml",
    ".gitignore",
}  # fmt: skip
BANNED = {"utils", "helpers", "common", "misc", "manager", "base"}


def tracked(suffix: str = "") -> Iterator[Path]:
    """Files of the project as git sees them, so that what a machine leaves behind does not count."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    return (ROOT / name for name in listed if name.endswith(suffix) and (ROOT / name).is_file())


def own(suffix: str = ".py") -> list[Path]:
    """Our code, without migrations."""
    return [
        path
        for path in tracked(suffix)
        if path.relative_to(ROOT).parts[0] in CODE and "migrations/versions" not in str(path)
    ]


def test_there_is_our_code_to_look_at() -> None:
    assert len(own()) > 100


def test_the_top_of_the_tree_holds_only_what_the_design_names() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= TOP


@pytest.mark.parametrize("suffix", [".py", ".js", ".html", ".css"])
def test_no_file_has_more_than_300_lines_and_no_test_more_than_400(suffix: str) -> None:
    long = {}
    for path in own(suffix):
        limit = 400 if path.relative_to(ROOT).parts[0] == "tests" else 300
        lines = len(path.read_text().splitlines())
        if lines > limit:
            long[str(path.relative_to(ROOT))] = lines
    assert long == {}


def test_no_module_hides_behind_a_name_that_says_nothing() -> None:
    assert [str(path) for path in own() if path.stem in BANNED or path.parent.name in BANNED] == []


def test_every_module_says_in_one_line_what_it_is_for() -> None:
    silent = []
    for path in own():
        source = path.read_text()
        if source.strip() and not ast.get_docstring(ast.parse(source)):
            silent.append(str(path.relative_to(ROOT)))
    assert silent == []


def test_only_the_store_commits() -> None:
    offenders = [
        str(path.relative_to(ROOT))
        for path in own()
        if re.search(r"\.commit\(", path.read_text())
        and not str(path.relative_to(ROOT)).startswith(("actions/store/", "tests/"))
    ]
    assert offenders == []


def test_cases_are_selected_only_inside_the_cases_package() -> None:
    offenders = [
        str(path.relative_to(ROOT))
        for path in own()
        if re.search(r"(select|get)\([^)]*\bCase\b", path.read_text())
        and not str(path.relative_to(ROOT)).startswith(("actions/cases/", "tests/"))
    ]
    assert offenders == []


def test_secrets_are_never_compared_with_equality() -> None:
    pattern = re.compile(r"(secret|csrf|signature|digest|password)\w*\s*(==|!=)\s*\w", re.IGNORECASE)
    allowed = {"actions/audit/chain.py"}  # a hash chain is no secret
    offenders = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in own()
        for line in path.read_text().splitlines()
        if pattern.search(line.split("#")[0])
        and str(path.relative_to(ROOT)) not in allowed
        and not str(path.relative_to(ROOT)).startswith(("tests/", "nlu/"))
    ]
    assert offenders == []


def test_the_law_never_asks_what_day_it_is() -> None:
    for path in (ROOT / "actions" / "rules").glob("*.py"):
        assert not re.search(r"\btoday\(|\bnow\(", path.read_text()), path


def test_content_holds_no_python() -> None:
    assert list((ROOT / "content").rglob("*.py")) == []


def test_every_command_of_the_makefile_is_a_file_that_can_run() -> None:
    for name in ("setup", "setup-tests", "test", "check"):
        assert (ROOT / "scripts" / name).stat().st_mode & 0o111, name
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
    assert "make test" in (ROOT / ".ci" / "run").read_text()
