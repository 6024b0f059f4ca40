"""What the public pages of jobs say, of one job, a branch or the house. Nothing of it is about a person."""

import json
from typing import Any

from django.conf import settings
from django.utils.html import linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from huiyin.candidates.actions.receiving import WORDS_LENGTH
from huiyin.company.colours import palette
from huiyin.company.models import Brand, Company, OrgUnit
from huiyin.company.queries import brand_of
from huiyin.company.working_days import add_working_days
from huiyin.core import clock
from huiyin.core.wording import localised
from huiyin.jobs.models import Job
from huiyin.jobs.posting import Process, open_jobs, process_of, recruiter_of
from huiyin.people.models import Employee
from huiyin.portal.apply_form import STARTS, opened_now
from huiyin.portal.applying import wordings
from huiyin.portal.logos import safe_logo

Context = dict[str, Any]
OTHERS = 6
LONGEST_LIST = 300
_HARMLESS = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def job_context(job: Job, company: Company, language: str) -> Context:
    """The page of an open job, with the empty form."""
    brand = brand_of(job.org_unit)
    process = process_of(job)
    application, pool = wordings(company, language)
    return {
        **house_context(company, brand),
        "job": job,
        "title": localised(job, "title", language),
        "points": [line.strip(" -·•") for line in job.highlights.splitlines() if line.strip(" -·•")],
        "process": process,
        "days": process.reply_days,
        "pay": job.pay_band if job.publishes_pay else None,
        "data": structured_data(job, company, brand),
        "address": f"{settings.HUIYIN_BASE_URL}{path_of(job)}",
        "consent": application,
        "pool_consent": pool,
        "opened": opened_now(),
        "starts": STARTS,
        "longest": WORDS_LENGTH,
        "megabytes": settings.HUIYIN_UPLOAD_BYTES // (1024 * 1024),
        "entered": {},
        "problems": {},
        "hr": contact_of(job, company),
    }


def house_context(company: Company, brand: Brand | None) -> Context:
    """Whose page it is: mark, name and, where it can be read, colour."""
    has_colour = brand is not None and palette(brand.colour) is not None
    return {
        "company": company,
        "brand": brand,
        "house_name": brand.name if brand else company.name,
        "logo": safe_logo(brand.logo_svg) if brand else "",
        "colour": f"{brand.pk}-{brand.colour[1:].lower()}" if brand and has_colour else "",
    }


def ended_context(job: Job, company: Company, language: str) -> Context:
    """A job that takes nobody in now: what else there is."""
    return {
        **house_context(company, brand_of(job.org_unit)),
        "job": job,
        "title": localised(job, "title", language),
        "is_paused": job.state == "paused",
        "others": other_jobs(job),
    }


def sent_context(job: Job, company: Company, process: Process, language: str) -> Context:
    """After the form: by which day she hears. The address that she may pass on names nobody."""
    by = add_working_days(clock.today(company.time_zone), process.reply_days)
    return {
        **house_context(company, brand_of(job.org_unit)),
        "job": job,
        "title": localised(job, "title", language),
        "process": process,
        "days": process.reply_days,
        "by": by,
        "address": f"{settings.HUIYIN_BASE_URL}{path_of(job)}",
        "hr": contact_of(job, company),
    }


def other_jobs(job: Job) -> list[Job]:
    """A few open ones, those of the same unit and of the same kind of work first."""
    rows = list(open_jobs().exclude(pk=job.pk)[:60])
    rows.sort(key=lambda one: (one.org_unit_id != job.org_unit_id) + (one.category != job.category))
    return rows[:OTHERS]


def board_context(company: Company, unit: OrgUnit | None) -> Context:
    jobs = list(open_jobs(unit)[:LONGEST_LIST])
    brand = brand_of(unit) if unit else None
    return {**house_context(company, brand), "unit": unit, "jobs": jobs}


def contact_of(job: Job, company: Company) -> Context:
    return contact_by(recruiter_of(job), company)


def contact_by(recruiter: Employee | None, company: Company) -> Context:
    """The recruiter with a number of the office, never a private one."""
    phone = (recruiter.desk_phone if recruiter else "") or company.switchboard
    dialled = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
    return {"name": recruiter.name if recruiter else "", "phone": phone, "phone_dialled": dialled}


def path_of(job: Job) -> str:
    return f"/join/{job.number}/"


def structured_data(job: Job, company: Company, brand: Brand | None) -> SafeString:
    """Schema.org's JobPosting, as search engines read it; pay only where the job publishes it."""
    data: Context = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": localised(job, "title", get_language() or "zh-hans"),
        "description": linebreaks(job.highlights or job.title, autoescape=True),
        "identifier": {"@type": "PropertyValue", "name": company.name, "value": job.number},
        "datePosted": job.opened_on.isoformat() if job.opened_on else None,
        "hiringOrganization": {"@type": "Organization", "name": brand.name if brand else company.name},
        "jobLocation": _location(job),
        "totalJobOpenings": job.headcount,
        "directApply": True,
        "url": f"{settings.HUIYIN_BASE_URL}{path_of(job)}",
        "baseSalary": _salary(job),
    }
    said = {key: value for key, value in data.items() if value is not None}
    text = json.dumps(said, ensure_ascii=False).translate(_HARMLESS)
    return SafeString(text)


def _location(job: Job) -> Context | None:
    if job.place is None:
        return None
    address = {"@type": "PostalAddress", "streetAddress": job.place.address, "addressCountry": "CN"}
    return {"@type": "Place", "name": job.place.name, "address": address}


def _salary(job: Job) -> Context | None:
    band = job.pay_band if job.publishes_pay else None
    if not band:
        return None
    value = {
        "@type": "QuantitativeValue",
        "minValue": band["min"],
        "maxValue": band["max"],
        "unitText": "MONTH",
    }
    return {"@type": "MonetaryAmount", "currency": "CNY", "value": value}
