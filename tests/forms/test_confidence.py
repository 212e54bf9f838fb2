"""Confidence is the share of right values: raised towards what was measured, never over the line of doubt."""

from hypothesis import given
from hypothesis import strategies as st

from ami_cli.forms.assemble import DOUBTED, TRUE_SHARE, calibrated


def test_half_of_the_gap_to_the_measured_share_is_closed():
    assert calibrated(0.885) == 0.935
    assert calibrated(0.99) == 0.99


@given(st.floats(0, 1))
def test_a_doubted_value_stays_doubted_and_none_is_announced_surer_than_measured(sure):
    said = calibrated(sure)
    assert (said < DOUBTED) == (sure < DOUBTED)
    assert sure <= said <= max(sure, TRUE_SHARE)


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_order_of_confidences_is_kept(one, two):
    low, high = sorted((one, two))
    assert calibrated(low) <= calibrated(high)
