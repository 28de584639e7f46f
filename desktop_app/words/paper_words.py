"""What papers say in Indonesian whatever language the window has, and what they are called in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.actions.subject_values import SubjectWords
from desktop_app.domain.giving_out import Holding
from desktop_app.domain.roles import Role
from desktop_app.language import in_indonesian, mark, tr
from desktop_app.words.aid import STATUSES
from desktop_app.words.audit import all_words
from desktop_app.words.ground_checks import FINDINGS
from desktop_app.words.local_facts import KINDS as FACT_KINDS
from desktop_app.words.package_words import KINDS
from desktop_app.words.proposals import CONTENTS
from desktop_app.words.proposals import KINDS as PROPOSAL_KINDS
from desktop_app.words.proposals import STATES as PROPOSAL_STATES
from desktop_app.words.roles import role_name

_HOLDINGS = {
    Holding.COUNTS: mark("Counts only"),
    Holding.NAMES: mark("Names, numbers masked"),
    Holding.WHOLE: mark("Whole NIK and KK"),
    Holding.SENSITIVE: mark("Health, disability, raw cells"),
}
_PAPERS = {
    "limits": mark("What the program does not protect"),
    "breach": mark("If data leaks: the first 3 × 24 hours"),
    "dpia": mark("Data protection impact assessment (draft)"),
    "ropa": mark("Record of processing (form)"),
}
PAPERS = tuple(_PAPERS)
"""The names of the papers, in the order in which they are read."""


def paper_name(name: str) -> str:
    """What a paper is called in the language of the window; the papers themselves are Indonesian."""
    return tr(_PAPERS[name])


def holding_words(holding: Holding) -> str:
    """The most that a file tells about people."""
    return tr(_HOLDINGS[holding])


def incident_words() -> dict[str, str]:
    """The words of deeds, roles, packages and files by their codes, for the incident sheet."""
    return {
        **all_words(in_indonesian),
        **{role.value: role_name(role, in_indonesian) for role in Role},
        **{kind: in_indonesian(words) for kind, words in KINDS.items()},
        **{one.value: in_indonesian(words) for one, words in _HOLDINGS.items()},
    }


def subject_words() -> SubjectWords:
    """The words that the sheet for a data subject needs, in Indonesian."""

    def said(words: Mapping[Any, str]) -> dict[str, str]:
        return {
            str(getattr(code, "value", code)): in_indonesian(one) for code, one in words.items()
        }

    return SubjectWords(
        statuses=said(STATUSES),
        proposal_kinds=said(PROPOSAL_KINDS),
        proposal_states=said(PROPOSAL_STATES),
        contents=said(CONTENTS),
        fact_kinds=said(FACT_KINDS),
        findings=said(FINDINGS),
        deeds=all_words(in_indonesian),
        roles={role.value: role_name(role, in_indonesian) for role in Role},
    )
