"""``hub conflicts``, ``decide``, ``keys``, ``rotate``, ``requests``, ``incident``: what a person decides at a hub."""

from __future__ import annotations

from pathlib import Path

from desktop_app.actions.conflicts import (
    conflicts_of,
    settle_content,
    settle_double,
    settle_state,
    tell_apart,
)
from desktop_app.actions.hub_enrolment import find_requests
from desktop_app.actions.hub_incidents import incident_of
from desktop_app.actions.hub_keys import HubKeys, hub_keys, rotate_hub_keys
from desktop_app.actions.office import Office
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.cli.usage import WrongUsage
from desktop_app.domain.conflict import Conflict, ConflictKind, Side
from desktop_app.errors import Code, UserError
from desktop_app.language import tr
from desktop_app.words.conflicts import conflict_words, side_words, voice_words
from desktop_app.words.format import moment, number
from desktop_app.words.package_words import alarm_words


def add_verbs(verbs: Commands) -> None:
    """Add them to the commands of the hub."""
    verbs.add("conflicts", tr("Records with two values, and who wrote each."), _conflicts)
    decide = verbs.add("decide", tr("Decide which value of a record holds."), _decide)
    decide.add_argument("record", metavar=tr("RECORD"), help=tr("Its id, as `conflicts` shows it."))
    which = decide.add_mutually_exclusive_group(required=True)
    which.add_argument("--side", type=int, metavar="N", help=tr("The number of the side."))
    which.add_argument(
        "--all-right",
        action="store_true",
        help=tr("Of the same help twice: each is a help of its own, and each is counted."),
    )
    decide.add_argument(
        "--kind",
        choices=[kind.value for kind in ConflictKind],
        help=tr("Which of its conflicts, if there are several."),
    )
    decide.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why."))
    verbs.add("keys", tr("How it stands with the keys of the hub."), _keys)
    rotate = verbs.add(
        "rotate", tr("Replace the working keys; offices learn of it by package."), _rotate
    )
    rotate.add_argument(
        "--leaked", action="store_true", help=tr("The old keys are believed no more, from now on.")
    )
    requests = verbs.add("requests", tr("Requests to join below a folder."), _requests)
    requests.add_argument(
        "folder_to_search", type=Path, metavar=tr("FOLDER"), help=tr("The stick or a folder.")
    )
    incident = verbs.add("incident", tr("What a stolen or lost computer held."), _incident)
    incident.add_argument("device", metavar=tr("DEVICE"), help=tr("Its id, as the board shows it."))


def _conflicts(call: Call) -> Answer:
    found = conflicts_of(call.office())
    rows = [
        (
            one.line.intervention.id if at == 1 else "",
            one.line.intervention.subject.name if at == 1 else "",
            conflict_words(one) if at == 1 else "",
            str(at),
            side_words(side),
            voice_words(side.voice),
            moment(side.voice.at),
        )
        for one in found
        for at, side in enumerate(one.sides, 1)
    ]
    text = tr("Nothing is in conflict.")
    if rows:
        text = table(
            [
                tr("Record"),
                tr("Recipient"),
                tr("Conflict"),
                tr("Side"),
                tr("Value"),
                tr("Written by"),
                tr("Written"),
            ],
            rows,
        )
    return Answer({"conflicts": [_conflict(one) for one in found]}, text)


def _conflict(one: Conflict) -> dict[str, object]:
    return {
        "record": one.line.intervention.id,
        "kind": one.kind.value,
        "sides": [_side(at, side) for at, side in enumerate(one.sides, 1)],
    }


def _side(at: int, side: Side) -> dict[str, object]:
    return {
        "side": at,
        "holds": side.holds,
        "record": side.record_id or None,
        "content": side.content.as_data() if side.content else None,
        "status": side.status.value if side.status else None,
        "on": side.on,
        "reason": side.reason,
        "by": side.voice.user,
        "office": side.voice.office,
        "region": side.voice.region,
        "at": side.voice.at,
    }


def _decide(call: Call) -> Answer:
    office = call.office()
    found = [
        one
        for one in conflicts_of(office)
        if one.line.intervention.id == call.record and call.kind in (None, one.kind.value)
    ]
    if len(found) > 1:
        # Each of them has sides of its own, counted from 1.
        raise WrongUsage(tr("These are missing: {names}.").format(names="--kind"))
    if not found:
        raise UserError(Code.CONFLICT_OVER)
    if call.all_right:
        return _tell_apart(office, found[0], call.reason)
    if not 0 < call.side <= len(found[0].sides):
        raise UserError(Code.CONFLICT_OVER)
    side = found[0].sides[call.side - 1]
    if found[0].kind is ConflictKind.DOUBLE:
        others = [one.record_id for one in found[0].sides if one is not side]
        settle_double(office, side.record_id, others, call.reason)
    elif side.content is not None:
        settle_content(office, call.record, side.content, call.reason)
    elif side.status is not None:
        settle_state(office, call.record, side.status, call.reason)
    return Answer(
        {"record": call.record, "side": call.side},
        tr("Decided: {value}").format(value=side_words(side)),
    )


