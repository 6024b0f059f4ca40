"""An open job of a house with a brand, a recruiter and a place, and what somebody fills into its form."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.accounts.tests.factories import make_user
from huiyin.company.models import Brand
from huiyin.company.queries import the_company
from huiyin.company.tests.factories import make_place, make_unit
from huiyin.core import clock
from huiyin.jobs.models import Job
from huiyin.jobs.tests.factories import make_job, put_on_team
from huiyin.people.tests.factories import make_employee
from huiyin.portal.apply_form import SALT
from huiyin.portal.applying import wordings
from huiyin.portal.tests.factories import LOGO, make_house

PHONE, EMAIL = "13800130166", "jiang.wan@mail.example"
POINTS = "把国内 4 座仓的收货、上架和退货流程做成产品\n每周去一次仓里，每周可在家 1 天"


def make_posting(title: str = "仓配产品经理（国内仓）", **fields: Any) -> Job:
    make_house()
    brand = Brand.objects.create(name="南枝供应链", logo_svg=LOGO, colour=fields.pop("colour", "#0F6E6E"))
    unit = fields.pop("org_unit", None) or make_unit("供应链产品部", brand=brand)
    place = make_place(unit, name="南枝大厦 B 座 6 层")
    values = {"title_en": "Warehouse Product Manager", "place": place, "highlights": POINTS}
    job = make_job(title, org_unit=unit, **(values | fields))
    recruiter = make_employee("江予安", org_unit=unit, user=make_user("recruiter"), desk_phone="400-000-0137")
    put_on_team(job, recruiter)
    return job


def address(job: Job) -> str:
    return f"/join/{job.number}/"


def filled(language: str = "zh-hans", *, seconds: int = 60, **changes: Any) -> dict[str, Any]:
    """A form that somebody opened a minute ago and filled in; None leaves a field away."""
    form: dict[str, Any] = {
        "name": "江晚",
        "phone": PHONE,
        "email": EMAIL,
        "city": "杭州",
        "start": "month",
        "words": "把退货上架从 2 天缩到 4 小时。",
        "agree": "1",
        "read": wordings(the_company(), language)[0].sha256,
        "opened": signing.dumps((clock.now() - timedelta(seconds=seconds)).isoformat(), salt=SALT),
    }
    return {name: value for name, value in (form | changes).items() if value is not None}


def send(client: Client, job: Job, **changes: Any) -> Any:
    return client.post(address(job), filled(**changes))


def a_file(data: bytes, name: str = "江晚 简历.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
