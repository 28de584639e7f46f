"""DTSEN Luring: the social and economic register of one office, without a network."""

__version__ = "0.1.0"
"""As in pyproject.toml; it travels in the header of every package."""
