"""Changing many together, and what became of interviews that are over; below `interviews/`."""

from django.urls import path

from huiyin.interviews.views import history, many

urlpatterns = [
    path("select/", many.select, name="select"),
    path("select/<slug:verb>/", many.change, name="select_verb"),
    path("history/", history.history, name="history"),
]
