"""A run that is killed again and again."""

from kills import survive
from loopback import LOOPBACK

pytestmark = LOOPBACK


def test_a_run_that_is_killed_ten_times_loses_nothing_and_pays_for_nothing_twice(tmp_path):
    """One right record a document, no question put again whose answer was stored, and a sound database."""
    told = survive(kills=10, documents=40, seed=1, folder=tmp_path)
    assert (told.wrong, told.paid_twice, told.unsound) == ([], 0, [])
    assert len(told.done_at_kills) == 10
    assert any(0 < done < 40 for done in told.done_at_kills)
    assert told.asked <= 40 + 10 * 4
