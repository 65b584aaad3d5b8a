"""Rasa importer: messages as nlu.build wrote them, in JSON. Rasa's own YAML reader took nine minutes for 30,000."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

EXAMPLES = "examples.json"


class Example(Message):
    """A message that is copied cheaply: Rasa copies all training data deeply, four times over."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Example:
        """A new message over the same values, which nobody changes in place."""
        return type(self)(dict(self.data), set(self.output_properties))


class ExamplesImporter(RasaFileImporter):
    """A project whose messages are the rows {"text", "intent", "kind"} of a file beside its domain."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The training messages, each with the way it is written as metadata."""
        held = Path(self._domain_path or ".").parent / EXAMPLES
        rows = json.loads(held.read_text(encoding="utf-8"))
        return TrainingData(
            [Example.build(row["text"], row["intent"], example_metadata={"kind": row["kind"]}) for row in rows]
        )
