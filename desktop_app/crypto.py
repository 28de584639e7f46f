"""The only door to cryptography: hashes, stretched passphrases, sealed secrets, signatures, age.

Problem: two libraries are needed (the age format so that a package can be opened without us for
decades; Ed25519 and Argon2id, which age does not have) and both are easy to misuse. Choice: pyrage for
age and PyNaCl for the rest, because both are small, have wheels for every system we serve, and let
other threads run while they work; `cryptography` (15.8 MB) and argon2-cffi would add nothing. What
would change our mind: recipients that withstand a quantum computer, once age's own are settled.

Nothing here knows what is being protected. Keys are `bytes` of 32, public keys and signatures are
`bytes`, age identities and recipients are their standard text. Failures are `WrongKey` and
`Undecryptable`, which say nothing about why: the caller knows what it was opening.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import nacl.bindings as sodium
import nacl.exceptions
import pyrage

KEY_BYTES = 32
SALT_BYTES = 16
SIGNATURE_BYTES = 64
DIGEST_BYTES = 64

_NONCE_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_TAG_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES
_PERSON_BYTES = hashlib.blake2b.PERSON_SIZE


class WrongKey(Exception):
    """The box was sealed with another key or for another context, or it was altered."""


class Undecryptable(Exception):
    """The age file is not for these identities, or it is damaged, or it is none."""


class Source(Protocol):
    """What can be read."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes; empty at the end."""


class Sink(Protocol):
    """What can be written."""

    def write(self, data: bytes, /) -> int:
        """Take all of `data`; the number of bytes taken."""


# --- chance and hashes -------------------------------------------------------------------------


def random_bytes(count: int) -> bytes:
    """`count` bytes nobody can guess, from the operating system."""
    return os.urandom(count)


def random_choice(things: Sequence[str]) -> str:
    """One of them, each as likely as any other, by the operating system's chance."""
    return secrets.choice(things)


def digest(data: bytes | memoryview) -> bytes:
    """The SHA-512 of `data`."""
    return hashlib.sha512(data).digest()


def keyed_digest(key: bytes, data: bytes | memoryview, *, context: str) -> bytes:
    """32 bytes that only a holder of `key` can make from `data`, different in every `context`.

    Serves as a key derivation and as a message authentication code; `context` is ASCII, at most
    16 characters.
    """
    person = context.encode("ascii")
    if not 0 < len(person) <= _PERSON_BYTES:
        raise ValueError(f"a context has 1 to {_PERSON_BYTES} characters: {context}")
    return hashlib.blake2b(data, digest_size=KEY_BYTES, key=key, person=person).digest()


# --- passphrases -------------------------------------------------------------------------------

_MIB = 1024
_FLOOR_MEMORY_KIB, _FLOOR_PASSES = 19 * _MIB, 2  # what OWASP asks for at least
_USUAL_MEMORY_KIB, _USUAL_PASSES = 64 * _MIB, 3  # right for a laptop with 4 GB
_MOST_PASSES = 32
_WISHED_SECONDS, _MOST_SECONDS = 0.75, 1.0


@dataclass(frozen=True, slots=True)
class Stretching:
    """How a passphrase was made slow to guess; kept beside what it opens, and not secret."""

    memory_kib: int
    passes: int
    salt: bytes


def stretch(passphrase: str, stretching: Stretching) -> bytes:
    """The 32-byte key of a passphrase: Argon2id with one lane, after NFKC.

    The same passphrase typed on another keyboard or system gives the same key.
    """
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    key: bytes = sodium.crypto_pwhash_alg(
        KEY_BYTES,
        typed,
        stretching.salt,
        stretching.passes,
        stretching.memory_kib * 1024,
        sodium.crypto_pwhash_ALG_ARGON2ID13,
    )
    return key


def calibrated_stretching() -> Stretching:
    """A new salt, and a cost of about three quarters of a second on this machine.

    Never cheaper than 19 MiB and 2 passes; 64 MiB and 3 passes unless that takes more than a second;
    never more than 64 MiB, so that the office still opens on the smallest of its laptops.
    """
    began = time.perf_counter()
    stretch("", Stretching(_FLOOR_MEMORY_KIB, _FLOOR_PASSES, bytes(SALT_BYTES)))
    per_kib = (time.perf_counter() - began) / (_FLOOR_MEMORY_KIB * _FLOOR_PASSES)
    salt = random_bytes(SALT_BYTES)
    if per_kib * _USUAL_MEMORY_KIB * _USUAL_PASSES > _MOST_SECONDS:
        affordable = int(_MOST_SECONDS / (per_kib * _USUAL_PASSES))
        if affordable < _FLOOR_MEMORY_KIB:
            return Stretching(_FLOOR_MEMORY_KIB, _FLOOR_PASSES, salt)
        return Stretching(affordable, _USUAL_PASSES, salt)
    passes = int(_WISHED_SECONDS / (per_kib * _USUAL_MEMORY_KIB))
    return Stretching(_USUAL_MEMORY_KIB, min(max(passes, _USUAL_PASSES), _MOST_PASSES), salt)


