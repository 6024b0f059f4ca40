"""When somebody could begin, as the public form lets her say it: a code, and a sentence for her file."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from huiyin.company.models import Company
from huiyin.core.wording import day

STARTS: dict[str, str | Promise] = {
    "at_once": gettext_lazy("Could start at any time"),
    "two_weeks": gettext_lazy("Could start within two weeks"),
    "month": gettext_lazy("Could start within a month"),
    "later": gettext_lazy("Could start later than in a month"),
}


def start_sentence(code: str, at: datetime, company: Company) -> str:
    """In the house's language and with its day: within a month of when is what counts. Empty for no wish."""
    if code not in STARTS:
        return ""
    with override(company.language):
        on = day(at.astimezone(ZoneInfo(company.time_zone)).date(), company.language)
        return _("{wish} (said on {day})").format(wish=STARTS[code], day=on)
