"""Ports: a free one, and whether one is free."""

import errno
import socket

OWN_HOST = "HOST must be an address of this machine, as 127.0.0.1, or 0.0.0.0 for all of them."


def free_port(host: str) -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket(family(host), socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def why_not(host: str, port: int) -> str:
    """Why a server cannot listen there and what to do about it, to end a sentence; empty if it can."""
    try:
        with socket.socket(family(host), socket.SOCK_STREAM) as probe:
            # As servers do it, so that a port whose last connections are still closing counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except socket.gaierror:
        return f"(no such name): {OWN_HOST}"
    except UnicodeError:
        return f"(no name of a machine): {OWN_HOST}"
    except OSError as error:
        why = error.strerror or str(error)
        if error.errno == errno.EADDRNOTAVAIL:
            return f"({why}): {OWN_HOST}"
        other = port + 1 if 1023 < port < 65_535 else 8000
        return f"({why}): stop what uses that port, or choose another, as in PORT={other}."
    return ""


def family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
