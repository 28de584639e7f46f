"""Which pages there are, in the order of the rail."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.language import mark
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.pages.changes import ChangesPage
from desktop_app.ui.pages.delivery import DeliveryPage
from desktop_app.ui.pages.exchange import ExchangePage
from desktop_app.ui.pages.family import FamilyPage
from desktop_app.ui.pages.ground_check import GroundCheckPage
from desktop_app.ui.pages.home import HomePage
from desktop_app.ui.pages.interventions import InterventionsPage
from desktop_app.ui.pages.letters import LettersPage
from desktop_app.ui.pages.match import MatchPage
from desktop_app.ui.pages.proposals import ProposalsPage
from desktop_app.ui.pages.release_answers import ReleaseAnswersPage
from desktop_app.ui.pages.releases import ReleasesPage
from desktop_app.ui.pages.reports import ReportsPage
from desktop_app.ui.pages.review import ReviewPage
from desktop_app.ui.pages.search import SearchPage
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.shell import PageSpec


def pages_of(appearance: Appearance, speak: Callable[[str], None]) -> tuple[PageSpec, ...]:
    """Every page; `speak` changes the language of the window."""
    return (
        PageSpec("home", mark("&Home"), "house", HomePage),
        PageSpec("search", mark("&Search"), "search", SearchPage),
        PageSpec("family", mark("Family"), "users", FamilyPage, rail="search", is_in_rail=False),
        PageSpec(
            "match", mark("Match a list"), "list-checks", MatchPage, rail="search", is_in_rail=False
        ),
        PageSpec("interventions", mark("&Interventions"), "hand-heart", InterventionsPage),
        PageSpec(
            "delivery",
            mark("Delivery day"),
            "calendar",
            DeliveryPage,
            rail="interventions",
            is_in_rail=False,
        ),
        PageSpec("proposals", mark("&Proposals"), "clipboard-list", ProposalsPage),
        PageSpec(
            "release-answers",
            mark("What the new release says"),
            "clipboard-list",
            ReleaseAnswersPage,
            rail="proposals",
            is_in_rail=False,
        ),
        PageSpec(
            "ground-check",
            mark("Ground checks"),
            "map-pin",
            GroundCheckPage,
            rail="proposals",
            is_in_rail=False,
        ),
        PageSpec("letters", mark("&Letters"), "file-text", LettersPage),
        PageSpec("reports", mark("&Reports"), "chart-column", ReportsPage),
        PageSpec("exchange", mark("E&xchange"), "usb", ExchangePage),
        PageSpec("releases", mark("&Data releases"), "database", ReleasesPage),
        PageSpec(
            "changes",
            mark("What changed"),
            "layers",
            ChangesPage,
            rail="releases",
            is_in_rail=False,
        ),
        PageSpec(
            "review",
            mark("To be reviewed"),
            "list-checks",
            ReviewPage,
            rail="releases",
            is_in_rail=False,
        ),
        PageSpec(
            "settings",
            mark("Se&ttings"),
            "settings",
            lambda desk: SettingsPage(desk, appearance, speak),
            is_apart=True,
        ),
    )