# --- small secrets -----------------------------------------------------------------------------


def seal_secret(key: bytes, secret: bytes, *, context: bytes) -> bytes:
    """A box that only `open_secret` with the same key and the same `context` opens."""
    nonce = random_bytes(_NONCE_BYTES)
    sealed: bytes = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(secret, context, nonce, key)
    return nonce + sealed


def open_secret(key: bytes, box: bytes, *, context: bytes) -> bytes:
    """What `seal_secret` put into the box; raises `WrongKey`."""
    if len(box) < _NONCE_BYTES + _TAG_BYTES:
        raise WrongKey
    nonce, sealed = box[:_NONCE_BYTES], box[_NONCE_BYTES:]
    try:
        secret: bytes = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed, context, nonce, key
        )
    except nacl.exceptions.CryptoError as error:
        raise WrongKey from error
    return secret


# --- signatures --------------------------------------------------------------------------------


def new_signing_seed() -> bytes:
    """A new secret signing key (Ed25519), as its seed."""
    return random_bytes(sodium.crypto_sign_SEEDBYTES)


def public_of(seed: bytes) -> bytes:
    """The public key that checks what `seed` signs."""
    public, _secret = sodium.crypto_sign_seed_keypair(seed)
    return bytes(public)


def sign(seed: bytes, context: str, data: bytes) -> bytes:
    """The signature over `data`, good only in this `context` (a package, a certificate, …)."""
    _public, secret = sodium.crypto_sign_seed_keypair(seed)
    return bytes(sodium.crypto_sign(_message(context, data), secret)[:SIGNATURE_BYTES])


def verified(public: bytes, context: str, data: bytes, signature: bytes) -> bool:
    """True if the holder of `public`'s secret signed exactly `data` in exactly this `context`."""
    if len(public) != sodium.crypto_sign_PUBLICKEYBYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        sodium.crypto_sign_open(signature + _message(context, data), public)
    except nacl.exceptions.CryptoError:
        return False
    return True


def _message(context: str, data: bytes) -> bytes:
    name = context.encode("ascii")
    if not name or b"\0" in name:
        raise ValueError("a context is a word")
    # The zero byte ends the name, so that no context is the beginning of another.
    return name + b"\0" + data


# --- age: files for one or many readers ----------------------------------------------------------


def new_identity() -> str:
    """A new secret key for reading age files (X25519), in age's own text form."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The public half of an identity: what others need to write for it."""
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def is_recipient(text: str) -> bool:
    """True if an age file can be written for `text`."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def encrypt_stream(source: Source, sink: Sink, recipients: Sequence[str]) -> None:
    """Write `source` to `sink` as a standard age file that each of the recipients can read alone.

    Errors of the source and of the sink come out as they were raised.
    """
    keys = [pyrage.x25519.Recipient.from_str(text) for text in recipients]
    reading, writing = _Reading(source), _Writing(sink)
    try:
        pyrage.encrypt_io(reading, writing, keys)
    except (pyrage.EncryptError, OSError, ValueError, TypeError):
        _raise_first(reading, writing)
        raise


def decrypt_stream(source: Source, sink: Sink, identities: Sequence[str]) -> None:
    """Write what an age file holds to `sink`; raises `Undecryptable`.

    What was written before the failure came to light must be thrown away by the caller. Errors of
    the source and of the sink come out as they were raised.
    """
    keys = [pyrage.x25519.Identity.from_str(text) for text in identities]
    reading, writing = _Reading(source), _Writing(sink)
    try:
        pyrage.decrypt_io(reading, writing, keys)
    except (pyrage.DecryptError, OSError, ValueError, TypeError) as error:
        _raise_first(reading, writing)
        # pyrage says OSError for a damaged file, too.
        raise Undecryptable from error
    _raise_first(reading, writing)


def seal_for(recipient: str, secret: bytes) -> bytes:
    """A few bytes as an age file that only the holder of `recipient`'s secret half reads."""
    sealed = io.BytesIO()
    encrypt_stream(io.BytesIO(secret), sealed, [recipient])
    return sealed.getvalue()


def open_sealed(identity: str, sealed: bytes) -> bytes:
    """What `seal_for` put in; raises `Undecryptable`."""
    secret = io.BytesIO()
    decrypt_stream(io.BytesIO(sealed), secret, [identity])
    return secret.getvalue()


