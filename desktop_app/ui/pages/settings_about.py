"""What this program is, what changed, and whose work is in it."""

from __future__ import annotations

from PySide6.QtWidgets import QTextBrowser

from desktop_app import __version__
from desktop_app.files import read_resource_text
from desktop_app.language import current, tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.style import READING_WIDTH, grown
from desktop_app.ui.widgets.text import Text

_BETWEEN_LANGUAGES = "\n---\n"


class AboutSection(Section):
    """The version, the changelog in the language of the window, the licence."""

    def __init__(self, page: Page) -> None:
        self.title = tr("About this program")
        super().__init__(page)
        card = self.add_card(tr("DTSEN Luring {version}").format(version=__version__))
        for sentence in (
            tr("Works without a network and sends nothing anywhere."),
            tr("Deciles come from BPS, may change every quarter, and are no proof of income."),
            tr(
                "Free software under the GNU General Public License 3 or later; fonts, icons and libraries keep their own licences."
            ),
        ):
            card.body.addWidget(Text(sentence, "body", wraps=True))
        self.changes = QTextBrowser()
        self.changes.setAccessibleName(tr("What changed"))
        self.changes.setOpenLinks(False)
        self.changes.setMaximumWidth(grown(READING_WIDTH))
        indonesian, _, english = read_resource_text("help/changelog.md").partition(
            _BETWEEN_LANGUAGES
        )
        self.changes.setMarkdown(english if current() == "en" else indonesian)
        self.column.addWidget(self.changes, 1)
