"""The search over everything. It lives on the desk, because it shows what many rooms know."""

from django.urls import path

from huiyin.desk.views import search

app_name = "search"
urlpatterns = [
    path("", search.search, name="search"),
    path("preview/", search.preview, name="preview"),
]
