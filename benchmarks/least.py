"""The least that answers a page on the same ground: Django with one view, under granian.

python -m benchmarks.least --port 8000
"""

import argparse
import http.client
import json
import sys
import threading
import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from granian.constants import Interfaces
from granian.server import Server

settings.configure(
    ROOT_URLCONF=__name__,
    SECRET_KEY="nobody signs anything here",
    ALLOWED_HOSTS=["127.0.0.1"],
)


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>One page</title><p>One page.")


urlpatterns = [path("", page)]
application = get_wsgi_application()


def say_when_ready(port: int) -> None:
    while True:
        probe = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            probe.request("GET", "/")
            probe.getresponse().read()
            break
        except OSError:
            time.sleep(0.05)
        finally:
            probe.close()
    sys.stdout.write(json.dumps({"event": "ready", "url": f"http://127.0.0.1:{port}"}) + "\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    threading.Thread(target=say_when_ready, args=(port,), daemon=True).start()
    Server(
        "__main__:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        websockets=False,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    main()
