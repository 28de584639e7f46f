"""What a hub puts on paper: the letter with its fingerprint, the main key for the safe, an incident."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from desktop_app.actions.hub_incidents import Incident
from desktop_app.actions.hub_keys import HubKeys, RootPaper
from desktop_app.language import tr
from desktop_app.words.format import date_long, moment, number
from desktop_app.words.package_words import alarm_words

_CODE = "font-size:{size}pt; font-family:monospace"


def fingerprint_html(*, hub: str, keys: HubKeys, today: date) -> str:
    """The letter that goes to every office with its answer: what to compare before taking it in."""
    return (
        _head(tr("Fingerprint of the hub"))
        + _table([(tr("Hub"), hub), (tr("Date"), date_long(today))])
        + _paragraph(
            tr(
                "When the answer of the hub is opened, the screen shows a fingerprint. It must be this one, "
                "group by group. If it differs, do not go on and call the hub."
            )
        )
        + _code(keys.fingerprint, 26)
        + _signatures((tr("Head of the office"),))
    )


def root_paper_html(*, hub: str, paper: RootPaper, today: date) -> str:
    """The main key for a sealed envelope; whoever has it speaks for the hub."""
    return (
        _head(tr("Main key of the hub"))
        + _table(
            [
                (tr("Hub"), hub),
                (tr("Fingerprint"), paper.fingerprint),
                (tr("Date"), date_long(today)),
            ]
        )
        + _paragraph(
            tr(
                "Secret. Put it into an envelope, seal it, sign across the seal and lock it in the safe. It is "
                "needed when the working keys are lost or have to be replaced on another computer. Whoever "
                "holds it can speak for the hub."
            )
        )
        + "".join(_code(line, 20) for line in code_lines(paper.code))
        + _signatures((tr("First witness"), tr("Second witness")))
    )


def escrow_paper_html(*, hub: str, code: str, today: date) -> str:
    """The escrow key for a sealed envelope; with a question of an office it opens that office."""
    return (
        _head(tr("Escrow key of the hub"))
        + _table([(tr("Hub"), hub), (tr("Date"), date_long(today))])
        + _paragraph(
            tr(
                "Secret. Put it into an envelope, seal it, sign across the seal and lock it in the safe. Two "
                "people of the hub need it to give an office its key back that has lost every passphrase and "
                "the recovery code. It is nowhere else."
            )
        )
        + "".join(_code(line, 20) for line in code_lines(code))
        + _signatures((tr("First witness"), tr("Second witness")))
    )


def code_lines(code: str) -> list[str]:
    """The groups of a main key in lines, on paper as on the screen, so that two can compare them."""
    groups = code.split("-")
    return ["  ".join(groups[at : at + 5]) for at in range(0, len(groups), 5)]


def incident_html(*, hub: str, incident: Incident, today: date) -> str:
    """What a lost computer held, and until when it has to be told."""
    unknown = tr("not known")
    facts = [
        (tr("Office"), f"{incident.name} ({incident.region})"),
        (tr("Computer"), incident.label or incident.device_id),
        (tr("Why"), incident.revoked_because or unknown),
        (
            tr("Permission taken away"),
            moment(incident.revoked_at) if incident.revoked_at else tr("not yet"),
        ),
        (tr("Tell everybody concerned until"), moment(incident.notice_until)),
        (
            tr("Last package"),
            moment(incident.last_made_at) if incident.last_made_at else tr("none yet"),
        ),
        (tr("Release on it"), incident.release or unknown),
        (tr("Program"), incident.app_version or unknown),
        (tr("Families whose data it held"), _count(incident.families)),
        (tr("People whose data it held"), _count(incident.persons)),
        (tr("Was it locked?"), tr("The hub does not know; ask the office.")),
    ]
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td style='padding:2px 14px 2px 0'>{escape(cell)}</td>"
            for cell in (
                area.partition,
                area.name,
                _count(area.families) if area.families is not None else "–",
                _count(area.persons) if area.persons is not None else "–",
                f"{number(area.read_up_to)} / {number(area.of)}",
            )
        )
        + "</tr>"
        for area in incident.areas
    )
    heads = "".join(
        f"<td style='padding:2px 14px 6px 0'><b>{escape(title)}</b></td>"
        for title in (
            tr("Area"),
            tr("Name"),
            tr("Families"),
            tr("People"),
            tr("Changes read"),
        )
    )
    odd = "".join(_paragraph(alarm_words(alarm)) for alarm in incident.alarms)
    return (
        _head(tr("Incident sheet"))
        + _table([(tr("Hub"), hub), (tr("Date"), date_long(today)), *facts])
        + _paragraph(
            tr(
                "The disk of the computer is encrypted: without a passphrase or the recovery code nothing on it "
                "can be read. If it was open and unlocked, what it shows can be read."
            )
        )
        + odd
        + f"<table style='margin-top:14px'><tr>{heads}</tr>{rows}</table>"
        + _signatures((tr("Head of the office"),))
    )


def _count(value: int | None) -> str:
    return tr("not known") if value is None else number(value)


def _head(title: str) -> str:
    return f"<h2>{escape(title)}</h2>"


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def _code(code: str, size: int) -> str:
    words = escape(code).replace("  ", "&nbsp;&nbsp;")
    return f"<p style='{_CODE.format(size=size)}'><b>{words}</b></p>"


def _table(rows: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f"<tr><td style='padding:3px 16px 3px 0'>{escape(label)}</td>"
        f"<td style='padding:3px 0'><b>{escape(value)}</b></td></tr>"
        for label, value in rows
    )
    return f"<table>{lines}</table>"


def _signatures(names: Sequence[str]) -> str:
    cells = "".join(
        f"<td style='padding-right:40px'><p>{escape(name)}</p>"
        "<p style='margin-top:64px'>(....................................)</p></td>"
        for name in names
    )
    return f"<table style='margin-top:40px'><tr>{cells}</tr></table>"
