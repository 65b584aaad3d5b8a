"""Pages: turning a template and values into an answer in the reader's language."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from actions.staff.permissions import Permission
from admin.desk import desk_of

HERE = Path(__file__).parent
STATIC = HERE / "static"
# Where a person's work begins, and the entries of the menu: the permission, the address, the message id of the name.
PLACES = (
    (Permission.SEE_QUEUE, "/queue", "nav.queue"),
    (Permission.MANAGE_PEOPLE, "/people", "nav.people"),
    (Permission.READ_TRAIL, "/trail", "nav.trail"),
    (Permission.OWN_ACCOUNT, "/account", "nav.account"),
)


@functools.cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@functools.cache
def static_version() -> str:
    """A short mark of what is in the static folder, so that a browser fetches a changed file at once."""
    mark = hashlib.sha256()
    for path in sorted(STATIC.iterdir()):
        mark.update(path.read_bytes())
    return mark.hexdigest()[:10]


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page. Templates see `desk` (who asks), `t` (their words), `path`, and what is passed here."""
    desk = desk_of(request)
    text = (
        _templates()
        .get_template(template)
        .render(desk=desk, t=desk.words, places=PLACES, version=static_version(), **values)
    )
    return HTMLResponse(text, status)


def go(path: str) -> RedirectResponse:
    """After something was done: look at this page (a reload then repeats nothing)."""
    return RedirectResponse(path, 303)
