"""The library's settings: what there is not is refused by name, and no key is taken."""

import pickle

import pytest

from summarizer import Summarizer, UsageError


@pytest.mark.parametrize("options", [{}, {"base_url": "http://127.0.0.1:1/v1"}, {"local": True}])
def test_a_key_is_no_argument(options):
    """It would be printed with the call or pickled with its arguments; the message says where it belongs, not what it is."""
    with pytest.raises(UsageError, match="OPENAI_API_KEY") as raised:
        Summarizer(None if options.get("local") else "m", api_key="sk-a-secret-key", **options)
    assert "sk-a-secret-key" not in str(raised.value)
    assert b"sk-a-secret-key" not in pickle.dumps(raised.value.args)


def test_an_unknown_setting_is_named_with_those_that_there_are():
    """One line, for a typing error."""
    with pytest.raises(UsageError, match="no setting temprature, timeout: there are mode, timeout_seconds") as raised:
        Summarizer("m", temprature=0, timeout=3)
    assert "\n" not in raised.value.message
    assert "api_key" not in raised.value.message
