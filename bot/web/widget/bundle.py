"""Joins the widget's sources into the one script a page embeds."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
PARTS = ("words.js", "store.js", "line.js", "view.js", "talk.js", "element.js")  # what is used stands before its user


def _lean(source: str) -> str:
    """One part without imports, export marks, indentation and whole-line comments."""
    source = re.sub(r"^import [^;]+;\n", "", source, flags=re.MULTILINE)
    source = re.sub(r"^export ", "", source, flags=re.MULTILINE)
    source = re.sub(r"^\s*/\*\*.*?\*/\n", "", source, flags=re.MULTILINE | re.DOTALL)
    source = re.sub(r"^\s*//.*\n", "", source, flags=re.MULTILINE)
    source = re.sub(r" // .*$", "", source, flags=re.MULTILINE)
    return re.sub(r"^\s+|^\n", "", source, flags=re.MULTILINE)


@cache
def widget() -> str:
    """The text of /widget.js: styles and parts in one closed scope, so that a host page meets no name of ours."""
    styles = re.sub(r"\s*\n\s*", "\n", (HERE / "widget.css").read_text(encoding="utf-8"))
    parts = "".join(_lean((HERE / part).read_text(encoding="utf-8")) for part in PARTS)
    return f'(() => {{\n"use strict";\nconst STYLES = {json.dumps(styles, ensure_ascii=False)};\n{parts}}})();\n'
