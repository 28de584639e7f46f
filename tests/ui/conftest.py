"""Screens are tested without a screen."""

from __future__ import annotations

import os

# Read by Qt when the application is made, which pytest-qt does after this file.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