def _tell_apart(office: Office, conflict: Conflict, reason: str) -> Answer:
    if conflict.kind is not ConflictKind.DOUBLE:
        raise UserError(Code.CONFLICT_OVER)
    ids = [side.record_id for side in conflict.sides]
    tell_apart(office, ids, reason)
    return Answer({"records": ids}, tr("Decided: each is a help of its own, and each is counted."))


def _keys(call: Call) -> Answer:
    return _told(hub_keys(call.office()))


def _rotate(call: Call) -> Answer:
    return _told(rotate_hub_keys(call.office(), is_leaked=call.leaked).value)


def _told(keys: HubKeys) -> Answer:
    return Answer(
        {
            "root": keys.version,
            "hub_id": keys.hub_id,
            "hub_fingerprint": keys.fingerprint,
            "since": keys.since,
            "has_working_keys": keys.has_working,
            "has_main_key": keys.has_main,
            "has_escrow_key": keys.has_escrow,
            "paper_checked_at": keys.paper_checked_at,
        },
        pairs(
            [
                (tr("Root"), number(keys.version)),
                (tr("Fingerprint of the hub"), keys.fingerprint or "-"),
                (tr("Working keys since"), moment(keys.since) if keys.since else "-"),
                (
                    tr("Paper checked"),
                    moment(keys.paper_checked_at) if keys.paper_checked_at else tr("not yet"),
                ),
                (tr("Escrow key"), tr("yes") if keys.has_escrow else tr("not yet")),
            ]
        ),
    )


def _requests(call: Call) -> Answer:
    found = find_requests(call.office(), call.folder_to_search)
    text = tr("There is no request in that place.")
    if found:
        text = table(
            [tr("Region"), tr("Name"), tr("Computer"), tr("Asked"), tr("File")],
            [
                (view.region, view.name, view.label, moment(view.asked_at), str(path))
                for path, view in found
            ],
        )
    return Answer(
        {
            "requests": [
                {
                    "file": path,
                    "device_id": view.device_id,
                    "kind": view.kind.value,
                    "region": view.region,
                    "name": view.name,
                    "label": view.label,
                    "asked_at": view.asked_at,
                    "is_known": view.is_known,
                }
                for path, view in found
            ]
        },
        text,
    )


def _incident(call: Call) -> Answer:
    sheet = incident_of(call.office(), call.device)
    return Answer(
        {
            "device_id": sheet.device_id,
            "name": sheet.name,
            "region": sheet.region,
            "label": sheet.label,
            "last_package_at": sheet.last_taken_at,
            "revoked_at": sheet.revoked_at,
            "revoked_because": sheet.revoked_because,
            "notice_until": sheet.notice_until,
            "families": sheet.families,
            "persons": sheet.persons,
            "areas": [
                {
                    "region": area.partition,
                    "name": area.name,
                    "read_up_to": area.read_up_to,
                    "of": area.of,
                    "families": area.families,
                    "persons": area.persons,
                }
                for area in sheet.areas
            ],
            "alarms": list(sheet.alarms),
        },
        paragraphs(
            pairs(
                [
                    (tr("Office"), f"{sheet.name} ({sheet.region})"),
                    (tr("Computer"), sheet.label or sheet.device_id),
                    (
                        tr("Last package"),
                        moment(sheet.last_taken_at) if sheet.last_taken_at else "-",
                    ),
                    (tr("Revoked"), moment(sheet.revoked_at) if sheet.revoked_at else "-"),
                    (tr("Tell everybody concerned until"), moment(sheet.notice_until)),
                    (tr("People whose data it held"), _counted(sheet.persons)),
                ]
            ),
            table(
                [tr("Area"), tr("Name"), tr("Families"), tr("People"), tr("Changes read")],
                [
                    (
                        area.partition,
                        area.name,
                        _counted(area.families),
                        _counted(area.persons),
                        f"{number(area.read_up_to)} / {number(area.of)}",
                    )
                    for area in sheet.areas
                ],
                right=(2, 3, 4),
            ),
            "\n".join(alarm_words(alarm) for alarm in sheet.alarms),
        ),
    )


def _counted(count: int | None) -> str:
    return "-" if count is None else number(count)
