"""The steps by which a database grows, as numbered SQL files that never change after a release."""
