"""What a report says beside its numbers, for every kind of file: titles, sources, controls, sums in words."""

from __future__ import annotations

from desktop_app.domain.dates import WESTERN_INDONESIA
from desktop_app.domain.money import grouped
from desktop_app.domain.report import Cell, ReportNote, ReportTable, RowLevel
from desktop_app.language import current, mark, tr


def title_of(table: ReportTable) -> str:
    """What stands above the table: ``R1 Profil desil``."""
    return f"{table.kind.code} {tr(table.kind.title)}"


def source_lines(note: ReportNote) -> list[tuple[str, Cell]]:
    """Which release a file was made from, by whom, when and why: what every file must say."""
    made_at = note.made_at.astimezone(WESTERN_INDONESIA)
    lines: list[tuple[str, Cell]] = [
        (tr("Source"), tr("DTSEN, release {label}").format(label=note.release)),
        (tr("State of"), note.reference_date.isoformat()),
        (tr("Region"), note.region),
        (tr("Office"), note.office),
        (tr("Made by"), note.made_by),
        (tr("Made at"), f"{made_at:%Y-%m-%d %H:%M} WIB"),
        (tr("Purpose"), note.purpose),
        (tr("For"), note.recipient),
        (tr("Serial"), note.serial),
    ]
    if note.filtered:
        lines.append((tr("Filter"), tr("Only rows with: {words}").format(words=note.filtered)))
    return lines


def origin_line(note: ReportNote) -> str:
    """One line that says whose file this is: office, person, time, serial, recipient."""
    made_at = note.made_at.astimezone(WESTERN_INDONESIA)
    return tr("{office} · {person} · {time} WIB · serial {serial} · for {recipient}").format(
        office=note.office,
        person=note.made_by,
        time=f"{made_at:%Y-%m-%d %H:%M}",
        serial=note.serial,
        recipient=note.recipient,
    )


def what_a_decile_is() -> tuple[str, Cell]:
    """The line that no file with deciles may lack."""
    return (
        tr("Please note"),
        tr("A decile is a rank made by BPS; it may change every quarter and is not an income."),
    )


def note_lines(table: ReportTable, note: ReportNote) -> list[tuple[str, Cell]]:
    """The note as pairs of what and which, in the order of reading."""
    return [
        (tr("About"), tr(table.kind.about)),
        *source_lines(note),
        *_control_lines(note),
        what_a_decile_is(),
    ]


def told_lines(note: ReportNote) -> list[tuple[str, Cell]]:
    """What is left to say below a table on paper, above which the rest stands."""
    return [*_control_lines(note), what_a_decile_is()]


def _control_lines(note: ReportNote) -> list[tuple[str, Cell]]:
    lines: list[tuple[str, Cell]] = []
    for one in note.controls:
        verdict = tr("agrees") if one.agrees else tr("does not agree")
        told = tr("{expected} in the release, {found} counted: {verdict}")
        lines.append(
            (
                tr(one.heading),
                told.format(
                    expected=_grouped(one.expected), found=_grouped(one.found), verdict=verdict
                ),
            )
        )
    return lines


def _grouped(number: int) -> str:
    return f"{number:,}" if current() == "en" else grouped(number)


_NAMES = {
    RowLevel.TOTAL: mark("Total"),
    RowLevel.GROUP: mark("Total"),
    RowLevel.SUBDISTRICT: mark("Total of the kecamatan"),
}


def labelled(table: ReportTable, row: tuple[Cell, ...], level: RowLevel) -> tuple[Cell, ...]:
    """The row with the word that says what it sums up, in its first empty cell of words."""
    words = [at for at, column in enumerate(table.columns) if not column.is_number]
    if level is RowLevel.VILLAGE:
        return tuple(
            cell or tr("Not known") if at in words[1:] else cell for at, cell in enumerate(row)
        )
    name = _NAMES.get(level)
    # The first column is the key, unless it is the only one.
    place = next((at for at in words[1:] or words if not row[at]), None)
    if name is None or place is None:
        return row
    return (*row[:place], tr(name), *row[place + 1 :])
