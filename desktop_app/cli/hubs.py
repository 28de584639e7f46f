"""``device`` and ``hub``: an office asks to join, the hub answers, both compare codes on paper."""

from __future__ import annotations

from pathlib import Path

from desktop_app.actions.enrolment import activate_device, request_enrolment
from desktop_app.actions.hub_board import offices_of_hub
from desktop_app.actions.hub_downloads import copy_hub
from desktop_app.actions.hub_enrolment import approve_enrolment, init_hub, revoke_device
from desktop_app.cli import hub_upkeep, resets
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.hub_releases import add_release
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.cli.usage import Parser
from desktop_app.domain.dates import day_of
from desktop_app.language import tr
from desktop_app.words.format import date_short, file_size, moment, number
from desktop_app.words.package_words import alarm_words


def add(commands: Commands) -> None:
    """Add the commands about joining a hub, on both sides."""
    _add_device(commands.group("device", tr("This computer joins a hub.")))
    _add_hub(commands.group("hub", tr("The hub: its keys and its offices.")))


def _add_device(verbs: Commands) -> None:
    enrol = verbs.add("enrol", tr("Ask a hub to let this office in; writes the request."), _enrol)
    _add_out(enrol)
    enrol.add_argument(
        "--label", default="", metavar=tr("TEXT"), help=tr("What the computer is called.")
    )
    activate = verbs.add("activate", tr("Take the hub's answer."), _activate)
    activate.add_argument("file", type=Path, metavar=tr("FILE"), help=tr("The answer of the hub."))
    activate.add_argument(
        "--fingerprint",
        metavar=tr("CODE"),
        help=tr("The fingerprint on the hub's printed letter, to be compared."),
    )


def _add_hub(verbs: Commands) -> None:
    verbs.add("init", tr("Make the keys of the hub; once."), _init)
    approve = verbs.add("approve", tr("Let a device in; writes the answer."), _approve)
    approve.add_argument("file", type=Path, metavar=tr("FILE"), help=tr("The device's request."))
    approve.add_argument(
        "--match",
        required=True,
        metavar=tr("CODE"),
        help=tr("The match code on the office's signed form."),
    )
    approve.add_argument(
        "--region", required=True, metavar=tr("CODE"), help=tr("The region it works for.")
    )
    _add_out(approve)
    revoke = verbs.add("revoke", tr("Take a device's permission away."), _revoke)
    revoke.add_argument("device", metavar=tr("DEVICE"), help=tr("Its id, as the board shows it."))
    revoke.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why."))
    copy = verbs.add(
        "copy", tr("The second copy, on another disk: made before offices are answered."), _copy
    )
    copy.add_argument(
        "--to", type=Path, required=True, metavar=tr("FOLDER"), help=tr("A folder of another disk.")
    )
    add_release(verbs)
    verbs.add(
        "offices", tr("Every device that was let in, and when it was last heard of."), _offices
    )
    hub_upkeep.add_verbs(verbs)
    resets.add_to_hub(verbs)


def _add_out(parser: Parser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar=tr("FOLDER"), help=tr("The stick or a folder.")
    )


def _enrol(call: Call) -> Answer:
    office = call.office()
    with call.watched() as progress:
        asked = request_enrolment(office, call.stick(), progress, label=call.label).value
    return Answer(
        {"match_code": asked.match_code, "hub_fingerprint": None, "file": asked.path},
        paragraphs(
            pairs([(tr("Request"), str(asked.path)), (tr("Match code"), asked.match_code)]),
            tr("Write the match code on the form that is signed and goes to the hub."),
        ),
    )


def _activate(call: Call) -> Answer:
    view = activate_device(call.office(), call.file, fingerprint=call.fingerprint).value
    compare = ""
    if call.fingerprint is None:
        compare = tr("Compare the fingerprint with the printed letter of the hub now.")
    return Answer(
        {
            "match_code": view.match_code,
            "hub_fingerprint": view.hub_fingerprint,
            "hub_region": view.hub_region,
            "region": view.region,
            "partitions": list(view.partitions),
            "valid_until": view.valid_until,
        },
        paragraphs(
            tr("This office now belongs to the hub and can send."),
            pairs(
                [
                    (tr("Fingerprint of the hub"), view.hub_fingerprint),
                    (tr("Region"), view.region),
                    (tr("Valid until"), date_short(day_of(view.valid_until))),
                ]
            ),
            compare,
        ),
    )


