"""Reading JSON that somebody else wrote: every field is what it should be, or it is `Malformed`."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

T = TypeVar("T")

MAX_TEXT = 4096
_MAX_WHOLE = 1 << 53  # what every JSON reader in the world keeps exactly


class Malformed(Exception):
    """The bytes are not what they claim to be; `part` says where, without any value."""

    def __init__(self, part: str) -> None:
        self.part = part
        super().__init__(part)


def read_json(raw: bytes | str, part: str) -> Any:
    """Parse strictly: UTF-8, no name twice in one object, no NaN; raises `Malformed`."""
    try:
        text = raw if isinstance(raw, str) else raw.decode("utf-8")
        return json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Malformed(part) from error


def write_json(value: Any) -> bytes:
    """The compact bytes of a value, the way this program writes JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"no number: {name}")


class Fields:
    """One JSON object; asking for a field gives it in the asked kind or raises `Malformed`."""

    def __init__(self, value: Any, part: str) -> None:
        if not isinstance(value, dict):
            raise Malformed(part)
        self._value: dict[str, Any] = value
        self._part = part

    @classmethod
    def read(cls, raw: bytes | str, part: str) -> Fields:
        """The object in `raw`."""
        return cls(read_json(raw, part), part)

    def text(self, name: str, *, most: int = MAX_TEXT) -> str:
        """A text of at most `most` characters."""
        value = self._value.get(name)
        if not isinstance(value, str) or len(value) > most or not is_text(value):
            raise self.malformed(name)
        return value

    def text_or_none(self, name: str) -> str | None:
        """A text, or null, or nothing."""
        return None if self._value.get(name) is None else self.text(name)

    def whole(self, name: str) -> int:
        """A whole number, never negative."""
        value = self._value.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MAX_WHOLE:
            raise self.malformed(name)
        return value

    def moment(self, name: str) -> datetime:
        """A moment that says its zone."""
        try:
            moment = datetime.fromisoformat(self.text(name))
        except ValueError as error:
            raise self.malformed(name) from error
        if moment.tzinfo is None:
            raise self.malformed(name)
        return moment.astimezone(UTC)

    def data(self, name: str, *, size: int | None = None) -> bytes:
        """Bytes, written in base64; exactly `size` of them if that is given."""
        return self._decoded(name, self.text(name), size)

    def long_data(self, name: str, *, most: int) -> bytes:
        """Bytes of any number up to `most`, written in base64."""
        value = self._value.get(name)
        if not isinstance(value, str) or len(value) > most * 2:
            raise self.malformed(name)
        found = self._decoded(name, value, None)
        if len(found) > most:
            raise self.malformed(name)
        return found

    def keys(self, name: str) -> tuple[bytes, ...]:
        """A list of public keys of 32 bytes."""
        return tuple(self._decoded(name, item, 32) for item in self.texts(name))

    def _decoded(self, name: str, text: str, size: int | None) -> bytes:
        try:
            value = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise self.malformed(name) from error
        if size is not None and len(value) != size:
            raise self.malformed(name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, of any length."""
        found = tuple(self._items(name, str))
        if not all(map(is_text, found)):
            raise self.malformed(name)
        return found

    def objects(self, name: str) -> tuple[Fields, ...]:
        """A list of objects."""
        return tuple(Fields(item, f"{self._part}.{name}") for item in self._items(name, dict))

    def object(self, name: str) -> Fields:
        """An object within this one."""
        return Fields(self._value.get(name), f"{self._part}.{name}")

    def one_of(self, name: str, kind: Callable[[str], T]) -> T:
        """A text that `kind` (an enum, say) takes."""
        try:
            return kind(self.text(name))
        except ValueError as error:
            raise self.malformed(name) from error

    def malformed(self, name: str) -> Malformed:
        """The error for a field that is not what it should be."""
        return Malformed(f"{self._part}.{name}")

    def _items(self, name: str, kind: type[T]) -> list[T]:
        value = self._value.get(name)
        if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
            raise self.malformed(name)
        return value


def is_text(value: str) -> bool:
    """True if it can be written down again."""
    # JSON can spell half a character ("\\ud800"), which cannot be written down again.
    return value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value)


def written_bytes(data: bytes) -> str:
    """Bytes as they stand in a JSON text; `Fields.data` reads them."""
    return base64.b64encode(data).decode("ascii")


def written_moment(moment: datetime) -> str:
    """A moment as it stands in a JSON text, in UTC; `Fields.moment` reads it."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
