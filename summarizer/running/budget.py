"""What a run may take, and the client that keeps to it.

No further document is taken when a budget is used up. What is under way is counted by the mean of the documents before,
so a budget is overdrawn by little; the first document goes alone, to show what one takes. A patch is an extra: what it
may take is reserved before it is sent, and one that the budget does not hold is not sent.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from summarizer.asking.client import Answer, Client, DraftT
from summarizer.asking.pacing import RateLimiter, estimated_tokens
from summarizer.asking.prices import price_usd
from summarizer.asking.recording import Request
from summarizer.asking.settings import Settings
from summarizer.errors import ModelError
from summarizer.running.store.archive import Archive
from summarizer.running.store.totals import Usage


@dataclass(frozen=True, slots=True)
class Budget:
    """When to take no further document: after so many inputs, tokens, US dollars; None is without end."""

    documents: int | None = None
    tokens: int | None = None
    cost_usd: float | None = None

    @property
    def counts(self) -> bool:
        """Whether it depends on what answers take."""
        return self.tokens is not None or self.cost_usd is not None


@dataclass
class Spending:
    """A budget, and what of it is spent (in an archive) and reserved."""

    budget: Budget
    archive: Archive
    tokens_reserved: float = 0.0
    cost_reserved: float = 0.0
    before: Usage = field(init=False)

    def __post_init__(self) -> None:
        self.before = self.archive.spent

    @property
    def any_answer(self) -> bool:
        """Whether something was paid for since this began."""
        return self.archive.spent.exchanges != self.before.exchanges

    def used_up(self, ahead: float) -> str | None:
        """Why the budget is used up if what was spent since the beginning is to be spent `ahead` times."""
        spent, before = self.archive.spent, self.before
        tokens = before.tokens + (spent.tokens - before.tokens) * ahead
        return self._exceeded(tokens, before.cost + (spent.cost - before.cost) * ahead)

    def out_of_reach(self, tokens: float, cost: float) -> str | None:
        """Why the budget does not hold so much more than is spent and reserved."""
        spent = self.archive.spent
        return self._exceeded(spent.tokens + self.tokens_reserved + tokens, spent.cost + self.cost_reserved + cost)

    def reserve(self, tokens: float, cost: float) -> None:
        """Hold so much back; negative: let it go again."""
        self.tokens_reserved += tokens
        self.cost_reserved += cost

    def _exceeded(self, tokens: float, cost: float) -> str | None:
        budget, spent = self.budget, self.archive.spent
        if budget.tokens is not None and tokens >= budget.tokens:
            return f"--max-tokens {budget.tokens}: {spent.tokens} are used"
        if budget.cost_usd is not None and cost >= budget.cost_usd:
            return f"--max-cost {budget.cost_usd:g}: {spent.cost:.4f} US dollars are spent"
        return None


class BudgetedClient(Client):
    """A client that reserves what a request may take, and sends no patch that the budget does not hold.

    `refused` is told why.
    """

    def __init__(
        self, settings: Settings, spending: Spending, pace: RateLimiter, refused: Callable[[str], None]
    ) -> None:
        super().__init__(settings, spending.archive, record=True, pace=pace)
        self._asked_with = settings
        self._spending = spending
        self._refused = refused

    async def ask(self, request: Request, draft: type[DraftT]) -> Answer[DraftT]:
        spending = self._spending
        if not spending.budget.counts or spending.archive.get(request.digest(0)) is not None:
            return await super().ask(request, draft)
        tokens, cost = self._may_take(request)
        why = spending.out_of_reach(tokens, cost) if request.round else None
        if why is not None:
            self._refused(why)
            raise ModelError(f"not asked: {why}", "not_asked")
        spending.reserve(tokens, cost)
        try:
            return await super().ask(request, draft)
        finally:
            spending.reserve(-tokens, -cost)

    def _may_take(self, request: Request) -> tuple[float, float]:
        """Tokens and US dollars of a request and its answer: figures take about as many as the sentences they are in."""
        read = estimated_tokens({"messages": request.messages})
        return 2 * read, price_usd(self._asked_with, round(read), round(read)) or 0.0
