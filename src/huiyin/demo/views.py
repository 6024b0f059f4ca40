"""The demo's mailbox, readable by whoever opens the demo. In a real installation these pages do not exist."""

from itertools import islice

from django.http import Http404, HttpResponse
from django.shortcuts import render

from huiyin.accounts.middleware import open_to_all
from huiyin.core.http import Request
from huiyin.demo import mailbox as box
from huiyin.demo import marker

SHOWN = 100
# The mail's own styles are needed and nothing else is: no scripts, no requests to anybody.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)


@open_to_all
def mailbox(request: Request) -> HttpResponse:
    demo = _demo()
    wanted = request.GET.get("q", "").strip().lower()
    numbers = box.mails(demo.mailbox)
    found = (box.read(demo.mailbox, number) for number in numbers)
    fitting = (mail for mail in found if mail and wanted in f"{mail.to} {mail.subject}".lower())
    return render(
        request,
        "demo/mailbox.html",
        {"mails": list(islice(fitting, SHOWN)), "count": len(numbers), "wanted": wanted},
    )


@open_to_all
def mail(request: Request, number: int) -> HttpResponse:
    found = box.read(_demo().mailbox, number)
    if found is None:
        raise Http404
    return render(request, "demo/mail.html", {"mail": found})


@open_to_all
def mail_html(request: Request, number: int) -> HttpResponse:  # noqa: ARG001 -- Django passes it
    found = box.read(_demo().mailbox, number)
    if found is None:
        raise Http404
    page = found.html.replace("<head>", '<head><base target="_top">', 1)
    for name, picture in found.pictures.items():
        page = page.replace(f"cid:{name}", picture)
    response = HttpResponse(page)
    response["Content-Security-Policy"] = MAIL_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _demo() -> marker.Demo:
    demo = marker.read()
    if demo is None:
        raise Http404
    return demo
