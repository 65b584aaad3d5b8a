"""`assistant`: the command-line door."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from actions.staff import people
from actions.staff.permissions import Role
from actions.store.clock import today
from actions.store.errors import HouseError
from actions.store.settings import ROOT
from bot.console import asking, checking_content, doctor, law_due, parsing, working_out

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The NSSF assistant on the command line.")
app.add_typer(checking_content.app, name="content")
app.add_typer(law_due.app, name="law")
console = Console(highlight=False, soft_wrap=True)


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help="What a citizen writes, in Khmer, English or romanised Khmer")],
    language: Annotated[str, typer.Option(help="Language chosen beforehand: km or en; empty follows the text")] = "",
) -> None:
    """Say something and read the reply as a citizen would see it."""
    if language not in ("", "km", "en"):
        _stop("--language is km or en.")
    try:
        for message in asking.ask(text, language):
            for block in message.blocks:
                console.print(block.text, style="dim" if block.kind == "source" else None, markup=False)
            for label, _effect in message.buttons:
                console.print(f"  [ {label} ]", style="bold", markup=False)
            console.print()
    except asking.NoUnderstanding as fault:
        _stop(str(fault))


@app.command()
def parse(model: Annotated[Path | None, typer.Option(help="A model file; the newest when not given")] = None) -> None:
    """JSON lines {"text": …} in, JSON lines with topic, confidence, ranking and language out."""
    try:
        raise typer.Exit(parsing.run(model))
    except parsing.NoModel as fault:
        _stop(str(fault))


@app.command()
def workout(
    rule: Annotated[str, typer.Argument(help="A rule, such as contribution or birth_support")],
    facts: Annotated[list[str] | None, typer.Argument(help="Facts as key=value, such as wage=1000000")] = None,
    on: Annotated[str, typer.Option(help="The date the law is read on, YYYY-MM-DD; today when not given")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output")] = False,
) -> None:
    """Work out an amount by the law of a date, with the parameters used, or say why there is no number."""
    try:
        when = date.fromisoformat(on) if on else today()
        given = dict(pair.split("=", 1) for pair in facts or [])
    except ValueError:
        _stop("facts are written key=value, and --on is a date such as 2026-11-24.")
    found = working_out.workout(rule, when, given)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for line in working_out.lines(found):
            console.print(line, markup=False)
    raise typer.Exit(0 if found["ok"] else 2)


@app.command(name="doctor")
def see_health() -> None:
    """What is set, and what is healthy."""
    table = Table("", "what", "state", "what to do", box=None)
    checks = doctor.checks()
    for check in checks:
        table.add_row("ok" if check.ok else "!!", check.what, check.state, check.do)
    console.print(table)
    raise typer.Exit(0 if all(check.ok for check in checks) else 1)


@app.command(name="staff-add")
def add_staff(
    username: Annotated[str, typer.Argument(help="What they sign in with")],
    name: Annotated[str, typer.Argument(help="What colleagues see")],
    role: Annotated[Role, typer.Argument(help="What they may do")] = Role.OFFICER,
) -> None:
    """Let somebody into the staff pages; prints their first password once."""
    try:
        password = people.add(None, username, name, role)
    except HouseError as fault:
        _stop(f"this account was not made ({fault}).")
    typer.echo(f"{username}: first password {password} (they choose their own when they sign in)")


def _stop(why: str) -> None:
    Console(stderr=True, highlight=False).print(f"Cannot go on: {why}", markup=False)
    raise typer.Exit(1)


def main() -> None:
    """The entry point; works from any folder."""
    sys.path.insert(0, str(ROOT))
    app()


if __name__ == "__main__":
    main()
