"""What a store tells of a document and of what was paid."""

from typing import NamedTuple, Self


class State(NamedTuple):
    """What the store knows of a document.

    The digest that its record rests on, whether all was had for it, and the code of the error that it failed with.
    """

    digest: str
    whole: bool
    error_code: str | None = None


class Usage(NamedTuple):
    """What a run's exchanges took, those that were paid for; `cost_usd` is None where no price is known."""

    exchanges: int
    input_tokens: int
    output_tokens: int
    cost_usd: float | None

    @property
    def tokens(self) -> int:
        return self.input_tokens + self.output_tokens

    @property
    def cost(self) -> float:
        """US dollars, as far as they are known."""
        return self.cost_usd or 0.0

    def with_one(self, tokens: tuple[int, int], cost_usd: float | None) -> Self:
        """What it is with one exchange more."""
        read, written = tokens
        cost = self.cost_usd if cost_usd is None else self.cost + cost_usd
        return self._replace(
            exchanges=self.exchanges + 1,
            input_tokens=self.input_tokens + read,
            output_tokens=self.output_tokens + written,
            cost_usd=cost,
        )
