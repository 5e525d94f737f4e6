"""The parts of a run, each alone: its feed of tasks, what becomes of a task, and who is under way."""

import asyncio
import json

from articles import article, articles, draft
from loopback import completion

from summarizer import Summarizer
from summarizer.asking.client import Client
from summarizer.asking.recording import Exchange
from summarizer.asking.settings import Settings
from summarizer.asking.transport import ReplayTransport
from summarizer.errors import ModelError
from summarizer.reading.inputs.documents import sight
from summarizer.running.config import RunOptions
from summarizer.running.feed import Feed
from summarizer.running.processing import EarlierDocuments, process
from summarizer.running.store.store import Store
from summarizer.running.under_way import UnderWay
from summarizer.running.workers.crew import Crew
from summarizer.summarizing.plan import Plan

PLAN = Plan(Settings("m"), patches=0)


class Answers:
    """A transport that answers everything alike, or with an error."""

    def __init__(self, text):
        self.text, self.asked = text, 0

    async def exchange(self, request, attempt, _body):
        self.asked += 1
        if isinstance(self.text, Exception):
            raise self.text
        return Exchange.of(request, attempt, completion(self.text))

    def judge(self, error):
        """Nothing is noted."""

    async def close(self):
        """Nothing is open."""


def fed(store, inputs, *, most=99, stops_after=99, kept=list):
    """The tasks of a feed: at most `most` may begin, and the run stops when so many have come."""
    archive, tasks = Summarizer("m", base_url="http://127.0.0.1:1/v1").setup.archive(store), []

    async def may_begin():
        return len(tasks) < most

    async def main():
        async with Crew(0, print) as nobody:
            feed = Feed(
                sight([str(inputs)]),
                archive,
                PLAN,
                RunOptions(),
                goes_on=lambda: len(tasks) < stops_after,
                may_begin=may_begin,
                kept=kept,
                others=nobody,
            )
            while (task := await feed.next()) is not None:
                tasks.append(task)
            return feed.walked

    return tasks, asyncio.run(main())


def outcome_of(task, answers, **earlier):
    async def finished(_name):
        earlier.setdefault("waited", []).append(_name)

    async def main():
        record = earlier.pop("record", None)
        known = EarlierDocuments(lambda _name: record, finished, earlier.pop("dedupe", False))
        async with Client(PLAN.settings, answers) as client:
            return await process(task, client, PLAN, known)

    return asyncio.run(main())


def test_a_feed_gives_each_input_in_its_turn_scanned(tmp_path):
    """Tasks have their place and reason, and the earlier document that they repeat."""
    inputs = articles(tmp_path / "in", 3)
    (inputs / "00002.txt").write_text(article(0), encoding="utf-8")
    with Store.open(tmp_path / "out") as store:
        tasks, walked = fed(store, inputs)
    assert [(task.position, task.reason, task.sighting.id) for task in tasks] == [
        (0, "new", "00000.txt"),
        (1, "new", "00001.txt"),
        (2, "new", "00002.txt"),
    ]
    assert [task.twin and task.twin.id for task in tasks] == [None, None, "00000.txt"]
    assert walked == ["00000.txt", "00001.txt", "00002.txt"]


def test_a_feed_begins_no_more_than_it_may(tmp_path):
    """A closed budget and a stop end it; what did not begin is not walked."""
    inputs = articles(tmp_path / "in", 3)
    with Store.open(tmp_path / "out") as store:
        tasks, walked = fed(store, inputs, most=2)
        assert (len(tasks), walked) == (2, ["00000.txt", "00001.txt"])
        tasks, walked = fed(store, inputs, stops_after=1)
        assert (len(tasks), walked) == (1, ["00000.txt"])


def test_a_task_becomes_an_outcome_and_nothing_is_written(tmp_path):
    """A good answer, an error of the model, and one that nobody foresaw."""
    inputs = articles(tmp_path / "in", 1)
    with Store.open(tmp_path / "out") as store:
        [task], _ = fed(store, inputs)
        good = outcome_of(task, Answers(json.dumps(draft(article(0)), ensure_ascii=False)))
        refused = outcome_of(task, Answers(ModelError("no", "refused")))
        broken = outcome_of(task, Answers(KeyError("x")))
        assert store.counts() == {}
    assert [made.record.status for made in (good, refused, broken)] == ["ok", "failed", "failed"]
    assert [made.record.error.code for made in (refused, broken)] == ["refused", "internal_error"]


def test_a_near_duplicate_borrows_the_earlier_answer_without_asking(tmp_path):
    """With `dedupe` it waits for the earlier document first; without, it is asked about."""
    inputs = articles(tmp_path / "in", 1)
    (inputs / "00001.txt").write_text(article(0) + "\n", encoding="utf-8")
    answers = Answers(json.dumps(draft(article(0)), ensure_ascii=False))
    with Store.open(tmp_path / "out") as store:
        (first, second), _ = fed(store, inputs)
    record = outcome_of(first, answers).record
    borrowed = outcome_of(second, answers, record=record, dedupe=True)
    assert (answers.asked, borrowed.record.status) == (1, "ok")
    asked = outcome_of(second, answers, record=record)
    assert (answers.asked, asked.record.findings[-1].code) == (2, borrowed.record.findings[-1].code)


def test_who_waits_for_a_document_goes_on_when_it_ends():
    """Whether it ends well or not; one that is not under way is not waited for."""
    order = []

    async def work(under_way, name, seconds):
        with under_way.holding(name):
            await asyncio.sleep(seconds)
            order.append(name)

    async def wait(under_way):
        await under_way.finished("none")
        await under_way.finished("a")
        order.append("after a")
        await under_way.oldest_finished()
        order.append("after b")

    async def main():
        under_way = UnderWay()
        async with asyncio.TaskGroup() as group:
            group.create_task(work(under_way, "a", 0.02))
            group.create_task(work(under_way, "b", 0.06))
            await asyncio.sleep(0)
            assert len(under_way) == 2
            await wait(under_way)
        assert len(under_way) == 0

    asyncio.run(main())
    assert order == ["a", "after a", "b", "after b"]


def test_a_replay_marks_what_it_had_and_keeps_what_came(tmp_path):
    """Each request is answered once; the second time it is replayed."""
    known = {}

    class Kept:
        get = staticmethod(known.get)

        def put(self, exchange):
            known[exchange.digest] = exchange

    [answers, request] = [Answers("{}"), PLAN.request(({"role": "user", "content": "x"},), PLAN.prompt, PLAN.draft)]
    replay = ReplayTransport(Kept(), answers, record=True)
    made = [asyncio.run(replay.exchange(request, 0, {})) for _ in range(2)]
    assert (answers.asked, [exchange.replayed for exchange in made]) == (1, [False, True])
    assert made[0] == made[1]
