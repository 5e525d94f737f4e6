"""A server that fails in every way it knows."""

from faults import endure
from faulty import FAULTS
from loopback import LOOPBACK

pytestmark = LOOPBACK


def test_whatever_an_endpoint_does_each_document_ends_once_and_for_the_right_reason(tmp_path):
    """200 documents, one request in three failing: as many records, each as the faults it met demand."""
    told = endure(documents=200, share=0.33, concurrency=32, seed=3, folder=tmp_path)
    assert (told.records, told.wrong, told.oversent) == (200, [], 0)
    assert {*FAULTS, "right"} == {*told.faults}
    assert {ending.status for ending in told.endings} == {"ok", "flagged", "failed"}
