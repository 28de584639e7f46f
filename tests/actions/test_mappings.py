"""What a person confirmed in a preview is kept under a name, and reads the files of the next quarter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app import bootstrap
from desktop_app.actions.audit import audit_lines
from desktop_app.actions.extracts import (
    draw_sample,
    export_problems,
    import_extract,
    judge_sample,
    preview_extract,
    releases_of,
)
from desktop_app.actions.families import family_of
from desktop_app.actions.mappings import (
    delete_mapping,
    mapping_text,
    mappings_of,
    rename_mapping,
    save_mapping,
    take_mapping,
    write_mapping,
)
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.extract import ExtractLook, Shape, TableChoices
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.release import ReleaseDraft
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from tests.builders import a_family, a_number, a_release
from tests.conftest import ADMIN, PASSPHRASE

CHOSEN = TableChoices(
    shape=Shape.WIDE,
    book="regsosek",
    words=((0, "person.family_card_no"), (3, "family.roof_type"), (4, "family.decile_national")),
)


def office_list(folder: Path, name: str = "daftar.csv", decile: int = 3) -> Path:
    """Thirty people with columns that no program names like this."""
    lines = [
        f"{a_number(3, sequence=at)};{a_number(sequence=at)};WARSITO {'ABCDE'[at % 5]};5;{decile}"
        for at in range(30)
    ]
    path = folder / name
    path.write_text("\n".join(["Kartu;NIK;Nama;Jenis atap rumah;Golongan", *lines]), "utf-8")
    return path


def confirmed(office: Office, path: Path, choices: TableChoices = CHOSEN) -> ExtractLook:
    sample = draw_sample(office, [path])
    return judge_sample(office, sample, {(path, ""): choices})


def load(office: Office, look: ExtractLook, label: str, day: date = date(2026, 7, 10)) -> None:
    import_extract(office, look, ReleaseDraft(label, day), Progress())


def test_what_was_changed_in_the_preview_is_what_is_loaded(office: Office, tmp_path: Path) -> None:
    load(office, confirmed(office, office_list(tmp_path)), "Q3")
    found = find_people(office, Search("warsito a"))[0]
    sheet = family_of(office, found.family_id or "").sheet
    assert (sheet.values["roof_type"], sheet.deciles.national) == (6, 3)
    assert sheet.raw["roof_type"] == "5"


def test_a_saved_mapping_reads_the_next_quarter_by_itself_and_after_a_restart(
    office: Office, tmp_path: Path
) -> None:
    look = confirmed(office, office_list(tmp_path))
    assert save_mapping(office, "  Kantor  kami ", look.files[0]).value == "Kantor kami"
    office.close()
    again = bootstrap.open_office(office.paths.folder, ADMIN, PASSPHRASE)
    try:
        (line,) = mappings_of(again)
        assert (line.name, line.shape, line.book, line.columns) == (
            "Kantor kami",
            Shape.WIDE,
            "regsosek",
            5,
        )
        assert line.saved_by
        later = preview_extract(again, [office_list(tmp_path, "q4.csv", decile=4)])
        assert (later.files[0].layout, later.files[0].is_profile) == ("Kantor kami", True)
        load(again, later, "Q4")
        (release,) = releases_of(again)
        (file,) = release.files
        assert (file.name, file.layout, file.book, file.rows) == (
            "q4.csv",
            "Kantor kami",
            "regsosek",
            30,
        )
        deeds = [one.deed for one in audit_lines(again)]
        assert "mapping-saved" in deeds
    finally:
        again.close()


def test_two_mappings_have_two_names_unless_one_replaces_the_other(
    office: Office, tmp_path: Path
) -> None:
    look = confirmed(office, office_list(tmp_path))
    save_mapping(office, "Kami", look.files[0])
    with pytest.raises(UserError) as caught:
        save_mapping(office, "kami", look.files[0])
    assert caught.value.code is Code.MAPPING_NAME_TAKEN
    save_mapping(office, "KAMI", look.files[0], replaces=True)
    assert [one.name for one in mappings_of(office)] == ["KAMI"]
    save_mapping(office, "Lain", look.files[0])
    with pytest.raises(UserError) as caught:
        rename_mapping(office, "lain", "kami")
    assert caught.value.code is Code.MAPPING_NAME_TAKEN
    assert rename_mapping(office, "lain", "Lain lagi").value == "Lain lagi"
    delete_mapping(office, "KAMI")
    assert [one.name for one in mappings_of(office)] == ["Lain lagi"]
    with pytest.raises(UserError) as caught:
        delete_mapping(office, "KAMI")
    assert caught.value.code is Code.MAPPING_UNKNOWN


def test_a_mapping_goes_to_another_office_as_a_file(office: Office, tmp_path: Path) -> None:
    look = confirmed(office, office_list(tmp_path))
    save_mapping(office, "Kami", look.files[0])
    target = write_mapping(office, "Kami", tmp_path / "kami.toml").value
    assert target.read_text("utf-8") == mapping_text(office, "kami").text
    delete_mapping(office, "Kami")
    assert take_mapping(office, target, name="Dari desa").value == "Dari desa"
    later = preview_extract(office, [office_list(tmp_path, "q4.csv")], mapping="dari desa")
    assert later.files[0].layout == "Dari desa"
    broken = tmp_path / "rusak.toml"
    broken.write_bytes(b"\xff\xfe name")
    with pytest.raises(UserError) as caught:
        take_mapping(office, broken)
    assert caught.value.code is Code.MAPPING_FILE_FAULTY


def test_a_file_that_names_nobody_is_never_loaded(office: Office, tmp_path: Path) -> None:
    nobody = TableChoices(words=((0, "extra"), (1, "extra"), (2, "extra")))
    look = confirmed(office, office_list(tmp_path), nobody)
    assert not look.files[0].names_somebody
    with pytest.raises(UserError) as caught:
        load(office, replace(look, stop=None), "Q3")
    assert caught.value.code is Code.MAPPING_NAMES_NOBODY
    assert releases_of(office) == []


def test_the_names_of_the_files_are_there_after_a_restart(office: Office, tmp_path: Path) -> None:
    imported = a_release(office, tmp_path, [a_family("=CMD()", more={"luas_lantai": "48.0"})])
    office.close()
    again = bootstrap.open_office(office.paths.folder, ADMIN, PASSPHRASE)
    try:
        (line,) = releases_of(again)
        assert [(one.name, one.kind, one.layout, one.rows) for one in line.files] == [
            ("keluarga_q1.csv", "csv", "dtsen-v3-family", 1),
            ("anggota_q1.csv", "csv", "dtsen-v3-person", 1),
        ]
        assert line.files[0].region_system == "bps"
        target = tmp_path / "masalah.csv"
        export_problems(again, imported.release_id, target, errand=Errand("rapat", "Bappeda"))
        assert "keluarga_q1.csv," in target.read_text("utf-8")
    finally:
        again.close()
