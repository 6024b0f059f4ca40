"""The first look through a link: its token becomes a cookie and an address without it. It answers nothing."""

from django.http import HttpResponse, HttpResponseRedirect

from huiyin.accounts import capabilities, throttle, visits
from huiyin.core.errors import NotFound
from huiyin.core.http import Request
from huiyin.portal import links


def exchange(request: Request, kind: str, token: str) -> HttpResponse:
    capability = capabilities.open_capability(kind, token)
    if capability is None:
        network = throttle.network_of(request)
        throttle.require_few("capability", network)
        throttle.count("capability", network)
        raise NotFound("not_found", "")
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    response = HttpResponseRedirect(links.path_of(capability) + query)
    if request.method == "GET":
        agent = request.headers.get("User-Agent", "")
        links.remember(response, capability, visits.record_visit(capability, agent=agent))
    return response
