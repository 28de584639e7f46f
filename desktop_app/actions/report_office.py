"""The reports an office makes about its own data and work: flaws of a release, letters, the log of deeds."""

from __future__ import annotations

from desktop_app.actions.audit import moments_of
from desktop_app.actions.counting import Counted, Counting, Report, lies_in
from desktop_app.actions.letter_templates import templates_in
from desktop_app.domain.period import Period
from desktop_app.domain.report import Control
from desktop_app.domain.roles import Right
from desktop_app.language import current, mark
from desktop_app.reports.audit_summary import AUDIT_SUMMARY, tabulate_by_person
from desktop_app.reports.audit_summary import tabulate_by_month as deeds_by_month
from desktop_app.reports.data_flaws import DATA_FLAWS, tabulate_data_flaws, tabulate_outcomes
from desktop_app.reports.letters_issued import LETTERS_ISSUED, tabulate_letters
from desktop_app.reports.letters_issued import tabulate_by_month as letters_by_month
from desktop_app.store import audit_tallies, data_flaws, letter_tallies, settings


def _data_flaws(counting: Counting) -> Counted:
    release = counting.release
    every = data_flaws.tallies(counting.conn)
    inside = [one for one in every if lies_in(one.village, counting.ask.region)]
    table = tabulate_data_flaws(inside, counting.office.reference.regions)
    outcomes = tabulate_outcomes(release.label, release.counts)
    families = sum(one.rows for one in every if one.is_family)
    persons = sum(one.rows for one in every if not one.is_family)
    controls = (
        Control("families", mark("Families"), release.families, families),
        Control("persons", mark("People"), release.persons, persons),
    )
    return Counted(table, (outcomes,), controls)


def _letters(counting: Counting) -> Counted:
    ask = counting.ask
    period = Period.parse(ask.period) if ask.period else None
    every = letter_tallies.tallies(counting.conn, "", period)
    inside = [one for one in every if lies_in(one.village, ask.region)]
    names = {
        kind: template.name.en if current() == "en" else template.name.id
        for kind, template in templates_in(counting.office, counting.conn).items()
    }
    table = tabulate_letters(inside, names, counting.office.reference.regions)
    by_month = letters_by_month(inside, names)
    controls = [
        Control(
            "by_month",
            mark("Letters by desa and by month"),
            table.total("letters"),
            by_month.total("letters"),
        )
    ]
    if period is None:
        found = sum(one.letters for one in every)
        expected = letter_tallies.count(counting.conn)
        controls.append(Control("register", mark("Letters of the register"), expected, found))
    return Counted(table, (by_month,), tuple(controls))


def _audit(counting: Counting) -> Counted:
    """Raises `UserError` (`RIGHT_MISSING`) for whoever does not supervise."""
    counting.office.require(Right.AUDIT)
    period = Period.parse(counting.ask.period) if counting.ask.period else None
    days = (None, None) if period is None else (period.first_day, period.last_day)
    found = audit_tallies.tallies(counting.conn, *moments_of(*days))
    names = {one.id: one.full_name for one in settings.accounts_of(counting.conn)}
    table, by_month = tabulate_by_person(found, names), deeds_by_month(found)
    control = Control(
        "deeds",
        mark("Deeds by person and by month"),
        table.total("deeds"),
        by_month.total("deeds"),
    )
    return Counted(table, (by_month,), (control,))


OFFICE_REPORTS: tuple[Report, ...] = (
    Report(DATA_FLAWS, _data_flaws),
    Report(LETTERS_ISSUED, _letters),
    Report(AUDIT_SUMMARY, _audit),
)
"""In the order of their codes."""
