"""Letters in words: what the file of one is called."""

from __future__ import annotations

import re

_NOT_IN_NAME = re.compile(r"[^0-9A-Za-z]+")


def letter_file_name(kind: str, number: str) -> str:
    """``surat-sktm-400-9-14-1-0007-2026.pdf``: kind and number, and nothing about anybody."""
    return f"surat-{kind}-{_NOT_IN_NAME.sub('-', number).strip('-')}.pdf"
