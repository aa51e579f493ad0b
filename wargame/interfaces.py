"""The addresses of this machine, as its neighbours see them. Finding out sends nothing."""

import ipaddress
import socket
from dataclasses import dataclass

import psutil

# Networks inside this machine: containers and virtual machines. No phone is in them.
INSIDE = (
    "docker",
    "br-",
    "veth",
    "virbr",
    "vmnet",
    "vboxnet",
    "lxc",
    "lxd",
    "cni",
    "flannel",
    "podman",
    "vethernet",
)
# A tunnel's address is reached by those at its other end, and hardly ever by a room.
TUNNELS = ("tun", "tap", "utun", "wg", "ppp", "tailscale", "zt", "ipsec", "nordlynx")

NETWORK, TUNNEL, SIX, NAME = "network", "tunnel", "ipv6", "name"
_ORDER = (NETWORK, TUNNEL, SIX, NAME)


@dataclass(frozen=True)
class Place:
    """A host as in an address (IPv6 in brackets), and its kind."""

    host: str
    kind: str


def places(*, six: bool) -> list[Place]:
    """Where neighbours may find this machine, the likeliest first; with `six` by IPv6 too.

    The last is its name in the local network, which not every phone can look up.
    """
    found = [Place(*found_address) for found_address in _addresses(six=six)]
    first = _way_out()
    found.sort(key=lambda place: (place.host != first, _ORDER.index(place.kind)))
    name = local_name()
    return [*dict.fromkeys(found), *([Place(name, NAME)] if found and name else [])]


def names() -> list[str]:
    """Every host name or address of this machine."""
    own = socket.gethostname().lower()
    return [place.host for place in places(six=True)] + [own, local_name()]


def local_name() -> str:
    """This machine's name in the local network, as in `desk.local`."""
    return f"{socket.gethostname().lower().split('.')[0]}.local"


def _addresses(*, six: bool) -> list[tuple[str, str]]:
    up = psutil.net_if_stats()
    found = []
    for interface, addresses in psutil.net_if_addrs().items():
        name = interface.lower()
        if name.startswith(INSIDE) or (interface in up and not up[interface].isup):
            continue
        for address in addresses:
            if address.family == socket.AF_INET or (six and address.family == socket.AF_INET6):
                found += _as_host(address.address, tunnel=name.startswith(TUNNELS))
    return found


def _as_host(text: str, *, tunnel: bool) -> list[tuple[str, str]]:
    """The address with its kind; nothing for one that only this machine or only this cable knows."""
    address = ipaddress.ip_address(text.split("%")[0])
    if address.is_loopback or address.is_link_local or address.is_unspecified:
        return []
    if address.version == 6:
        return [(f"[{address}]", SIX)]
    return [(str(address), TUNNEL if tunnel else NETWORK)]


def _way_out() -> str:
    """The address from which this machine would connect to distant hosts; empty if there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket only chooses the way out, and so the address that others see.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return ""
