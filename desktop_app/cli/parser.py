"""The whole command line, put together from the subjects."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from desktop_app.cli import (
    audit,
    backups,
    deeds,
    deliveries,
    demo,
    evidence,
    extracts,
    families,
    focus,
    ground_checks,
    hubs,
    identity,
    interventions,
    letters,
    maps,
    matching,
    offices,
    officials,
    packages,
    privacy,
    programmes,
    proposals,
    quotas,
    reports,
    search,
    self_check,
    users,
)
from desktop_app.cli.commands import Commands, root


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What was typed, with the `command` to run if there is one; raises `WrongUsage`."""
    parser = root()
    commands = Commands(parser, is_required=False)
    for subject in (
        offices,
        users,
        extracts,
        search,
        matching,
        families,
        programmes,
        interventions,
        deliveries,
        quotas,
        proposals,
        ground_checks,
        evidence,
        letters,
        reports,
        maps,
        focus,
        identity,
        officials,
        hubs,
        packages,
        deeds,
        backups,
        audit,
        privacy,
        demo,
        self_check,
    ):
        subject.add(commands)
    return parser.parse_args(list(arguments))
