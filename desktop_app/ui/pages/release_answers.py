"""What the new release says: every open proposal beside it, and closing those that it answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.after_release import (
    AnsweredProposal,
    CloseOutcome,
    ReleaseAnswers,
    close_seen,
    release_answers,
)
from desktop_app.actions.lookups import Lookups, lookups_of
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.proposal import Standing
from desktop_app.domain.proposal_verdict import FactVerdict
from desktop_app.errors import Code, LuringError
from desktop_app.language import mark, tr, trn
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Desk, Page
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.fields import label_of
from desktop_app.words.format import number
from desktop_app.words.messages import sentence_for
from desktop_app.words.phases import phase_words
from desktop_app.words.proposals import (
    corrected_words,
    kind_words,
    sign_words,
    standing_words,
    state_words,
)

_ALL = ""
_TONES = {
    Standing.OPEN: "muted",
    Standing.ABSORBED: "text",
    Standing.CONTRADICTED: "due_text",
    Standing.GONE: "due_text",
}
_ORDER = (Standing.ABSORBED, Standing.CONTRADICTED, Standing.GONE, Standing.OPEN)


class ReleaseAnswersPage(Page):
    """One list; what is absorbed is chosen already, and the chosen ones are closed together."""

    shows = frozenset({Topic.RELEASES, Topic.PROPOSALS})
    help_text = mark(
        "Every proposal that was opened under an earlier release, beside the release in use. Absorbed: "
        "it shows what was proposed. Contradicted: it shows something else. What was sent and is "
        "answered can be closed; Space chooses, Ctrl+A chooses all, Enter opens the family."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lookups: Lookups | None = None
        self._said: ReleaseAnswers | None = None
        self.set_title(tr("What the new release says"))
        self.close_button = self.set_primary("", self._on_close, icon="check")
        self.standing = Choice()
        self.standing.setMinimumContentsLength(24)
        self.standing.setAccessibleName(tr("Filter by standing"))
        self.standing.activated.connect(self._on_filter)
        self.absorbed_button = Button(tr("Choose what is a&bsorbed"), icon="list-checks")
        self.absorbed_button.clicked.connect(self.choose_absorbed)
        self.open_button = Button(tr("&Open the family"), icon="users")
        self.open_button.clicked.connect(self._on_open)
        row = QHBoxLayout()
        row.setSpacing(M)
        for part in (self.standing, self.absorbed_button, self.open_button):
            row.addWidget(part)
        row.addStretch(1)
        self.table: DataTable[AnsweredProposal] = DataTable(
            self._columns(),
            name="release-answers",
            memory=desk.memory,
            accessible_name=tr("Open proposals"),
            several=True,
        )
        self.nothing = EmptyState(
            "circle-check",
            tr("No open proposal is of an earlier release"),
            tr("After the next release its answers stand here."),
        )
        self.table.set_empty(self.nothing)
        self.table.opened.connect(self._open)
        self.table.selection_changed.connect(self._say_chosen)
        self.note = Text("", "muted", wraps=True)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self.body.addWidget(whole, 1)
        self.lead_to(self.table)
        self._say_chosen()

    # What the window asks

    def refresh(self) -> None:
        self.do(lookups_of, then=self._show_lookups, latest="lookups")
        self._read()

    # Showing

    def _read(self) -> None:
        self.do_long(
            release_answers,
            title=tr("Looking into the release"),
            phases=phase_words,
            then=self._show_answers,
            failed=self._on_failed,
        )

    def _show_lookups(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self.table.viewport().update()

    def _on_failed(self, error: LuringError) -> None:
        if error.code is Code.RELEASE_NONE:
            self._show_answers(ReleaseAnswers("", ()))
        else:
            self.tell(error)

    def _show_answers(self, said: ReleaseAnswers) -> None:
        self._said = said
        counts = Counter(one.verdict.standing for one in said.answers)
        total = len(said.answers)
        self.standing.show_options(
            [
                Option(_ALL, tr("All ({n})").format(n=number(total))),
                *(
                    Option(one.value, f"{standing_words(one)} ({number(counts[one])})")
                    for one in _ORDER
                ),
            ],
            chosen=self.standing.value or _ALL,
        )
        words = trn("{n} open proposal", "{n} open proposals", total).format(n=number(total))
        subtitle = tr("Release {label}").format(label=said.label) if said.label else ""
        self.set_subtitle(f"{subtitle} · {words}" if total else subtitle)
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self.standing.value or _ALL
        answers = self._said.answers if self._said else ()
        rows = [one for one in answers if wanted in (_ALL, one.verdict.standing.value)]
        # What can be closed comes first, the newest first within.
        rows.sort(key=lambda one: (not one.may_close, _ORDER.index(one.verdict.standing)))
        self.table.show_rows(rows)
        self.choose_absorbed()

    @Slot()
    def choose_absorbed(self) -> None:
        """Choose everything that was sent and is absorbed."""
        self.table.rows.show_all()
        selection = self.table.selectionModel()
        selection.clearSelection()
        flag = QItemSelectionModel.SelectionFlag
        for at, one in enumerate(self._shown):
            if one.may_close and one.verdict.standing is Standing.ABSORBED:
                selection.select(self.table.rows.index(at, 0), flag.Select | flag.Rows)
        if self._shown:
            selection.setCurrentIndex(self.table.rows.index(0, 0), flag.NoUpdate)
        self._say_chosen()

    @property
    def _shown(self) -> list[AnsweredProposal]:
        return [one for one in self.table.rows.rows if isinstance(one, AnsweredProposal)]

    def _columns(self) -> tuple[Column[AnsweredProposal], ...]:
        return (
            Column(
                "about",
                mark("Proposal"),
                lambda one: kind_words(one.line.proposal.kind),
                width=210,
                below=lambda one: one.line.proposal.subject.name or tr("Name unknown"),
            ),
            Column(
                "standing",
                mark("Standing"),
                lambda one: standing_words(one.verdict.standing),
                width=220,
                below=self._sign,
                tone=lambda one: _TONES[one.verdict.standing],
                sort=lambda one: _ORDER.index(one.verdict.standing),
            ),
            self._values("old", mark("Before"), lambda fact: fact.correction.old),
            self._values("new", mark("Proposed"), lambda fact: fact.correction.new),
            self._values("now", mark("Now"), lambda fact: fact.now),
            Column(
                "state",
                mark("State"),
                lambda one: state_words(one.line.proposal.state),
                width=170,
                below=lambda one: tr("Release {label}").format(
                    label=one.line.proposal.release_label
                ),
            ),
        )

    def _values(
        self, key: str, title: str, value: Callable[[FactVerdict], str | int | None]
    ) -> Column[AnsweredProposal]:
        def words(one: AnsweredProposal) -> list[str]:
            if self._lookups is None:
                return []
            codes, proposal = self._lookups.codes, one.line.proposal
            return [
                corrected_words(proposal, fact.correction, value(fact), codes)
                for fact in one.verdict.facts
                if key != "now" or fact.standing is not Standing.GONE
            ]

        return Column(
            key,
            title,
            lambda one: ", ".join(words(one)),
            width=150,
            tip=lambda one: "\n".join(
                f"{label_of(fact.correction.field)}: {said}"
                for fact, said in zip(one.verdict.facts, words(one), strict=False)
            ),
        )

    def _sign(self, one: AnsweredProposal) -> str:
        facts = one.verdict.facts
        if facts:
            return ", ".join(label_of(fact.correction.field) for fact in facts)
        words = sign_words(one.verdict.sign)
        return "" if words == standing_words(one.verdict.standing) else words

    # Choosing and closing

    @property
    def _closing(self) -> list[AnsweredProposal]:
        return [one for one in self.table.selected if one.may_close]

    @Slot()
    def _say_chosen(self) -> None:
        count, chosen = len(self._closing), len(self.table.selected)
        self.close_button.setEnabled(bool(count))
        self.close_button.setText(
            trn("&Close {n} as seen…", "&Close {n} as seen…", count).format(n=number(count))
            if count
            else tr("&Close as seen…")
        )
        left = chosen - count
        self.note.setText(
            trn(
                "{n} of the chosen stays open: it was not sent yet, or the release does not answer it.",
                "{n} of the chosen stay open: they were not sent yet, or the release does not answer them.",
                left,
            ).format(n=number(left))
            if left
            else ""
        )
        self.note.setVisible(bool(left))
        has_rows = bool(self._shown)
        self.absorbed_button.setEnabled(has_rows)
        self.open_button.setEnabled(has_rows)

    @Slot()
    def _on_filter(self) -> None:
        self._show_rows()

    @Slot()
    def _on_close(self) -> None:
        closing = self._closing
        if not closing:
            return
        ids = [one.line.proposal.id for one in closing]
        question = trn(
            "Close {n} proposal as seen in “{label}”?",
            "Close {n} proposals as seen in “{label}”?",
            len(ids),
        )
        dialog = ConfirmDialog(
            self,
            question=question.format(
                n=number(len(ids)), label=self._said.label if self._said else ""
            ),
            lost=tr(
                "They are at the end of their way then and leave the work lists. They stay readable on "
                "the page of the family. This cannot be taken back."
            ),
            verb=tr("&Close them"),
            is_loss=False,
        )
        dialog.accepted.connect(partial(self._close, ids))
        dialog.open()

    def _close(self, ids: list[str]) -> None:
        self.do_long(
            close_seen,
            ids,
            title=tr("Closing proposals"),
            phases=phase_words,
            then=self._on_closed,
            busy=[self.close_button],
        )

    def _on_closed(self, done: Done[CloseOutcome]) -> None:
        outcome = done.value
        count = len(outcome.closed)
        self.say_done(
            trn("{n} proposal closed.", "{n} proposals closed.", count).format(n=number(count))
        )
        if outcome.refused:
            sentence = sentence_for(outcome.refused[0].error)
            count = len(outcome.refused)
            self.banner.say(
                "due",
                trn("{n} proposal was not closed.", "{n} proposals were not closed.", count).format(
                    n=number(count)
                ),
                sentence.brief,
            )

    # Going on

    @Slot()
    def _on_open(self) -> None:
        if self.table.current is not None:
            self._open(self.table.current)

    @Slot(object)
    def _open(self, one: AnsweredProposal) -> None:
        family_id = one.line.proposal.subject.family_id
        if family_id is None:
            self.banner.say("info", tr("This family was in no release when it was proposed."))
            return
        listed = (other.line.proposal.subject.family_id for other in self._shown)
        self.desk.trail.families = tuple(dict.fromkeys(one for one in listed if one is not None))
        self.go("family", family_id, "proposals")
