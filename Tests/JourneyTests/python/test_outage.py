"""Outages as `outage.py` makes them, shorter ones."""

import pytest

from fleet import RELAYED, Fleet
from outage import Outage

SECONDS = 3
BUYERS = 12


@pytest.fixture(scope="module")
def fleet(tmp_path_factory, certificates):
    running = Fleet(tmp_path_factory.mktemp("outages"), certificates, None)
    yield running
    running.close()


@pytest.mark.parametrize("is_killed", [True, False], ids=["killed", "stopped"])
@pytest.mark.parametrize("service", RELAYED)
def test_orders_wait_for_a_service_that_is_away_and_settle_when_it_is_back(
    fleet, service, is_killed
):
    outage = Outage(fleet, service, is_killed, BUYERS)
    outage.check(outage.run(SECONDS))
    fleet.confirm()
