"""The form for one proposal: what, about whom, and what that kind asks, looked at while it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.lookups import FamilyGlance, Lookups, glance_at_family
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import (
    DraftChecked,
    Opened,
    check_proposal,
    open_proposal,
    revise_proposal,
)
from desktop_app.domain.changes import Done
from desktop_app.domain.proposal import ProposalKind
from desktop_app.domain.proposal_kind import About, KindRule
from desktop_app.domain.subject import SubjectKind
from desktop_app.errors import Code, LuringError
from desktop_app.language import tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.evidence_box import EvidenceBox
from desktop_app.ui.pages.family_picker import FamilyPicker
from desktop_app.ui.pages.proposal_corrections import Corrected, CorrectionFields
from desktop_app.ui.pages.proposal_members import MemberFields
from desktop_app.ui.pages.proposal_notices import LeftoverCard, NoticeCard
from desktop_app.ui.pages.proposal_papers import PaperBoxes
from desktop_app.ui.pages.proposal_questions import QuestionFields
from desktop_app.ui.pages.proposal_wish import Wish
from desktop_app.ui.style import M
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.words.messages import sentence_for
from desktop_app.words.people import age_words, relation_words
from desktop_app.words.proposals import KINDS, kind_words

_PAUSE_MS = 250
_WHOLE_FAMILY = "family"
# What is said in the line of what is missing, not as a fault.
_NOBODY_YET = (Code.SUBJECT_MISSING, Code.PROPOSAL_WANTS_PERSON)


class ProposalForm(QWidget):
    """Everything one proposal says; `typed` at every change, `saved` when it was written.

    What a person typed always stays: what another kind asks, or what is not asked any more, is out of
    sight and comes back. Nothing but a person's yes drops an answer.
    """

    saved = Signal(object)  # Opened
    typed = Signal()
    noticed = Signal(int)  # how many things are worth knowing
    left = Signal()
    look_wanted = Signal(str)  # id of a proposal, or family:…

    def __init__(self, page: Page, lookups: Lookups, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = page.desk.tasks
        self._lookups = lookups
        self._today = page.desk.today()
        self._revises = ""
        self._contents: dict[str, str] = {}
        self._corrections: dict[str, Mapping[str, str]] = {}
        self._awaited: ProposalDraft | None = None  # until its family was read
        self._whom = ""
        self._untouched: ProposalDraft | None = None  # what stood there before anybody typed
        self.is_dirty = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self.banner = Banner(close_name=tr("Close"))
        whole.addWidget(self.banner)
        self.kind = Choice()
        self.kind.setPlaceholderText(tr("Choose what is proposed"))
        self.kind.show_options([Option(kind.value, kind_words(kind)) for kind in KINDS])
        self.kind.activated.connect(self._on_kind)
        self.kind_field = FormField(tr("Pro&posal"), self.kind)
        whole.addWidget(self.kind_field)
        self.picker = FamilyPicker(page, lookups)
        self.picker.picked.connect(self._on_picked)
        self.picker.left.connect(self.left)
        whole.addWidget(self.picker)
        self.who = Choice()
        self.who.setPlaceholderText(tr("Choose a member"))
        self.who.activated.connect(self._on_who)
        self.who_field = FormField(tr("&Who it is about"), self.who)
        whole.addWidget(self.who_field)
        self.questions = QuestionFields(lookups, self._today)
        self.corrections = CorrectionFields(lookups, self._today)
        self.members = MemberFields(lookups, self._today)
        self.leftovers = LeftoverCard()
        self.leftovers.dropped.connect(self._on_dropped)
        whole.addWidget(self.leftovers)
        for part in (self.corrections, self.questions, self.members):
            part.changed.connect(self._on_changed)
            whole.addWidget(part)
        self.papers = PaperBoxes()
        self.papers.changed.connect(self._on_changed)
        whole.addWidget(self.papers)
        self.evidence = EvidenceBox(page.desk)
        self._evidence_place = ""
        whole.addWidget(self.evidence)
        self.notices = NoticeCard()
        self.notices.look_wanted.connect(self.look_wanted)
        whole.addWidget(self.notices)
        whole.addStretch(1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._check)
        self._show_kind()

    # What a page asks

    def begin(self, wish: Wish) -> None:
        """Begin a new proposal."""
        self._contents = dict(wish.contents)
        if wish.kind is not None:
            self.kind.choose(wish.kind.value)
        self._show_kind()
        self._untouched = self.draft
        self._read_family(wish.family_id, wish.person_id)

    def show_draft(self, draft: ProposalDraft, revises: str = "") -> None:
        """Show what was typed before; `revises` is the draft of the record that is written anew."""
        self._revises = revises
        self.kind.setEnabled(not revises)
        self._contents = dict(draft.contents)
        self.kind.choose(draft.kind.value)
        self.members.show_members(draft.members)
        self._show_kind(draft.evidence)
        self._corrections = {draft.person_id or _WHOLE_FAMILY: draft.corrections}
        self._awaited = draft
        self._read_family(draft.family_id, draft.person_id)
        self._untouched = self.draft

    def start(self) -> None:
        """Put the keyboard where the next answer is missing."""
        first: QWidget = self.kind
        if self.rule is not None:
            first = self._first_question() or self.corrections.choice
            if self._asks_family and self.picker.glance is None:
                first = self.picker.line
            elif self.who_field.isVisibleTo(self) and self.who.value is None:
                first = self.who
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def rule(self) -> KindRule | None:
        """What the chosen kind asks; None while none is chosen."""
        kind = self.kind.value
        return self._lookups.proposals.kinds[ProposalKind(kind)] if kind else None

    @property
    def draft(self) -> ProposalDraft | None:
        """What stands in the form; None while no kind is chosen."""
        rule = self.rule
        if rule is None:
            return None
        self._stash()
        awaited, glance = self._awaited, self.picker.glance
        if not self._asks_family:
            family_id = person_id = None
        elif awaited is not None:
            family_id, person_id = awaited.family_id, awaited.person_id
        else:
            family_id = glance.sheet.id if glance else None
            person_id = None if self.who.value in (None, _WHOLE_FAMILY) else self.who.value
        names = {one.name for one in rule.questions}
        corrections = self._corrections.get(person_id or _WHOLE_FAMILY, {})
        return ProposalDraft(
            kind=rule.kind,
            family_id=family_id,
            person_id=person_id,
            contents={name: text for name, text in self._contents.items() if name in names},
            corrections=corrections if rule.needs_corrections else {},
            evidence=self.papers.chosen,
            members=self.members.members if rule.asks_members else (),
        )

    def save(self, busy: Sequence[QWidget] = ()) -> None:
        """Keep it as a draft of the office, or say what is wrong; `busy` cannot be used meanwhile."""
        draft = self.draft
        if draft is None:
            self.kind_field.show_error(tr("Choose what is proposed."))
            self.kind.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for widget in busy:
            widget.setEnabled(False)

        def then(done: Done[Opened]) -> None:
            self.is_dirty = False
            self.evidence.attach_held(done.value.proposal_id)
            self.saved.emit(done.value)

        def ended() -> None:
            for widget in busy:
                widget.setEnabled(True)

        revises = self._revises
        write = partial(_revise, proposal_id=revises) if revises else open_proposal
        self._tasks.run(write, draft, then=then, failed=self._on_refused, ended=ended, origin=self)

    # Whom and what

    @property
    def _asks_family(self) -> bool:
        return self.rule is not None and self.rule.about is not About.NOBODY_YET

    def _stash(self) -> None:
        """Keep what stands in the questions and corrections, whatever is shown next."""
        for name in self.questions.asked:
            self._contents.pop(name, None)
        self._contents |= self.questions.contents
        if self._whom:
            self._corrections[self._whom] = self.corrections.corrections

    def _show_kind(self, evidence: Sequence[str] = ()) -> None:
        rule = self.rule
        self.picker.setVisible(self._asks_family)
        self.members.setVisible(rule is not None and rule.asks_members)
        self.corrections.setVisible(rule is not None and rule.needs_corrections)
        self.questions.setVisible(rule is not None)
        self.kind_field.show_error("")
        if rule is not None:
            self.questions.show_kind(rule, self._contents)
        self.papers.offer(rule.evidence if rule else (), evidence)
        self._offer_who(self.who.value)
        if rule is not None:
            self.evidence.offer(rule.evidence)
        self._show_evidence()

    def _show_evidence(self) -> None:
        """Show what is attached: to the draft that is rewritten, or held for this kind and family."""
        rule, glance = self.rule, self.picker.glance
        place = self._revises
        if rule is not None and not place and (glance is not None or not self._asks_family):
            whom = f"family:{glance.sheet.id}" if glance and self._asks_family else "nobody-yet"
            place = f"proposal:{rule.kind.value}:{whom}"
        self.evidence.setVisible(bool(place))
        if place == self._evidence_place:
            return
        self._evidence_place = place
        if self._revises:
            self.evidence.show_record(place)
        else:
            self.evidence.show_held(place)

    def _read_family(self, family_id: str | None, person_id: str | None) -> None:
        if family_id is None:
            self._awaited = None
            return

        def then(glance: FamilyGlance) -> None:
            self.picker.show_family(glance, person_id=person_id or "")

        def failed(error: LuringError) -> None:
            self._awaited = None
            self._tell(error)

        self._tasks.run(
            glance_at_family, family_id, then=then, failed=failed, origin=self, latest="family"
        )

    def _offer_who(self, chosen: str | None) -> None:
        rule, glance = self.rule, self.picker.glance
        self.who_field.setVisible(self._asks_family and glance is not None)
        options = []
        if rule is not None and rule.about is not About.PERSON:
            options.append(Option(_WHOLE_FAMILY, tr("The family as a whole")))
        if glance is not None:
            day, codes = glance.release.reference_date, self._lookups.codes
            options += [
                Option(
                    member.id,
                    f"{member.name} · {relation_words(member, codes)}, "
                    f"{age_words(member.age_on(day))}",
                )
                for member in glance.sheet.members
            ]
        self.who.show_options(options, chosen=chosen or _WHOLE_FAMILY)
        self._show_whom()

    def _show_whom(self) -> None:
        """Show the facts of whoever is chosen, with what was corrected of them so far."""
        whom, glance = self.who.value, self.picker.glance
        wants = self.rule is not None and self.rule.wants_person(self.questions.contents)
        is_one = whom not in (None, _WHOLE_FAMILY)
        self.who_field.set_hint(
            tr("This is about one person: choose who.") if wants and not is_one else ""
        )
        if glance is None or whom is None:
            self._whom = ""
            self.corrections.show_corrected(None, {})
            return
        if whom == self._whom:
            return
        corrected = Corrected(SubjectKind.FAMILY, glance.sheet.values, None)
        for member in glance.sheet.members:
            if member.id == whom:
                corrected = Corrected(SubjectKind.PERSON, member.values, member.born)
        self._whom = whom
        self.corrections.show_corrected(corrected, self._corrections.get(whom, {}))

    def _first_question(self) -> QWidget | None:
        fields = [one.field for one in self.questions.asked.values()]
        shown = [one for one in fields if one.isVisibleTo(self)]
        if self.rule is not None and self.rule.needs_corrections:
            return None
        return shown[0].editor if shown else None

    # Looking at it

    @Slot()
    def _check(self) -> None:
        draft = self.draft
        if draft is None or self._awaited is not None:
            return
        self._tasks.run(
            partial(check_proposal, except_id=self._revises),
            draft,
            then=self._show_checked,
            failed=self._on_check_failed,
            origin=self,
            latest="check",
        )

    def _show_checked(self, checked: DraftChecked) -> None:
        self.questions.show_slips(checked.slips)
        self.members.show_slips(checked.slips)
        self.notices.show_checked(checked)
        self.noticed.emit(len(checked.warnings) + len(checked.slips))

    def _on_check_failed(self, error: LuringError) -> None:
        if error.code in _NOBODY_YET:
            self.notices.show_lacks(("person",))
            self.noticed.emit(0)
        else:
            self._tell(error)

    def _on_refused(self, error: LuringError) -> None:
        field_of_it = self._tell(error)
        if field_of_it is not None:
            field_of_it.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, error: LuringError) -> FormField | None:
        """Say what is wrong, beside its field if there is one, which is given back."""
        sentence = sentence_for(error)
        where: FormField | None = None
        if error.code is Code.SUBJECT_MISSING:
            where = self.picker.field
        elif error.code is Code.PROPOSAL_WANTS_PERSON:
            where = self.who_field
        elif error.code is Code.CORRECTION_INVALID:
            row = self.corrections.rows.get(str(error.facts.get("field", "")))
            where = row[1].field if row else None
        if where is None:
            self.banner.tell(error)
        else:
            where.show_error(sentence.brief)
        return where

    # News

    @Slot()
    def _on_kind(self) -> None:
        self._stash()
        self._show_kind()
        self._on_changed()
        self.start()

    @Slot(object, str)
    def _on_picked(self, glance: FamilyGlance | None, person_id: str) -> None:
        awaited, self._awaited = self._awaited, None
        if awaited is None:
            self._stash()
        self._whom = ""
        if awaited is None and glance is not None:
            # Corrections are of the family before; nobody else's facts are theirs.
            self._corrections = {}
        self._offer_who(person_id)
        self._show_evidence()
        if awaited is not None and not self.is_dirty:
            self._untouched = self.draft
        self._on_changed()
        if glance is not None:
            self.start()

    @Slot()
    def _on_who(self) -> None:
        self._stash()
        self.who_field.show_error("")
        self._show_whom()
        self._on_changed()

    @Slot()
    def _on_dropped(self) -> None:
        unasked = self.questions.unasked
        for one in unasked:
            self._contents.pop(one.name, None)
        self.questions.drop(unasked)

    @Slot()
    def _on_changed(self) -> None:
        # A field that was only passed says so too.
        self.is_dirty = self.is_dirty or self.draft != self._untouched
        self.leftovers.show_answers(self.questions.unasked, self.questions.contents, self._lookups)
        self._show_whom()
        self._pause.start()
        if self.is_dirty:
            self.typed.emit()


def _revise(office: Office, draft: ProposalDraft, *, proposal_id: str) -> Done[Opened]:
    return revise_proposal(office, proposal_id, draft)
