"""The pace: limits of the user in any minute, limits of the endpoint, and when it is asked no more."""

import asyncio

import pytest

from summarizer.asking import pacing
from summarizer.asking.breaker import BREAKS_AFTER
from summarizer.asking.pacing import Bucket, RateLimiter, RateLimits
from summarizer.errors import ModelError, UsageError

DOWN = ModelError("host can't be reached", "endpoint_down")


class OwnClock(asyncio.SelectorEventLoop):
    """A loop that waits for nothing: its clock goes on by what it would have waited, whatever the machine has to do."""

    def __init__(self):
        super().__init__()
        self._now, look = 1.0, self._selector.select
        self._selector.select = lambda seconds: [self._pass(seconds), *look(0)][1:]

    def time(self):
        return self._now

    def _pass(self, seconds):
        self._now += seconds or 0


async def sent(pace, count, prompt_tokens=0.0):
    """The loop's times at which so many requests, put at once, got their turn, in the order of their asking."""
    times = {}

    async def one(number):
        async with pace.turn(prompt_tokens):
            times[number] = asyncio.get_running_loop().time()

    await asyncio.gather(*(one(number) for number in range(count)))
    return [times[number] for number in range(count)]


@pytest.mark.slow
def test_requests_a_minute_are_spread_and_come_in_their_order(monkeypatch):
    """With a minute of half a second: never more than the limit in it, and first come first sent."""
    monkeypatch.setattr(pacing, "_MINUTE", 0.5)
    times = asyncio.run(use_of(RateLimits(50, rpm=20), 1, lambda pace: sent(pace, 45)))
    assert times == sorted(times)
    assert times[-1] - times[0] >= 0.99
    assert all(later - first >= 0.49 for first, later in zip(times, times[20:], strict=False))


@pytest.mark.slow
def test_tokens_a_minute_count_what_the_endpoint_counted(monkeypatch):
    """Answers that were longer than estimated are paid back before the next request goes."""
    monkeypatch.setattr(pacing, "_MINUTE", 0.5)

    async def use(pace):
        [first] = await sent(pace, 1, 100)
        pace.answered(100, 100, 900)
        [second] = await sent(pace, 1, 100)
        pace.answered(100, 4000, 5000)
        [third] = await sent(pace, 1, 100)
        return second - first, third - second

    short, long = asyncio.run(use_of(RateLimits(tpm=10_000), 1, use))
    assert short < 0.2
    assert long > 0.4


def test_after_a_429_nobody_asks_until_its_time_is_over_and_half_as_many_ask():
    """A Retry-After holds for all; several 429s to requests of one moment halve once; answers bring the rest back."""

    async def use(pace):
        loop = asyncio.get_running_loop()
        at = loop.time()
        for _ in range(5):
            pace.slow_down(at, 0.2)
        seen = [pace.concurrency]
        times = await sent(pace, 3)
        for _ in range(40):
            pace.answered(1, 1, 1)
        return times[0] - at, [*seen, pace.concurrency]

    waited, concurrency = asyncio.run(use_of(RateLimits(8), 1, use))
    assert waited >= 0.19
    assert concurrency == [4, 8]


def test_without_a_retry_after_the_pause_doubles_until_an_answer_comes():
    """So a quota that is counted by the minute is outwaited, in which no request uses up its retries."""

    async def use(pace):
        waited = []
        for answered in (False, False, False, True, False):
            if answered:
                pace.answered(1, 1, 1)
            at = asyncio.get_running_loop().time()
            pace.slow_down(at, None)
            [sent_at] = await sent(pace, 1)
            waited.append(sent_at - at)
        return waited

    with asyncio.Runner(loop_factory=OwnClock) as runner:
        waited = runner.run(use_of(RateLimits(4), 5, use))
    assert [round(seconds) for seconds in waited] == [5, 10, 20, 5, 10]


async def use_of(limits, pause_seconds, use):
    return await use(RateLimiter(limits, pause_seconds))


def test_never_more_requests_are_under_way_than_allowed():
    """Even while the limit goes down and up again."""
    most = []

    async def use(pace):
        under_way = 0

        async def one(number):
            nonlocal under_way
            async with pace.turn(0):
                under_way += 1
                most.append(under_way)
                await asyncio.sleep(0.001 * (number % 3))
                under_way -= 1
            if number % 10 == 0:
                pace.slow_down(asyncio.get_running_loop().time(), None)
            pace.answered(1, 1, 1)

        await asyncio.gather(*(one(number) for number in range(80)))

    asyncio.run(use_of(RateLimits(6), 0.001, use))
    assert max(most) <= 6


@pytest.mark.slow
def test_requests_that_wait_learn_that_the_endpoint_is_gone():
    """They do not wait for a turn that never comes."""

    async def use(pace):
        pace.slow_down(asyncio.get_running_loop().time(), 1.5)
        waiting = [asyncio.create_task(sent(pace, 1)) for _ in range(3)]
        await asyncio.sleep(0.01)
        for _ in range(BREAKS_AFTER):
            pace.breaker.failed(DOWN)
        pace.breaker.probed(DOWN)
        return await asyncio.gather(*waiting, return_exceptions=True)

    assert [error.code for error in asyncio.run(use_of(RateLimits(2), 1, use))] == ["not_asked"] * 3


@pytest.mark.parametrize("limits", [{"concurrency": 0}, {"rpm": 0}, {"tpm": -1}])
def test_limits_below_one_are_refused(limits):
    """A run that could ask nobody is no run."""
    with pytest.raises(UsageError):
        RateLimits(**limits)


@pytest.mark.slow
@pytest.mark.parametrize("amounts", [[30.0] * 4, [1.0] * 60, [55.0, 5.0, 40.0], [100.0, 10.0]])
def test_no_minute_holds_more_tokens_than_the_limit(monkeypatch, amounts):
    """With a minute of half a second and 40 tokens in it: what is taken by its end is the limit and the rest of one portion."""
    monkeypatch.setattr(pacing, "_MINUTE", 0.5)

    async def use():
        bucket, clock, taken = Bucket(40, 2), asyncio.get_running_loop().time, []
        for amount in amounts:
            await bucket.take(amount)
            taken.append((clock(), amount))
        return taken

    taken = asyncio.run(use())
    for at, _ in taken:
        ended = [amount for moment, amount in taken if at <= moment < at + 0.48]
        assert sum(ended[1:]) <= 40
