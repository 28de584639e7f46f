"""Asking what nobody foresaw: what can be asked, how many it concerns, and questions kept under a name.

The answer to a question is a report (`question_report`): it is looked at, listed, printed and carried
out by the actions of `reports`. A kept question is an op of its office, so it travels with the next
package: the kabupaten's reach every office, an office's reach the hub.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from desktop_app.actions.office import Office, needs
from desktop_app.actions.question_words import QuestionWords, question_words_in
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.question import Question
from desktop_app.domain.report import ReportAsk
from desktop_app.domain.roles import Right
from desktop_app.domain.saved_question import (
    ReadyQuestion,
    SavedQuestion,
    checked_name,
    entity_of,
    kept_data,
    text_of,
)
from desktop_app.domain.subject import partition_of
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit, ops, questions, saved_questions
from desktop_app.store.connection import Connection, stoppable
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)
_CHANGED = frozenset({Topic.QUESTIONS, Topic.AUDIT})
_ALL = ReportAsk()


@dataclass(frozen=True, slots=True)
class QuestionBook:
    """What can be asked here, in words: questions to begin with and those that are kept, by name.

    Without `may_reveal` nothing about health can be asked; `region` is the one whose questions may be
    changed here.
    """

    words: QuestionWords
    ready: tuple[ReadyQuestion, ...]
    saved: tuple[SavedQuestion, ...]
    region: str
    may_reveal: bool
    may_keep: bool


@needs(Right.READ)
def question_book(office: Office) -> QuestionBook:
    """What can be asked in this office, and what was asked before."""
    with office.read() as conn:
        words = question_words_in(office, conn)
        saved = saved_questions.questions_of(conn)
    return QuestionBook(
        words,
        office.reference.questions,
        tuple(saved),
        office.profile.region,
        may_reveal=office.account.has(Right.REVEAL),
        may_keep=office.account.has(Right.EXPORT),
    )


@needs(Right.READ)
def count_asked(
    office: Office, question: Question, progress: Progress, ask: ReportAsk = _ALL
) -> int:
    """How many families or people a question is about, whatever it groups by.

    Raises `UserError` (what `Question.checked` raises, `RIGHT_MISSING` for health, `RELEASE_NONE`) and
    `Cancelled`, also in the middle of the count.
    """
    progress.begin("counting")
    question.checked()
    if question.is_sensitive:
        office.require(Right.REVEAL)
    region = office.reference.regions.parse(ask.region) if ask.region else office.profile.region
    with office.read() as conn, stoppable(conn, progress):
        day = office.release(conn).reference_date
        return questions.count(conn, question, replace(ask, region=region), day)


@needs(Right.READ)
def saved_question(office: Office, name: str) -> SavedQuestion:
    """The kept question of this name or code; the office's own before another's of the same name.

    Raises `UserError` (`QUESTION_UNKNOWN`).
    """
    with office.read() as conn:
        return _named(office, conn, name)


@needs(Right.READ)
def history_of_question(office: Office, name: str) -> list[SavedQuestion]:
    """What was kept under a name one after the other, the first first. Raises `UserError` (`QUESTION_UNKNOWN`)."""
    with office.read() as conn:
        return saved_questions.history_of(conn, _named(office, conn, name).id)


@needs(Right.EXPORT)
def keep_question(
    office: Office, name: str, question: Question, *, replaces: bool = False
) -> Done[SavedQuestion]:
    """Keep a question under a name.

    Raises `UserError`: what `Question.checked` raises, `QUESTION_NAME_INVALID`, `QUESTION_NAME_TAKEN`
    unless it `replaces` the old one, `RIGHT_MISSING` for health.
    """
    plain = checked_name(name)
    if question.checked().is_sensitive:
        office.require(Right.REVEAL)
    with office.write() as tx:
        old = _own_named(office, tx.conn, plain)
        if old is not None and not replaces:
            raise UserError(Code.QUESTION_NAME_TAKEN, field="name")
        entity = old.id if old else entity_of(office.profile.region, office.new_id())
        kept = _write(office, tx, entity, plain, text_of(question))
        audit.note(tx, "question-kept", entity, filters=len(question.filters))
    log.info("question-kept filters=%d groups=%d", len(question.filters), len(question.groups))
    return Done(kept, _CHANGED)


@needs(Right.EXPORT)
def rename_question(office: Office, name: str, new_name: str) -> Done[SavedQuestion]:
    """Call a kept question otherwise.

    Raises `UserError` (`QUESTION_UNKNOWN`, `QUESTION_ELSEWHERE`, `QUESTION_NAME_INVALID`,
    `QUESTION_NAME_TAKEN`).
    """
    plain = checked_name(new_name)
    with office.write() as tx:
        old = _own(office, tx.conn, name)
        other = _own_named(office, tx.conn, plain)
        if other is not None and other.id != old.id:
            raise UserError(Code.QUESTION_NAME_TAKEN, field="name")
        kept = _write(office, tx, old.id, plain, old.text)
        audit.note(tx, "question-kept", old.id)
    return Done(kept, _CHANGED)


@needs(Right.EXPORT)
def delete_question(office: Office, name: str) -> Done[SavedQuestion]:
    """Take a kept question out of the lists here and wherever it has come to; `restore_question` brings it back.

    Raises `UserError` (`QUESTION_UNKNOWN`, `QUESTION_ELSEWHERE`).
    """
    with office.write() as tx:
        old = _own(office, tx.conn, name)
        gone = _write(office, tx, old.id, old.name, old.text, is_deleted=True)
        audit.note(tx, "question-deleted", old.id)
    return Done(gone, _CHANGED)


@needs(Right.EXPORT)
def restore_question(office: Office, question_id: str) -> Done[SavedQuestion]:
    """Bring a deleted question back as it was.

    Raises `UserError` (`QUESTION_UNKNOWN`, and `QUESTION_NAME_TAKEN` if another has its name by now).
    """
    with office.write() as tx:
        old = saved_questions.question_of(tx.conn, question_id)
        if old is None or old.region != office.profile.region:
            raise UserError(Code.QUESTION_UNKNOWN)
        other = _own_named(office, tx.conn, old.name)
        if other is not None and other.id != old.id:
            raise UserError(Code.QUESTION_NAME_TAKEN, field="name")
        kept = _write(office, tx, old.id, old.name, old.text)
        audit.note(tx, "question-restored", old.id)
    return Done(kept, _CHANGED)


def _write(
    office: Office, tx: Transaction, entity: str, name: str, text: str, *, is_deleted: bool = False
) -> SavedQuestion:
    region = office.profile.region
    ops.record(
        tx,
        OpDraft(
            type=OpType.QUESTION_KEPT,
            entity=entity,
            partition=partition_of(region),
            base="",
            data=kept_data(region, name, text, is_deleted=is_deleted),
            seen=ops.ids_of(tx.conn, entity),
        ),
    )
    kept = saved_questions.question_of(tx.conn, entity)
    assert kept is not None  # it was written just now
    return kept


def _named(office: Office, conn: Connection, name: str) -> SavedQuestion:
    wanted = " ".join(name.split()).casefold()
    found = [
        one
        for one in saved_questions.questions_of(conn)
        if wanted in (one.name.casefold(), one.code.casefold())
    ]
    own = [one for one in found if one.region == office.profile.region]
    if not found:
        raise UserError(Code.QUESTION_UNKNOWN)
    return (own or found)[0]


def _own(office: Office, conn: Connection, name: str) -> SavedQuestion:
    found = _named(office, conn, name)
    if found.region != office.profile.region:
        raise UserError(Code.QUESTION_ELSEWHERE)
    return found


def _own_named(office: Office, conn: Connection, name: str) -> SavedQuestion | None:
    own = (
        one
        for one in saved_questions.questions_of(conn)
        if one.region == office.profile.region and one.name.casefold() == name.casefold()
    )
    return next(own, None)
