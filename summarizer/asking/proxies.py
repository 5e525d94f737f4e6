"""The proxy for an address: that of the environment, and none for this machine.

HTTP_PROXY, HTTPS_PROXY and ALL_PROXY are read, and NO_PROXY, each by the rules of httpx2 (and so of curl): hosts with
their subdomains, addresses, networks, `*` for all. On macOS and Windows the system's settings are, where none is set.
"""

import ipaddress
import os
import socket
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies


class ProxyRoute(NamedTuple):
    """A proxy, and the variable that names it; `shown` is its address without a password."""

    url: str
    variable: str

    @property
    def shown(self) -> str:
        scheme, _, rest = self.url.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2].partition('/')[0]} ({self.variable})"


def proxy_of(url: str, environ: Mapping[str, str] = os.environ) -> ProxyRoute | None:
    """The proxy by which an http address is reached; None for this machine, and where none is set."""
    address = urlsplit(url)
    proxies = getproxies()
    if is_this_machine(address.hostname or "") or _is_excepted(address, proxies.get("no", "")):
        return None
    for scheme in (address.scheme, "all"):
        if proxy := proxies.get(scheme):
            return ProxyRoute(proxy if "://" in proxy else f"http://{proxy}", _variable(scheme, environ))
    return None


def is_this_machine(host: str) -> bool:
    """Whether a host is a name or address of loopback: localhost, 127.0.0.0/8, ::1, or none in particular (0.0.0.0)."""
    host = host.rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    address = _address(host)
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    return address is not None and (address.is_loopback or address.is_unspecified)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))  # 127.1 is 127.0.0.1
    except OSError:
        return None


def _is_excepted(address: SplitResult, no_proxy: str) -> bool:
    return any(_excepts(entry.strip().lower(), address) for entry in no_proxy.split(",") if entry.strip())


def _excepts(entry: str, address: SplitResult) -> bool:
    """Whether an entry of NO_PROXY is for this address."""
    host = address.hostname or ""
    if entry == "*":
        return True
    scheme, _, rest = entry.rpartition("://")
    if scheme not in {"", "all", address.scheme}:
        return False
    if "/" in rest:
        return _holds(rest, host)
    name, port = _name_and_port(rest)
    if port and port != str(address.port or {"http": 80, "https": 443}[address.scheme]):
        return False
    if name.startswith(("*.", ".")):
        return host.endswith(name.removeprefix("*"))
    exact = bool(scheme) or name == "localhost" or _address(name) is not None
    return host == name or (not exact and host.endswith(f".{name}"))


def _name_and_port(entry: str) -> tuple[str, str]:
    if entry.startswith("["):
        name, _, port = entry[1:].partition("]")
        return name, port.removeprefix(":")
    if entry.count(":") > 1:
        return entry, ""
    name, _, port = entry.partition(":")
    return name, port


def _holds(network: str, host: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False


def _variable(scheme: str, environ: Mapping[str, str]) -> str:
    name = f"{scheme}_proxy"
    return next((known for known in (name, name.upper()) if environ.get(known)), "of the system's settings")
