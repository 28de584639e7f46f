"""How long data are kept: a choice for each class, what is due now, and erasing it with a reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot

from desktop_app.actions.office import Office
from desktop_app.actions.retention import Erased, erase_due, set_keeping
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.retention import Due, Keeping, Kept
from desktop_app.language import tr
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Page
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import file_size
from desktop_app.words.phases import phase_words
from desktop_app.words.retention import due_words, kept_hint, kept_name, time_words

_EVER = "ever"
_OFFERED = {
    Kept.RELEASES: (2, 4, 8, 12, 20),
    Kept.DRAFTS: (30, 90, 180, 365),
    Kept.LISTS: (30, 90, 365, 730),
    Kept.PAGES: (5, 10, 20, 30),
    Kept.COPIES: (7, 30, 90, 365),
}


class KeepingCard(Card):
    """Has its work done through the page it stands on; only who may set things can change it."""

    def __init__(self, page: Page) -> None:
        super().__init__(tr("How long data are kept"))
        self._page = page
        self._was: dict[Kept, str] = {}
        self._due: list[Due] = []
        self.body.addWidget(
            Text(
                tr(
                    "Nothing is erased by itself: you see what is due and say why it goes. What was "
                    "recorded (help, proposals, notes, the register of letters) travels in packages, is "
                    "at the hub too, and is never erased here; neither is the log of deeds. Backups keep "
                    "what they held until newer ones take their place."
                ),
                "muted",
                wraps=True,
            )
        )
        self.choices = {kind: Choice() for kind in Kept}
        for kind, choice in self.choices.items():
            self.body.addWidget(FormField(kept_name(kind), choice, hint=kept_hint(kind)))
        self.save_button = Button(tr("&Save"), icon="save", kind="primary")
        self.save_button.clicked.connect(self._on_save)
        self.body.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.due_title = Text(tr("Over its time now"), "strong")
        self.body.addWidget(self.due_title)
        self.due = Lines()
        self.body.addWidget(self.due)
        self.erase_button = Button(tr("&Erase what is due…"), icon="trash-2")
        self.erase_button.clicked.connect(self._on_erase)
        self.body.addWidget(self.erase_button, 0, Qt.AlignmentFlag.AlignLeft)

    def has_unsaved(self) -> bool:
        """Whether another time was chosen and not saved."""
        return any(self.choices[kind].value != was for kind, was in self._was.items())

    def show_keepings(self, keepings: list[Keeping], due: list[Due] | None) -> None:
        """Show the times, and what is due; None for somebody who may not change or erase."""
        if not self.has_unsaved():
            for one in keepings:
                self._offer(one)
        may = due is not None
        for choice in self.choices.values():
            choice.setEnabled(may)
        for part in (self.save_button, self.due_title, self.due, self.erase_button):
            part.setVisible(may)
        self._due = due or []
        self.due.show_lines(
            [Line(kept_name(one.kind), due_words(one), ", ".join(one.names)) for one in self._due],
            otherwise=tr("Nothing is over its time of keeping."),
        )
        self.erase_button.setEnabled(bool(self._due))

    def _offer(self, keeping: Keeping) -> None:
        kind, rule = keeping.kind, keeping.rule
        now = keeping.keep
        numbers = sorted({*_OFFERED[kind], *({now} if now is not None else ())})
        options = [Option(str(n), time_words(rule.unit, n)) for n in numbers]
        options.append(Option(_EVER, time_words(rule.unit, None)))
        self._was[kind] = _EVER if now is None else str(now)
        self.choices[kind].show_options(options, chosen=self._was[kind])

    @Slot()
    def _on_save(self) -> None:
        wanted = {
            kind: choice.value or _EVER
            for kind, choice in self.choices.items()
            if choice.value != self._was.get(kind)
        }
        self._page.do(
            partial(_set_all, wanted=wanted),
            then=lambda _: self._on_saved(wanted),
            busy=[self.save_button],
        )

    def _on_saved(self, wanted: dict[Kept, str]) -> None:
        self._was |= wanted
        self._page.say_done(tr("Saved. Nothing is erased by itself."))
        self._page.refresh()

    @Slot()
    def _on_erase(self) -> None:
        dialog = ReasonDialog(
            self._page.window(),
            question=tr("Erase for good what is over its time?"),
            explanation="\n".join(
                [
                    *(f"{kept_name(one.kind)}: {due_words(one)}" for one in self._due),
                    tr(
                        "It cannot be brought back. Who erased it and why is kept in the audit log."
                    ),
                ]
            ),
            verb=tr("&Erase"),
            usual=(tr("The time of keeping is over"), tr("Decided by the head of the office")),
            is_loss=True,
        )
        dialog.given.connect(self.erase)
        dialog.open()

    @Slot(str)
    def erase(self, reason: str) -> None:
        """Erase what is shown as due."""
        self._page.do_long(
            erase_due,
            [one.kind for one in self._due],
            reason,
            title=tr("Erasing data"),
            phases=phase_words,
            then=self._on_erased,
            busy=[self.erase_button],
        )

    def _on_erased(self, done: Done[Erased]) -> None:
        said = tr("Erased. {size} freed.").format(size=file_size(done.value.freed_bytes))
        self._page.say_done(said)
        self._page.refresh()


def _set_all(office: Office, wanted: dict[Kept, str]) -> Done[None]:
    for kind, value in wanted.items():
        set_keeping(office, kind, None if value == _EVER else int(value))
    return Done(None, frozenset({Topic.SETTINGS, Topic.AUDIT}))
