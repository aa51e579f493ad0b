"""Ports: a free one, and whether one can be had."""

import socket


def free_port(host: str) -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket(family(host), socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def why_not(host: str, port: int) -> str:
    """Why a server cannot listen there, in words; empty if it can."""
    try:
        with socket.socket(family(host), socket.SOCK_STREAM) as probe:
            # As servers do it, so that a port whose last connections are still closing counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        return error.strerror or str(error)
    return ""


def family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
