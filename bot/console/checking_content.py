"""`assistant content`: is everything under content/ as it must be, and what is to be mended."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import typer
from rich.console import Console

from actions import content_check
from actions.content_check import Fault
from actions.library import ContentError

app = typer.Typer(no_args_is_help=True, help="The content: answers, messages, figures and training messages.")
console = Console(highlight=False, soft_wrap=True)


@app.callback()
def content() -> None:
    """Keeps `check` a command of its own."""


@app.command()
def check() -> None:
    """Prove what must hold for all content; list what does not, and how to mend it. Exit status 1 when there is any."""
    try:
        looked_at = content_check.here()
        faults = content_check.run(looked_at)
    except ContentError as fault:
        console.print(f"The content cannot be read. {fault}", markup=False)
        raise typer.Exit(1) from fault
    for line in lines(faults):
        console.print(line, markup=False)
    over = ", ".join(f"{number:,} {what}" for what, number in content_check.looked_over(looked_at).items())
    if faults:
        console.print(f"{len(faults):,} to mend. Looked at: {over}.", markup=False)
        raise typer.Exit(1)
    for proof in content_check.CHECKS.values():
        console.print(f"ok  {proof.proves}", markup=False)
    console.print(f"All is well. Proved over {over}.", markup=False)


def lines(faults: list[Fault]) -> Iterator[str]:
    """The faults for a person, file by file."""
    for file, its in groupby(faults, key=lambda fault: fault.file):
        yield file
        for fault in its:
            language = f" ({fault.language})" if fault.language else ""
            yield f"  {fault.topic}{language}: {fault.what}"
            yield f"      mend: {fault.mend}"
