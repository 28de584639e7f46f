"""The options that say what help was given and to whom."""

from __future__ import annotations

from desktop_app.cli.intervention_steps import add_signer
from desktop_app.cli.usage import Parser
from desktop_app.domain.asnaf import Asnaf
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.programme import FundSource
from desktop_app.domain.subject import SubjectKind
from desktop_app.language import tr


def add_draft_options(parser: Parser) -> None:
    """Add them; what each is called is what `intervention_rows.draft_from` asks for."""
    parser.add_argument(
        "--family", metavar="KK|ID", help=tr("The family, by its card, its id or a member's NIK.")
    )
    parser.add_argument(
        "--person", metavar="NIK|ID", help=tr("The person, where it is for one person.")
    )
    parser.add_argument(
        "--recipient",
        choices=[kind.value for kind in SubjectKind],
        help=tr("Somebody who is not in DTSEN, with --name and --village."),
    )
    parser.add_argument("--name", metavar=tr("TEXT"), help=tr("Their name."))
    parser.add_argument("--village", metavar=tr("CODE"), help=tr("Their desa."))
    parser.add_argument(
        "--responsible",
        metavar=tr("TEXT"),
        help=tr("Who answers for a group or an institution."),
    )
    parser.add_argument(
        "--asnaf", choices=[one.value for one in Asnaf], help=tr("As what zakat is received.")
    )
    parser.add_argument("--programme", metavar=tr("CODE"), help=tr("For example PKH or BLT-DD."))
    parser.add_argument(
        "--period",
        metavar=tr("PERIOD"),
        help=tr("A year, a quarter, a month or a stage: 2026, 2026-Q3, 2026-07, 2026-T2."),
    )
    parser.add_argument("--amount", metavar="RUPIAH", help=tr("Whole rupiah."))
    parser.add_argument("--quantity", metavar=tr("TEXT"), help=tr("Goods, for example 10 kg."))
    parser.add_argument("--on", metavar=tr("DATE"), help=tr("The day it was given."))
    parser.add_argument(
        "--funds", choices=[source.value for source in FundSource], help=tr("Who paid.")
    )
    parser.add_argument("--agency", metavar=tr("TEXT"), help=tr("Who gave it."))
    parser.add_argument(
        "--status",
        choices=[status.value for status in InterventionStatus],
        help=tr("How far it has come; received if not given."),
    )
    parser.add_argument("--note", metavar=tr("TEXT"), help=tr("A note."))
    add_signer(parser)
    parser.add_argument(
        "--reason", metavar=tr("TEXT"), help=tr("Why it is recorded in spite of a warning.")
    )
