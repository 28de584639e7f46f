"""What ships with the program and never changes while it runs: regions, code books, catalogue, templates.

Each part is read when first asked for, so that the unlock window does not wait for any of them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from desktop_app.domain.aid_book import AidBook, shipped_book
from desktop_app.domain.aid_rule import rules_from_toml
from desktop_app.domain.catalogue_setting import SettingChange
from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.evidence import EvidenceRules
from desktop_app.domain.ground_check import GroundCheckRules
from desktop_app.domain.indication import IndicationRules
from desktop_app.domain.keying import KeyingOrder
from desktop_app.domain.programme_file import catalogue_from_toml
from desktop_app.domain.programme_revision import ProgrammeRevision
from desktop_app.domain.proposal_kind import ProposalRules
from desktop_app.domain.proposal_verdict import ReleaseSigns
from desktop_app.domain.region import RegionTable
from desktop_app.domain.saved_question import ReadyQuestion, ready_from_toml
from desktop_app.domain.spelling import SpellingRules
from desktop_app.extracts.reference import ExtractReference, load_reference
from desktop_app.letters.handout import Handout, read_handout
from desktop_app.letters.template import (
    FILE_NAME,
    LetterTemplate,
    load_template,
    load_templates,
)
from desktop_app.letters.wording import worded

PAPERS = ("limits", "breach", "dpia", "ropa")
_T = TypeVar("_T")


class Reference:
    """The program's own data below `resources`; safe across threads, immutable once read."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources
        self._lock = threading.RLock()
        self._read: dict[str, Any] = {}
        self._last_book: tuple[object, AidBook] | None = None
        self._last_letters: tuple[object, Mapping[str, LetterTemplate]] | None = None

    @property
    def regions(self) -> RegionTable:
        """Every village of the kabupaten."""
        return self._once(
            "regions", lambda: RegionTable.from_csv(self._text("reference/regions.csv"))
        )

    @property
    def spelling(self) -> SpellingRules:
        """How spellings of one name meet."""
        return self._once(
            "spelling", lambda: SpellingRules.from_toml(self._text("reference/names.toml"))
        )

    @property
    def aid_book(self) -> AidBook:
        """Every programme with its versions, what a record of aid is warned about, and the limits."""
        return self._once("aid_book", self._read_aid_book)

    @property
    def passphrase_words(self) -> tuple[str, ...]:
        """Everyday words of which a passphrase is suggested; each once."""
        return self._once(
            "passphrase_words",
            lambda: tuple(self._text("reference/passphrase_words.txt").split()),
        )

    @property
    def proposals(self) -> ProposalRules:
        """What each kind of proposal must say."""
        return self._once(
            "proposals", lambda: ProposalRules.from_toml(self._text("reference/proposals.toml"))
        )

    @property
    def questions(self) -> tuple[ReadyQuestion, ...]:
        """Questions to begin with."""
        return self._once(
            "questions", lambda: ready_from_toml(self._text("reference/questions.toml"))
        )

    @property
    def evidence(self) -> EvidenceRules:
        """What evidence may be, and how large."""
        return self._once(
            "evidence", lambda: EvidenceRules.from_toml(self._text("reference/evidence.toml"))
        )

    @property
    def release_signs(self) -> ReleaseSigns:
        """Where a release shows what became of a proposal."""
        return self._once(
            "release_signs", lambda: ReleaseSigns.from_toml(self._text("reference/proposals.toml"))
        )

    @property
    def ground_check(self) -> GroundCheckRules:
        """The codes of what a surveyor finds, and which proposals follow."""
        return self._once(
            "ground_check",
            lambda: GroundCheckRules.from_toml(self._text("reference/ground_check.toml")),
        )

    @property
    def keying(self) -> KeyingOrder:
        """The order in which a family is typed into SIKS-NG."""
        return self._once(
            "keying", lambda: KeyingOrder.from_toml(self._text("reference/keying.toml"))
        )

    @property
    def extracts(self) -> ExtractReference:
        """Mappings and code books for reading extracts."""
        return self._once("extracts", lambda: load_reference(self._resources))

    @property
    def codes(self) -> CodeBook:
        """What the codes of the DTSEN columns mean."""
        return self._once("codes", lambda: self.extracts.code_book)

    @property
    def letters(self) -> Mapping[str, LetterTemplate]:
        """The templates of all kinds of letter."""
        return self._once("letters", lambda: load_templates(self._resources / "letters"))

    @property
    def register_books(self) -> Mapping[str, LetterTemplate]:
        """The templates of the registers on paper."""
        return self._once(
            "register_books", lambda: load_templates(self._resources / "sheets/books")
        )

    @property
    def family_sheet(self) -> LetterTemplate:
        """The template of the printed sheet of a family."""
        return self._once(
            "family_sheet", lambda: load_template(self._resources / "sheets/family" / FILE_NAME)
        )

    @property
    def delivery_sheet(self) -> LetterTemplate:
        """The template of the list that the recipients of a delivery sign."""
        return self._once(
            "delivery_sheet", lambda: load_template(self._resources / "sheets/delivery" / FILE_NAME)
        )

    @property
    def incident_sheet(self) -> LetterTemplate:
        """The template of the sheet that tells of the office when data may have leaked."""
        return self._once(
            "incident_sheet", lambda: load_template(self._resources / "sheets/incident" / FILE_NAME)
        )

    @property
    def subject_sheet(self) -> LetterTemplate:
        """The template of everything that is held about one person, printed for them."""
        return self._once(
            "subject_sheet", lambda: load_template(self._resources / "sheets/subject" / FILE_NAME)
        )

    @property
    def papers(self) -> Mapping[str, Handout]:
        """The papers on privacy by their name, in the order in which they are read."""
        return self._once(
            "papers",
            lambda: {
                name: read_handout(name, self._text(f"help/papers/{name}.md")) for name in PAPERS
            },
        )

    @property
    def prelist_sheet(self) -> LetterTemplate:
        """The template of a surveyor's list."""
        return self._once(
            "prelist_sheet", lambda: load_template(self._resources / "sheets/prelist" / FILE_NAME)
        )

    def letters_of(
        self, changes: Sequence[SettingChange], region: str
    ) -> Mapping[str, LetterTemplate]:
        """The templates as an office of `region` words them; read anew only when something changed.

        Of several wordings of one kind the office's own holds, else the nearest above it. One that
        this program cannot read is passed over.
        """
        if not changes:
            return self.letters
        key = (tuple(changes), region)
        with self._lock:
            if self._last_letters is None or self._last_letters[0] != key:
                self._last_letters = (key, worded(self.letters, changes, region))
            return self._last_letters[1]

    def aid_book_of(
        self,
        revisions: Sequence[ProgrammeRevision],
        changes: Sequence[SettingChange],
        region: str,
    ) -> AidBook:
        """The book as an office of `region` works with it; put together anew only when something changed.

        A list of a thousand rows asks for it a thousand times.
        """
        key = (tuple(revisions), tuple(changes), region)
        with self._lock:
            if self._last_book is None or self._last_book[0] != key:
                self._last_book = (key, self.aid_book.of_region(revisions, changes, region))
            return self._last_book[1]

    def _read_aid_book(self) -> AidBook:
        text = self._text("reference/programmes.toml")
        catalogue = catalogue_from_toml(text)
        limits = IndicationRules.from_toml(self._text("reference/indications.toml"))
        return shipped_book(catalogue, rules_from_toml(text, catalogue), limits)

    def _text(self, relative: str) -> str:
        return (self._resources / relative).read_text("utf-8")

    def _once(self, name: str, read: Callable[[], _T]) -> _T:
        with self._lock:
            if name not in self._read:
                self._read[name] = read()
            return cast(_T, self._read[name])
