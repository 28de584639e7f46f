"""Every action names the right it needs, and every role gets what the table says and nothing else."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest

import desktop_app.actions
from desktop_app.actions.office import Office
from desktop_app.domain.roles import RIGHTS, Right, Role
from desktop_app.errors import Code, UserError


def functions_on_an_office() -> Iterator[tuple[str, Any]]:
    """Every public function of the actions room whose first argument is an office."""
    for module in pkgutil.iter_modules(desktop_app.actions.__path__):
        loaded = import_module(f"desktop_app.actions.{module.name}")
        for name, member in vars(loaded).items():
            if (
                name.startswith("_")
                or not inspect.isfunction(member)
                or member.__module__ != loaded.__name__
            ):
                continue
            if next(iter(inspect.signature(member).parameters), "") == "office":
                yield f"{module.name}.{name}", member


ACTIONS = dict(functions_on_an_office())
HELPERS = {
    "accounts.new_one_time_code",
    "demo_proposals.propose_for_demo",
    "comparison.kept_sides_in",
    "conflicts.conflicts_about",
    "deeds.noted_deeds",
    "escrow.renew_escrow",
    "evidence_travel.load_for_hub",
    "evidence_travel.load_for_office",
    "families.facts_of",
    "giving_out.leaving",
    "giving_out.require_export",
    "ground_checks.draft_from_check",
    "intervention_steps.write_move",
    "intervention_steps.write_step",
    "intervention_steps.write_uncorrected",
    "intervention_steps.write_undo",
    "interventions.checked_in",
    "interventions.standing",
    "interventions.write_about",
    "interventions.write_checked",
    "interventions.write_void",
    "letter_making.issue_in",
    "letter_making.made_in",
    "letter_making.without_number",
    "number_book.held_elsewhere",
    "number_book.require_book",
    "letter_templates.template_in",
    "letter_templates.templates_in",
    "letter_verification.code_of",
    "office_names.offices_by_device",
    "giving_out.require_certificate",
    "hub_papers.hub_header",
    "programmes.book_in",
    "local_facts.put_back_corrected",
    "programmes.catalogue_in",
    "programmes.limits_in",
    "proposal_calendar.calendar_in",
    "proposal_drafts.subject_of",
    "proposal_drafts.warnings_for",
    "after_release.outcomes_in",
    "boundaries.plan_in",
    "map_paper.paper_map",
    "report_paper.drawn",
    "recipients.outsider_in",
    "recipients.recipient_in",
    "proposals.cards_since",
    "proposals.write_step",
    "receipts.trial",
    "release_taking.take_release",
    "settings.letterhead_of",
    "sheets.draw_sheet",
    "sheets.new_serial",
}
"""Functions that other actions call inside their own right."""


def test_there_are_actions() -> None:
    assert len(ACTIONS) > 20


@pytest.mark.parametrize("name", sorted(set(ACTIONS) - HELPERS))
def test_every_action_names_one_right(name: str) -> None:
    assert isinstance(getattr(ACTIONS[name], "right", None), Right)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_refused_exactly_what_it_has_no_right_to(office: Office, role: Role) -> None:
    office.account = replace(office.account, role=role)
    for name, action in ACTIONS.items():
        right = getattr(action, "right", None)
        if right is None or right in RIGHTS[role]:
            continue
        parameters = list(inspect.signature(action).parameters)[1:]
        with pytest.raises(UserError) as caught:
            action(office, **dict.fromkeys(parameters))
        assert caught.value.code is Code.RIGHT_MISSING, name


def test_somebody_who_was_put_out_of_work_may_do_nothing(office: Office) -> None:
    account = replace(office.account, is_active=False)
    assert not any(account.has(right) for right in Right)
