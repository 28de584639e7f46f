"""The list of interventions as a workbook: what counts, its sums, and where it comes from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.families import family_of
from desktop_app.actions.intervention_export import export_interventions
from desktop_app.actions.interventions import record_intervention, void_intervention
from desktop_app.actions.office import Office
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.intervention import AidFilter, InterventionDraft
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.errors import Code, UserError
from desktop_app.language import tr
from tests.builders import a_family, a_release

STATUSES = {status.value: status.name.title() for status in InterventionStatus}


def test_what_counts_is_written_with_its_sums_and_its_purpose(
    office: Office, tmp_path: Path
) -> None:
    families = [a_family("SLAMET"), a_family("=KARTO"), a_family("PAIJO")]
    a_release(office, tmp_path, families)
    ids = [
        record_intervention(
            office,
            InterventionDraft(
                "BLT-DD",
                "2026-08",
                date(2026, 8, 20),
                family_id=family_of(office, family.card).sheet.id,
                amount=300_000,
                status=status,
            ),
        ).value.intervention_id
        for family, status in zip(
            families,
            (InterventionStatus.RECEIVED, InterventionStatus.PROPOSED, InterventionStatus.RECEIVED),
            strict=True,
        )
    ]
    void_intervention(office, ids[2], "salah keluarga")
    target = tmp_path / "intervensi.xlsx"
    with pytest.raises(UserError) as refused:
        export_interventions(office, target, errand=Errand(" ", "Bappeda"), statuses=STATUSES)
    assert refused.value.code is Code.REASON_MISSING
    assert not target.exists()
    assert (
        export_interventions(
            office, target, errand=Errand("rapat", "Bappeda"), statuses=STATUSES
        ).value
        == 2
    )
    book = openpyxl.load_workbook(target)
    table, about = book.worksheets
    heading, *rows, total = table.iter_rows(values_only=True)
    assert len(heading) == len(total)
    assert total[-2:] == (600_000, 300_000)
    assert {row[8] for row in rows} == {"Received", "Proposed"}
    whole = "\n".join(str(cell) for row in (*rows, total) for cell in row)
    assert all(family.card not in whole for family in families)
    assert all(family.card[-4:] in whole for family in families[:2])
    assert not any(str(cell).startswith("=") for row in rows for cell in row)
    assert "rapat" in [row[1] for row in about.iter_rows(values_only=True)]
    assert audit_lines(office)[0].deed == "interventions-exported"
    only_pkh = AidFilter(programme="PKH")
    done = export_interventions(
        office, target, errand=Errand("rapat", "Bappeda"), statuses=STATUSES, wanted=only_pkh
    )
    assert done.value == 0
    wrong = AidFilter(is_void=True)
    done = export_interventions(
        office, target, errand=Errand("rapat", "Bappeda"), statuses=STATUSES, wanted=wrong
    )
    assert done.value == 1
    (line,) = (
        openpyxl.load_workbook(target)
        .worksheets[0]
        .iter_rows(min_row=2, max_row=2, values_only=True)
    )
    assert tr("Marked as entered in error") in line
    assert line[-1] == 0
