"""A question that an office keeps under a name: it travels, and the last that was said of it holds.

What the kabupaten keeps reaches every office below it, what an office keeps reaches the hub. The question
itself stays as it was written: one of a newer program is kept and shown by its name, and refused by name
when somebody asks it here.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.domain.question import Question, question_from, question_in
from desktop_app.errors import Code, UserError

_PREFIX = "question"
_LONGEST_NAME, _LONGEST_TEXT = 60, 20_000
_CODE, _CODE_DIGITS = "T-", 8


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """The record that folding its ops gives; `region` is that of the office that keeps it."""

    id: str
    region: str
    name: str
    text: str
    is_deleted: bool
    kept_by: str
    kept_at: datetime

    @property
    def code(self) -> str:
        """What it is called among the reports: ``T-5F0C92AE``."""
        return f"{_CODE}{self.id.rpartition(':')[2][-_CODE_DIGITS:].upper()}"

    def question(self) -> Question:
        """What is asked; raises `UserError` (`QUESTION_FIELD_UNKNOWN`, `QUESTION_FAULTY`)."""
        return question_in(self.text)


@dataclass(frozen=True, slots=True)
class ReadyQuestion:
    """A question that ships with the program, to begin with; its name by language."""

    names: Mapping[str, str]
    question: Question

    def name(self, language: str) -> str:
        """What it is called."""
        return self.names.get(language, self.names["id"])


def ready_from_toml(text: str) -> tuple[ReadyQuestion, ...]:
    """Read the file of the questions to begin with. Raises what `question_from` raises."""
    rows = tomllib.loads(text)["question"]
    return tuple(
        ReadyQuestion({"id": row.pop("id"), "en": row.pop("en")}, question_from(row))
        for row in rows
    )


def is_code_of_saved(code: str) -> bool:
    """True if a report of this code is a saved question."""
    return code.startswith(_CODE)


def entity_of(region: str, question_id: str) -> str:
    """The id of the record of a question."""
    return f"{_PREFIX}:{region}:{question_id}"


def checked_name(name: str) -> str:
    """The name without blanks too many; raises `UserError` (`QUESTION_NAME_INVALID`)."""
    plain = " ".join(name.split())
    if not plain or len(plain) > _LONGEST_NAME or not plain.isprintable():
        raise UserError(Code.QUESTION_NAME_INVALID, field="name")
    return plain


def kept_data(region: str, name: str, text: str, *, is_deleted: bool = False) -> dict[str, Any]:
    """The form it has inside an op; `text` is a question as JSON."""
    return {
        "region": region,
        "name": name,
        "question": json.loads(text),
        "is_deleted": is_deleted,
    }


def text_of(question: Question) -> str:
    """A question as it is kept."""
    return _written(question.as_data())


def saved_from(entity: str, data: Mapping[str, Any], *, by: str, at: datetime) -> SavedQuestion:
    """Read what `kept_data` wrote; raises `ValueError` or `KeyError`."""
    region, name, question, is_deleted = (
        data[key] for key in ("region", "name", "question", "is_deleted")
    )
    if not isinstance(region, str) or not isinstance(name, str):
        raise ValueError("text expected")
    if not isinstance(question, dict) or not isinstance(is_deleted, bool):
        raise ValueError("no question")
    text = _written(question)
    if len(text) > _LONGEST_TEXT or len(name) > _LONGEST_NAME:
        raise ValueError("too long")
    return SavedQuestion(entity, region, name, text, is_deleted, kept_by=by, kept_at=at)


def _written(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
