"""The same browsers and house as for jobs."""

from huiyin.jobs.tests.conftest import browser, house

__all__ = ["browser", "house"]
