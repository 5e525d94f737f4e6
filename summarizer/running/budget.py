"""What a run may take, and the transport that keeps to it.

A run begins no further document when its budget is used up. What is under way counts by the mean of the documents
before, so a run overdraws its budget by little; the first document goes alone, to show what one takes. A patch is an
extra: the transport reserves what it may take, and does not send one that the budget does not hold.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import Field

from summarizer.asking.prices import price_usd
from summarizer.asking.recording import Exchange, Request
from summarizer.asking.settings import Settings
from summarizer.asking.token_counts import estimated_tokens
from summarizer.asking.transport import Transport
from summarizer.errors import ModelError
from summarizer.resources import message
from summarizer.running.store.archive import Archive
from summarizer.running.store.totals import Usage


@dataclass(frozen=True, slots=True)
class Budget:
    """When a run begins no further document: after so many inputs, tokens, US dollars; None sets no limit."""

    documents: Annotated[int, Field(strict=True, ge=1)] | None = None
    tokens: Annotated[int, Field(strict=True, ge=1)] | None = None
    cost_usd: Annotated[float, Field(strict=True, ge=0)] | None = None

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
            return message("budget.tokens", limit=budget.tokens, used=spent.tokens)
        if budget.cost_usd is not None and cost >= budget.cost_usd:
            return message("budget.cost", limit=budget.cost_usd, spent=spent.cost)
        return None


@dataclass(frozen=True)
class BudgetedTransport:
    """Reserves what a request may take, and sends no patch that the budget does not hold.

    It wraps the transport that is paid for, so what is replayed reserves nothing. `refuse` gets the reason.
    """

    paid: Transport
    settings: Settings
    spending: Spending
    refuse: Callable[[str], None]

    async def exchange(self, request: Request, attempt: int, body: dict[str, Any]) -> Exchange:
        spending = self.spending
        if not spending.budget.counts:
            return await self.paid.exchange(request, attempt, body)
        tokens, cost = self._may_take(request)
        why = spending.out_of_reach(tokens, cost) if request.round and not attempt else None
        if why is not None:
            self.refuse(why)
            raise ModelError(message("not_asked", why=why))
        spending.reserve(tokens, cost)
        try:
            return await self.paid.exchange(request, attempt, body)
        finally:
            spending.reserve(-tokens, -cost)

    def judge(self, error: ModelError | None) -> None:
        self.paid.judge(error)

    async def close(self) -> None:
        await self.paid.close()

    def _may_take(self, request: Request) -> tuple[float, float]:
        """Tokens and US dollars of a request and its answer: figures take about as many as the sentences around them."""
        read = estimated_tokens({"messages": request.messages})
        return 2 * read, price_usd(self.settings, round(read), round(read)) or 0.0
