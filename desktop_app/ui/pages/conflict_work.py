"""Deciding a conflict from a screen: asking why, having it done, and the way back where there is one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot

from desktop_app.actions.conflicts import (
    reopen_content,
    settle_content,
    settle_double,
    settle_state,
)
from desktop_app.actions.office import Office
from desktop_app.domain.changes import Done
from desktop_app.domain.conflict import Conflict, ConflictKind, Side
from desktop_app.language import tr, trn
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Page
from desktop_app.words.conflicts import side_words, voice_words
from desktop_app.words.deeds import undo_reason
from desktop_app.words.format import number


class ConflictWork(QObject):
    """Serves one page; `then` is called after something was decided or taken back."""

    def __init__(self, page: Page, *, then: Callable[[], None]) -> None:
        super().__init__(page)
        self._page = page
        self._then = then

    @Slot(object, object)
    def ask(self, conflict: Conflict, side: Side) -> None:
        """Ask why this side is to hold, and have it decided then."""
        dialog = ReasonDialog(
            self._page.window(),
            question=f"{tr('Use this')}: {side_words(side)} · {_name(conflict)}",
            explanation=_explanation(conflict, side),
            verb=tr("&Decide"),
            usual=(
                tr("The receipt says so"),
                tr("Confirmed by telephone"),
                tr("The other was a slip"),
            ),
        )
        dialog.given.connect(partial(self._decide, conflict, side))
        dialog.open()

    def _decide(self, conflict: Conflict, side: Side, reason: str) -> None:
        self._page.do(partial(_settle, conflict, side, reason), then=partial(self._say, conflict))

    def _say(self, conflict: Conflict, done: Done[Side]) -> None:
        is_safe = conflict.kind is ConflictKind.CONTENT
        undo = partial(self._reopen, conflict) if is_safe else None
        words = tr("Decided: {value}").format(value=side_words(done.value))
        self._page.say_done(words, undo=undo)
        self._then()

    def _reopen(self, conflict: Conflict) -> None:
        contents = [side.content for side in conflict.sides if side.content is not None]
        self._page.do(
            reopen_content,
            conflict.line.intervention.id,
            contents,
            undo_reason(),
            then=self._say_reopened,
        )

    def _say_reopened(self, _: Done[None]) -> None:
        self._page.say_done(tr("The decision was taken back: both values stand again."))
        self._then()


def _explanation(conflict: Conflict, side: Side) -> str:
    """What follows from the decision, and whether there is a way back."""
    if conflict.kind is ConflictKind.DOUBLE:
        # Their values may well be the same: who wrote them tells them apart.
        others = len(conflict.sides) - 1
        return trn(
            "The record of {who} stays, and the other one is marked as entered in error. It stays "
            "readable; the marking cannot be taken back.",
            "The record of {who} stays, and the other {n} are marked as entered in error. They stay "
            "readable; the marking cannot be taken back.",
            others,
        ).format(who=voice_words(side.voice), n=number(others))
    words = tr(
        "{value} holds from now on, and the other value stays in the history. Every office that "
        "reads this record gets the decision with its next package."
    ).format(value=side_words(side))
    if conflict.kind is ConflictKind.STATE:
        words += " " + tr("It cannot be taken back; only a later step changes it.")
    return words


def _name(conflict: Conflict) -> str:
    return conflict.line.intervention.subject.name


def _settle(conflict: Conflict, side: Side, reason: str, office: Office) -> Done[Side]:
    """Decide as the side asks for."""
    record_id = conflict.line.intervention.id
    if conflict.kind is ConflictKind.DOUBLE:
        others = [one.record_id for one in conflict.sides if one is not side]
        return Done(side, settle_double(office, side.record_id, others, reason).topics)
    if side.content is not None:
        return Done(side, settle_content(office, record_id, side.content, reason).topics)
    assert side.status is not None
    return Done(side, settle_state(office, record_id, side.status, reason).topics)
