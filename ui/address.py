"""Where the web app may listen: on this computer only, unless the user says otherwise."""

from __future__ import annotations

import errno
import ipaddress
import socket

from ingest.errors import DueRegardError
from ui.faults import UsageFault


def check_address(host: str, port: int, *, allow_network: bool) -> None:
    """Refuse an address that others reach, one that is not this computer's, and a port that is taken."""
    if not is_loopback(host) and not allow_network:
        raise UsageFault(
            f"{host} can be reached from other computers, and the app has no accounts. Leave out --host to "
            "serve this computer only, or add --allow-network; dueregard serve --help says what that means."
        )
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise DueRegardError(_reason(host, port, error)) from error


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _reason(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is in use, perhaps by a Due Regard that is already running. "
            f"Stop that program, or choose another port: dueregard serve --port {port % 65535 + 1}"
        )
    if error.errno == errno.EACCES:
        return f"You may not open port {port}. Choose one above 1023: dueregard serve --port 7860"
    return f"{host} is not an address of this computer ({error.strerror or error}). Leave out --host."
