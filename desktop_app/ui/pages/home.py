"""Beranda: what needs attention today, four numbers, the cut-offs, and what was done last."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.actions.home import home_of
from desktop_app.actions.lookups import Lookups, lookups_of
from desktop_app.actions.reviews import count_reviews
from desktop_app.domain.changes import Topic
from desktop_app.domain.deed import Deed
from desktop_app.domain.home import DueLine, Duty, Home
from desktop_app.language import mark, tr
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.home_parts import Actions, Calendar, Duties, Families, Figures
from desktop_app.ui.style import M
from desktop_app.ui.undoing import Undoing
from desktop_app.ui.widgets.columns import TwoColumns, stacked
from desktop_app.words.aid import programme_names
from desktop_app.words.format import date_short, days, percent, weekday_date

_PLACES = {
    Duty.NO_KEYS: Place("exchange", "", "keys"),
    Duty.NO_KEY_PAPER: Place("exchange", "", "keys"),
    Duty.NO_RELEASE: Place("releases", "", "import"),
    Duty.LOW_DISK: Place("settings", "", "health"),
    Duty.PROPOSALS_OVERDUE: Place("proposals"),
    Duty.CUTOFF_NEAR: Place("proposals"),
    Duty.AID_DISPUTED: Place("exchange", "", "conflicts"),
    Duty.AID_UNDELIVERED: Place("interventions"),
    Duty.UNSENT: Place("exchange"),
    Duty.REVIEWS: Place("review"),
    Duty.MATCHES: Place("match"),
    Duty.NO_OFFICIAL: Place("settings", "", "officials"),
    Duty.TERM_ENDS: Place("settings", "", "officials"),
    Duty.OLD_RELEASE: Place("releases", "", "import"),
    Duty.HUB_SILENT: Place("exchange"),
    Duty.NO_HUB: Place("exchange"),
}
"""Where each duty is seen to; the refused rows stand with their release."""


class HomePage(Page):
    """Read anew whenever something changed that it counts; what takes longer comes last."""

    shows = frozenset(Topic) - {Topic.MAPPINGS, Topic.USERS}
    help_text = mark(
        "What waits for somebody stands here with one button that leads there. Below is what you did last: "
        "Undo, or Ctrl+Z right afterwards, takes it back. Nothing is deleted by that; what was taken back "
        "stays readable."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._home: Home | None = None
        self._reviews = 0
        self._has_told = False
        self._lookups: Lookups | None = None
        self.set_title(tr("Home"))
        self._undoing = Undoing(self)
        self.figures = Figures(
            (
                tr("Families"),
                tr("People"),
                tr("Families, decile 1–4"),
                tr("Helped this year"),
            )
        )
        self.duties = Duties(tr("Today"))
        self.duties.wanted.connect(self._on_duty)
        self.deeds = Actions(tr("Last actions"))
        self.deeds.undo_wanted.connect(self._on_undo)
        self.calendar = Calendar(tr("Cut-off calendar"))
        self.families = Families(tr("Families opened lately"))
        self.families.opened.connect(self._on_family)
        self._columns = TwoColumns(
            stacked(self.duties, self.deeds), stacked(self.calendar, self.families), share=6
        )
        known = QWidget()
        whole = QVBoxLayout(known)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        whole.addWidget(self.figures)
        whole.addWidget(self._columns, 1)
        # Nothing is shown before it is known: a page that fills up bit by bit moves under the hand.
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(known)
        self.body.addWidget(self._stack, 1)

    # What the window asks

    def refresh(self) -> None:
        self.do(lookups_of, then=self._show_lookups, latest="lookups")
        self.do(home_of, then=self._show_home, latest="home")
        self.do(count_reviews, then=self._show_reviews, latest="reviews")

    # Showing

    def _show_lookups(self, lookups: Lookups) -> None:
        self._lookups = lookups

    def _show_home(self, home: Home) -> None:
        self._home = home
        lookups = self._lookups
        if lookups is None:
            return
        release = home.release
        self.set_subtitle(
            weekday_date(home.today)
            if release is None
            else tr("{day} · release {label} of {date}, {age} old").format(
                day=weekday_date(home.today),
                label=release.label,
                date=date_short(release.reference_date),
                age=days((home.today - release.reference_date).days),
            )
        )
        if home.is_demo and not self._has_told:
            self._has_told = True
            self.banner.say(
                "info",
                tr("This is the demo office."),
                tr("Its people are invented: try whatever you like, nothing here reaches anybody."),
            )
        self.figures.setVisible(release is not None)
        if release is not None:
            share = home.poorest / max(1, release.families)
            self.figures.show_numbers(
                (
                    (release.families, tr("in the release in use")),
                    (release.persons, tr("in the release in use")),
                    (home.poorest, tr("{share} of the families").format(share=percent(share))),
                    (
                        home.helped,
                        tr("families since 1 January {year}").format(year=home.today.year),
                    ),
                )
            )
        self._show_duties()
        self.deeds.show_deeds(home.deeds, programme_names(lookups.catalogue))
        self.calendar.show_cutoffs(home.cutoffs, lambda one: (one.on - home.today).days)
        self.families.show_families(home.families, lookups.regions)
        for part in (self.deeds, self.calendar, self.families):
            part.setVisible(release is not None)
        self._stack.setCurrentIndex(1)

    def _show_reviews(self, count: int) -> None:
        is_other = count != self._reviews
        self._reviews = count
        if is_other:
            self._show_duties()

    def _show_duties(self) -> None:
        if self._home is not None:
            lines = self._home.due(reviews=self._reviews)
            self.duties.show_duties(lines, is_first_day=self._home.release is None)

    # News

    @Slot(object)
    def _on_duty(self, line: DueLine) -> None:
        if line.duty is Duty.REFUSED_ROWS:
            self.go("releases", line.subject, "problems")
            return
        place = _PLACES[line.duty]
        self.go(place.page, place.subject, place.part)

    @Slot(object)
    def _on_undo(self, deed: Deed) -> None:
        self._undoing.undo(deed)

    @Slot(str)
    def _on_family(self, family_id: str) -> None:
        self.desk.trail.families = tuple(
            one.family_id for one in (self._home.families if self._home else ())
        )
        self.go("family", family_id)
