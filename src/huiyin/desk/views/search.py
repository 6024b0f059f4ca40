"""⌘K: one box over people, jobs and interviews, as a page and as a preview while somebody types."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import may
from huiyin.company.queries import the_company
from huiyin.core.http import Request
from huiyin.desk.search_results import read_asked, require_search
from huiyin.desk.search_results import search as search_for

PREVIEW = {"people": 6, "jobs": 3, "interviews": 4}


@require_GET
def search(request: Request) -> HttpResponse:
    require_search(request.actor)
    company, asked = the_company(), read_asked(request.GET, request.actor)
    results = search_for(request.actor, asked)
    kept = {"q": asked.text} | ({"state": asked.state} if asked.state else {})
    context = {
        "company": company,
        "zone": company.time_zone,
        "results": results,
        "asked": asked,
        "kept": urlencode(kept),
        "text_only": urlencode({"q": asked.text}),
        "sees_history": may(request.actor, "interviews:see"),
    }
    return render(request, "desk/search.html", context)


@require_GET
def preview(request: Request) -> HttpResponse:
    """The best few, without the page around them."""
    require_search(request.actor)
    asked = read_asked(request.GET, request.actor)
    zone = the_company().time_zone
    results = search_for(request.actor, asked, sizes=PREVIEW)
    context = {"results": results, "asked": asked, "zone": zone, "text_only": urlencode({"q": asked.text})}
    response = render(request, "desk/parts/search_preview.html", context)
    response["Cache-Control"] = "no-store"
    return response