class _Reading:
    """Passes reads on, and keeps the first error: pyrage turns all of them into an OSError."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.error: BaseException | None = None

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._source.read(size)
        except BaseException as error:
            self.error = error
            raise


class _Writing:
    """Passes writes on, and keeps the first error."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.error: BaseException | None = None

    def write(self, data: bytes, /) -> int:
        try:
            return self._sink.write(data)
        except BaseException as error:
            self.error = self.error or error
            raise

    def flush(self) -> None:
        """pyrage flushes; whoever owns the sink does so when it is time."""


def _raise_first(*files: _Reading | _Writing) -> None:
    for file in files:
        if file.error is not None:
            raise file.error


# --- codes that people read and type --------------------------------------------------------------

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011")


def written_code(data: bytes) -> str:
    """Bytes, five at a time, as letters and digits that are not mistaken for each other."""
    return _lettered(int.from_bytes(data), len(data) * 8 // 5)


def _lettered(number: int, letters: int) -> str:
    return "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(letters)))


def typed_code(text: str) -> str:
    """A code as it was written: in capitals, without what stands between, O, I and L as digits."""
    plain = text.upper().translate(_LOOKALIKES)
    return "".join(letter for letter in plain if letter in _LETTERS)


# --- recovery codes ------------------------------------------------------------------------------

_CODE_BYTES, _CODE_LETTERS = 16, 28
_KEY_LETTERS = 56


class RecoveryCodeMistyped(Exception):
    """The text cannot be such a code: a letter is wrong, missing or too many."""


def new_recovery_code() -> str:
    """A code of 128 random bits and a checksum: seven groups of four letters and digits."""
    return written_recovery_code(random_bytes(_CODE_BYTES))


def written_recovery_code(secret: bytes) -> str:
    """The 16 bytes as a person writes them down; `parse_recovery_code` gives them back."""
    return _spelled(secret, _CODE_LETTERS, b"recovery-code")


def parse_recovery_code(text: str) -> bytes:
    """The 16 bytes of a code, whatever its case and blanks and with O, I and L for 0 and 1.

    Raises `RecoveryCodeMistyped`.
    """
    return _read_code(text, _CODE_BYTES, _CODE_LETTERS, b"recovery-code")


def written_signing_seed(seed: bytes) -> str:
    """A signing key for paper: fourteen groups of four letters and digits, with a checksum."""
    return _spelled(seed, _KEY_LETTERS, b"signing-seed")


def parse_signing_seed(text: str) -> bytes:
    """The signing key that somebody typed off paper; raises `RecoveryCodeMistyped`."""
    return _read_code(text, sodium.crypto_sign_SEEDBYTES, _KEY_LETTERS, b"signing-seed")


_IDENTITY_START = "AGE-SECRET-KEY-1"
# age leaves 1, B, I and O out of its letters, so each can only be a misread one.
_AGE_LOOKALIKES = str.maketrans("1BIO", "L8L0")


def written_identity(identity: str) -> str:
    """A key for reading, for paper: age's own letters in groups of four, the last six its checksum."""
    letters = identity.removeprefix(_IDENTITY_START)
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def parse_identity(text: str) -> str:
    """The key for reading that somebody typed off paper; raises `RecoveryCodeMistyped`."""
    plain = "".join(text.upper().split()).replace("-", "").translate(_AGE_LOOKALIKES)
    try:
        return str(pyrage.x25519.Identity.from_str(_IDENTITY_START + plain))
    except pyrage.IdentityError as error:
        raise RecoveryCodeMistyped from error


def _spelled(secret: bytes, letters: int, context: bytes) -> str:
    check_bits = 5 * letters - 8 * len(secret)
    number = int.from_bytes(secret) << check_bits | _checksum(secret, check_bits, context)
    written = _lettered(number, letters)
    return "-".join(written[at : at + 4] for at in range(0, letters, 4))


def _read_code(text: str, size: int, letters: int, context: bytes) -> bytes:
    plain = "".join(text.upper().split()).replace("-", "").translate(_LOOKALIKES)
    if len(plain) != letters or not set(plain) <= set(_LETTERS):
        raise RecoveryCodeMistyped
    check_bits = 5 * letters - 8 * size
    number = 0
    for letter in plain:
        number = number << 5 | _LETTERS.index(letter)
    secret = (number >> check_bits).to_bytes(size)
    if number & (1 << check_bits) - 1 != _checksum(secret, check_bits, context):
        raise RecoveryCodeMistyped
    return secret


def _checksum(secret: bytes, bits: int, context: bytes) -> int:
    return int.from_bytes(digest(context + secret)[:4]) >> 32 - bits
