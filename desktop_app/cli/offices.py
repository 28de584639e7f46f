"""``office create``, ``office info``, ``office check``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from desktop_app import bootstrap
from desktop_app.actions.health import (
    LastCheck,
    check_office,
    check_weekly,
    last_check,
    office_info,
)
from desktop_app.actions.office import OfficeInfo
from desktop_app.cli import export_limits, resets, users
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.cli.passphrase import new_passphrase
from desktop_app.domain.office import OfficeDraft
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.roles import OfficeKind
from desktop_app.language import tr
from desktop_app.words.format import date_short, file_size, moment, number
from desktop_app.words.roles import kind_name

_MACHINE = 3


def add(commands: Commands) -> None:
    """Add the commands about the office itself."""
    verbs = commands.group("office", tr("Make an office, look at it, check it."))
    create = verbs.add("create", tr("Make a new encrypted office in an empty folder."), _create)
    create.add_argument(
        "--kind",
        required=True,
        choices=[kind.value for kind in OfficeKind],
        help=tr("What it is in the exchange."),
    )
    create.add_argument(
        "--region",
        required=True,
        metavar=tr("CODE"),
        help=tr("The code of its region, for example 33.26.13."),
    )
    create.add_argument("--name", required=True, metavar=tr("TEXT"), help=tr("Its name."))
    create.add_argument(
        "--admin", required=True, metavar=tr("NAME"), help=tr("The user name of its first user.")
    )
    create.add_argument(
        "--full-name", default="", metavar=tr("TEXT"), help=tr("That person's full name.")
    )
    users.add_recover(verbs)
    users.add_rekey(verbs)
    resets.add_to_office(verbs)
    export_limits.add(verbs)
    verbs.add("info", tr("What this office is, holds and has yet to send."), _info)
    check = verbs.add(
        "check", tr("Look through all files, logs and records; changes nothing."), _check
    )
    check.add_argument(
        "--if-due",
        action="store_true",
        help=tr("Only if the last full check was a week ago; for a task that runs every day."),
    )


def release_data(line: ReleaseLine) -> dict[str, Any]:
    """A release as the commands print it."""
    return {
        "release_id": line.id,
        "label": line.label,
        "reference_date": line.reference_date,
        "received_at": line.received_at,
        "handover_no": line.handover_no,
        "bast_kind": line.bast_kind.value,
        "layout": line.layout,
        "state": line.state.value,
        "is_current": line.is_current,
        "is_slim": line.is_slim,
        "families": line.families,
        "persons": line.persons,
        "records": line.counts.records,
        "clean": line.counts.clean,
        "repaired": line.counts.repaired,
        "flagged": line.counts.flagged,
        "refused": line.counts.refused,
        "duplicates": line.counts.duplicates,
        "ignored": line.counts.ignored,
        "files": [asdict(file) for file in line.files],
    }


def releases_table(lines: list[ReleaseLine]) -> str:
    """Releases as a table."""
    if not lines:
        return tr("No release has been loaded yet.")
    return table(
        [
            tr("In use"),
            tr("Release"),
            tr("Reference date"),
            tr("Families"),
            tr("Persons"),
            tr("Flagged"),
            tr("Refused"),
        ],
        [
            (
                "✓" if line.is_current else "",
                tr("{label} (slim)").format(label=line.label) if line.is_slim else line.label,
                date_short(line.reference_date),
                number(line.families),
                number(line.persons),
                number(line.counts.flagged),
                number(line.counts.refused),
            )
            for line in lines
        ],
        right=(3, 4, 5, 6),
    )


def _create(call: Call) -> Answer:
    draft = OfficeDraft(
        kind=OfficeKind(call.kind),
        region=call.region,
        name=call.name,
        admin=call.admin,
        admin_full_name=call.full_name,
    )
    passphrase = new_passphrase(call.admin, call.passphrase_file, call.output.note)
    new = bootstrap.create_office(call.folder, draft, passphrase)
    profile = call.keep(new.office).profile
    return Answer(
        {
            "office_id": profile.office_id,
            "device_id": profile.device_id,
            "recovery_code": new.recovery_code,
        },
        paragraphs(
            tr("The office “{name}” was made.").format(name=profile.name),
            users.recovery_text(new.recovery_code),
        ),
    )


def _info(call: Call) -> Answer:
    office = call.office()
    info, last = office_info(office), last_check(office)
    return Answer(
        {**_info_data(info), "last_check_at": last.at if last else None},
        _info_text(info, last),
    )


def _info_data(info: OfficeInfo) -> dict[str, Any]:
    profile = info.profile
    return {
        "kind": profile.kind.value,
        "region": profile.region,
        "name": profile.name,
        "office_id": profile.office_id,
        "device_id": profile.device_id,
        "schema": info.schema,
        "releases": [release_data(line) for line in info.releases],
        "interventions": info.interventions,
        "ops_own": info.ops_own,
        "ops_unconfirmed": info.ops_unconfirmed,
        "is_enrolled": info.is_enrolled,
        "in_rescue": info.is_in_rescue,
        "last_hub_package_at": info.last_hub_package_at,
        "last_written_at": info.last_written_at,
        "bytes": info.bytes,
    }


def _info_text(info: OfficeInfo, last: LastCheck | None) -> str:
    profile, never = info.profile, tr("never")
    return paragraphs(
        pairs(
            [
                (tr("Office"), profile.name),
                (tr("Kind"), kind_name(profile.kind)),
                (tr("Region"), profile.region),
                (tr("Device"), profile.device_id),
                (tr("Joined a hub"), tr("yes") if info.is_enrolled else tr("no")),
                (tr("Interventions"), number(info.interventions)),
                (tr("Not yet confirmed by the hub"), number(info.ops_unconfirmed)),
                (
                    tr("Last package written"),
                    moment(info.last_written_at) if info.last_written_at else never,
                ),
                (
                    tr("Last package from the hub"),
                    moment(info.last_hub_package_at) if info.last_hub_package_at else never,
                ),
                (tr("Last full check"), moment(last.at) if last else never),
                (tr("Size on disk"), file_size(info.bytes)),
            ]
        ),
        releases_table(list(info.releases)),
    )


def _check(call: Call) -> Answer:
    office = call.office()
    with call.watched() as progress:
        if call.if_due:
            checks = check_weekly(office, progress).value
        else:
            checks = check_office(office, progress)
    if not checks:
        return Answer({"ok": True, "checks": []}, tr("Everything was looked through this week."))
    is_ok = all(check.is_ok for check in checks)
    verdict = (
        tr("Everything is whole.")
        if is_ok
        else tr("Something is not whole. Copy the office folder before you go on.")
    )
    return Answer(
        {
            "ok": is_ok,
            "checks": [
                {"name": check.name, "ok": check.is_ok, "detail": check.detail} for check in checks
            ],
        },
        paragraphs(
            table(
                [tr("Checked"), tr("Whole"), tr("Detail")],
                [
                    (check.name, tr("yes") if check.is_ok else tr("no"), check.detail)
                    for check in checks
                ],
            ),
            verdict,
        ),
        exit_code=0 if is_ok else _MACHINE,
    )
