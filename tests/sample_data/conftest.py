"""What the tests of the sample extracts share."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Registers the mark of the one test that generates everything anew."""
    config.addinivalue_line("markers", "slow: takes seconds rather than milliseconds")
