"""Every room's pages under their prefixes. The names are `room:verb`."""

from django.urls import include, path

from huiyin.config import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("healthz/queue", health.queue, name="healthz_queue"),
    path("", include("huiyin.desk.urls")),
    path("", include("huiyin.accounts.urls")),
    path("", include("huiyin.people.urls")),
    path("", include("huiyin.portal.urls")),
    path("", include("huiyin.portal.eyes_urls")),
    path("jobs/", include("huiyin.desk.job_urls")),
    path("candidates/", include("huiyin.desk.candidate_urls")),
    path("referrals/", include("huiyin.candidates.referral_urls")),
    path("interviews/", include("huiyin.interviews.urls")),
    path("letters/", include("huiyin.messaging.urls")),
    path("search/", include("huiyin.desk.search_urls")),
    path("settings/templates/", include("huiyin.desk.template_urls")),
    path("m/", include("huiyin.messaging.picture_urls")),
    path("settings/rules/", include("huiyin.interviews.rule_urls")),
    path("settings/approvals/", include("huiyin.approvals.flow_urls")),
    path("approvals/", include("huiyin.approvals.urls")),
    path("exports/", include("huiyin.exports.urls")),
    path("settings/", include("huiyin.administration.urls")),
    path("imports/", include("huiyin.imports.urls")),
    path("api/v1/", include("huiyin.api.urls")),
    path("mailbox/", include("huiyin.demo.urls")),
]

handler400 = "huiyin.core.refusals.bad_request"
handler403 = "huiyin.core.refusals.forbidden"
handler404 = "huiyin.core.refusals.not_found"
