"""Khmer tokenizer: normalises a message once and cuts it into words."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.understanding.features import Prepared, prepare

PREPARED = "prepared"


def prepared(message: Message) -> Prepared:
    """The prepared form of a message, made at most once."""
    held = message.get(PREPARED)
    if held is None:
        held = prepare(message.get(TEXT) or "")
        message.set(PREPARED, held)
    return held


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class KhmerTokenizer(Tokenizer):
    """Words by khmercut in Khmer runs, by letters elsewhere; offsets are those of the normalised text."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Keys the base class wants."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing: whoever learns reads the texts, clean and noisy, and cuts them alike."""
        return training_data

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Tokens of one attribute of a message."""
        held = prepared(message) if attribute == TEXT else prepare(message.get(attribute))
        return [Token(word, start) for word, start in held.words]
