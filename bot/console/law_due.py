"""`assistant law`: what of the law must be looked at again, and which changes are known to come."""

from __future__ import annotations

import json
import re
import sys
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple

import typer
from rich.console import Console
from rich.table import Table

from actions.library import library
from actions.rules.checking import Check, coming, stale
from actions.rules.parameters import history
from actions.rules.values import weakest
from actions.store.clock import today

app = typer.Typer(no_args_is_help=True, help="The law: what must be looked at again.")
# Piped into a file or another program, the table keeps its columns.
console = Console(highlight=False, width=None if sys.stdout.isatty() else 180)
HEADINGS = ("due", "last checked", "confidence", "fact", "parameters", "reference")
DAYS = re.compile(r"([0-9]{1,4})d")


class _Found(NamedTuple):
    check: Check
    fact: str
    reference: str | None


@app.callback()
def law() -> None:
    """Keeps `due` a command of its own."""


@app.command(name="due")
def show_due(
    on: Annotated[str, typer.Option(help="The day to look from, YYYY-MM-DD; today when not given")] = "",
    within: Annotated[str, typer.Option(help="How far to look ahead, in days, such as 90d")] = "90d",
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output")] = False,
) -> None:
    """Facts and figures that must be checked again by then, the longest overdue first, and the changes to come."""
    days = DAYS.fullmatch(within)
    try:
        when = date.fromisoformat(on) if on else today()
        found = due(when, timedelta(days=int(days.group(1)))) if days else None
    except (ValueError, OverflowError):
        found = None
    if found is None:
        Console(stderr=True).print("Cannot go on: --on is a date such as 2026-11-24, --within days such as 90d.")
        raise typer.Exit(2)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    _print(found)


def due(on: date, within: timedelta) -> dict[str, Any]:
    """What must be looked at again until some time after a day, fact by fact, and what is known to change."""
    until = on + within
    rows: dict[str, list[_Found]] = {}
    for check in stale(until):
        about = _about(check, until)
        rows.setdefault(about.fact, []).append(about)
    return {
        "on": on.isoformat(),
        "until": until.isoformat(),
        "due": sorted((_row(fact, its, on) for fact, its in rows.items()), key=lambda row: (row["due"], row["fact"])),
        "coming": [
            {"day": change.on.isoformat(), "id": change.id, "says": change.says, "passed": change.on <= on}
            for change in coming(on, within)
        ],
    }


def _about(check: Check, until: date) -> _Found:
    if check.kind == "fact":
        return _Found(check, check.id, None)
    about = [about for since, _, about in history(check.id) if since <= until][-1]
    return _Found(check, about["fact"], about["reference"])


def _row(fact: str, found: list[_Found], on: date) -> dict[str, Any]:
    again = min(each.check.again for each in found)
    references = [each.reference for each in found if each.reference]
    references += [topic.rests_on[fact] for topic in library().topics.values() if fact in topic.rests_on]
    return {
        "fact": fact,
        "says": library().facts[fact].says,
        "parameters": sorted(each.check.id for each in found if each.check.kind == "parameter"),
        "checked": min(each.check.checked for each in found).isoformat(),
        "due": again.isoformat(),
        "overdue": again <= on,
        "confidence": weakest(each.check.confidence for each in found),
        "references": [library().reference(id, "en") for id in dict.fromkeys(references)],
    }


def _print(found: dict[str, Any]) -> None:
    table = Table("", *HEADINGS, box=None)
    for row in found["due"]:
        parameters = "\n".join(row["parameters"])
        what = f"{row['fact']}: {row['says']}"
        mark = "!!" if row["overdue"] else ""
        references = "; ".join(row["references"])
        table.add_row(mark, row["due"], row["checked"], row["confidence"], what, parameters, references)
    console.print(table if found["due"] else f"Nothing must be checked again until {found['until']}.")
    changes = Table("", "day", "what", "becomes", box=None)
    for change in found["coming"]:
        changes.add_row("!!" if change["passed"] else "", change["day"], change["id"], change["says"])
    console.print()
    console.print(changes if found["coming"] else f"No change is known until {found['until']}.")
