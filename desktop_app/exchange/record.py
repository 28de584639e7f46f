"""One line of a package's body: a JSON array of a tag and a value, ``["op",{…}]``.

The value can be cut out of the line as the exact bytes that were put in: an op is stored, hashed and
forwarded as its author wrote it, and never serialised again.
"""

from __future__ import annotations

import re
from typing import Any

from desktop_app.exchange.fields import Fields, Malformed, write_json

MAX_LINE = 1 << 20
_LINE = re.compile(rb'\["([a-z][a-z-]{0,30})",(.*)\]', re.DOTALL)


def record(tag: str, value: Any) -> bytes:
    """A line, without its end, for a value made here."""
    return raw_record(tag, write_json(value))


def raw_record(tag: str, raw: bytes) -> bytes:
    """A line that holds exactly the bytes `raw`, which are JSON without a line end."""
    if b"\n" in raw or len(raw) > MAX_LINE - 64:
        raise ValueError("these bytes are not one line")
    return b'["%s",%s]' % (tag.encode("ascii"), raw)


def split_record(line: bytes) -> tuple[str, bytes]:
    """Tag and exact value bytes of a line; raises `Malformed`. The value is not looked at."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise Malformed("record")
    return found[1].decode("ascii"), found[2]


def record_fields(tag: str, raw: bytes) -> Fields:
    """The value of a record as an object; raises `Malformed`."""
    return Fields.read(raw, tag)
