"""What an answer costs, by the price list of genai-prices, which comes with the package and is read offline."""

from typing import Any
from urllib.parse import urlsplit

from summarizer.asking.recording import cached_tokens, tokens
from summarizer.asking.settings import Settings

_OWN = {"127.0.0.1", "localhost", "::1"}


def cost_usd(settings: Settings, response: Any) -> float | None:
    """US dollars for a ChatCompletion, or None where its tokens or the price of its model at that endpoint are unknown."""
    read, written = tokens(response)
    if read is None or written is None:
        return None
    return price_usd(settings, read, written, cached_tokens(response) or 0)


def price_usd(settings: Settings, read: int, written: int, cached: int = 0) -> float | None:
    """US dollars for tokens read (of them `cached` from the provider's cache) and written; None: not known."""
    if urlsplit(settings.base_url).hostname in _OWN:
        return None
    from genai_prices import Usage, calc_price  # noqa: PLC0415 - takes most of a second

    usage = Usage(input_tokens=read, output_tokens=written, cache_read_tokens=min(cached, read))
    try:
        return float(calc_price(usage, settings.model, provider_api_url=settings.base_url).total_price)
    except (LookupError, ValueError):
        return None
