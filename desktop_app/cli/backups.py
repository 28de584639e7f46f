"""``backup create|list|restore|settings``: the office in one encrypted file, and back again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop_app import bootstrap_rescue
from desktop_app.actions.backups import (
    BackupLine,
    BackupSettings,
    backup_settings,
    backups_in,
    make_backup,
    make_daily_backup,
    set_backups,
)
from desktop_app.actions.office import Office
from desktop_app.actions.rescue import save_what_is_left
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, pairs, paragraphs, table
from desktop_app.cli.passphrase import passphrase_for
from desktop_app.cli.usage import whole_number
from desktop_app.language import tr
from desktop_app.words.backups import age_words, missing_words
from desktop_app.words.format import file_size, moment, number


def add(commands: Commands) -> None:
    """Add the commands about backups."""
    verbs = commands.group("backup", tr("The office in one encrypted file, and back again."))
    create = verbs.add("create", tr("Make a backup and read it back."), _create)
    create.add_argument(
        "--to", type=Path, metavar=tr("FOLDER"), help=tr("Where it goes; as set if not given.")
    )
    create.add_argument(
        "--if-due", action="store_true", help=tr("Only if none was made today; as set.")
    )
    lines = verbs.add("list", tr("The backups that lie in a folder."), _list)
    lines.add_argument(
        "--from", dest="source", type=Path, required=True, metavar=tr("FOLDER"), help=tr("Where.")
    )
    restore = verbs.add(
        "restore",
        tr("Lay a backup out in a new or empty folder."),
        _restore,
        epilog=tr(
            "--office names the new folder, --user and the passphrase are those of the day the backup was "
            "made. What is restored is another device: it joins its hub anew, which then returns "
            "everything that was handed over."
        ),
    )
    restore.add_argument("file", type=Path, metavar=tr("FILE"), help=tr("The backup."))
    chosen = verbs.add("settings", tr("Show or set where backups go and how many stay."), _settings)
    chosen.add_argument(
        "--folder", dest="backup_folder", type=Path, metavar=tr("FOLDER"), help=tr("Where they go.")
    )
    chosen.add_argument(
        "--keep", dest="kept", type=whole_number, metavar="N", help=tr("How many of them are kept.")
    )


def _create(call: Call) -> Answer:
    office = call.office()
    if office.is_in_rescue and not call.if_due:
        return _save_what_is_left(call, office)
    with call.watched() as progress:
        if call.if_due:
            made = make_daily_backup(office, progress).value
        else:
            made = make_backup(office, call.to, progress).value
    if made is None:
        return Answer({"file": None}, tr("A backup was made today already."))
    return Answer(
        {
            "file": made.path,
            "bytes": made.bytes,
            "digest": made.digest,
            "made_at": made.made_at,
            "beside": made.beside,
        },
        tr("The backup was written and read back: {file} ({size}).").format(
            file=made.path, size=file_size(made.bytes)
        ),
    )


def _save_what_is_left(call: Call, office: Office) -> Answer:
    with call.watched() as progress:
        saved = save_what_is_left(office, call.to, progress).value
    words = (
        tr("The backup was written and read back: {file} ({size}).")
        if saved.is_whole
        else tr(
            "The damaged files were copied as they are: {file} ({size}). Now restore the last backup."
        )
    )
    return Answer(
        {"file": saved.path, "bytes": saved.bytes, "is_whole": saved.is_whole},
        words.format(file=saved.path, size=file_size(saved.bytes)),
    )


def _list(call: Call) -> Answer:
    lines = backups_in(call.source)
    text = tr("No backup lies in this folder.")
    if lines:
        text = table(
            [tr("Made"), tr("Office"), tr("Changes"), tr("Size"), tr("Missing"), tr("File")],
            [
                (
                    moment(line.manifest.made_at),
                    line.manifest.label,
                    number(line.manifest.ops),
                    file_size(line.bytes),
                    number(line.missing),
                    line.path.name,
                )
                for line in lines
            ],
            right=(2, 3, 4),
        )
    return Answer({"backups": [_data(line) for line in lines]}, text)


def _data(line: BackupLine) -> dict[str, Any]:
    manifest = line.manifest
    return {
        "file": line.path,
        "bytes": line.bytes,
        "office": manifest.label,
        "office_id": manifest.office_id,
        "region": manifest.region,
        "made_at": manifest.made_at,
        "ops": manifest.ops,
        "schema": manifest.schema,
        "missing": line.missing,
    }


def _restore(call: Call) -> Answer:
    folder, user = call.folder, call.user_name()
    passphrase = passphrase_for(user, call.passphrase_file)
    with call.watched() as progress:
        restored = bootstrap_rescue.restore_office(call.file, folder, user, passphrase, progress)
    office = call.keep(restored.office)
    return Answer(
        {
            "office_id": office.profile.office_id,
            "made_at": restored.made_at,
            "age_days": restored.age.days,
            "releases_missing": list(restored.releases_missing),
            "evidence_missing": restored.is_evidence_missing,
        },
        paragraphs(
            tr("“{name}” is back, as it was {moment}.").format(
                name=office.profile.name, moment=moment(restored.made_at)
            ),
            age_words(restored.age),
            missing_words(restored.releases_missing, restored.is_evidence_missing),
            tr(
                "This computer is a new device to the hub: join it anew and take in the hub's package "
                "first. It returns everything that was handed over, so nobody has to type it again."
            ),
        ),
    )


def _settings(call: Call) -> Answer:
    office = call.office()
    now = backup_settings(office)
    if call.backup_folder is not None or call.kept is not None:
        now = set_backups(
            office,
            call.backup_folder or now.folder,
            now.kept if call.kept is None else call.kept,
        ).value
    return Answer(_settings_data(now), _settings_text(now))


def _settings_data(now: BackupSettings) -> dict[str, Any]:
    return {"folder": now.folder, "keep": now.kept, "last_at": now.last_at}


def _settings_text(now: BackupSettings) -> str:
    return pairs(
        [
            (tr("Folder"), str(now.folder) if now.folder else tr("beside the office")),
            (tr("Kept"), number(now.kept)),
            (tr("Last backup"), moment(now.last_at) if now.last_at else tr("none")),
        ]
    )
