"""A hook that refuses the network to a whole process: put in with `sys.addaudithook`."""

from __future__ import annotations

import socket

_INTERNET = frozenset({socket.AF_INET, socket.AF_INET6})
_LOOKING_OUT = frozenset(
    {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
)


class NetworkUsed(AssertionError):
    """The program wanted to speak to the world."""


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Raise for every internet socket that is made and every name that is looked up."""
    if event in _LOOKING_OUT or (event == "socket.__new__" and arguments[1] in _INTERNET):
        raise NetworkUsed(event)
