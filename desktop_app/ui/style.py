"""Sizes and the style sheet: everything about the look that is not a colour.

Spacing is on a 4-pixel grid and stays as it is when the text grows; text sizes are steps from the
size of the system's font. Pages use these names and no numbers of their own.
"""

from __future__ import annotations

import dataclasses
from string import Template

from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.paths import RESOURCES
from desktop_app.ui.theme import Tokens

XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 32
"""The spacing steps, in pixels."""

RADIUS = 8
CONTROL_RADIUS = 6
READING_WIDTH = 720
"""Text and forms are not wider than this at the usual text size: longer lines are hard to follow."""

_USUAL_LINE, _ICON = 16, 18

_STEPS = {"caption_pt": 0.9, "body_pt": 1.0, "heading_pt": 1.15, "title_pt": 1.6, "figure_pt": 2.1}


def style_sheet(tokens: Tokens, points: float) -> str:
    """The style sheet for one theme and one text size."""
    source = (RESOURCES / "styles" / "app.qss").read_text(encoding="utf-8")
    values: dict[str, str] = {
        field.name: str(getattr(tokens, field.name))
        for field in dataclasses.fields(tokens)
        if field.name != "deciles"
    }
    values |= {name: f"{points * step:.2f}pt" for name, step in _STEPS.items()}
    # A control is never lower than its text: a style sheet's least height wins over what a control asks for.
    font = QFont(QApplication.font())
    font.setPointSizeF(points)
    line = QFontMetrics(font).height()
    icon = round(line * _ICON / _USUAL_LINE)
    values["button_line"] = f"{max(line + 2, icon)}px"
    values["field_line"], values["low_line"] = f"{line + 4}px", f"{line}px"
    values["controls"] = (RESOURCES / "icons" / "controls").as_posix()
    return Template(source).substitute(values)


def grown(pixels: int) -> int:
    """`pixels` at the usual text size, more where the text of the program is bigger."""
    return round(pixels * max(1.0, QFontMetrics(QApplication.font()).height() / _USUAL_LINE))


def palette(tokens: Tokens) -> QPalette:
    """The Qt palette for one theme: what Fusion paints with where the style sheet is silent."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.surface,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.Light: tokens.surface,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.edge,
        role.Shadow: tokens.shadow,
        role.Highlight: tokens.accent_soft,
        role.HighlightedText: tokens.text,
        role.Accent: tokens.accent,
        role.Link: tokens.accent_text,
        role.LinkVisited: tokens.accent_text,
        role.ToolTipBase: tokens.text,
        role.ToolTipText: tokens.surface,
    }
    made = QPalette()
    for group in (
        QPalette.ColorGroup.Active,
        QPalette.ColorGroup.Inactive,
        QPalette.ColorGroup.Disabled,
    ):
        for which, colour in colours.items():
            made.setColor(group, which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        faint = QColor(tokens.muted)
        faint.setAlphaF(0.7)
        made.setColor(QPalette.ColorGroup.Disabled, which, faint)
    return made
