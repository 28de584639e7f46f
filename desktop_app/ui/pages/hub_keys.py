"""The keys of a hub for people who never saw a key: made once, kept on paper, replaced when it is time."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop_app.actions.hub_enrolment import HubIdentity, init_hub
from desktop_app.actions.hub_escrow import (
    ResetAnswered,
    answer_reset,
    publish_escrow_key,
    show_escrow_key,
)
from desktop_app.actions.hub_keys import (
    HubKeys,
    RootPaper,
    check_root_paper,
    rotate_hub_keys,
    show_root_key,
)
from desktop_app.domain.changes import Done
from desktop_app.domain.dates import day_of
from desktop_app.errors import LuringError
from desktop_app.language import tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.exchange_form import ask_and_print_form
from desktop_app.ui.pages.exchange_part import ExchangePart, Situation
from desktop_app.ui.pages.hub_ceremony import CHECK, LETTER, MAKE, PAPER, CeremonyCard
from desktop_app.ui.pages.hub_escrow import AnswerResetDialog, EscrowPaperDialog
from desktop_app.ui.pages.hub_replace import ReplaceDialog
from desktop_app.ui.pages.hub_sheets import escrow_paper_html, fingerprint_html, root_paper_html
from desktop_app.ui.style import READING_WIDTH, L, S, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import date_long, moment, number


class KeysPart(ExchangePart):
    """Before there are keys the ceremony; afterwards how it stands with them, and replacing them."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._situation: Situation | None = None
        self._keys = HubKeys(0)
        self._goes_on = False
        pane = Pane(left=0)
        self.ceremony = CeremonyCard()
        self.ceremony.make_button.clicked.connect(self._on_make)
        self.ceremony.paper_button.clicked.connect(self._on_paper)
        self.ceremony.went_on.connect(self._on_went_on)
        self.ceremony.check_wanted.connect(self._on_check)
        self.ceremony.letter_button.clicked.connect(self._on_letter)
        self.ceremony.close_button.clicked.connect(self._on_finished)
        self.card = _KeysCard()
        self.card.letter_button.clicked.connect(self._on_letter)
        self.card.paper_button.clicked.connect(self._on_paper_again)
        self.card.replace_button.clicked.connect(self._on_replace)
        self.card.escrow_button.clicked.connect(self._on_escrow)
        self.card.answer_button.clicked.connect(self._on_answer)
        for card in (self.ceremony, self.card):
            card.setMaximumWidth(grown(READING_WIDTH))
            pane.column.addWidget(card)
        pane.column.addStretch(1)
        self.column.addWidget(pane, 1)

    def show_situation(self, situation: Situation) -> None:
        self._situation = situation
        if situation.keys is None:
            return
        self._keys = situation.keys
        self.ceremony.suit(may_decide=situation.may_decide)
        self.card.show_keys(self._keys, may_decide=situation.may_decide)
        if self._keys.version == 0:
            self._begin(MAKE)
        self._show()

    def _begin(self, step: int) -> None:
        self._goes_on = True
        self.ceremony.go_to(step)

    def _show(self) -> None:
        self.ceremony.setVisible(self._goes_on)
        self.card.setVisible(not self._goes_on)

    def step_back(self) -> bool:
        # What stands on the screen of the second step must not stay there.
        if self._goes_on and self._keys.version and self.ceremony.step != MAKE:
            self._on_finished()
            return True
        return False

    # The ceremony

    @Slot()
    def _on_make(self) -> None:
        self.page.do(init_hub, then=self._made, busy=[self.ceremony.make_button])

    def _made(self, _: Done[HubIdentity]) -> None:
        self._ask_for_paper()

    @Slot()
    def _on_paper_again(self) -> None:
        self._ask_for_paper()

    def _ask_for_paper(self) -> None:
        self.page.do(show_root_key, then=self._show_paper, busy=[self.card.paper_button])

    def _show_paper(self, done: Done[RootPaper]) -> None:
        self._begin(PAPER)
        self.ceremony.show_paper(done.value)
        self._show()

    @Slot()
    def _on_paper(self) -> None:
        paper = self.ceremony.paper
        if paper is not None and self._situation is not None:
            html = root_paper_html(
                hub=self._situation.profile.name, paper=paper, today=self.page.desk.today()
            )
            ask_and_print_form(self, html, tr("Main key of the hub"))

    @Slot()
    def _on_went_on(self) -> None:
        self.ceremony.go_to(CHECK)

    @Slot(str)
    def _on_check(self, code: str) -> None:
        self.page.do(
            check_root_paper,
            code,
            then=self._checked,
            failed=self.ceremony.tell,
            busy=[self.ceremony.check_button],
        )

    def _checked(self, _: Done[datetime]) -> None:
        self.ceremony.show_fingerprint(self._keys.fingerprint)
        self.ceremony.go_to(LETTER)

    @Slot()
    def _on_letter(self) -> None:
        if self._situation is not None:
            html = fingerprint_html(
                hub=self._situation.profile.name, keys=self._keys, today=self.page.desk.today()
            )
            ask_and_print_form(self, html, tr("Fingerprint of the hub"))

    @Slot()
    def _on_finished(self) -> None:
        self._goes_on = False
        self.ceremony.forget()
        self._show()
        self.card.letter_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # Replacing

    @Slot()
    def _on_replace(self) -> None:
        dialog = ReplaceDialog(self.window(), self._keys)
        dialog.given.connect(partial(self._replace, dialog))
        dialog.open()

    def _replace(self, dialog: ReplaceDialog, root_code: str, is_leaked: bool) -> None:
        def failed(error: LuringError) -> None:
            dialog.tell(error)

        def then(done: Done[HubKeys]) -> None:
            dialog.accept()
            self._replaced(done.value, is_leaked=is_leaked)

        self.page.desk.tasks.run(
            partial(rotate_hub_keys, root_code=root_code, is_leaked=is_leaked),
            then=then,
            failed=failed,
            origin=dialog,
        )

    def _replaced(self, keys: HubKeys, *, is_leaked: bool) -> None:
        more = tr(
            "Make the second copy and write the answers next: every office learns of the new keys from "
            "its package by itself. The letter with the fingerprint stays good."
        )
        if is_leaked:
            more += " " + tr(
                "Answers that were written before and that nobody has read yet are refused now: take "
                "their sticks back."
            )
        self.page.banner.say(
            "info",
            tr("The keys were replaced: root {n}.").format(n=number(keys.version)),
            more,
        )

    # The way back for an office that lost every secret

    @Slot()
    def _on_escrow(self) -> None:
        self.page.do(show_escrow_key, then=self._show_escrow, busy=[self.card.escrow_button])

    def _show_escrow(self, done: Done[str]) -> None:
        dialog = EscrowPaperDialog(self.window(), done.value)
        dialog.print_wanted.connect(partial(self._print_escrow, dialog, done.value))
        dialog.typed.connect(partial(self._publish_escrow, dialog))
        dialog.open()

    def _print_escrow(self, dialog: EscrowPaperDialog, code: str) -> None:
        if self._situation is not None:
            html = escrow_paper_html(
                hub=self._situation.profile.name, code=code, today=self.page.desk.today()
            )
            ask_and_print_form(dialog, html, tr("Escrow key of the hub"))

    def _publish_escrow(self, dialog: EscrowPaperDialog, typed: str) -> None:
        def then(_: Done[int]) -> None:
            dialog.accept()
            self.page.say_done(
                tr("The escrow key is in force; offices learn of it with their next package.")
            )

        self.page.do(publish_escrow_key, typed, then=then, failed=dialog.tell, busy=[dialog.go_on])

    @Slot()
    def _on_answer(self) -> None:
        dialog = AnswerResetDialog(self.window())
        dialog.given.connect(partial(self._answer, dialog))
        dialog.open()

    def _answer(
        self,
        dialog: AnswerResetDialog,
        file: Path,
        folder: Path,
        match_code: str,
        escrow_code: str,
        second: str,
        passphrase: str,
    ) -> None:
        def then(done: Done[ResetAnswered]) -> None:
            dialog.accept()
            self.page.banner.say(
                "info",
                tr("The answer for {name} was written.").format(name=done.value.office_name),
                tr(
                    "Carry {file} to the office. It opens the office once, within two weeks."
                ).format(file=done.value.path.name),
            )

        self.page.do(
            partial(
                answer_reset,
                match_code=match_code,
                escrow_code=escrow_code,
                second=second,
                second_passphrase=passphrase,
            ),
            file,
            folder,
            then=then,
            failed=dialog.tell,
            busy=[dialog.go_on],
        )


