"""Putting one widget in the place of another."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def swapped(layout: QLayout, old: QWidget, new: QWidget) -> QWidget:
    """Put `new`, shown, where `old` lies in a layout; the old one goes. Gives the new one."""
    layout.replaceWidget(old, new)
    # A layout shows what it is given only at the next turn of the event loop, and not at all if what
    # lies around it is being shown or hidden just then.
    new.show()
    old.hide()
    old.deleteLater()
    return new
