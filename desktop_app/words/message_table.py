"""What each code says, in English as the source; the catalogue has the Indonesian.

``what`` happened · is my data ``safe`` · what to do ``next``. Facts may stand in braces; they are
ids, counts, column names and the last part of a path, never a value of a row.
"""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.errors import Code
from desktop_app.language import mark


class Words(NamedTuple):
    """The three answers of one code, not yet translated."""

    what: str
    safe: str
    next: str


# Most failures leave everything as it was, and say so in the same words.
_UNTOUCHED = mark("Nothing was changed; your data is safe.")
_STILL_THERE = mark("Nothing was saved; what you typed is still here.")
_RELEASE_UNTOUCHED = mark("The release in use is unchanged; your data is safe.")
_NOTHING_READ = mark("Nothing was taken from the file; your data is safe.")
_NOTHING_WRITTEN = mark("Nothing was written to the stick; your changes are safe in this office.")
_NOT_ATTACHED = mark("Nothing was attached; your data is safe.")
_NOTHING_WRITTEN_AT_HUB = mark("Nothing was written; what the hub has taken in is kept.")
_NO_LETTER = mark("No letter was made and no number was used.")

WORDS: dict[Code, Words] = {
    # --- office, keys, database -------------------------------------------------------------------
    Code.OFFICE_EXISTS: Words(
        mark("There is already an office in this folder."),
        _UNTOUCHED,
        mark("Open it, or choose another folder for the new office."),
    ),
    Code.OFFICE_MISSING: Words(
        mark("There is no office in this folder."),
        _UNTOUCHED,
        mark("Choose the folder that holds “office.db”, or make a new office."),
    ),
    Code.OFFICE_IN_USE: Words(
        mark("This office is already open in another window or by another user."),
        mark("Your data is safe; two programs never write at the same time."),
        mark("Close the other window first, then try again."),
    ),
    Code.OFFICE_FOLDER_NOT_EMPTY: Words(
        mark("The folder for the new office is not empty."),
        _UNTOUCHED,
        mark("Choose an empty folder, or a name that does not exist yet."),
    ),
    Code.DEMO_NEEDS_EMPTY_OFFICE: Words(
        mark("Invented people may only be put into an office that holds nothing yet."),
        _UNTOUCHED,
        mark("Make a new demo office in another folder."),
    ),
    Code.PASSPHRASE_WRONG: Words(
        mark("The name or the passphrase is not right."),
        _UNTOUCHED,
        mark("Check Caps Lock and type it again. Forgotten? Use the recovery code."),
    ),
    Code.PASSPHRASE_WAIT: Words(
        mark("Too many wrong passphrases were typed one after the other."),
        _UNTOUCHED,
        mark("Wait {seconds} seconds and try again. Forgotten? Use the recovery code."),
    ),
    Code.PASSPHRASE_AGAIN: Words(
        mark("Your passphrase is asked for again here."),
        _UNTOUCHED,
        mark("Type it, and do this within five minutes."),
    ),
    Code.PASSPHRASE_ONE_TIME: Words(
        mark("The code you came in with is for one time only."),
        _UNTOUCHED,
        mark("Choose a passphrase of your own first."),
    ),
    Code.PASSPHRASE_SAME: Words(
        mark("This is the passphrase you have now."),
        _STILL_THERE,
        mark("Choose another one."),
    ),
    Code.PASSPHRASE_MISSING: Words(
        mark("The passphrase is still empty."),
        _UNTOUCHED,
        mark("Type your passphrase."),
    ),
    Code.PASSPHRASE_TOO_SHORT: Words(
        mark("This passphrase is too short."),
        _STILL_THERE,
        mark("Use a longer one; four or five ordinary words are strong and easy to remember."),
    ),
    Code.PASSPHRASE_TOO_COMMON: Words(
        mark("This passphrase is one of those that are guessed first."),
        _STILL_THERE,
        mark("Choose one that nobody can guess; four or five ordinary words are enough."),
    ),
    Code.RECOVERY_CODE_WRONG: Words(
        mark("The recovery code is not right."),
        _UNTOUCHED,
        mark("Type it exactly as it stands on the sheet; capitals and hyphens do not matter."),
    ),
    Code.USER_NAME_INVALID: Words(
        mark("This user name cannot be used."),
        _STILL_THERE,
        mark("Use letters, digits, dots and hyphens, without spaces."),
    ),
    Code.USER_UNKNOWN: Words(
        mark("There is no such user in this office."),
        _UNTOUCHED,
        mark("Check the name, or ask whoever looks after the users."),
    ),
    Code.USER_KNOWN_ALREADY: Words(
        mark("There is a user of this name already."),
        _STILL_THERE,
        mark("Choose another name, or give that user a new code."),
    ),
    Code.USER_IS_LAST_ADMIN: Words(
        mark("Nobody else could look after the users then."),
        _UNTOUCHED,
        mark("Give somebody else a role that looks after users first."),
    ),
    Code.ROLE_NOT_HERE: Words(
        mark("This role does not exist in an office of this kind."),
        _STILL_THERE,
        mark("Choose one of these: {choices}."),
    ),
    Code.RIGHT_MISSING: Words(
        mark("Your role does not allow this."),
        _UNTOUCHED,
        mark("Ask a colleague whose role allows it, or the administrator of this office."),
    ),
    Code.KEYS_MISSING: Words(
        mark("The file with the keys of this office, “keys.json”, is missing."),
        mark("The data is still there, but it stays locked without its keys."),
        mark("Put “keys.json” back from a backup into the office folder. Delete nothing."),
    ),
    Code.KEYS_DAMAGED: Words(
        mark("The file with the keys of this office cannot be read."),
        mark("The data is still there, but it stays locked without its keys."),
        mark("Put “keys.json” back from a backup into the office folder. Delete nothing."),
    ),
    Code.DATABASE_TOO_NEW: Words(
        mark("This office was last opened by a newer version of the program."),
        _UNTOUCHED,
        mark("Update this program, or go on with the computer that has the newer version."),
    ),
    Code.DATABASE_DAMAGED: Words(
        mark("The database of this office is damaged."),
        mark("Nothing more is written, so that what is left stays as it is."),
        mark("Close the program, copy the whole office folder, then restore the last backup."),
    ),
    Code.OFFICE_IN_RESCUE: Words(
        mark("The office is open in rescue mode: nothing is written into its database any more."),
        mark("What can still be read stays as it is."),
        mark("Save what is left to another disk, then restore the last backup."),
    ),
    Code.DATABASE_LOCKED: Words(
        mark("Another program is holding the database, perhaps a virus scanner or a backup."),
        mark("Nothing was lost; only this last step was not done."),
        mark("Wait a moment and try again."),
    ),
    Code.DISK_FULL: Words(
        mark("The disk is full."),
        mark("What was saved before is safe; only this last step was not done."),
        mark("Make room on the disk, then try again."),
    ),
    Code.DISK_FAILING: Words(
        mark("The disk did not answer while reading or writing."),
        mark("What was saved before is probably safe; this last step was not done."),
        mark("Make a backup to a stick now, and have the disk looked at."),
    ),
    Code.FILE_UNREADABLE: Words(
        mark("The file “{name}” cannot be read."),
        _UNTOUCHED,
        mark("Close it in other programs, copy it again, and check that you may open it."),
    ),
    Code.FOLDER_UNWRITABLE: Words(
        mark("Nothing can be written into this folder."),
        _UNTOUCHED,
        mark("Choose another folder, or ask for permission to write into it."),
    ),
    Code.EXTRACT_FILE_MISSING: Words(
        mark("The file of the release in use is missing from the office folder, or damaged."),
        mark("What your office recorded is safe; only the register of this release is missing."),
        mark("Put the folder “extracts” back from a backup, or load the release again."),
    ),
    # --- what a person typed ----------------------------------------------------------------------
    Code.REGION_UNKNOWN: Words(
        mark("The region code “{region}” is not known."),
        _UNTOUCHED,
        mark("Check the code, for example 33.26.13 for a kecamatan or 33.26.13.2012 for a desa."),
    ),
    Code.REGION_AMBIGUOUS: Words(
        mark("The code “{region}” means two different desa in the Kemendagri and the BPS lists."),
        _UNTOUCHED,
        mark("Write the Kemendagri code with its dots, for example 33.26.13.2012."),
    ),
    Code.NAME_MISSING: Words(
        mark("The name is still empty."), _STILL_THERE, mark("Fill in the name.")
    ),
    Code.DATE_INVALID: Words(
        mark("This is not a date."),
        _STILL_THERE,
        mark("Write it as day-month-year, for example 24-11-2026."),
    ),
    Code.DATE_IN_FUTURE: Words(
        mark("This date is still to come."),
        _STILL_THERE,
        mark("Choose today or an earlier day."),
    ),
    Code.DATE_TOO_OLD: Words(
        mark("This date is too long ago to be right."),
        _STILL_THERE,
        mark("Check the year."),
    ),
    Code.AMOUNT_INVALID: Words(
        mark("This amount cannot be used."),
        _STILL_THERE,
        mark("Write it in rupiah with digits only, for example 300000."),
    ),
    Code.PERIOD_INVALID: Words(
        mark("This period is not written as expected."),
        _STILL_THERE,
        mark("Write a year, a quarter, a month or a stage: 2026, 2026-Q3, 2026-07 or 2026-T2."),
    ),
    Code.STAGE_UNKNOWN: Words(
        mark("The programme does not come in this stage."),
        _STILL_THERE,
        mark("Choose a stage of the programme; the catalogue names them."),
    ),
    Code.CHOICE_UNKNOWN: Words(
        mark("“{field}” has a value that is not one of those offered."),
        _STILL_THERE,
        mark("Choose one of these: {choices}."),
    ),
    Code.RECIPIENT_MISSING: Words(
        mark("Who gets the file is missing."),
        _STILL_THERE,
        mark("Write who gets it: an office, a person with their post, or your own desk."),
    ),
    Code.PROOF_ROWS_INVALID: Words(
        mark("This many rows cannot leave without the passphrase."),
        _UNTOUCHED,
        mark("Give a number from 0 to {most}."),
    ),
    Code.EXPORT_OVER_CAP: Words(
        mark("Your role may not take along {rows} rows of this kind in one file; {most} at most."),
        _UNTOUCHED,
        mark("Narrow the list down, or ask somebody who may: {roles}."),
    ),
    Code.KEEPING_INVALID: Words(
        mark("This is no time of keeping."),
        _STILL_THERE,
        mark("Give a number from {least} to {most}, or keep it for ever."),
    ),
    Code.DAYS_INVALID: Words(
        mark("This is no number of days."),
        _STILL_THERE,
        mark("Give a number from 1 to {most}."),
    ),
    Code.PAPER_UNKNOWN: Words(
        mark("There is no paper called “{name}”."),
        _UNTOUCHED,
        mark("Choose one of: {known}."),
    ),
    Code.PASSING_ON_FORBIDDEN: Words(
        mark("The BAST of release {release} ({bast}) forbids passing its rows on to others."),
        _UNTOUCHED,
        mark(
            "Give only counts, or ask for a BAST Pemanfaatan. A file for your own office names your"
            " office as its recipient."
        ),
    ),
    Code.BAST_UNSAID: Words(
        mark("Nobody has said yet under which kind of BAST release {release} came."),
        _NOTHING_WRITTEN_AT_HUB,
        mark("Say it first: only under a BAST Pemanfaatan may its rows be given to offices."),
    ),
    Code.REASON_MISSING: Words(
        mark("A reason is needed here."),
        _STILL_THERE,
        mark("Write in a few words why; it is kept with the record."),
    ),
    Code.REASON_NEEDED: Words(
        mark("There is a warning against this, so it is recorded only with a reason."),
        _STILL_THERE,
        mark("Read the warning, and write in a few words why it is right all the same."),
    ),
    Code.OWN_REASON_NEEDED: Words(
        mark("The same help is already recorded for this recipient."),
        _STILL_THERE,
        mark(
            "If it was given once more, write why in this row itself: a reason for the whole list"
            " does not count here."
        ),
    ),
    Code.NOTE_TOO_LONG: Words(
        mark("The note is too long."),
        _STILL_THERE,
        mark("Shorten it to what a colleague needs to know."),
    ),
    Code.SUBJECT_MISSING: Words(
        mark("No family or person has been chosen yet."),
        _STILL_THERE,
        mark("Look the family up first, then record this for it."),
    ),
    Code.SUBJECT_UNKNOWN: Words(
        mark("This family or person is not in the release in use."),
        _STILL_THERE,
        mark("Look it up again; it may stand under another family card now."),
    ),
    Code.SUBJECT_AMBIGUOUS: Words(
        mark("More than one person bears this number in the release in use."),
        _STILL_THERE,
        mark("Look them up by name and choose the right one."),
    ),
    Code.PROGRAMME_UNKNOWN: Words(
        mark("This programme is not in the catalogue."),
        _STILL_THERE,
        mark("Choose a programme from the list."),
    ),
    Code.PROGRAMME_NOT_IN_FORCE: Words(
        mark("This programme was not in force on that date."),
        _STILL_THERE,
        mark("Check the date, or choose the programme that was in force then."),
    ),
    Code.PROGRAMME_WANTS_PERSON: Words(
        mark("This programme is given to one person, not to a whole family."),
        _STILL_THERE,
        mark("Choose the member of the family who receives it."),
    ),
    Code.PROGRAMME_FILE_FAULTY: Words(
        mark("“{name}” is not a catalogue file that this program can use ({part})."),
        _UNTOUCHED,
        mark("Correct that line in the file and take it again."),
    ),
    Code.PROGRAMME_KNOWN_ALREADY: Words(
        mark("The programme {programme} is in the catalogue already."),
        _UNTOUCHED,
        mark("Revise it with a new version instead."),
    ),
    Code.PROGRAMME_BEGINS_TOO_EARLY: Words(
        mark("A version of {programme} that begins on {day} or later is there already."),
        _UNTOUCHED,
        mark("Give the new version a later first day; earlier ones stay as they are."),
    ),
    Code.PROGRAMME_CONTRADICTORY: Words(
        mark("What is said of the programme contradicts itself."),
        _UNTOUCHED,
        mark("Correct the marked field."),
    ),
    Code.PROGRAMME_NOT_FOR_THIS: Words(
        mark("This programme is not given to a recipient of this kind."),
        _STILL_THERE,
        mark("Choose another programme or another kind of recipient."),
    ),
    Code.SETTING_UNKNOWN: Words(
        mark("The catalogue has no such setting."),
        _UNTOUCHED,
        mark("Choose one from the list of settings."),
    ),
    Code.SETTING_SET_ABOVE: Words(
        mark("This value was set for every office of {region}."),
        _UNTOUCHED,
        mark("Ask whoever keeps the catalogue there."),
    ),
    Code.SETTING_VALUE_UNFIT: Words(
        mark("This value cannot be set here."),
        _UNTOUCHED,
        mark("Choose one of the values offered, or a day within the version."),
    ),
    Code.OUTSIDER_IN_RELEASE: Words(
        mark("Whoever has this number is in the release in use."),
        _STILL_THERE,
        mark("Look the family up and record it for them."),
    ),
    Code.VILLAGE_NOT_OURS: Words(
        mark("No desa of this office is given."),
        _STILL_THERE,
        mark("Choose the desa where the recipient lives or stands."),
    ),
    Code.NATIONAL_ID_INVALID: Words(
        mark("This cannot be a NIK."),
        _STILL_THERE,
        mark("Check its sixteen digits, or leave it empty."),
    ),
    Code.FAMILY_CARD_INVALID: Words(
        mark("This cannot be the number of a family card."),
        _STILL_THERE,
        mark("Check its sixteen digits, or leave it empty."),
    ),
    Code.INTERVENTION_UNKNOWN: Words(
        mark("This intervention is not in the records of this office."),
        _UNTOUCHED,
        mark("Refresh the list with F5 and choose it again."),
    ),
    Code.INTERVENTION_REFUSED: Words(
        mark("A rule of the programme does not allow this record."),
        _STILL_THERE,
        mark("Look at the records of this family; void the wrong one, or change this one."),
    ),
    Code.INTERVENTION_VOID_ALREADY: Words(
        mark("This intervention is already marked as entered in error."),
        _UNTOUCHED,
        mark("There is nothing left to do."),
    ),
    Code.INTERVENTION_STEP_REFUSED: Words(
        mark("This step cannot follow the state the record is in."),
        _UNTOUCHED,
        mark("Choose one of these: {choices}."),
    ),
    Code.INTERVENTION_NOTHING_TO_UNDO: Words(
        mark("There is no step that could be taken back."),
        _UNTOUCHED,
        mark("A record that was entered in error can be marked so, with a reason."),
    ),
    Code.DELIVERY_TICKED_ALREADY: Words(
        mark("This help was handed over already, on {on} at {at}; {by} ticked it."),
        _UNTOUCHED,
        mark("Take the tick back if it was a mistake."),
    ),
    Code.DELIVERY_NOT_LISTED: Words(
        mark("Nobody on this list answers to that."),
        _UNTOUCHED,
        mark("Type the number on the list, a NIK or KK, or the name; or choose another list."),
    ),
    Code.CONTENT_UNCHANGED: Words(
        mark("This is what the record says already."),
        _STILL_THERE,
        mark("Change what is wrong, or leave the record as it is."),
    ),
    Code.SIGNER_INCOMPLETE: Words(
        mark("Who signs for the recipient needs a name and what they are to the recipient."),
        _STILL_THERE,
        mark("Fill in both, or leave both empty if the recipient signed."),
    ),
    Code.LIST_UNKNOWN: Words(
        mark("Of this list nothing stands that could be marked as entered in error."),
        _UNTOUCHED,
        mark("Look at the lists that were recorded and choose one of them."),
    ),
    Code.QUOTA_INVALID: Words(
        mark("A ceiling is a whole number from 0, or empty for none."),
        _STILL_THERE,
        mark("Write it in digits only."),
    ),
    Code.QUOTA_EXCEEDED: Words(
        mark("The quota of this programme has no room for another recipient."),
        _UNTOUCHED,
        mark(
            "See what is left of the quota, or have it raised; what has been given may be recorded."
        ),
    ),
    Code.REGION_OUTSIDE: Words(
        mark("This region does not lie within the region of this office."),
        _STILL_THERE,
        mark("Choose the office's own region or one below it."),
    ),
    Code.DEED_UNKNOWN: Words(
        mark("This is not among the last things you did here."),
        _UNTOUCHED,
        mark("Open the record and mark it as entered in error there, with a reason."),
    ),
    Code.DEED_STAYS: Words(
        mark("This cannot be taken back."),
        _UNTOUCHED,
        mark("The list of your last actions says why."),
    ),
    Code.BACKUP_NONE: Words(
        mark("“{name}” is no backup."),
        _UNTOUCHED,
        mark("Choose a file that ends in .cadangan."),
    ),
    Code.BACKUP_DAMAGED: Words(
        mark("The backup “{name}” is not whole: something of it is missing or was changed."),
        _UNTOUCHED,
        mark("Take an older backup, or another copy of this one."),
    ),
    Code.BACKUP_OF_ANOTHER: Words(
        mark("What the backup “{name}” says of itself was not written by its office."),
        _UNTOUCHED,
        mark("Take another copy of the backup, and ask where this one came from."),
    ),
    Code.BACKUP_FOLDER_MISSING: Words(
        mark("The folder for backups is not there."),
        _UNTOUCHED,
        mark("Plug in the disk or stick it lies on, or choose another folder in the settings."),
    ),
    Code.BACKUP_SETTING_INVALID: Words(
        mark("Between 1 and {most} backups can be kept."),
        _STILL_THERE,
        mark("Choose a number in between."),
    ),
    Code.RESTORE_UNFINISHED: Words(
        mark("Restoring this office was broken off before its end."),
        mark("The backup itself is unharmed."),
        mark("Restore it once more into a new, empty folder."),
    ),
    Code.FACT_EMPTY: Words(
        mark("Nothing is written here yet."),
        _STILL_THERE,
        mark("Write what is to be kept, or close the form."),
    ),
    Code.FACT_UNKNOWN: Words(
        mark("This note is not in the records of this office."),
        _UNTOUCHED,
        mark("Refresh the page with F5 and choose it again."),
    ),
    Code.FACT_VOID_ALREADY: Words(
        mark("This was taken back or corrected already."),
        _UNTOUCHED,
        mark("Refresh the page with F5 to see what holds now."),
    ),
    Code.PROPOSAL_UNKNOWN: Words(
        mark("This proposal is not in the records of this office."),
        _UNTOUCHED,
        mark("Refresh the list with F5 and choose it again."),
    ),
    Code.PROPOSAL_INCOMPLETE: Words(
        mark("The proposal cannot be handed in yet; these are missing: {missing}."),
        mark("The draft is kept as it is."),
        mark("Fill in what is missing, then hand it in."),
    ),
    Code.PROPOSAL_NOT_A_DRAFT: Words(
        mark("This proposal has been handed in and can no longer be rewritten."),
        _UNTOUCHED,
        mark("Withdraw it with a reason and open a new one."),
    ),
    Code.PROPOSAL_STEP_REFUSED: Words(
        mark("This step cannot follow the state the proposal is in."),
        _UNTOUCHED,
        mark("Choose one of these: {choices}."),
    ),
    Code.PROPOSAL_STILL_OPEN: Words(
        mark("The release does not show yet what this proposal asked for."),
        _UNTOUCHED,
        mark("Leave it open until a later release answers it."),
    ),
    Code.PROPOSAL_WANTS_PERSON: Words(
        mark("This kind of proposal is about one person, not a whole family."),
        _STILL_THERE,
        mark("Choose the member of the family it is about."),
    ),
    Code.GROUND_CHECK_UNKNOWN: Words(
        mark("This result of a ground check is not in the records of this office."),
        _UNTOUCHED,
        mark("Refresh the list with F5 and choose it again."),
    ),
    Code.GROUND_CHECK_VOID_ALREADY: Words(
        mark("This result was taken back already."),
        _UNTOUCHED,
        mark("Record the right result if it is missing."),
    ),
    Code.GROUND_CHECK_KNOWN_ALREADY: Words(
        mark("The same result of this family, day and surveyor is recorded already."),
        _UNTOUCHED,
        mark("Leave it as it is, or take the earlier one back first."),
    ),
    Code.GROUND_CHECK_OFFERS_NOTHING: Words(
        mark("No proposal follows from this result."),
        _UNTOUCHED,
        mark("Open a proposal of the kind you mean by hand."),
    ),
    Code.PRELIST_UNKNOWN: Words(
        mark("No list with this serial was printed in this office."),
        _UNTOUCHED,
        mark("Compare the serial with the one at the foot of the paper."),
    ),
    Code.PRELIST_TOO_LONG: Words(
        mark("{families} families are too many for one list; {most} fit."),
        _UNTOUCHED,
        mark("Choose one desa, dusun or RT."),
    ),
    Code.NUMBER_NOT_ON_LIST: Words(
        mark("The list has no such number; they run from 1 to {most}."),
        _STILL_THERE,
        mark("Compare the number with the paper."),
    ),
    Code.CORRECTION_INVALID: Words(
        mark("This correction does not fit the fact {field}."),
        _STILL_THERE,
        mark("Name a fact that can be corrected, a value it can have, and the reason."),
    ),
    Code.PHONE_INVALID: Words(
        mark("This is not a telephone number."),
        _STILL_THERE,
        mark("Write digits only, such as 0812 3456 7890."),
    ),
    Code.COORDINATES_INVALID: Words(
        mark("This is not a place in Indonesia."),
        _STILL_THERE,
        mark("Write latitude and longitude as the map shows them, such as -6.9712, 109.6634."),
    ),
    Code.RT_RW_INVALID: Words(
        mark("RT and RW are numbers of up to three digits."),
        _STILL_THERE,
        mark("Write 1 or 001."),
    ),
    Code.RECORD_NEEDS_NEWER_PROGRAM: Words(
        mark("This record was written by a newer version of the program."),
        mark("It is kept as it is; nothing in it is lost."),
        mark("Update this program to see and change it."),
    ),
    # --- extracts ---------------------------------------------------------------------------------
    Code.EXTRACT_EMPTY: Words(
        mark("There are no rows in the file “{name}”."),
        _RELEASE_UNTOUCHED,
        mark("Check that you chose the right file, or ask for it to be sent again."),
    ),
    Code.EXTRACT_NOT_RECOGNISED: Words(
        mark("The file “{name}” is not an extract that the program knows."),
        _RELEASE_UNTOUCHED,
        mark("Choose the family file and the member file as they were handed over."),
    ),
    Code.EXTRACT_FOLDER_EMPTY: Words(
        mark("The folder “{name}” holds no file that can be an extract."),
        _NOTHING_READ,
        mark(
            "Choose the files themselves, or the folder in which CSV, XLSX, XLS or ODS files lie."
        ),
    ),
    Code.EXTRACT_NOT_A_FILE: Words(
        mark("“{name}” is not a file that can be read."),
        _NOTHING_READ,
        mark("Choose the file itself, not a folder or a device."),
    ),
    Code.EXTRACT_UNREADABLE: Words(
        mark("The file “{name}” is damaged or is not what its name says."),
        _NOTHING_READ,
        mark("Open it in a spreadsheet program and save it again, or ask for a new copy."),
    ),
    Code.EXTRACT_LOCKED: Words(
        mark("The file “{name}” is protected with a password."),
        _NOTHING_READ,
        mark("Open it with its password, save it without one, and choose it again."),
    ),
    Code.EXTRACT_TOO_BIG: Words(
        mark("The file “{name}” unpacks to {megabytes} MB; no honest list is that big."),
        _NOTHING_READ,
        mark("Ask for the data as CSV, or cut into one file for each kecamatan."),
    ),
    Code.MAPPING_UNKNOWN: Words(
        mark("There is no mapping called “{mapping}”."),
        _NOTHING_READ,
        mark("Choose one from the list, or let the program find out by itself."),
    ),
    Code.MAPPING_NAME_INVALID: Words(
        mark("A mapping needs a name of letters and digits, at most 60 of them."),
        _STILL_THERE,
        mark("Give it another name."),
    ),
    Code.MAPPING_NAME_TAKEN: Words(
        mark("There is already a mapping called “{mapping}”."),
        _STILL_THERE,
        mark("Give it another name, or replace the old one."),
    ),
    Code.MAPPING_FILE_FAULTY: Words(
        mark("“{name}” is not a mapping that this program can use ({part})."),
        _UNTOUCHED,
        mark("Ask for the file again, or save the mapping from the preview."),
    ),
    Code.MAPPING_WORD_UNKNOWN: Words(
        mark("Rows like these cannot have what was chosen for the column “{column}”."),
        _NOTHING_READ,
        mark("Choose something else for it, or keep it as it is."),
    ),
    Code.MAPPING_FACT_TWICE: Words(
        mark("“{column}” and “{other}” cannot both be the same fact."),
        _NOTHING_READ,
        mark("Choose something else for one of them."),
    ),
    Code.MAPPING_NAMES_NOBODY: Words(
        mark("Nothing in “{name}” says whom its rows are about: no KK, no NIK and no name."),
        _NOTHING_READ,
        mark("Say which column holds the KK number, the NIK or the name."),
    ),
    Code.LIST_NAMES_NOBODY: Words(
        mark("“{name}” has no column with names and none with NIKs, so nobody can be looked for."),
        _NOTHING_READ,
        mark("Say which column holds the name or the NIK, or choose another file."),
    ),
    Code.LIST_TOO_LONG: Words(
        mark("“{name}” has more than {most} rows."),
        _NOTHING_READ,
        mark("Split the list and match one part after the other."),
    ),
    Code.MATCH_UNKNOWN: Words(
        mark("This matched list is no longer here."),
        _UNTOUCHED,
        mark("Match the list again."),
    ),
    Code.CANDIDATE_UNKNOWN: Words(
        mark("This row has no such candidate."),
        _UNTOUCHED,
        mark("Choose one of those that are shown."),
    ),
    Code.CONTROL_FILE_UNKNOWN: Words(
        mark("“{name}” is not a table of families by desa and decile."),
        _UNTOUCHED,
        mark("Choose the file of BPS with columns such as NMDESA, DESIL 1 and TOTAL."),
    ),
    Code.CONTROL_CELL_UNCLEAR: Words(
        mark("Row {row} of “{name}” has a count that cannot be read."),
        _UNTOUCHED,
        mark("Look at that row, or ask BPS for the file again."),
    ),
    Code.EXTRACT_TOO_MANY_UNREADABLE_NUMBERS: Words(
        mark("Too many NIK or KK numbers in this file cannot be read."),
        _RELEASE_UNTOUCHED,
        mark(
            "It was probably saved by a spreadsheet, which cuts long numbers. Ask for the original."
        ),
    ),
    Code.EXTRACT_CHANGED_WHILE_READ: Words(
        mark("The file “{name}” changed while it was being read."),
        _RELEASE_UNTOUCHED,
        mark("Close it in other programs, then start the import again."),
    ),
    Code.COLUMN_MISSING: Words(
        mark("The file has no column “{column}”."),
        _RELEASE_UNTOUCHED,
        mark("Choose another mapping, or ask for the complete file."),
    ),
    Code.RELEASE_LABEL_MISSING: Words(
        mark("The release has no name yet."),
        _STILL_THERE,
        mark("Give it the name on the hand-over record, for example “V3 2026”."),
    ),
    Code.RELEASE_LABEL_TAKEN: Words(
        mark("There is already a release with this name."),
        _RELEASE_UNTOUCHED,
        mark("Give it another name, or remove the earlier one first."),
    ),
    Code.IMPORT_BROKEN_OFF: Words(
        mark("Reading the files broke off: the part of the program that reads them has ended."),
        _RELEASE_UNTOUCHED,
        mark("Close other programs if memory is short, then start the import again."),
    ),
    Code.EXTRACT_IMPORTED_ALREADY: Words(
        mark("These files are loaded already, as the release “{label}”."),
        _RELEASE_UNTOUCHED,
        mark("There is nothing left to do; choose other files if you meant another release."),
    ),
    Code.RELEASE_UNKNOWN: Words(
        mark("There is no release with this name."),
        _UNTOUCHED,
        mark("Choose one from the list of releases."),
    ),
    Code.RELEASE_IN_USE: Words(
        mark("This release is the one in use, so it cannot be removed."),
        _RELEASE_UNTOUCHED,
        mark("Load a newer release first; then this one can be removed."),
    ),
    Code.RELEASE_IS_LIGHT: Words(
        mark("Release “{label}” is a list of deciles, of which nothing can be spared."),
        _RELEASE_UNTOUCHED,
        mark("Make a release with families and members slim, or delete this list."),
    ),
    Code.RELEASE_IS_SLIM: Words(
        mark("Release “{label}” was made slim, so its rows are no longer here."),
        _RELEASE_UNTOUCHED,
        mark("Load it again from its files if you need all of it."),
    ),
    Code.RELEASE_STAYS_WHOLE: Words(
        mark("Release “{label}” is the one in use, so it keeps all its rows."),
        _RELEASE_UNTOUCHED,
        mark("Load a newer release first; then this one can be made slim."),
    ),
    Code.RELEASE_WITHOUT_LOOK: Words(
        mark(
            "How the files of “{label}” were read is not kept, so its rows cannot be mended here."
        ),
        _RELEASE_UNTOUCHED,
        mark("Mend the file with its sender and load it again."),
    ),
    Code.KEPT_WHOLE_INVALID: Words(
        mark("This is no number of releases to keep."),
        _UNTOUCHED,
        mark("Give a number from 1 to {most}, or keep all of them."),
    ),
    Code.ROW_UNKNOWN: Words(
        mark("There is no refused row {row} in this file."),
        _RELEASE_UNTOUCHED,
        mark("Choose one from the list of refused rows."),
    ),
    Code.ROW_STILL_REFUSED: Words(
        mark("The row can still not be taken."),
        mark("It stays in quarantine, as it was."),
        mark("Give every column its cell, and at least a name or a number, then admit it again."),
    ),
    Code.ROW_ADMITTED_ALREADY: Words(
        mark("This row has been admitted already."),
        _RELEASE_UNTOUCHED,
        mark("To change it, take it out first and admit it anew."),
    ),
    Code.ROW_NOT_ADMITTED: Words(
        mark("This row is not in the release, so it cannot be taken out."),
        _RELEASE_UNTOUCHED,
        mark("Look at the list again: somebody may have taken it out already."),
    ),
    Code.ROW_THERE_ALREADY: Words(
        mark("The very same row stands in this release already."),
        mark("It stays in quarantine, as it was."),
        mark("Nothing needs to be done, unless a cell was meant to be different."),
    ),
    Code.RELEASE_NONE: Words(
        mark("No release has been loaded in this office yet."),
        _UNTOUCHED,
        mark("Load one under “Releases” first."),
    ),
    # --- letters ----------------------------------------------------------------------------------
    Code.LETTER_KIND_UNKNOWN: Words(
        mark("There is no such kind of letter."),
        _NO_LETTER,
        mark("Choose one from the list of kinds."),
    ),
    Code.LETTER_UNKNOWN: Words(
        mark("There is no letter with this number in the register."),
        _UNTOUCHED,
        mark("Check the number and the year."),
    ),
    Code.LETTER_CANCELLED: Words(
        mark("This letter was cancelled."),
        _UNTOUCHED,
        mark("Write a new one; the cancelled letter keeps its number."),
    ),
    Code.LETTER_VOID_ALREADY: Words(
        mark("This letter was already marked as entered in error."),
        _UNTOUCHED,
        mark("Write it down anew if it came after all."),
    ),
    Code.LETTER_RUN_UNKNOWN: Words(
        mark("There is no such run of letters."),
        _UNTOUCHED,
        mark("Choose one from the list of runs."),
    ),
    Code.LETTER_TAKES_NO_LIST: Words(
        mark("A letter of this kind goes to nobody in particular and has no list."),
        _NO_LETTER,
        mark("Write it by itself, without choosing people."),
    ),
    Code.MARGINS_UNFIT: Words(
        mark("These margins cannot be used."),
        _STILL_THERE,
        mark("Choose between 5 and 60 millimetres."),
    ),
    Code.LETTER_NUMBER_TAKEN: Words(
        mark("This letter number has already been used."),
        _NO_LETTER,
        mark("Take the next free number."),
    ),
    Code.NUMBER_BOOK_ELSEWHERE: Words(
        mark(
            "Computer {computer} holds the number book of this office; this one, {own}, cannot number letters."
        ),
        _NO_LETTER,
        mark(
            "Print a draft, or have the book handed over there. If that computer is lost, take the book "
            "in the register and say why."
        ),
    ),
    Code.LETTER_FIELD_MISSING: Words(
        mark("The letter cannot be made because “{field}” is empty."),
        _NO_LETTER,
        mark("Fill it in, then make the letter again."),
    ),
    Code.LETTER_TEMPLATE_FAULTY: Words(
        mark("The template “{kind}” has a mistake ({where}: {what})."),
        _NO_LETTER,
        mark("Undo the last change to the template, or use the one that came with the program."),
    ),
    Code.SIGNATORY_MISSING: Words(
        mark("Nobody who may sign is entered for this date."),
        _NO_LETTER,
        mark("Enter the signing officer under “Settings” first."),
    ),
    Code.LETTER_NUMBER_INVALID: Words(
        mark("This is not a letter number."),
        _NO_LETTER,
        mark("Type the number from the book, such as 12 or 12a."),
    ),
    Code.LETTER_PATTERN_FAULTY: Words(
        mark("The pattern for letter numbers cannot be used because of “{part}”."),
        _UNTOUCHED,
        mark(
            "It needs nomor once and tahun, each in braces; kode, unit, bulan and bulan_romawi may be added."
        ),
    ),
    Code.SUPERIOR_MISSING: Words(
        mark("Whoever signs a.n. or u.b. needs the post for which they sign."),
        _STILL_THERE,
        mark("Fill in the post of the superior."),
    ),
    Code.CREST_UNREADABLE: Words(
        mark("The picture of the crest cannot be used."),
        _UNTOUCHED,
        mark("Choose a PNG or JPEG of up to {most_kib} KiB."),
    ),
    Code.FONT_MISSING: Words(
        mark("A font that the letter needs is missing from the program."),
        _NO_LETTER,
        mark("Install the program again; your office folder stays as it is."),
    ),
    # --- exchange ---------------------------------------------------------------------------------
    Code.HUB_NOT_KNOWN: Words(
        mark("This office does not know its hub yet."),
        _UNTOUCHED,
        mark("Take the enrolment file to the kabupaten and bring the answer back."),
    ),
    Code.HUB_EXISTS: Words(
        mark("This office already has the keys of a hub."),
        _UNTOUCHED,
        mark("There is nothing left to set up."),
    ),
    Code.HUB_ONLY: Words(
        mark("Only the hub of the kabupaten can do this."),
        _UNTOUCHED,
        mark("Do it on the computer of the hub."),
    ),
    Code.OFFICE_IS_HUB: Words(
        mark("This is the hub itself: it neither joins a hub nor sends to one."),
        _UNTOUCHED,
        mark("Do this at an office of a kecamatan or a desa."),
    ),
    Code.HUB_KEYS_MISSING: Words(
        mark("The keys of the hub are not on this computer."),
        _UNTOUCHED,
        mark("Restore them from the second copy, or make new ones with the paper from the safe."),
    ),
    Code.ROOT_KEY_MISSING: Words(
        mark("The main key of the hub is not on this computer."),
        _UNTOUCHED,
        mark("Type it off the paper from the safe."),
    ),
    Code.ROOT_CODE_WRONG: Words(
        mark("This is not the main key of this hub, or it was mistyped."),
        _UNTOUCHED,
        mark("Compare it with the paper, group by group."),
    ),
    Code.ESCROW_KEY_MISSING: Words(
        mark("No copy of the key is sealed for the hub."),
        _UNTOUCHED,
        mark("Use the recovery code, a backup, or what the hub has of this office."),
    ),
    Code.ESCROW_CODE_WRONG: Words(
        mark("This is not the escrow key that is needed here, or it was mistyped."),
        _UNTOUCHED,
        mark("Compare it with the paper, group by group."),
    ),
    Code.SECOND_PERSON_NEEDED: Words(
        mark("This takes two people who may decide at the hub."),
        _UNTOUCHED,
        mark("Let a second one type their own name and passphrase."),
    ),
    Code.RESET_FILE_UNREADABLE: Words(
        mark("This is no file about the key of an office, or it is damaged."),
        _UNTOUCHED,
        mark("Choose the file that the other side wrote."),
    ),
    Code.RESET_NOT_FOR_US: Words(
        mark("This answer belongs to another office or to an older question."),
        _UNTOUCHED,
        mark("Ask anew and take the new question to the hub."),
    ),
    Code.RESET_TOO_OLD: Words(
        mark("This question is older than two weeks and is worth nothing any more."),
        _UNTOUCHED,
        mark("Ask anew and take the new question to the hub. Check the date of the computer, too."),
    ),
    Code.HUB_WITHOUT_OFFICES: Words(
        mark("No office has been let in yet that a package could be for."),
        _NOTHING_WRITTEN_AT_HUB,
        mark("Let an office in first, or check the code of its region."),
    ),
    Code.SECOND_COPY_MISSING: Words(
        mark("The hub has taken in changes that lie on this computer only."),
        _NOTHING_WRITTEN_AT_HUB,
        mark(
            "Make the second copy on another disk first. What an office is told here it relies on for good."
        ),
    ),
    Code.SECOND_COPY_BESIDE: Words(
        mark("This folder lies in the hub's own."),
        _UNTOUCHED,
        mark("Choose a folder of another disk: the copy is for the day this one fails."),
    ),
    Code.CONFLICT_IS_FOR_HUB: Words(
        mark("Two people wrote different things here without knowing of each other."),
        mark("Both are kept, and the help is counted once."),
        mark("The hub decides which one holds; its decision comes with the next package."),
    ),
    Code.CONFLICT_OVER: Words(
        mark("There is nothing left to decide here: it was decided meanwhile."),
        _UNTOUCHED,
        mark("Look at the record again."),
    ),
    Code.CONFLICT_GONE_ON: Words(
        mark("Something has been written about it since it was decided."),
        _UNTOUCHED,
        mark("Put the record right instead, with a reason."),
    ),
    Code.DEVICE_ENROLLED_ALREADY: Words(
        mark("This computer has already been enrolled."),
        _UNTOUCHED,
        mark("There is nothing left to do."),
    ),
    Code.DEVICE_UNKNOWN: Words(
        mark("This computer is not in the hub's list."),
        _UNTOUCHED,
        mark("Enrol it first, or check which office the file came from."),
    ),
    Code.DEVICE_REVOKED: Words(
        mark("The hub has withdrawn this computer's permission."),
        mark("What was recorded here is safe, but it can no longer be sent from this computer."),
        mark("Ask the hub of the kabupaten what to do."),
    ),
    Code.MATCH_CODE_WRONG: Words(
        mark("The two codes are not the same."),
        _UNTOUCHED,
        mark("Read the code out to each other again. If it still differs, do not go on."),
    ),
    Code.ACTIVATION_NOT_FOR_US: Words(
        mark("This answer was made for another computer."),
        _UNTOUCHED,
        mark("Ask for the file that belongs to this office."),
    ),
    Code.PACKAGE_NOT_A_PACKAGE: Words(
        mark("The file “{name}” is not a package of this program."),
        _NOTHING_READ,
        mark("Choose a package file from the stick."),
    ),
    Code.PACKAGE_CUT_SHORT: Words(
        mark("The end of the package “{name}” is missing."),
        _NOTHING_READ,
        mark("The stick was probably taken out too early. Have the package written again."),
    ),
    Code.PACKAGE_DAMAGED: Words(
        mark("The package “{name}” is damaged or has been changed."),
        _NOTHING_READ,
        mark("Have it written again, if possible on another stick."),
    ),
    Code.PACKAGE_TOO_BIG: Words(
        mark("The package “{name}” is bigger than a package may be."),
        _NOTHING_READ,
        mark("Ask the sender to write it again in smaller parts."),
    ),
    Code.PACKAGE_TOO_NEW: Words(
        mark("The package “{name}” was written by a newer version of the program."),
        _NOTHING_READ,
        mark("Update this program, then read the package again."),
    ),
    Code.PACKAGE_SIGNER_UNKNOWN: Words(
        mark("Nobody this office knows has signed the package “{name}”."),
        _NOTHING_READ,
        mark("Do not use it. Ask the sender in person whether it is theirs."),
    ),
    Code.PACKAGE_NOT_FOR_US: Words(
        mark("The package “{name}” is meant for another office."),
        _NOTHING_READ,
        mark("Choose the package of this office, or pass the stick on."),
    ),
    Code.PACKAGE_WRONG_KIND: Words(
        mark("The package “{name}” is of another kind than is read here."),
        _NOTHING_READ,
        mark("Open it on the page that fits, or choose another file."),
    ),
    Code.PACKAGE_AHEAD: Words(
        mark("The package “{name}” begins later than where this office is."),
        _NOTHING_READ,
        mark("Write a package for the hub, and have it answered: the next one fits."),
    ),
    Code.PACKAGE_FORKED: Words(
        mark("The package “{name}” says otherwise than an earlier package of the hub."),
        _NOTHING_READ,
        mark("Write a package for the hub. It sees where the two part and sends the whole anew."),
    ),
    Code.PACKAGE_TOTALS_DIFFER: Words(
        mark(
            "In the package “{name}” there are not as many families and persons as the hub states."
        ),
        _NOTHING_READ,
        mark("Have the hub cut the release again, and tell them: this must not happen."),
    ),
    Code.CERTIFICATE_ENDED: Words(
        mark("The certificate of this computer ended on {date}."),
        _UNTOUCHED,
        mark(
            "Recording goes on. Lists can leave again once a package of the hub was read: it brings a"
            " new certificate."
        ),
    ),
    Code.PACKAGE_INCONSISTENT: Words(
        mark("What the package “{name}” says about itself does not agree with what is in it."),
        _NOTHING_READ,
        mark("Have it written again and tell the hub of the kabupaten."),
    ),
    Code.STICK_FULL: Words(
        mark("There is not enough room on the stick."),
        _NOTHING_WRITTEN,
        mark("Make room on it or take another one, then write again."),
    ),
    Code.STICK_GONE: Words(
        mark("The stick is no longer there."),
        mark("The package on it may be incomplete; your changes are safe in this office."),
        mark("Put the stick in again and write the package once more."),
    ),
    Code.STICK_READ_BACK_DIFFERS: Words(
        mark("What was read back from the stick is not what was written."),
        mark("The faulty package was removed; your changes are safe in this office."),
        mark("Do not use this stick any more. Take another one and write again."),
    ),
    Code.FILE_EXISTS: Words(
        mark("A file called “{name}” is already there."),
        mark("It was not touched, and nothing was written."),
        mark("Choose another folder or another name."),
    ),
    # --- evidence ---------------------------------------------------------------------------------
    Code.EVIDENCE_UNKNOWN: Words(
        mark("There is no such piece of evidence."),
        _UNTOUCHED,
        mark("Look at the list of the record again."),
    ),
    Code.EVIDENCE_WITHDRAWN_ALREADY: Words(
        mark("This piece of evidence was withdrawn already."),
        _UNTOUCHED,
        mark("Nothing needs to be done."),
    ),
    Code.EVIDENCE_RECORD_UNKNOWN: Words(
        mark("There is no record that this could be evidence for."),
        _UNTOUCHED,
        mark("Save the record first, or check its id."),
    ),
    Code.EVIDENCE_KIND_UNKNOWN: Words(
        mark("This kind of evidence is not known."),
        _UNTOUCHED,
        mark("Choose one of the kinds offered."),
    ),
    Code.EVIDENCE_EMPTY: Words(
        mark("The file “{name}” is empty."),
        _NOT_ATTACHED,
        mark("Copy it from the phone or the scanner again."),
    ),
    Code.EVIDENCE_UNREADABLE: Words(
        mark("The file “{name}” is damaged or was cut short."),
        _NOT_ATTACHED,
        mark("Copy it again, or open it in another program and save it as JPEG or PDF."),
    ),
    Code.EVIDENCE_OF_OTHER_KIND: Words(
        mark("The file “{name}” is neither a picture nor a PDF."),
        _NOT_ATTACHED,
        mark("Take a photograph of the paper, or save it as JPEG, PNG or PDF."),
    ),
    Code.EVIDENCE_HEIC: Words(
        mark("The picture “{name}” is in the HEIC format of iPhones, which cannot be read here."),
        _NOT_ATTACHED,
        mark(
            "Send it to yourself as JPEG. On the iPhone choose Settings, Camera, Formats, Most "
            "Compatible for the next ones."
        ),
    ),
    Code.EVIDENCE_TOO_BIG: Words(
        mark("The file “{name}” is too large; at most {most_mb} MB are taken."),
        _NOT_ATTACHED,
        mark("Scan it at 200 dots per inch, or take a photograph of each page."),
    ),
    Code.EVIDENCE_TOO_MANY_DOTS: Words(
        mark("The picture “{name}” has too many dots; at most {most} million are taken."),
        _NOT_ATTACHED,
        mark("Make it smaller in another program, or take it again with a lower resolution."),
    ),
    Code.EVIDENCE_SEVERAL_PICTURES: Words(
        mark("The file “{name}” holds several pictures or moves."),
        _NOT_ATTACHED,
        mark("Save the one that matters as JPEG, or all of them as one PDF."),
    ),
    Code.EVIDENCE_LOCKED: Words(
        mark("The PDF “{name}” is locked with a password or against copying."),
        _NOT_ATTACHED,
        mark("Open it, print it as a new PDF or take a photograph of it, and attach that."),
    ),
    Code.EVIDENCE_TOO_MANY_PAGES: Words(
        mark("The PDF “{name}” has too many pages; at most {most} are taken."),
        _NOT_ATTACHED,
        mark("Save the pages that matter as a PDF of their own."),
    ),
    Code.EVIDENCE_TOO_MANY: Words(
        mark("One record has at most {most} pieces of evidence."),
        _NOT_ATTACHED,
        mark("Put several pages into one PDF, or withdraw what is not needed."),
    ),
    Code.EVIDENCE_ELSEWHERE: Words(
        mark("This file has not arrived here yet."),
        mark("What is written about it is here; pictures and papers follow with later packages."),
        mark("Write a package for the hub and read its answer: it asks for what is missing."),
    ),
    Code.EVIDENCE_DAMAGED: Words(
        mark("The kept file {digest} is no longer what was attached."),
        mark("It was not opened; everything else is safe."),
        mark("Check the office in the settings, and attach the original again."),
    ),
    # --- reports and commands ---------------------------------------------------------------------
    Code.QUESTION_FIELD_UNKNOWN: Words(
        mark("“{name}” is nothing that can be asked about."),
        _UNTOUCHED,
        mark("Choose a field from the list. A question of a newer program needs that program."),
    ),
    Code.QUESTION_FAULTY: Words(
        mark("This question cannot be asked as it stands ({part})."),
        _UNTOUCHED,
        mark("Change that part, or begin with one of the examples."),
    ),
    Code.QUESTION_UNKNOWN: Words(
        mark("There is no such saved question."),
        _UNTOUCHED,
        mark("Choose one from the list of questions."),
    ),
    Code.QUESTION_NAME_INVALID: Words(
        mark("A question needs a name of at most 60 characters."),
        _STILL_THERE,
        mark("Give it another name."),
    ),
    Code.QUESTION_NAME_TAKEN: Words(
        mark("This office has a question with this name already."),
        _STILL_THERE,
        mark("Give it another name, or replace the old one."),
    ),
    Code.QUESTION_ELSEWHERE: Words(
        mark("This question belongs to another office."),
        _UNTOUCHED,
        mark("Save a copy of it under a name of your own."),
    ),
    Code.REPORT_UNKNOWN: Words(
        mark("There is no such report."), _UNTOUCHED, mark("Choose one from the list of reports.")
    ),
    Code.REPORT_NONE: Words(
        mark("None of these reports can be made here."),
        _UNTOUCHED,
        mark("Choose others from the list of reports."),
    ),
    Code.REPORT_NO_MAP: Words(
        mark("This number of report {report} is not counted by desa: {column}."),
        _UNTOUCHED,
        mark("Choose a number that the report has for every desa."),
    ),
    # --- boundaries -------------------------------------------------------------------------------
    Code.BOUNDARIES_FAULTY: Words(
        mark("The file “{name}” is no GeoJSON of boundaries ({what})."),
        _UNTOUCHED,
        mark("Ask for the boundaries of desa as GeoJSON, a FeatureCollection in WGS84."),
    ),
    Code.BOUNDARY_FAULTY: Words(
        mark("Shape {at} in the file “{name}” cannot be drawn ({what})."),
        _UNTOUCHED,
        mark("Every shape must be a Polygon or MultiPolygon whose outlines are whole."),
    ),
    Code.BOUNDARIES_TOO_LARGE: Words(
        mark("The file “{name}” is too large: at most {most} {what}."),
        _UNTOUCHED,
        mark("Ask for a simplified file, or only for the desa of this office."),
    ),
    Code.BOUNDARIES_NOT_IN_INDONESIA: Words(
        mark("Shape {at} in the file “{name}” does not lie in Indonesia."),
        _UNTOUCHED,
        mark("Ask for longitude and latitude in degrees (WGS84, EPSG:4326), in this order."),
    ),
    Code.BOUNDARIES_MATCH_NOBODY: Words(
        mark(
            "None of the {shapes} shapes in the file “{name}” is a desa of this office;"
            " {elsewhere} are desa elsewhere."
        ),
        _UNTOUCHED,
        mark("Choose a file whose shapes carry the code or the name of their desa."),
    ),
    Code.BOUNDARIES_NONE: Words(
        mark("No boundaries are loaded."),
        _UNTOUCHED,
        mark("Maps are drawn as tiles already."),
    ),
    Code.FOCUS_UNKNOWN: Words(
        mark("Line {line} names no desa that is known."),
        _UNTOUCHED,
        mark("Write a code such as 33.26.13.2012, or a name that only one desa has, on each line."),
    ),
    Code.FOCUS_FILE_FAULTY: Words(
        mark("The file “{name}” is no list of desa as text."),
        _UNTOUCHED,
        mark("Save it as CSV (UTF-8), with a code or a name of a desa on each line."),
    ),
    Code.REPORT_NEEDS_EARLIER: Words(
        mark("This report needs a comparison with the release before, and there is none yet."),
        _UNTOUCHED,
        mark("Open the page of changes once; it compares the two releases."),
    ),
    Code.FORMAT_UNKNOWN: Words(
        mark("This file format is not known."),
        _UNTOUCHED,
        mark("Choose one of the formats offered."),
    ),
    Code.SELF_CHECK_FAILED: Words(
        mark("The program's check of itself did not pass."),
        mark("The check uses a folder of its own; your data was not touched."),
        mark("Install the program again. If it fails once more, report the failed step."),
    ),
}
"""Every code has its words; the three of them never promise more than is true."""
