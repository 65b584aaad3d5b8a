"""Crypto: data keys per conversation and case, wrapped by a master key that lives outside the database."""

from __future__ import annotations

import functools
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from actions.store.settings import settings

NONCE = 12
PAD = 256  # stored sizes say little about what was said


def master_key_path() -> Path:
    """Where the master key lives: beside the database, never inside it. Back it up apart from the database."""
    return settings().var_dir / "keys" / "master.key"


@functools.cache
def _master() -> bytes:
    path = master_key_path()
    try:
        return bytes.fromhex(path.read_text().strip())
    except FileNotFoundError:
        return _make_master(path)


def _make_master(path: Path) -> bytes:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
    with open(draft, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # the first process wins; the others read its key
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return bytes.fromhex(path.read_text().strip())


def ensure_master_key() -> None:
    """Make the master key if there is none yet; call it once before the processes start."""
    _master()


def _seal(key: bytes, clear: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, clear, None)


def _open(key: bytes, sealed: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], None)


def new_data_key() -> bytes:
    """A fresh data key, already wrapped: store it in the row whose words it protects."""
    return _seal(_master(), AESGCM.generate_key(256))


def seal(wrapped: bytes, value: Any) -> bytes:
    """Encrypt a JSON value under a wrapped data key, padded to steps of 256 bytes."""
    clear = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    clear += b" " * (-len(clear) % PAD)
    return _seal(_open(_master(), wrapped), clear)


def unseal(wrapped: bytes, sealed: bytes) -> Any:
    """Decrypt what `seal` made."""
    return json.loads(_open(_open(_master(), wrapped), sealed))


def lookup_hash(purpose: str, value: str) -> str:
    """A keyed hash (hex) for finding a row by a value we do not keep in clear, such as a Telegram id."""
    key = hmac.new(_master(), purpose.encode(), hashlib.sha256).digest()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def forget_keys() -> None:
    """Drop the cached master key (tests that change the key file call this)."""
    _master.cache_clear()
