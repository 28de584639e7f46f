"""A question as a report: counted, listed, hidden, printed and carried out as every other one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from desktop_app.actions.counting import Counted, Counting, Report
from desktop_app.actions.office import Office
from desktop_app.actions.question_words import QuestionWords, question_words_in
from desktop_app.domain.question import ALL, Question
from desktop_app.domain.question_field import FIELD_NAMED, Unit
from desktop_app.domain.report import ASKED, AskPart, Behind, Control, ReportKind
from desktop_app.domain.roles import Right
from desktop_app.domain.saved_question import SavedQuestion
from desktop_app.errors import Code, UserError
from desktop_app.language import mark
from desktop_app.reports.question import FAMILIES, PEOPLE, tabulate_question
from desktop_app.store import audit, questions, saved_questions
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

_OF_AID = frozenset({AskPart.PERIOD, AskPart.AGENCY, AskPart.FUNDS})
_NOT_UNDERSTOOD = (Code.QUESTION_FIELD_UNKNOWN, Code.QUESTION_FAULTY)


def asked_report(office: Office, conn: Connection, question: Question) -> Report:
    """The report that answers a question without a name.

    Raises `UserError` (`QUESTION_FIELD_UNKNOWN`, `QUESTION_FAULTY`).
    """
    title = mark("Answer to a question")
    return _report(question.checked(), ASKED, title, question_words_in(office, conn))


def saved_reports(office: Office, conn: Connection) -> list[Report]:
    """A report for every question that is kept here, by name.

    One that this program does not understand is among them, and says so when it is asked for.
    """
    kept = saved_questions.questions_of(conn)
    words = question_words_in(office, conn) if kept else None
    return [_saved(one, words) for one in kept if words is not None]


def _saved(saved: SavedQuestion, words: QuestionWords) -> Report:
    try:
        return _report(saved.question(), saved.code, saved.name, words)
    except UserError as error:
        if error.code not in _NOT_UNDERSTOOD:
            raise
        about = mark("A newer program wrote this question; it can be asked there.")
        return Report(ReportKind(saved.code, saved.name, about), partial(_refuse, error))


def _refuse(error: UserError, _: Counting) -> Counted:
    raise error


def _report(question: Question, code: str, title: str, words: QuestionWords) -> Report:
    parts = _OF_AID if question.needs_aid else frozenset()
    kind = ReportKind(code, title, words.sentence(question), parts)
    asking = _Asking(question, kind, words)
    return Report(kind, asking.count, asking.behind, facts=asking.facts)


@dataclass(frozen=True, slots=True)
class _Asking:
    """One question with all that its answer needs."""

    question: Question
    kind: ReportKind
    words: QuestionWords

    def count(self, counting: Counting) -> Counted:
        """The table; everybody of the release was looked at, whether meant or not."""
        self._require(counting)
        day = counting.release.reference_date
        found = questions.tallies(counting.conn, self.question, counting.ask, day)
        regions = counting.office.reference.regions
        table = tabulate_question(
            self.kind,
            self.question,
            found,
            regions,
            self.words.key,
            region=regions.name_of(counting.ask.region),
        )
        whole = next(one.units for one in found if (one.row, one.column) == (ALL, ALL))
        release, unit = counting.release, self.question.unit
        is_family = unit is Unit.FAMILY
        control = Control(
            "families" if is_family else "persons",
            FAMILIES if is_family else PEOPLE,
            release.families if is_family else release.persons,
            questions.base_of(counting.conn, unit),
        )
        return Counted(table, controls=(control,), keep=partial(self._note, found=whole))

    def behind(
        self, counting: Counting, column: str, start: int, count: int | None
    ) -> Sequence[Behind]:
        """Whom a number stands for: the question narrowed to its row and column."""
        self._require(counting)
        unit, _, key = column.partition("_")
        if unit not in ("families", "persons") or not key:
            return []
        narrowed = self.question.narrowed(0, counting.row or ALL).narrowed(1, key)
        day = counting.release.reference_date
        return questions.listed(
            counting.conn, narrowed, counting.ask, day, start=start, count=count
        )

    def facts(self, counting: Counting, found: Sequence[Behind]) -> list[tuple[str, ...]]:
        """What the fields of the question say of each of these."""
        day = counting.release.reference_date
        told = questions.facts_of(counting.conn, self.question, counting.ask, day, found)
        shown = [FIELD_NAMED[name] for name in self.question.fields]
        return [
            tuple(
                f"{self.words.label(field)}: {self.words.told(field, value)}"
                for field, value in zip(shown, values, strict=True)
            )
            for values in told
        ]

    def _require(self, counting: Counting) -> None:
        """Raises `UserError` (`RIGHT_MISSING`) for health, unless it may be revealed to whoever asks."""
        if self.question.is_sensitive:
            counting.office.require(Right.REVEAL)

    def _note(self, tx: Transaction, *, found: int) -> None:
        """Tell the audit that something was asked: of what kind and how many, and no word of it."""
        audit.note(
            tx,
            "question-asked",
            filters=len(self.question.filters),
            groups=len(self.question.groups),
            sensitive=int(self.question.is_sensitive),
            found=found,
        )
