"""The hand-written view that a candidate's page is measured against: the same queries, the same template.

It is what one writes in an afternoon without doors, states or promises: it trusts the address, asks for the
rows one after another, and fills the template for the one case at hand.
"""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils.safestring import mark_safe
from django.utils.translation import override

from huiyin.accounts.middleware import open_to_all
from huiyin.accounts.models import Capability
from huiyin.company.models import Company, OrgUnit
from huiyin.interviews.models import Interview, Participant

ANSWERS = [("yes", "可以参加", True), ("other_time", "换个时间", False), ("no", "不方便", False)]


@open_to_all
def invitation(request: HttpRequest, capability_id: int) -> HttpResponse:
    capability = Capability.objects.get(pk=capability_id, kind="i")
    interview = Interview.objects.select_related(
        "application__candidate__contact",
        "application__job__org_unit",
        "application__owner__user",
        "application__owner__contact",
        "place",
        "room",
        "stage",
        "cancel_reason",
    ).get(pk=int(capability.subject.partition(":")[2]))
    people = list(
        Participant.objects.filter(interview=interview)
        .select_related("employee__contact", "employee__user")
        .order_by("pk")
    )
    company = Company.objects.order_by("pk").first()
    unit = interview.application.job.org_unit
    units = OrgUnit.objects.select_related("brand").in_bulk([int(one) for one in unit.path.split("/") if one])
    brand = next((one.brand for one in units.values() if one.brand), None)
    assert company
    with override("zh-hans"):
        context = _context(interview, people, company, brand.logo_svg if brand else "")
        response = render(request, "portal/invitation.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _context(
    interview: Interview, people: list[Participant], company: Company, logo: str
) -> dict[str, object]:
    zone = "Asia/Shanghai"
    start, end = (at.astimezone(ZoneInfo(zone)) for at in (interview.start, interview.end))
    name, title = interview.application.candidate.name, interview.application.job.title
    return {
        "manner": {"language": "zh-hans", "large": False, "query": ""},
        "large": False,
        "state": "invited",
        "heading": {
            "title": "面试邀请",
            "first": f"{name}，您好",
            "second": f"我们很高兴读了您的简历，想请您来聊聊{title}。",
        },
        "interview": interview,
        "company": company,
        "logo": mark_safe(logo),
        "answers": ANSWERS,
        "interviewers": "、".join(one.employee.name for one in people),
        "hr": {"name": "", "phone": company.switchboard, "comma": "，"},
        "maps": [("在地图上查找", f"https://www.openstreetmap.org/search?query={title}")],
        "zone": zone,
        "span": f"{start:%H:%M}–{end:%H:%M}",
        "minutes": (end - start).seconds // 60,
        "comma": "，",
        "left": f"还有{(start.date() - start.date()).days + 3}天",
        "reply_by": f"{start.month}月{start.day - 1}日 18:00",
        "copy_text": f"{title}\n{start:%m-%d %H:%M}",
        "here": f"/c/i/{interview.pk}/",
    }


urlpatterns = [
    path("plain/<int:capability_id>/", invitation),
    path("", include("huiyin.config.urls")),
]
