"""One client for many documents, and Documents as inputs."""

import asyncio
import copy
import json
import pickle
from dataclasses import asdict, replace

import pytest
from articles import article, draft
from loopback import LOOPBACK, Loopback, answer, status

from summarizer import Document, RateLimits, RunConfig, Summarizer, UsageError

pytestmark = LOOPBACK

KEY = "sk-planted-0z12q3-456+789"
PIECE = b"0z12q3"


def right(number):
    return answer(json.dumps(draft(article(number)), ensure_ascii=False))


def document(number, **changes):
    made = Document(id=f"d{number}", path="", raw=article(number), sha256=f"{number:064}")
    return replace(made, **changes)


def counting(server):
    """The connections that a server accepts, counted."""
    accepted, accept = [], server._server.get_request
    server._server.get_request = lambda: accepted.append(accept()) or accepted[-1]
    return accepted


def test_a_session_asks_about_many_documents_over_one_connection():
    """Text, Document, one after the other; each has its record."""

    async def main(made):
        async with made.session() as asking:
            return [await asking.summarize(source) for source in (article(0), document(1), document(2))]

    with Loopback(right(0), right(1), right(2)) as server:
        connections = counting(server)
        records = asyncio.run(main(Summarizer("m", base_url=server.url)))
        assert (len(connections), len(server.received)) == (1, 3)
    assert [record.status for record in records] == ["ok"] * 3
    assert [record.document.id for record in records][1:] == ["d1", "d2"]


def test_calls_of_a_session_may_overlap_at_its_pace():
    """Two at a time use two connections at most."""

    async def main(made):
        async with made.session(RateLimits(concurrency=2)) as asking:
            return await asyncio.gather(*(asking.summarize(document(0, id=f"d{n}")) for n in range(6)))

    with Loopback(right(0)) as server:
        connections = counting(server)
        records = asyncio.run(main(Summarizer("m", base_url=server.url)))
        assert 1 <= len(connections) <= 2
    assert [record.document.id for record in records] == [f"d{n}" for n in range(6)]


def test_an_error_of_one_document_is_in_its_record_and_the_session_goes_on():
    """The endpoint refuses one request; outside of its block a session answers nothing."""

    async def main(made):
        session = made.session()
        async with session as asking:
            records = [await asking.summarize(document(number)) for number in (0, 1)]
        with pytest.raises(RuntimeError, match="async with"):
            await session.summarize(document(0))
        return records

    with Loopback(status(400, "too strange"), right(1)) as server:
        failed, good = asyncio.run(main(Summarizer("m", base_url=server.url, retries=1)))
    assert (failed.error.code, good.status) == ("bad_request", "ok")


def test_a_session_needs_a_model_or_recordings(monkeypatch):
    """It says so on entry."""
    for name in ("OPENAI_API_KEY", "SUMMARIZER_BASE_URL", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)

    async def main():
        async with Summarizer("m").session():
            pytest.fail("nobody can be asked")

    with pytest.raises(UsageError, match="no key"):
        asyncio.run(main())


def test_documents_and_paths_run_in_their_order_with_ids_of_their_own(tmp_path):
    """Documents before, between and after files; a generator is drawn as it is needed."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(article(0), encoding="utf-8")
    items = [document(0), tmp_path / "a.txt", str(tmp_path / "b.txt"), document(0, id="a.txt"), document(0, raw="")]
    with Loopback(right(0)) as server:
        made = Summarizer("m", base_url=server.url)
        records = list(made.run(items))
        lazy = list(made.run(document(0, id=f"g{n}") for n in range(6)))
        single = list(made.run(tmp_path / "a.txt"))
    assert [record.document.id for record in records] == ["d0", "a.txt", "b.txt", "a.txt#2", "d0#2"]
    assert [record.status for record in records[:4]] == ["ok"] * 4
    assert [record.document.id for record in lazy] == [f"g{n}" for n in range(6)]
    assert [record.document.id for record in single] == ["a.txt"]


def test_a_path_that_does_not_exist_is_a_usage_error(tmp_path):
    """As for paths alone."""
    with pytest.raises(UsageError):
        list(Summarizer(replay="fixtures/recordings/large-llm").run([document(0), tmp_path / "none.txt"]))


def test_no_key_is_in_anything_that_is_pickled_shown_or_taken_apart(monkeypatch, tmp_path):
    """Settings, plan, source, setup and config come back without their key; copies within the program keep it."""
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
    made = Summarizer("m", base_url="http://127.0.0.1:1/v1", record=tmp_path)
    settings = made.plan.settings
    parts = [settings, made.plan, made.setup.source, made.setup.config, made.setup, RunConfig(), settings.api_key]
    for part in parts:
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            assert PIECE not in pickle.dumps(part, protocol)
        assert PIECE.decode() not in repr(part)
        assert type(pickle.loads(pickle.dumps(part))) in {type(part), type(None)}  # noqa: S301
    assert pickle.loads(pickle.dumps(made.plan)).settings == replace(settings, api_key=None)  # noqa: S301
    assert PIECE.decode() not in f"{asdict(settings)}{asdict(made.plan)}{made.setup.described(['a'])}"
    kept = (copy.copy(settings), copy.deepcopy(settings), copy.deepcopy(made.plan).settings, replace(settings, seed=1))
    assert [one.api_key for one in kept] == [KEY] * 4
