"""Runs the content checks and counts what was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from actions.content_check import ease, examples, figures, links, prose, terms, twins
from actions.content_check.looked_at import Check, Content, Fault
from actions.library.shapes import LANGUAGES

CHECKS: Mapping[str, Check] = MappingProxyType(
    {check.name: check for module in (twins, figures, links, prose, ease, terms, examples) for check in module.CHECKS}
)


def run(content: Content, *names: str) -> list[Fault]:
    """What the checks named find, or all of them, in order of files; `KeyError` for a check that does not exist."""
    chosen = [CHECKS[name] for name in names] or list(CHECKS.values())
    return sorted({fault for check in chosen for fault in check.look(content)})


def looked_over(content: Content) -> dict[str, int]:
    """How much a run looks at, by what it is."""
    library = content.library
    return {
        "checks": len(CHECKS),
        "topics": len(library.topics),
        "answers": len(library.answers),
        "messages": sum(len(library.catalogues[language]) for language in LANGUAGES),
        "dated figures": sum(len(rows) for rows in content.parameters.values()),
        "facts": len(library.facts),
        "references": len(library.references),
        "glossary terms": len(terms.glossary(library.root).terms),
        "training messages": sum(len(texts) for texts in examples.examples(content).values()),
    }