def _init(call: Call) -> Answer:
    identity = init_hub(call.office()).value
    return Answer(
        {"hub_id": identity.hub_id, "hub_fingerprint": identity.fingerprint},
        paragraphs(
            pairs([(tr("Fingerprint of the hub"), identity.fingerprint)]),
            tr("Print it on every letter that goes out with an answer to an office."),
        ),
    )


def _approve(call: Call) -> Answer:
    office = call.office()
    with call.watched() as progress:
        approved = approve_enrolment(
            office,
            call.file,
            match_code=call.match,
            region=call.region,
            folder=call.stick(),
            progress=progress,
        ).value
    return Answer(
        {
            "file": approved.path,
            "device_id": approved.device_id,
            "region": approved.region,
            "partitions": list(approved.partitions),
            "valid_until": approved.valid_until,
            "hub_fingerprint": approved.hub_fingerprint,
        },
        pairs(
            [
                (tr("Answer"), str(approved.path)),
                (tr("Device"), approved.device_id),
                (tr("Region"), approved.region),
                (tr("Valid until"), date_short(day_of(approved.valid_until))),
                (tr("Fingerprint of the hub"), approved.hub_fingerprint),
            ]
        ),
    )


def _revoke(call: Call) -> Answer:
    revoke_device(call.office(), call.device, call.reason)
    return Answer(
        {"device_id": call.device},
        tr("Its packages are refused from now on. What it sent before stays."),
    )


def _copy(call: Call) -> Answer:
    office = call.office()
    with call.watched() as progress:
        copy = copy_hub(office, call.to, progress).value
    return Answer(
        {"file": copy.path, "bytes": copy.bytes, "entries": copy.entries},
        paragraphs(
            pairs(
                [
                    (tr("Second copy"), str(copy.path)),
                    (tr("Changes in it"), number(copy.entries)),
                    (tr("Size"), file_size(copy.bytes)),
                ]
            ),
            tr("It was opened there and is whole. Offices may be answered."),
        ),
    )


def _offices(call: Call) -> Answer:
    lines = offices_of_hub(call.office())
    text = tr("No device has been let in yet.")
    if lines:
        text = table(
            [
                tr("Region"),
                tr("Name"),
                tr("Computer"),
                tr("Last package"),
                tr("Waiting"),
                tr("Not read yet"),
                tr("Release"),
                tr("Program"),
                tr("Valid until"),
                tr("Revoked"),
                tr("Device"),
            ],
            [
                (
                    line.region,
                    line.name,
                    line.label,
                    moment(line.last_taken_at) if line.last_taken_at else "-",
                    number(line.waiting),
                    number(line.unread),
                    line.release or "-",
                    line.app_version or "-",
                    date_short(day_of(line.valid_until)),
                    date_short(day_of(line.revoked_at)) if line.revoked_at else "",
                    line.device_id,
                )
                for line in lines
            ],
            right=(4, 5),
        )
    odd = [
        f"{line.name} ({line.region}): {alarm_words(alarm)}"
        for line in lines
        for alarm in line.alarms
    ]
    return Answer(
        {
            "offices": [
                {
                    "device_id": line.device_id,
                    "kind": line.kind.value,
                    "region": line.region,
                    "name": line.name,
                    "label": line.label,
                    "valid_until": line.valid_until,
                    "revoked_at": line.revoked_at,
                    "last_package_at": line.last_taken_at,
                    "last_made_at": line.last_made_at,
                    "waiting": line.waiting,
                    "unread": line.unread,
                    "app_version": line.app_version,
                    "release": line.release,
                    "package": line.package,
                    "missing": line.missing,
                    "unsent": line.unsent,
                    "alarms": list(line.alarms),
                }
                for line in lines
            ]
        },
        paragraphs(text, "\n".join(odd)),
    )
