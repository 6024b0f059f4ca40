"""Every room's pages under their prefixes. The names are `room:verb`."""

from django.conf.urls.i18n import set_language
from django.urls import include, path

from huiyin.accounts.middleware import open_to_all
from huiyin.config import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("healthz/queue", health.queue, name="healthz_queue"),
    path("language/", open_to_all(set_language), name="set_language"),
    path("", include("huiyin.desk.urls")),
    path("", include("huiyin.accounts.urls")),
    path("", include("huiyin.portal.urls")),
    path("jobs/", include("huiyin.jobs.urls")),
    path("candidates/", include("huiyin.candidates.urls")),
    path("interviews/", include("huiyin.interviews.urls")),
    path("letters/", include("huiyin.messaging.urls")),
    path("imports/", include("huiyin.imports.urls")),
    path("api/v1/", include("huiyin.api.urls")),
    path("mailbox/", include("huiyin.demo.urls")),
]

handler400 = "huiyin.core.refusals.bad_request"
handler403 = "huiyin.core.refusals.forbidden"
handler404 = "huiyin.core.refusals.not_found"