class _KeysCard(Card):
    """How it stands with the keys."""

    def __init__(self) -> None:
        super().__init__(tr("Keys of the hub"))
        self.body.addWidget(
            Text(
                tr(
                    "The main key says which other keys speak for the hub; it rests on paper in the safe. The "
                    "working keys sign and open packages every day and lie on this computer, encrypted."
                ),
                "muted",
                wraps=True,
            )
        )
        self.due = Text("", "due", wraps=True)
        self.body.addWidget(self.due)
        self.facts = KeyValueGrid(columns=2)
        self.body.addWidget(self.facts)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=S)
        self.letter_button = Button(tr("Letter for o&ffices…"), icon="printer")
        self.paper_button = Button(tr("P&aper for the safe…"), icon="key-round")
        self.replace_button = Button(tr("Replace the &keys…"), icon="refresh-cw")
        self.escrow_button = Button(tr("&Escrow key…"), icon="key-round")
        self.answer_button = Button(tr("Help a loc&ked office…"), icon="landmark")
        for button in (
            self.letter_button,
            self.paper_button,
            self.replace_button,
            self.escrow_button,
            self.answer_button,
        ):
            flow.addWidget(button)
        self.body.addSpacing(L - S)
        self.body.addWidget(buttons)

    def show_keys(self, keys: HubKeys, *, may_decide: bool) -> None:
        """Show these."""
        checked = keys.paper_checked_at
        due = ""
        if keys.version and not keys.has_working:
            due = tr(
                "The working keys are not on this computer, as after it was set up anew. Replace them "
                "with the paper from the safe at hand."
            )
        elif keys.version and checked is None:
            due = tr(
                "Nobody has checked the paper with the main key yet. Until then it may not be there when "
                "it is needed."
            )
        self.due.setText(due)
        self.due.setVisible(bool(due))
        self.facts.show_lines(
            [
                KeyValue(tr("Fingerprint"), keys.fingerprint),
                KeyValue(tr("Root"), number(keys.version)),
                KeyValue(
                    tr("Working keys since"), date_long(day_of(keys.since)) if keys.since else ""
                ),
                KeyValue(tr("Paper checked"), moment(checked) if checked else tr("not yet")),
                KeyValue(tr("Escrow key"), tr("in force") if keys.has_escrow else tr("not yet")),
            ]
        )
        self.paper_button.setVisible(may_decide and keys.has_main)
        self.replace_button.setVisible(may_decide)
        self.escrow_button.setVisible(may_decide and keys.has_main)
        self.answer_button.setVisible(may_decide and keys.has_escrow)
