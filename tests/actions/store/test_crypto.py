"""Crypto: sealed is unreadable, padded, and opened only with the key beside the database."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from actions.store import crypto
from actions.store.settings import Settings

VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=4))


def test_the_master_key_is_made_once_and_only_its_owner_reads_it(sqlite_store: Settings) -> None:
    wrapped = crypto.new_data_key()
    sealed = crypto.seal(wrapped, "ពាក្យ")
    crypto.forget_keys()
    assert crypto.unseal(wrapped, sealed) == "ពាក្យ"
    assert crypto.master_key_path().stat().st_mode & 0o777 == 0o600


def test_what_was_sealed_comes_back(sqlite_store: Settings) -> None:
    wrapped = crypto.new_data_key()

    @given(VALUES)
    def holds(value: object) -> None:
        assert crypto.unseal(wrapped, crypto.seal(wrapped, value)) == value

    holds()


def test_sizes_say_little(sqlite_store: Settings) -> None:
    wrapped = crypto.new_data_key()
    assert len(crypto.seal(wrapped, "a")) == len(crypto.seal(wrapped, "a" * 200))


def test_a_changed_byte_is_noticed(sqlite_store: Settings) -> None:
    wrapped = crypto.new_data_key()
    sealed = bytearray(crypto.seal(wrapped, "a"))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        crypto.unseal(wrapped, bytes(sealed))


def test_without_the_key_file_nothing_opens(sqlite_store: Settings) -> None:
    wrapped = crypto.new_data_key()
    sealed = crypto.seal(wrapped, "a")
    crypto.master_key_path().unlink()
    crypto.forget_keys()
    with pytest.raises(InvalidTag):
        crypto.unseal(wrapped, sealed)


def test_look_ups_differ_by_purpose_and_by_key(sqlite_store: Settings) -> None:
    first = crypto.lookup_hash("telegram", "1")
    assert first == crypto.lookup_hash("telegram", "1") != crypto.lookup_hash("web", "1")
    crypto.master_key_path().unlink()
    crypto.forget_keys()
    assert crypto.lookup_hash("telegram", "1") != first
