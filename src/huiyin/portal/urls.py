from django.urls import path, re_path

from huiyin.portal import day_views, door_views, posting_views, progress_views, views

app_name = "portal"
urlpatterns = [
    re_path(r"^c/i/(?P<token>[A-Za-z0-9_-]{1,64})$", views.enter, name="enter"),
    path("c/i/<slug:handle>/", views.invitation, name="invitation"),
    path("c/i/<slug:handle>/opened", views.opened, name="opened"),
    path("c/i/<slug:handle>/calendar.ics", views.calendar, name="calendar"),
    path("c/i/<slug:handle>/arrive/", day_views.arrive, name="arrive"),
    path("c/i/<slug:handle>/late/", day_views.say_late, name="say_late"),
    path("c/i/<slug:handle>/meet/", day_views.ask_to_be_met, name="ask_to_be_met"),
    path("c/i/<slug:handle>/ask/", views.ask, name="ask"),
    path("c/i/<slug:handle>/ask/sent/", views.asked, name="asked"),
    re_path(r"^c/p/(?P<token>[A-Za-z0-9_-]{1,64})$", progress_views.enter, name="enter_progress"),
    path("c/p/<slug:handle>/", progress_views.progress, name="progress"),
    path("c/p/<slug:handle>/ask/", progress_views.ask, name="ask_about"),
    path("c/p/<slug:handle>/ask/sent/", progress_views.asked, name="asked_about"),
    re_path(r"^c/at/(?P<token>[A-Za-z0-9_-]{1,64})$", door_views.enter, name="enter_door"),
    path("c/at/<slug:handle>/", door_views.show_door, name="door"),
    re_path(r"^i/?$", views.code, name="code"),
    path("join/", posting_views.board, name="board"),
    path("join/at/<int:unit_id>/", posting_views.board, name="branch"),
    path("join/words/<slug:sha256>/", posting_views.consent_text, name="consent_text"),
    path("join/look/<int:brand_id>-<slug:colour>.css", posting_views.brand_sheet, name="brand_sheet"),
    path("join/<slug:number>/", posting_views.job, name="job"),
    path("join/<slug:number>/sent/", posting_views.sent, name="sent"),
    path("genuine/", views.genuine, name="genuine"),
    path("privacy/", views.privacy, name="privacy"),
]
