"""How many small faults planted in the law's rules the tests notice: `python -m tests.faults.mutants`.

Each mutant is one change to one file of actions/rules (a comparison, an operator, a number, a truth value, a default),
tried in a copy of the tree by the tests of the rules and the law. What survives is printed with its line.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
MUTATED = "actions/rules"
TESTS = (
    "tests/actions/rules",
    "tests/content/test_law.py",
    "tests/content/test_conflicts.py",
    "tests/content/test_checking.py",
    "tests/content/test_parameter_sources.py",
)
LINKED, COPIED = (".venv", "node_modules"), ("actions", "admin", "bot", "content", "tests", "pyproject.toml")
COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COUNTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


class Mutant(NamedTuple):
    """A changed file: its path, the line changed, and the whole new text."""

    path: Path
    line: int
    what: str
    text: str


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The small faults one node can have."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        changed = copy.deepcopy(node)
        changed.ops[0] = COMPARED[type(node.ops[0])]()
        yield "comparison", changed
    elif isinstance(node, ast.BinOp) and type(node.op) in COUNTED:
        changed_op = copy.deepcopy(node)
        changed_op.op = COUNTED[type(node.op)]()
        yield "operator", changed_op
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and/or", ast.BoolOp(other, node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not", node.operand
    elif isinstance(node, ast.IfExp):
        yield "either side", ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "truth", ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield "number", ast.Constant(node.value + 1)


def _annotations(tree: ast.AST) -> set[int]:
    """The nodes of annotations: they are never run."""
    owners = (owner for owner in ast.walk(tree) if isinstance(owner, ast.FunctionDef | ast.arg | ast.AnnAssign))
    roots = (owner.returns if isinstance(owner, ast.FunctionDef) else owner.annotation for owner in owners)
    return {id(node) for root in roots if root is not None for node in ast.walk(root)}


class _Swap(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """The tree with one node exchanged."""
        return self._new if node is self._old else self.generic_visit(node)


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file."""
    text = path.read_text(encoding="utf-8")
    count = sum(1 for _ in ast.walk(ast.parse(text)))
    for at in range(count):
        tree = ast.parse(text)
        node = list(ast.walk(tree))[at]
        if id(node) in _annotations(tree):
            continue
        for what, new in _changes(node):
            changed = ast.fix_missing_locations(_Swap(node, new).visit(tree))
            yield Mutant(path.relative_to(ROOT), getattr(node, "lineno", 0), what, ast.unparse(changed))


def _copy(folder: Path) -> Path:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    (folder / "nlu").mkdir()
    shutil.copytree(ROOT / "nlu" / "khmer", folder / "nlu" / "khmer")
    shutil.copy(ROOT / "nlu" / "__init__.py", folder / "nlu" / "__init__.py")
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)
    return folder


def _noticed(tree: Path, tests: tuple[str, ...], seconds: float) -> bool:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *tests]
    env = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=tree, env=env, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return True  # a rule that never ends is noticed
    return done.returncode != 0


def main() -> None:
    """Command line; exit status 1 when fewer than `--least` of the mutants are noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1286)
    parser.add_argument("--least", type=float, default=0.85)
    given = parser.parse_args()
    every = [one for path in sorted((ROOT / MUTATED).glob("*.py")) for one in mutants(path)]
    chosen = random.Random(given.seed).sample(every, min(given.sample, len(every)))
    print(f"{len(every)} mutants of {MUTATED}, {len(chosen)} tried", flush=True)
    with tempfile.TemporaryDirectory(prefix="mutants-") as work:
        trees: Queue[Path] = Queue()
        for number in range(os.cpu_count() or 1):
            trees.put(_copy(Path(work) / str(number)))
        if _noticed(trees.queue[0], TESTS, 600):
            raise SystemExit("the tests fail without any mutant")

        def trial(mutant: Mutant) -> bool:
            tree = trees.get()
            original = (tree / mutant.path).read_text(encoding="utf-8")
            try:
                (tree / mutant.path).write_text(mutant.text, encoding="utf-8")
                return _noticed(tree, TESTS, 600)
            finally:
                (tree / mutant.path).write_text(original, encoding="utf-8")
                trees.put(tree)

        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            noticed = list(pool.map(trial, chosen))
    for mutant, seen in zip(chosen, noticed, strict=True):
        if not seen:
            print(f"survived: {mutant.path}:{mutant.line} ({mutant.what})")
    share = sum(noticed) / len(noticed)
    print(f"{sum(noticed)} of {len(noticed)} noticed: {share:.1%}")
    raise SystemExit(0 if share >= given.least else 1)


if __name__ == "__main__":
    main()
