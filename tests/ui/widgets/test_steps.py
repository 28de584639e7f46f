"""Where somebody is on a way of a few steps."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets.steps import Steps


def test_the_present_step_is_said_and_every_width_can_be_drawn(qtbot: QtBot) -> None:
    steps = Steps(["Files", "Look", "Name"])
    qtbot.addWidget(steps)
    steps.show()
    for at, said in enumerate(["Step 1 of 3: Files", "Step 2 of 3: Look", "Step 3 of 3: Name"]):
        steps.show_step(at)
        assert steps.accessibleName() == said
        for width in (120, 300, 900):
            steps.resize(width, steps.sizeHint().height())
            assert not steps.grab().isNull()
    steps.show_step(3)
    assert steps.accessibleName() == "All steps done"
