"""Whatever an office can do it can do by command, unless it is only for a person who looks at a screen."""

from __future__ import annotations

import ast
import pkgutil
import shlex
from importlib import import_module
from pathlib import Path

import desktop_app.actions
from desktop_app.cli import parser
from desktop_app.cli.commands import Commands, root

CLI = Path(parser.__file__).parent
README = CLI.parents[1] / "README.md"
USED_BY_BOOTSTRAP = {"fill_with_demo", "join_demo_hub"}
SCREEN_ONLY = {
    # What a screen shows while somebody looks, types or chooses.
    "add_programme",
    "attach_held_evidence",
    "count_evidence",
    "revise_programme",
    "changes_of",
    "check_intervention",
    "check_proposal",
    "check_root_paper",
    "draw_sample",
    "draw_together",
    "ruler_page",
    "preview_register",
    "letters_for_aid",
    "letters_for_found",
    "letters_for_people",
    "open_letter",
    "count_answered",
    "copy_state",
    "count_reviews",
    "decide_match",
    "drop_form_draft",
    "enrolment_state",
    "export_list",
    "export_listed_changes",
    "families_behind",
    "form_drafts_of",
    "glance_at_family",
    "glance_at_proposal",
    "held_evidence",
    "hold_evidence",
    "home_of",
    "hub_identity",
    "inspect_activation",
    "chosen_interventions",
    "inspect_request",
    "intervention_lines",
    "interventions_on_page",
    "judge_sample",
    "keep_form_draft",
    "let_go_of_evidence",
    "listed_found",
    "listed_people",
    "lookups_of",
    "matched_lines",
    "overview_of_interventions",
    "packages_of",
    "preview_delivery_list",
    "preview_incident_sheet",
    "preview_family_sheet",
    "preview_letter",
    "preview_subject_sheet",
    "preview_prelist",
    "preview_report",
    "prove_passphrase",
    "families_found",
    "presence_lists",
    "problem_counts_of",
    "problems_of",
    "recorded_agencies",
    "recorded_periods",
    "release_cuts_of",
    "proposal_work",
    "reopen_content",
    "reveal_problems",
    "reveal_proposal",
    "save_mapping",
    "show_root_key",
    "stand_ins_of",
    "story_of_intervention",
    "undo_match_decision",
    "users_of",
    "void_ground_checks",
    "view_report",
    "void_each",
    "waiting_proposals",
    "waiting_to_send",
    "what_changed",
}


def actions() -> set[str]:
    """The names of everything that says which right it needs."""
    return {
        name
        for module in pkgutil.iter_modules(desktop_app.actions.__path__)
        for name, value in vars(import_module(f"desktop_app.actions.{module.name}")).items()
        if hasattr(value, "right") and value.__module__ == f"desktop_app.actions.{module.name}"
    }


def names_in_commands() -> set[str]:
    """Every name that a command takes from the actions."""
    return {
        alias.name
        for path in CLI.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("desktop_app.actions")
        for alias in node.names
    }


def test_every_action_has_a_command_or_is_only_for_screens() -> None:
    left = actions() - names_in_commands() - USED_BY_BOOTSTRAP - SCREEN_ONLY
    assert left == set()


def test_nothing_is_called_screen_only_that_is_gone_or_has_a_command() -> None:
    listed = USED_BY_BOOTSTRAP | SCREEN_ONLY
    assert listed - actions() == set()
    assert SCREEN_ONLY & names_in_commands() == set()


def test_every_module_of_commands_with_an_add_function_is_put_together() -> None:
    subjects = {
        path.stem
        for path in CLI.glob("*.py")
        if "\ndef add(commands: Commands)" in path.read_text(encoding="utf-8")
    }
    source = (CLI / "parser.py").read_text(encoding="utf-8")
    assert {name for name in subjects if f"        {name},\n" not in source} == set()
    assert Commands(root(), is_required=False) is not None


def test_every_command_in_the_readme_is_understood() -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    shown = [shlex.split(line, comments=True) for line in lines if line.startswith("dtsen-luring ")]
    assert len(shown) > 10
    for _program, *words in shown:
        parser.parse(words)
