"""``extract slim`` and ``keep``: what older releases hold."""

from __future__ import annotations

from desktop_app.actions.slimming import (
    MOST_KEPT,
    Slimmed,
    kept_whole,
    set_kept_whole,
    slim_older_releases,
    slim_release,
    slimming_of,
)
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer
from desktop_app.errors import Code, UserError
from desktop_app.language import tr
from desktop_app.words.format import file_size, number

_ALL = "all"


def add_slimming(verbs: Commands) -> None:
    """Add the commands about slim releases to those about releases."""
    slim = verbs.add(
        "slim",
        tr("Leave of an older release only what a family's history needs."),
        _slim,
        epilog=tr("Without a label: of every release that the setting does not keep whole."),
    )
    slim.add_argument(
        "label", nargs="?", metavar=tr("LABEL"), help=tr("What the release is called.")
    )
    slim.add_argument(
        "--try",
        dest="is_trial",
        action="store_true",
        help=tr("Only say how much it would free; writes nothing."),
    )
    keep = verbs.add("keep", tr("How many of the newest releases keep all their rows."), _keep)
    keep.add_argument(
        "newest",
        nargs="?",
        metavar="N",
        help=tr("A number from 1, or “all”; without it the setting is only shown."),
    )


def slimmed_words(slimmed: Slimmed) -> str:
    """What was made slim, in a sentence; nothing where nothing was."""
    if not slimmed.labels:
        return ""
    return tr("Made slim: {labels}; {size} freed.").format(
        labels=", ".join(slimmed.labels), size=file_size(slimmed.freed_bytes)
    )


def _slim(call: Call) -> Answer:
    office = call.office()
    if call.label is not None and call.is_trial:
        would = slimming_of(office, call.label)
        said = tr("About {size} of {has} would be freed.").format(
            size=file_size(would.frees_bytes), has=file_size(would.has_bytes)
        )
        data = {"label": would.label, "bytes": would.has_bytes, "frees": would.frees_bytes}
        return Answer(data, said)
    with call.watched() as progress:
        slimmed = (
            slim_older_releases(office, progress)
            if call.label is None
            else slim_release(office, call.label, progress)
        ).value
    data = {"slimmed": slimmed.labels, "freed": slimmed.freed_bytes}
    return Answer(data, slimmed_words(slimmed) or tr("There is nothing to make slim."))


def _keep(call: Call) -> Answer:
    office = call.office()
    if call.newest is not None:
        if call.newest != _ALL and not call.newest.isdecimal():
            raise UserError(Code.KEPT_WHOLE_INVALID, most=MOST_KEPT)
        set_kept_whole(office, None if call.newest == _ALL else int(call.newest))
    newest = kept_whole(office)
    if newest is None:
        return Answer({"kept_whole": None}, tr("Every release keeps all its rows."))
    said = tr("The newest {n} keep all their rows; older ones are made slim.").format(
        n=number(newest)
    )
    return Answer({"kept_whole": newest}, said)
