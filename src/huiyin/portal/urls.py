from django.urls import path, re_path

from huiyin.portal import views

app_name = "portal"
urlpatterns = [
    re_path(r"^c/i/(?P<token>[A-Za-z0-9_-]{1,64})$", views.enter, name="enter"),
    path("c/i/<slug:handle>/", views.invitation, name="invitation"),
    path("c/i/<slug:handle>/opened", views.opened, name="opened"),
    path("c/i/<slug:handle>/calendar.ics", views.calendar, name="calendar"),
    path("c/i/<slug:handle>/ask/", views.ask, name="ask"),
    path("c/i/<slug:handle>/ask/sent/", views.asked, name="asked"),
    re_path(r"^i/?$", views.code, name="code"),
    path("genuine/", views.genuine, name="genuine"),
    path("privacy/", views.privacy, name="privacy"),
]
