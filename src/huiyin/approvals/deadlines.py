"""By when a step is to be decided: hours while the office is open, or the end of a working day."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from huiyin.approvals.flow_steps import StepRule
from huiyin.company.office_hours import OfficeHours, add_office_time, read_office_hours
from huiyin.company.queries import the_company
from huiyin.company.working_days import add_working_days, is_working_day


def due(rule: StepRule, start: datetime) -> datetime:
    company = the_company()
    hours = read_office_hours(company.office_hours) or OfficeHours(time(9), time(18))
    zone = ZoneInfo(company.time_zone)
    if rule.days:
        on = add_working_days(start.astimezone(zone).date(), rule.days)
        return datetime.combine(on, hours.closes, zone)
    return add_office_time(
        start,
        timedelta(hours=rule.hours),
        hours=hours,
        zone=company.time_zone,
        is_working_day=is_working_day,
    )
