"""When to send a failed request again, and after how long."""

import math
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

import tenacity

from summarizer.errors import ModelError

LONGEST_WAIT_SECONDS = 120.0
TRANSIENT = {"endpoint_down", "timeout", "rate_limited", "server_error"}
"""Codes of failures that may pass."""


class TransportError(ModelError):
    """One request failed; `wait_seconds` is how long the server asks to wait, `sure` as of `failures.Failure`."""

    sure = True

    def __init__(self, message: str, code: str, wait_seconds: float | None) -> None:
        super().__init__(message, code)
        self.wait_seconds = wait_seconds


class Pause:
    """Seconds between two attempts: what the server asks for, else twice as long each time, with jitter."""

    def __init__(self, first_seconds: float) -> None:
        self._doubling = tenacity.wait_exponential(first_seconds) + tenacity.wait_random(0, first_seconds)

    def __call__(self, state: tenacity.RetryCallState) -> float:
        fault = state.outcome.exception() if state.outcome else None
        wanted = fault.wait_seconds if isinstance(fault, TransportError) else None
        return min(self._doubling(state), LONGEST_WAIT_SECONDS) if wanted is None else wanted


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that Retry-After asks for, as a number or a date (RFC 9110, 10.2.3), at most `LONGEST_WAIT_SECONDS`.

    None if it asks for none.
    """
    value = headers.get("retry-after", "")
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(seconds, 0.0), LONGEST_WAIT_SECONDS) if math.isfinite(seconds) else None
