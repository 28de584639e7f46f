"""The first page: what needs attention today, four numbers, and where somebody was last."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date, timedelta

from desktop_app.actions.deeds import noted_deeds
from desktop_app.actions.demo import DEMO_HANDOVER
from desktop_app.actions.hub_keys import has_root_paper
from desktop_app.actions.hub_papers import known_root
from desktop_app.actions.office import Office, needs
from desktop_app.actions.proposal_calendar import proposal_calendar
from desktop_app.domain.dates import day_of
from desktop_app.domain.home import Cutoff, Home, Waits, undelivered_before
from desktop_app.domain.proposal_kind import cutoff_of, next_cutoff
from desktop_app.domain.roles import OfficeKind, Right
from desktop_app.store import extracts, home, officials, ops
from desktop_app.store.connection import Connection

_POOR = 4
_MONTHS = 3
_FAMILIES = 5
_DEEDS = 6


@needs(Right.READ)
def home_of(office: Office) -> Home:
    """Everything on the first page but for the reviews, which `count_reviews` finds."""
    today, calendar = office.today(), proposal_calendar(office)
    rules = office.reference.proposals
    has_extract = office.store.extract_in_use is not None
    with office.read() as conn:
        meant_for = _meant_for(conn, calendar.cutoff_day)
        waiting = ops.waiting_of(conn)
        undelivered, undelivered_since = home.undelivered(conn, undelivered_before(today))
        waits = Waits(
            unsent=waiting.total,
            unsent_since=day_of(waiting.first_at) if waiting.first_at else None,
            overdue=sum(n for day, n in meant_for.items() if day < today),
            undelivered=undelivered,
            undelivered_since=undelivered_since,
            disputed=home.disputed(conn),
            matches=home.undecided_matches(conn),
            free_bytes=shutil.disk_usage(office.paths.folder).free,
            hub_since=home.last_from_hub(conn),
            has_keys=known_root(conn) is not None,
            has_key_paper=has_root_paper(conn),
        )
        release = extracts.current_release(conn)
        return Home(
            today=today,
            is_hub=office.profile.kind is OfficeKind.HUB,
            is_demo=release is not None and release.handover_no.startswith(DEMO_HANDOVER),
            release=release,
            waits=waits,
            cutoffs=_cutoffs(meant_for, today, calendar.cutoff_day),
            near_days=rules.near_days,
            officials=tuple(officials.officials_of(conn)),
            poorest=home.poorest_families(conn, _POOR) if has_extract else 0,
            helped=home.helped_families(conn, today.replace(month=1, day=1)),
            families=tuple(home.recent_families(conn, office.account.id, _FAMILIES))
            if has_extract
            else (),
            deeds=tuple(deed for deed, _ in noted_deeds(office, conn, _DEEDS)),
        )


def _meant_for(conn: Connection, cutoff_day: int) -> Counter[date]:
    """How many proposals that are not sent are meant for which cut-off day."""
    found: Counter[date] = Counter()
    for state, opened_on, count in home.proposals_by_state(conn):
        day = cutoff_of(state, opened_on, cutoff_day)
        if day is not None:
            found[day] += count
    return found


def _cutoffs(meant_for: Counter[date], today: date, cutoff_day: int) -> tuple[Cutoff, ...]:
    """The next cut-off days."""
    days = [next_cutoff(today, cutoff_day)]
    while len(days) < _MONTHS:
        days.append(next_cutoff(days[-1] + timedelta(days=1), cutoff_day))
    return tuple(Cutoff(day, meant_for[day]) for day in days)
