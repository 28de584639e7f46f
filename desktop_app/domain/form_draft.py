"""What somebody types into a form, kept while it is not recorded: a power cut costs a few words at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class FormDraft:
    """An unfinished form: which one (`form`), about what (`subject`), what stands in it, since when.

    `subject` is the id of the record that is being changed; empty for one that is new.
    """

    form: str
    subject: str
    body: Mapping[str, Any]
    kept_at: datetime
