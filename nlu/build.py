"""Turns content/*/examples into a Rasa project: `python -m nlu.build --out DIR`."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from nlu.understanding.names import intent_of

ROOT = Path(__file__).resolve().parent.parent


class Example(NamedTuple):
    """One training message; `kind` is km, en or romanised."""

    topic: str
    text: str
    kind: str


def examples(content: Path) -> Iterator[Example]:
    """Every example of content/*/examples, sorted; raises ValueError for a file that is not about its own topic."""
    for language in ("km", "en"):
        for path in sorted((content / language / "examples").glob("*.yml")):
            held = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            if held.get("topic") != path.stem:
                raise ValueError(f"{path.name}: topic is {held.get('topic')!r}")
            for key, kind in (("examples", language), ("romanised", "romanised")):
                for text in held.get(key) or ():
                    if not isinstance(text, str) or not text.strip():
                        raise ValueError(f"{path.name}: an example is not text: {text!r} (quote it)")
                    yield Example(path.stem, text.strip(), kind)


def related(content: Path) -> dict[str, list[str]]:
    """Topics a follow-up may stay within, from content/topics; empty while there are none."""
    found: dict[str, list[str]] = {}
    for path in sorted((content / "topics").glob("*.yml")):
        for topic in yaml.safe_load(path.read_text(encoding="utf-8")) or ():
            found[topic["id"]] = [str(one) for one in topic.get("related") or ()]
    return found


def reads(content: Path) -> dict[str, list[str]]:
    """The facts each topic makes use of: what its variants and values look at, and what its interview asks."""
    found: dict[str, list[str]] = {}
    for path in sorted((content / "topics").glob("*.yml")):
        for topic in yaml.safe_load(path.read_text(encoding="utf-8")) or ():
            names = {name for variant in topic.get("variants") or () for name in variant["when"]}
            names |= {value["fact"] for value in (topic.get("values") or {}).values() if "fact" in value}
            interview = content / "interviews" / f"{topic.get('service')}.yml"
            if interview.is_file():
                asked = yaml.safe_load(interview.read_text(encoding="utf-8"))["questions"]
                names |= {question["id"] for question in asked}
            found[topic["id"]] = sorted(names)
    return found


def words_of_need(content: Path) -> dict[str, list[str]]:
    """Words that leave no doubt about a safety topic; empty while there are none."""
    path = content / "safety.yml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _without_repeats(found: list[Example]) -> list[Example]:
    kept: dict[str, Example] = {}
    for one in found:
        other = kept.setdefault(one.text.casefold(), one)
        if other.topic != one.topic:
            raise ValueError(f"one example, two topics ({other.topic}, {one.topic}): {one.text}")
    return list(kept.values())


def _dump(path: Path, value: Any) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")


def build(out: Path, content: Path = ROOT / "content", nlu: Path = ROOT / "nlu") -> int:
    """Write config.yml, domain.yml, examples.json and data/ into `out`; returns the number of examples."""
    if out.exists():
        shutil.rmtree(out)
    (out / "data").mkdir(parents=True)
    found = _without_repeats(list(examples(content)))
    by_topic: dict[str, list[Example]] = {}
    for one in found:
        by_topic.setdefault(one.topic, []).append(one)
    if len(by_topic) < 2:
        raise ValueError("there are no examples to learn from")
    rows = [
        {"text": one.text, "intent": intent_of(topic), "kind": one.kind}
        for topic, ones in sorted(by_topic.items())
        for one in ones
    ]
    (out / "examples.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    for path in sorted((nlu / "data" / "rules").glob("*.yml")):
        shutil.copy(path, out / "data" / path.name)
    domain: dict[str, Any] = {}
    for path in sorted((nlu / "domain").glob("*.yml")):
        domain |= yaml.safe_load(path.read_text(encoding="utf-8"))
    domain["intents"] = [intent_of(topic) for topic in sorted(by_topic)]
    _dump(out / "domain.yml", domain)
    config = yaml.safe_load((nlu / "config.yml").read_text(encoding="utf-8"))
    steps = {step["name"].rsplit(".", 1)[1]: step for step in config["pipeline"]}
    steps["ContextDecider"]["related"] = related(content)
    steps["ContextDecider"]["reads"] = reads(content)
    steps["ContextDecider"]["words"] = words_of_need(content)
    steps["LinearIntentClassifier"]["settings"] = {k: v for k, v in steps["ContextDecider"].items() if k != "name"}
    _dump(out / "config.yml", config)
    return len(found)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    print(f"{build(out)} examples written to {out}")


if __name__ == "__main__":
    main()
