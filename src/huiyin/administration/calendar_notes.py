"""What is said where a promise would reach into a year whose holidays nobody has told us."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from huiyin.company.queries import the_company
from huiyin.company.working_days import unknown_horizon
from huiyin.core import clock
from huiyin.jobs.models import Stage

LONGEST = 20


def notes(stages: Iterable[Stage] = ()) -> list[str]:
    """A promise made today, by the longest of these stages: none while it ends in a known year."""
    days = max([stage.eta_days or 0 for stage in stages], default=LONGEST)
    year = unknown_horizon(clock.today(the_company().time_zone), days)
    if year is None:
        return []
    return [
        _(
            "Promises of %(days)s working days now reach into %(year)s, whose holidays nobody has told us. "
            "Their dates may move once they are entered under Holidays."
        )
        % {"days": days, "year": year}
    ]
