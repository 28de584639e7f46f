"""The three kinds of failure, and the codes by which they are told apart.

* :class:`UserError`: the person can fix it (input, passphrase, a file of the wrong shape, no right to).
* :class:`MachineError`: the machine must be fixed (disk full, stick gone, database damaged).
* anything else is our bug, and is never caught except at the two outermost doors.

Both kinds carry a :class:`Code` and *facts*: ids, counts, column names, the last part of a path.
Facts never hold a value from a row: they end up in logs and on the screens of people who may not
see that row. The sentence for a code is in ``words/messages.py``, never here.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """Every failure the program can explain; kebab-case, never renamed once released."""

    # Office, keys, database
    OFFICE_EXISTS = "office-exists"
    OFFICE_MISSING = "office-missing"
    OFFICE_IN_USE = "office-in-use"
    OFFICE_FOLDER_NOT_EMPTY = "office-folder-not-empty"
    DEMO_NEEDS_EMPTY_OFFICE = "demo-needs-empty-office"
    PASSPHRASE_WRONG = "passphrase-wrong"
    RECOVERY_CODE_WRONG = "recovery-code-wrong"
    PASSPHRASE_WAIT = "passphrase-wait"
    PASSPHRASE_ONE_TIME = "passphrase-one-time"
    PASSPHRASE_SAME = "passphrase-same"
    PASSPHRASE_MISSING = "passphrase-missing"
    PASSPHRASE_TOO_SHORT = "passphrase-too-short"
    PASSPHRASE_TOO_COMMON = "passphrase-too-common"
    USER_NAME_INVALID = "user-name-invalid"
    USER_UNKNOWN = "user-unknown"
    USER_KNOWN_ALREADY = "user-known-already"
    USER_IS_LAST_ADMIN = "user-is-last-admin"
    ROLE_NOT_HERE = "role-not-here"
    RIGHT_MISSING = "right-missing"
    KEYS_MISSING = "keys-missing"
    KEYS_DAMAGED = "keys-damaged"
    DATABASE_TOO_NEW = "database-too-new"
    DATABASE_DAMAGED = "database-damaged"
    DATABASE_LOCKED = "database-locked"
    DISK_FULL = "disk-full"
    DISK_FAILING = "disk-failing"
    FILE_UNREADABLE = "file-unreadable"
    FOLDER_UNWRITABLE = "folder-unwritable"
    EXTRACT_FILE_MISSING = "extract-file-missing"
    # Input
    REGION_UNKNOWN = "region-unknown"
    REGION_AMBIGUOUS = "region-ambiguous"
    NAME_MISSING = "name-missing"
    DATE_INVALID = "date-invalid"
    DATE_IN_FUTURE = "date-in-future"
    DATE_TOO_OLD = "date-too-old"
    AMOUNT_INVALID = "amount-invalid"
    PERIOD_INVALID = "period-invalid"
    CHOICE_UNKNOWN = "choice-unknown"
    REASON_MISSING = "reason-missing"
    NOTE_TOO_LONG = "note-too-long"
    REASON_NEEDED = "reason-needed"
    SUBJECT_MISSING = "subject-missing"
    SUBJECT_UNKNOWN = "subject-unknown"
    SUBJECT_AMBIGUOUS = "subject-ambiguous"
    PROGRAMME_UNKNOWN = "programme-unknown"
    PROGRAMME_NOT_IN_FORCE = "programme-not-in-force"
    PROGRAMME_WANTS_PERSON = "programme-wants-person"
    PROGRAMME_FILE_FAULTY = "programme-file-faulty"
    PROGRAMME_KNOWN_ALREADY = "programme-known-already"
    PROGRAMME_BEGINS_TOO_EARLY = "programme-begins-too-early"
    INTERVENTION_UNKNOWN = "intervention-unknown"
    INTERVENTION_REFUSED = "intervention-refused"
    INTERVENTION_VOID_ALREADY = "intervention-void-already"
    INTERVENTION_STEP_REFUSED = "intervention-step-refused"
    INTERVENTION_NOTHING_TO_UNDO = "intervention-nothing-to-undo"
    CONTENT_UNCHANGED = "content-unchanged"
    SIGNER_INCOMPLETE = "signer-incomplete"
    LIST_UNKNOWN = "list-unknown"
    QUOTA_INVALID = "quota-invalid"
    QUOTA_EXCEEDED = "quota-exceeded"
    REGION_OUTSIDE = "region-outside"
    FACT_EMPTY = "fact-empty"
    FACT_UNKNOWN = "fact-unknown"
    FACT_VOID_ALREADY = "fact-void-already"
    PROPOSAL_UNKNOWN = "proposal-unknown"
    PROPOSAL_INCOMPLETE = "proposal-incomplete"
    PROPOSAL_NOT_A_DRAFT = "proposal-not-a-draft"
    PROPOSAL_STEP_REFUSED = "proposal-step-refused"
    PROPOSAL_STILL_OPEN = "proposal-still-open"
    PROPOSAL_WANTS_PERSON = "proposal-wants-person"
    GROUND_CHECK_UNKNOWN = "ground-check-unknown"
    GROUND_CHECK_VOID_ALREADY = "ground-check-void-already"
    GROUND_CHECK_KNOWN_ALREADY = "ground-check-known-already"
    GROUND_CHECK_OFFERS_NOTHING = "ground-check-offers-nothing"
    PRELIST_UNKNOWN = "prelist-unknown"
    PRELIST_TOO_LONG = "prelist-too-long"
    NUMBER_NOT_ON_LIST = "number-not-on-list"
    CORRECTION_INVALID = "correction-invalid"
    EVIDENCE_UNKNOWN = "evidence-unknown"
    EVIDENCE_WITHDRAWN_ALREADY = "evidence-withdrawn-already"
    EVIDENCE_RECORD_UNKNOWN = "evidence-record-unknown"
    EVIDENCE_KIND_UNKNOWN = "evidence-kind-unknown"
    EVIDENCE_EMPTY = "evidence-empty"
    EVIDENCE_UNREADABLE = "evidence-unreadable"
    EVIDENCE_OF_OTHER_KIND = "evidence-of-other-kind"
    EVIDENCE_HEIC = "evidence-heic"
    EVIDENCE_TOO_BIG = "evidence-too-big"
    EVIDENCE_TOO_MANY_DOTS = "evidence-too-many-dots"
    EVIDENCE_SEVERAL_PICTURES = "evidence-several-pictures"
    EVIDENCE_LOCKED = "evidence-locked"
    EVIDENCE_TOO_MANY_PAGES = "evidence-too-many-pages"
    EVIDENCE_TOO_MANY = "evidence-too-many"
    EVIDENCE_ELSEWHERE = "evidence-elsewhere"
    EVIDENCE_DAMAGED = "evidence-damaged"
    PHONE_INVALID = "phone-invalid"
    COORDINATES_INVALID = "coordinates-invalid"
    RT_RW_INVALID = "rt-rw-invalid"
    RECORD_NEEDS_NEWER_PROGRAM = "record-needs-newer-program"
    DEED_UNKNOWN = "deed-unknown"
    DEED_STAYS = "deed-stays"
    # Extracts
    EXTRACT_EMPTY = "extract-empty"
    EXTRACT_NOT_RECOGNISED = "extract-not-recognised"
    EXTRACT_FOLDER_EMPTY = "extract-folder-empty"
    EXTRACT_NOT_A_FILE = "extract-not-a-file"
    EXTRACT_UNREADABLE = "extract-unreadable"
    EXTRACT_LOCKED = "extract-locked"
    EXTRACT_TOO_BIG = "extract-too-big"
    MAPPING_UNKNOWN = "mapping-unknown"
    MAPPING_NAME_INVALID = "mapping-name-invalid"
    MAPPING_NAME_TAKEN = "mapping-name-taken"
    MAPPING_FILE_FAULTY = "mapping-file-faulty"
    MAPPING_WORD_UNKNOWN = "mapping-word-unknown"
    MAPPING_FACT_TWICE = "mapping-fact-twice"
    MAPPING_NAMES_NOBODY = "mapping-names-nobody"
    LIST_NAMES_NOBODY = "list-names-nobody"
    LIST_TOO_LONG = "list-too-long"
    MATCH_UNKNOWN = "match-unknown"
    CANDIDATE_UNKNOWN = "candidate-unknown"
    CONTROL_FILE_UNKNOWN = "control-file-unknown"
    CONTROL_CELL_UNCLEAR = "control-cell-unclear"
    EXTRACT_TOO_MANY_UNREADABLE_NUMBERS = "extract-too-many-unreadable-numbers"
    EXTRACT_CHANGED_WHILE_READ = "extract-changed-while-read"
    COLUMN_MISSING = "column-missing"
    RELEASE_LABEL_MISSING = "release-label-missing"
    RELEASE_LABEL_TAKEN = "release-label-taken"
    IMPORT_BROKEN_OFF = "import-broken-off"
    EXTRACT_IMPORTED_ALREADY = "extract-imported-already"
    RELEASE_UNKNOWN = "release-unknown"
    RELEASE_IN_USE = "release-in-use"
    RELEASE_NONE = "release-none"
    RELEASE_IS_LIGHT = "release-is-light"
    RELEASE_IS_SLIM = "release-is-slim"
    RELEASE_STAYS_WHOLE = "release-stays-whole"
    RELEASE_WITHOUT_LOOK = "release-without-look"
    KEPT_WHOLE_INVALID = "kept-whole-invalid"
    ROW_UNKNOWN = "row-unknown"
    ROW_STILL_REFUSED = "row-still-refused"
    ROW_ADMITTED_ALREADY = "row-admitted-already"
    ROW_NOT_ADMITTED = "row-not-admitted"
    ROW_THERE_ALREADY = "row-there-already"
    # Letters
    LETTER_KIND_UNKNOWN = "letter-kind-unknown"
    LETTER_UNKNOWN = "letter-unknown"
    LETTER_NUMBER_INVALID = "letter-number-invalid"
    LETTER_PATTERN_FAULTY = "letter-pattern-faulty"
    LETTER_NUMBER_TAKEN = "letter-number-taken"
    LETTER_FIELD_MISSING = "letter-field-missing"
    LETTER_TEMPLATE_FAULTY = "letter-template-faulty"
    SIGNATORY_MISSING = "signatory-missing"
    SUPERIOR_MISSING = "superior-missing"
    CREST_UNREADABLE = "crest-unreadable"
    FONT_MISSING = "font-missing"
    # Exchange
    HUB_NOT_KNOWN = "hub-not-known"
    HUB_EXISTS = "hub-exists"
    HUB_ONLY = "hub-only"
    OFFICE_IS_HUB = "office-is-hub"
    HUB_KEYS_MISSING = "hub-keys-missing"
    HUB_WITHOUT_OFFICES = "hub-without-offices"
    SECOND_COPY_MISSING = "second-copy-missing"
    DEVICE_ENROLLED_ALREADY = "device-enrolled-already"
    DEVICE_UNKNOWN = "device-unknown"
    DEVICE_REVOKED = "device-revoked"
    MATCH_CODE_WRONG = "match-code-wrong"
    ACTIVATION_NOT_FOR_US = "activation-not-for-us"
    PACKAGE_NOT_A_PACKAGE = "package-not-a-package"
    PACKAGE_CUT_SHORT = "package-cut-short"
    PACKAGE_DAMAGED = "package-damaged"
    PACKAGE_TOO_BIG = "package-too-big"
    PACKAGE_TOO_NEW = "package-too-new"
    PACKAGE_SIGNER_UNKNOWN = "package-signer-unknown"
    PACKAGE_NOT_FOR_US = "package-not-for-us"
    PACKAGE_WRONG_KIND = "package-wrong-kind"
    PACKAGE_INCONSISTENT = "package-inconsistent"
    PACKAGE_AHEAD = "package-ahead"
    PACKAGE_FORKED = "package-forked"
    STICK_FULL = "stick-full"
    STICK_GONE = "stick-gone"
    FILE_EXISTS = "file-exists"
    STICK_READ_BACK_DIFFERS = "stick-read-back-differs"
    # Reports
    REPORT_UNKNOWN = "report-unknown"
    # Commands
    FORMAT_UNKNOWN = "format-unknown"
    SELF_CHECK_FAILED = "self-check-failed"


class LuringError(Exception):
    """What `UserError` and `MachineError` share: a code and its facts; never raised itself."""

    def __init__(self, code: Code, **facts: str | int) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code.value, facts)

    def __str__(self) -> str:
        return " ".join(
            [self.code.value, *(f"{name}={value}" for name, value in self.facts.items())]
        )


class UserError(LuringError):
    """The person can fix it; nothing was written. Shown beside the field or in a calm box."""


class MachineError(LuringError):
    """The machine must be fixed; says what is safe. Shown in a box with a code to quote."""


class Cancelled(Exception):
    """Somebody asked the work to stop; what was half done is swept by whoever started it."""
