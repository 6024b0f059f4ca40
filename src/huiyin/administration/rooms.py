"""The first page of the settings: what there is, in one sentence each, and how it stands.

A line is shown only to who may open it, and only when its page exists here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.accounts.doors import may
from huiyin.accounts.models import Role, User
from huiyin.administration.access import may_open_people, may_open_users
from huiyin.company.models import Brand, Company, OrgUnit, Place
from huiyin.company.parts import existing_parts, is_off
from huiyin.company.queries import the_company
from huiyin.company.working_days import unknown_years
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.counting import count_of
from huiyin.interviews.models import NotifyRule, RuleManner
from huiyin.jobs.models import Pipeline, Reason
from huiyin.messaging.models import Template
from huiyin.people.models import Employee

May = Callable[[Actor], bool]


@dataclass(frozen=True)
class Line:
    name: str
    says: str
    icon: str
    url: str
    shape: str = "none"
    word: str = ""


@dataclass(frozen=True)
class Group:
    name: str
    lines: list[Line]


@dataclass(frozen=True)
class _Page:
    url_name: str
    name: str
    says: str
    icon: str
    may: May
    state: tuple[str, str] = ("none", "")


def groups(actor: Actor) -> list[Group]:
    company = the_company()
    counted = _counted()
    found = [Group(name, _lines(pages, actor, company)) for name, pages in _groups(company, counted)]
    return [group for group in found if group.lines]


def _lines(pages: list[_Page], actor: Actor, company: Company) -> list[Line]:
    lines = []
    for page in pages:
        if not page.may(actor) or is_off(page.url_name, company.switched_off):
            continue
        try:
            url = reverse(page.url_name)
        except NoReverseMatch:
            continue
        lines.append(Line(page.name, page.says, page.icon, url, *page.state))
    return lines


def _settings(actor: Actor) -> bool:
    return may(actor, "settings:edit")


def _counted() -> dict[str, int]:
    """Everything that the page counts, in one query."""
    rows = {
        "units": OrgUnit.objects.filter(is_active=True),
        "places": Place.objects.filter(is_active=True),
        "no_point": Place.objects.filter(is_active=True, gcj_lon=None, wgs_lon=None),
        "brands": Brand.objects.all(),
        "pipelines": Pipeline.objects.filter(is_published=True),
        "drafts": Pipeline.objects.filter(is_published=False),
        "reasons": Reason.objects.filter(is_active=True),
        "roles": Role.objects.all(),
        "people": Employee.objects.filter(is_active=True),
        "users": User.objects.filter(is_active=True),
        "rules": NotifyRule.objects.exclude(manner=RuleManner.OFF),
        "rules_off": NotifyRule.objects.filter(manner=RuleManner.OFF),
        "templates": Template.objects.all(),
    }
    found = Company.objects.values(**{name: count_of(query) for name, query in rows.items()}).first()
    return dict(found) if found else dict.fromkeys(rows, 0)


def _groups(company: Company, n: dict[str, int]) -> list[tuple[str, list[_Page]]]:
    return [
        (_("Company"), [*_company_pages(company, n), *_site_pages(company, n)]),
        (_("Hiring"), _hiring_pages(n)),
        (_("Letters"), _letter_pages(company, n)),
        (_("People and rights"), _people_pages(n)),
        (_("System"), _system_pages(company)),
    ]


def _company_pages(company: Company, n: dict[str, int]) -> list[_Page]:
    return [
        _Page(
            "settings:company",
            _("Company"),
            _("Name, registered name, switchboard, office hours."),
            "building",
            _settings,
            ("none", company.name),
        ),
        _Page(
            "settings:house_rules",
            _("House rules"),
            _("Quiet hours, letters a day, how often a candidate may move."),
            "clock",
            _settings,
            (
                "none",
                _("quiet %(a)s–%(b)s")
                % {"a": f"{company.quiet_start:%H:%M}", "b": f"{company.quiet_end:%H:%M}"},
            ),
        ),
        _Page(
            "settings:units",
            _("Organisation"),
            _("Branches and departments, as a tree."),
            "route",
            _settings,
            ("none", _count(n["units"])),
        ),
    ]


def _site_pages(company: Company, n: dict[str, int]) -> list[_Page]:
    point = (
        ("wait", _("%(n)s without coordinates") % {"n": n["no_point"]})
        if n["no_point"]
        else ("none", str(n["places"]))
    )
    return [
        _Page(
            "settings:places",
            _("Places and rooms"),
            _("Address, entrance, the way, rooms and seats."),
            "map-pin",
            _settings,
            point,
        ),
        _Page(
            "settings:brands",
            _("Brands"),
            _("Logo, colour, who signs and where answers go."),
            "writing-sign",
            _settings,
            ("none", _count(n["brands"])),
        ),
        _Page(
            "settings:calendar",
            _("Holidays"),
            _("Which days are worked, 调休 included."),
            "calendar-event",
            _settings,
            _calendar_state(company),
        ),
    ]


def _hiring_pages(n: dict[str, int]) -> list[_Page]:
    drafts = (
        "wait",
        ngettext("%(n)s is not published", "%(n)s are not published", n["drafts"]) % {"n": n["drafts"]},
    )
    return [
        _Page(
            "settings:pipelines",
            _("Pipelines"),
            _("Stages, what candidates read of them, by when they hear."),
            "list-check",
            _settings,
            drafts if n["drafts"] else ("none", _count(n["pipelines"])),
        ),
        _Page(
            "settings:reasons",
            _("Reasons"),
            _("Why something ends, and what the person may read of it."),
            "file-text",
            _settings,
            ("none", _count(n["reasons"])),
        ),
        _Page(
            "flows:list",
            _("Approval flows"),
            _("Who decides what, in which steps."),
            "circle-check",
            _settings,
        ),
        _Page(
            "imports:list",
            _("Imports"),
            _("Bring people in from a sheet; undo it."),
            "file-import",
            lambda actor: may(actor, "imports:run"),
        ),
    ]


def _letter_pages(company: Company, n: dict[str, int]) -> list[_Page]:
    off = (
        ("wait", _("%(n)s are off") % {"n": n["rules_off"]}) if n["rules_off"] else ("ok", _count(n["rules"]))
    )
    language = _("new candidates: %(language)s") % {
        "language": "English" if company.language == "en" else "中文"
    }
    return [
        _Page(
            "templates:list",
            _("Templates"),
            _("What every letter says, in both languages."),
            "mail",
            lambda actor: may(actor, "letters:see"),
            ("none", _count(n["templates"])),
        ),
        _Page(
            "rules:list",
            _("Notification rules"),
            _("What goes out by itself around an interview."),
            "bell",
            _settings,
            off,
        ),
        _Page(
            "settings:channels",
            _("Channels"),
            _("By which servers letters leave, and where that is set."),
            "send",
            _settings,
        ),
        _Page(
            "desk:channels",
            _("Letter health"),
            _("Does each channel carry, why not, and a test."),
            "circle-check",
            _settings,
        ),
        _Page(
            "settings:languages",
            _("Languages"),
            _("What new candidates are written in."),
            "message-circle",
            _settings,
            ("none", language),
        ),
    ]


def _people_pages(n: dict[str, int]) -> list[_Page]:
    return [
        _Page(
            "settings:people",
            _("Colleagues"),
            _("Who is there, who manages whom, who left."),
            "users",
            may_open_people,
            ("none", _count(n["people"])),
        ),
        _Page(
            "settings:users",
            _("Accounts"),
            _("Who may sign in, with which roles, devices and tokens."),
            "user-check",
            may_open_users,
            ("none", _count(n["users"])),
        ),
        _Page(
            "settings:roles",
            _("Roles and fields"),
            _("Who sees what, and what may be done to it."),
            "lock",
            may_open_users,
            ("none", _count(n["roles"])),
        ),
    ]


def _system_pages(company: Company) -> list[_Page]:
    off = len([part for part in existing_parts() if part.key in company.switched_off])
    state = (
        ("wait", ngettext("%(n)s is off", "%(n)s are off", off) % {"n": off})
        if off
        else ("ok", _("all in use"))
    )
    return [
        _Page(
            "settings:parts",
            _("Parts in use"),
            _("Switch off what this house does not need."),
            "menu-2",
            _settings,
            state,
        ),
        _Page(
            "settings:audit",
            _("Audit log"),
            _("Who did what, when. It cannot be changed."),
            "history",
            lambda actor: may(actor, "audit:see"),
        ),
    ]


def _calendar_state(company: Company) -> tuple[str, str]:
    today = clock.today(company.time_zone)
    missing = unknown_years([today, today.replace(year=today.year + 1, month=1, day=1)])
    if not missing:
        return "ok", _("%(year)s is known") % {"year": today.year}
    shape = "late" if today.year in missing else "wait"
    return shape, _("nobody has told us %(year)s") % {"year": missing[0]}


def _count(n: int) -> str:
    return str(n)
