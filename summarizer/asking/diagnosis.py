"""What is configured, what is reachable and what is missing: the checks of `summarizer doctor`. No secret is in them."""

import asyncio
import platform
import sqlite3
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Literal, NamedTuple

from summarizer.asking.endpoint import Endpoint
from summarizer.asking.local import weights
from summarizer.asking.proxies import proxy_of
from summarizer.asking.recording import RecordingFolder
from summarizer.asking.settings import NO_KEY, Settings
from summarizer.asking.sources import SHIPPED, WHAT_TO_SET
from summarizer.errors import SummarizerError
from summarizer.resources import install_command, locate, version

State = Literal["ok", "missing", "wrong"]


class Check(NamedTuple):
    """The result of one check; `missing` is what a user may never need."""

    name: str
    state: State
    detail: str


def checks(settings: Settings) -> Iterator[Check]:
    """The checks, in order; the only request asks the endpoint for its list of models."""
    yield Check(
        "summarizer",
        "ok",
        f"{version()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
    )
    yield _model(settings)
    yield _endpoint(settings)
    yield _route(settings)
    yield _recordings()
    yield _local()
    yield _parquet()


def _model(settings: Settings) -> Check:
    if settings.model:
        return Check("model", "ok", settings.model)
    return Check("model", "missing", "none is named: set --model or SUMMARIZER_MODEL")


def _endpoint(settings: Settings) -> Check:
    if not settings.api_key:
        return Check("endpoint", "missing", f"no key is set: {WHAT_TO_SET}")
    key = "no key is set" if settings.api_key == NO_KEY else "a key is set"
    try:
        models = asyncio.run(_models(settings))
    except SummarizerError as error:
        return Check("endpoint", "wrong", f"{error.message} ({key})")
    known = not models or not settings.model or settings.model in models
    if not known:
        return Check(
            "endpoint", "wrong", f"{settings.host} has no model {settings.model}: it has {', '.join(models[:8])}"
        )
    return Check("endpoint", "ok", f"{settings.host} answers; {key}")


def _route(settings: Settings) -> Check:
    proxy = proxy_of(settings.base_url)
    if proxy is not None:
        return Check("proxy", "ok", f"{settings.host} is asked by the proxy {proxy.shown}")
    return Check("proxy", "ok", f"none: {settings.host} is asked directly")


async def _models(settings: Settings) -> list[str]:
    endpoint = Endpoint(settings)
    try:
        return await endpoint.models()
    finally:
        await endpoint.close()


def _recordings() -> Check:
    sample = RecordingFolder(locate(SHIPPED)).sample()
    if sample is None:
        return Check("recordings", "missing", "the recorded answers about the seeds are not installed")
    return Check(
        "recordings", "ok", f"answers of {sample.request['model']} about the seeds, used where no model is set"
    )


def _local() -> Check:
    if find_spec("xllamacpp") is None:
        return Check("local model", "missing", f"--local needs llama.cpp and weights: {weights.HOW_TO_INSTALL}")
    if not (weights.assembled() or weights.installed()):
        return Check("local model", "missing", f"llama.cpp is there, weights are not: {weights.HOW_TO_INSTALL}")
    return Check("local model", "ok", f"llama.cpp and {weights.NAME} are there")


def _parquet() -> Check:
    if find_spec("pyarrow") is None:
        return Check("parquet", "missing", f"export --format parquet needs pyarrow: {install_command('parquet')}")
    return Check("parquet", "ok", "pyarrow is there")
