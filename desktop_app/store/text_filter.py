"""Looking for a text that somebody typed in columns of a table."""

from __future__ import annotations

import re


def holds_text(*columns: str) -> str:
    """Whether one of these columns holds the text that is bound as ``:text``, see `as_pattern`."""
    held = " OR ".join(f"{one} LIKE :text ESCAPE '!'" for one in columns)
    return f"({held})"


def as_pattern(text: str) -> str:
    """The text wherever it stands, with signs that ``LIKE … ESCAPE '!'`` would take for its own."""
    plain = re.sub(r"([%_!])", r"!\1", text.strip())
    return f"%{plain}%"
