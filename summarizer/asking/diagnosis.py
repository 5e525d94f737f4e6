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
from summarizer.reading.formats.file_forms import forms
from summarizer.resources import install_command, locate, message, version

State = Literal["ok", "missing", "wrong"]


class Check(NamedTuple):
    """The result of one check; `missing` is what a user may never need. `doctor.name.{name}` is what it is called."""

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
    yield from _formats()


def _model(settings: Settings) -> Check:
    if settings.model:
        return Check("model", "ok", settings.model)
    return Check("model", "missing", message("doctor.no_model"))


def _endpoint(settings: Settings) -> Check:
    if not settings.api_key:
        return Check("endpoint", "missing", message("doctor.endpoint", key=message("doctor.no_key"), how=WHAT_TO_SET))
    key = message("doctor.no_key" if settings.api_key == NO_KEY else "doctor.key")
    try:
        models = asyncio.run(_models(settings))
    except SummarizerError as error:
        return Check("endpoint", "wrong", message("doctor.wrong", why=error.message, key=key))
    known = not models or not settings.model or settings.model in models
    if not known:
        return Check(
            "endpoint",
            "wrong",
            message("doctor.other_models", host=settings.host, model=settings.model, known=models[:8]),
        )
    return Check("endpoint", "ok", message("doctor.answers", host=settings.host, key=key))


def _route(settings: Settings) -> Check:
    proxy = proxy_of(settings.base_url)
    if proxy is not None:
        return Check("proxy", "ok", message("doctor.proxy", host=settings.host, proxy=proxy.shown))
    return Check("proxy", "ok", message("doctor.no_proxy", host=settings.host))


async def _models(settings: Settings) -> list[str]:
    endpoint = Endpoint(settings)
    try:
        return await endpoint.models()
    finally:
        await endpoint.close()


def _recordings() -> Check:
    sample = RecordingFolder(locate(SHIPPED)).sample()
    if sample is None:
        return Check("recordings", "missing", message("doctor.no_recordings"))
    return Check("recordings", "ok", message("doctor.recordings", model=sample.request["model"]))


def _local() -> Check:
    if find_spec("xllamacpp") is None:
        return Check("local", "missing", message("doctor.no_engine", how=weights.HOW_TO_INSTALL))
    if not (weights.assembled() or weights.installed()):
        return Check("local", "missing", message("doctor.no_weights", how=weights.HOW_TO_INSTALL))
    return Check("local", "ok", message("doctor.local", model=weights.NAME))


def _parquet() -> Check:
    if find_spec("pyarrow") is None:
        return Check("parquet", "missing", message("doctor.no_pyarrow", how=install_command("parquet")))
    return Check("parquet", "ok", message("doctor.pyarrow"))


def _formats() -> Iterator[Check]:
    """Which forms of files are read, and what the others need."""
    ready = dict.fromkeys(suffix for form in forms() if form.is_ready for suffix in form.suffixes)
    yield Check("formats", "ok", message("doctor.formats", suffixes=" ".join(ready)))
    missing = {form.extra: form for form in forms() if form.is_read and not form.is_ready}
    for form in missing.values():
        suffixes = " ".join(suffix for other in forms() if other.extra == form.extra for suffix in other.suffixes)
        yield Check("formats", "missing", message("doctor.no_format", suffixes=suffixes, how=form.how_to_install))
