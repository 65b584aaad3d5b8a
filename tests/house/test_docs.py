"""The documents name only what is there, and everything that is there is named."""

from __future__ import annotations

import re
from pathlib import Path

from actions.staff.permissions import Permission, Role
from actions.store.settings import Settings
from scripts.processes import commands
from tests.conftest import using

ROOT = Path(__file__).resolve().parents[2]


def test_every_setting_is_documented_and_no_other() -> None:
    listed = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(name.upper() for name in Settings.model_fields)


def test_every_process_permission_and_role_is_documented(tmp_path: Path) -> None:
    document = (ROOT / "docs" / "architecture.md").read_text() + (ROOT / "docs" / "privacy.md").read_text()
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "nlu-0.tar.gz").touch()
    with using(var_dir=tmp_path):
        names = [name.split("-")[0] for name in commands()]
    for name in (*names, *Permission, *Role):
        assert f"`{name}`" in document, name


def test_every_path_a_document_names_exists() -> None:
    missing = []
    for path in [ROOT / "README.md", *ROOT.glob("docs/**/*.md"), ROOT / "nlu" / "README.md"]:
        for named in re.findall(r"`((?:bot|nlu|actions|content|admin|tests|docs|scripts)/[\w/.-]+)`", path.read_text()):
            if not (ROOT / named).exists():
                missing.append(f"{path.name}: {named}")
    assert missing == []


def test_every_link_and_picture_leads_somewhere() -> None:
    lost = []
    for path in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text()):
            if not target.startswith("http") and not (path.parent / target).exists():
                lost.append(f"{path.name}: {target}")
    assert lost == []


def test_the_readme_opens_with_the_glossary_and_names_both_commands() -> None:
    readme = (ROOT / "README.md").read_text()
    assert readme.index("## Words") < readme.index("## Two commands")
    assert "make run" in readme and "make test" in readme


def test_every_decision_record_has_its_parts() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert len(records) >= 6
    for path in records:
        text = path.read_text()
        for part in ("## Context", "## Decision", "## Consequences"):
            assert part in text, f"{path.name}: {part}"
