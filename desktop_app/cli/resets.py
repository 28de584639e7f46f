"""``office ask-reset``, ``office reset``, ``hub escrow-key``, ``hub reset``: a lost key comes back from the hub."""

from __future__ import annotations

from pathlib import Path

from desktop_app import bootstrap_reset
from desktop_app.actions.hub_escrow import answer_reset, publish_escrow_key, show_escrow_key
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, pairs, paragraphs
from desktop_app.cli.passphrase import (
    ESCROW_VARIABLE,
    NEW_VARIABLE,
    SECOND_VARIABLE,
    escrow_key_for,
    second_passphrase_for,
)
from desktop_app.cli.usage import Parser
from desktop_app.cli.users import add_new_passphrase, chosen_passphrase, let_in_answer
from desktop_app.language import tr
from desktop_app.words.format import number


def add_to_office(verbs: Commands) -> None:
    """Add the question of a locked office, and the way in with the answer."""
    ask = verbs.add(
        "ask-reset",
        tr("Ask the hub for the key of a locked office; writes the question."),
        _ask,
        epilog=tr(
            "For when every passphrase and the recovery code are lost. No passphrase is needed. Read the "
            "match code out to the hub; a new question makes the one before worthless."
        ),
    )
    _add_out(ask)
    reset = verbs.add(
        "reset",
        tr("Open a locked office with the hub's answer and choose a new passphrase."),
        _reset,
        epilog=tr(
            "The new passphrase comes from {passphrase}, --new-passphrase-file or the terminal. --user "
            "is somebody who looks after the users."
        ).format(passphrase=NEW_VARIABLE),
    )
    reset.add_argument(
        "--answer",
        type=Path,
        required=True,
        metavar=tr("FILE"),
        help=tr("The answer of the hub."),
    )
    add_new_passphrase(reset)


def add_to_hub(verbs: Commands) -> None:
    """Add the hub's escrow key, and its answer to a locked office."""
    escrow = verbs.add(
        "escrow-key",
        tr("Make the escrow key of the hub: shown for paper, in force once checked."),
        _escrow,
        epilog=tr(
            "Write the key on paper for the safe, then type it with --check. Only then offices seal "
            "their key to it, and this computer forgets its secret half. Keep an older paper until every "
            "office has taken a package since. The typed key comes from {variable}, --escrow-key-file "
            "or the terminal."
        ).format(variable=ESCROW_VARIABLE),
    )
    escrow.add_argument(
        "--check", action="store_true", help=tr("Type the key off its paper and put it in force.")
    )
    _add_escrow_file(escrow)
    reset = verbs.add(
        "reset",
        tr("Give a locked office its key back; takes two people and the escrow key."),
        _answer,
        epilog=tr(
            "The escrow key comes from {escrow}, --escrow-key-file or the terminal, the passphrase of "
            "the second person from {second}, --second-passphrase-file or the terminal."
        ).format(escrow=ESCROW_VARIABLE, second=SECOND_VARIABLE),
    )
    reset.add_argument(
        "file", type=Path, metavar=tr("FILE"), help=tr("The question of the locked office.")
    )
    reset.add_argument(
        "--match", required=True, metavar=tr("CODE"), help=tr("The code that the office reads out.")
    )
    reset.add_argument(
        "--second",
        required=True,
        metavar=tr("NAME"),
        help=tr("Another person who may decide at the hub."),
    )
    reset.add_argument(
        "--second-passphrase-file",
        type=Path,
        metavar=tr("FILE"),
        help=tr("A file with the passphrase of the second person."),
    )
    _add_escrow_file(reset)
    _add_out(reset)


def _add_out(parser: Parser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar=tr("FOLDER"), help=tr("The stick or a folder.")
    )


def _add_escrow_file(parser: Parser) -> None:
    parser.add_argument(
        "--escrow-key-file",
        type=Path,
        metavar=tr("FILE"),
        help=tr("A file with the escrow key."),
    )


def _ask(call: Call) -> Answer:
    asked = bootstrap_reset.ask_reset(call.folder, call.stick())
    return Answer(
        {"file": asked.path, "match_code": asked.match_code},
        paragraphs(
            pairs([(tr("Question"), str(asked.path)), (tr("Match code"), asked.match_code)]),
            tr("Take the file to the hub and read the match code out to somebody you know there."),
        ),
    )


def _reset(call: Call) -> Answer:
    user = call.user_name()
    new = chosen_passphrase(call, user)
    return let_in_answer(call, bootstrap_reset.reset_office(call.folder, call.answer, user, new))


def _escrow(call: Call) -> Answer:
    office = call.office()
    if call.check:
        root = publish_escrow_key(office, escrow_key_for(call.escrow_key_file)).value
        return Answer(
            {"root": root},
            paragraphs(
                pairs([(tr("Root"), number(root))]),
                tr(
                    "The escrow key is in force and no longer on this computer. Lock the paper away "
                    "beside the main key; offices learn of it with their next package."
                ),
            ),
        )
    key = show_escrow_key(office).value
    return Answer(
        {"escrow_key": key},
        paragraphs(
            tr("Escrow key: {code}").format(code=key),
            tr("Write it on paper, then put it in force with `hub escrow-key --check`."),
        ),
    )


def _answer(call: Call) -> Answer:
    office = call.office()
    done = answer_reset(
        office,
        call.file,
        call.stick(),
        match_code=call.match,
        escrow_code=escrow_key_for(call.escrow_key_file),
        second=call.second,
        second_passphrase=second_passphrase_for(call.second, call.second_passphrase_file),
    ).value
    return Answer(
        {"file": done.path, "office": done.office_name, "device_id": done.device_id},
        pairs(
            [
                (tr("Answer"), str(done.path)),
                (tr("Office"), done.office_name),
                (tr("Device"), done.device_id),
            ]
        ),
    )
