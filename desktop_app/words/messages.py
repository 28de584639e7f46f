"""The sentence for every failure: what happened, whether the data is safe, what to do now.

A `Code` says what went wrong; this module says it to a person. Every code has its words in
`message_table.py`; an architecture test keeps it so, in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.domain.roles import Role
from desktop_app.errors import LuringError
from desktop_app.language import tr
from desktop_app.words.message_table import WORDS
from desktop_app.words.roles import role_name


@dataclass(frozen=True, slots=True)
class Sentence:
    """Three answers to somebody who sees an error, and the code they can quote."""

    what: str
    safe: str
    next: str
    code: str

    @property
    def whole(self) -> str:
        """All of it in one paragraph, for a command line or a log on paper."""
        return f"{self.what} {self.safe} {self.next} ({self.code})"

    @property
    def brief(self) -> str:
        """What happened and what to do, in one line, as at a field or in a row of many."""
        return f"{self.what} {self.next}"


def sentence_for(error: LuringError) -> Sentence:
    """What to tell a person about `error`, in the language in use; never raises."""
    words = WORDS[error.code]
    facts = _Facts(error.facts)
    return Sentence(
        what=tr(words.what).format_map(facts),
        safe=tr(words.safe).format_map(facts),
        next=tr(words.next).format_map(facts),
        code=error.code.value,
    )


class _Facts(dict[str, str | int]):
    """The facts of an error; one that was not given reads as an ellipsis, not as a second error."""

    def __init__(self, facts: Mapping[str, str | int]) -> None:
        super().__init__(facts)
        if "roles" in facts:
            named = [role_name(Role(role)) for role in str(facts["roles"]).split(", ") if role]
            self["roles"] = ", ".join(named) or tr("nobody in this office")

    def __missing__(self, name: str) -> str:
        return "…"
