"""/receipts/webhook: where the company's gateway tells what became of letters. Signed instead of a token."""

import json

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from huiyin.accounts import throttle
from huiyin.core.ids import is_id
from huiyin.core.problems import problem
from huiyin.messaging import gateway_receipts as gateway

LARGEST = 64 * 1024
HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")


@csrf_exempt
def webhook(request: HttpRequest) -> HttpResponse:
    """Nothing is read before its signature is believed, and nothing said about letters either."""
    if refusal := _unfit(request):
        return refusal
    message_id, moment, signatures = (request.headers.get(name, "") for name in HEADERS)
    if not gateway.is_from_gateway((message_id, moment, signatures), request.body):
        return _not_believed(throttle.network_of(request))
    try:
        is_new = gateway.take_in(gateway.read_event(message_id, request.body))
    except gateway.NotAnEvent as wrong:
        return problem(422, "bad_request", str(wrong))
    except gateway.NotYet:
        # A signed sender asks again: the letter may just be on its way.
        return problem(404, "not_found", _("There is no such letter, or not yet."))
    return HttpResponse(json.dumps({"taken": is_new}), content_type="application/json")


def _unfit(request: HttpRequest) -> HttpResponse | None:
    if not gateway.takes_receipts():
        return problem(404, "not_found", _("There is no such address in this API."))
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    size = request.headers.get("Content-Length") or "0"
    if not is_id(size) or int(size) > LARGEST:
        return problem(413, "too_big", _("This request is too large."))
    return None


def _not_believed(network: str) -> HttpResponse:
    """Only wrong signatures count, so whoever floods us shuts out nobody."""
    if throttle.too_many("receipt.network", network):
        answer = problem(429, "too_many_tries", _("Too many tries."))
        answer["Retry-After"] = "60"
        return answer
    throttle.count("receipt.network", network)
    return problem(401, "not_signed", _("The signature does not fit, or is older than five minutes."))
