"""What `deploy/bench catalog` counts, which is the same on every machine, is within its bounds."""

import sys

from installation import ROOT

sys.path.insert(0, str(ROOT / "Tests/Bench"))


def test_imports_and_pages_cost_no_more_than_they_may(tmp_path, certificates):
    import catalog

    assert catalog.excess(catalog.counted(tmp_path, certificates)) == []
