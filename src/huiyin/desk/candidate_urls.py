"""The candidates' addresses: the file lives here, the rest in the candidates' own room."""

from django.urls import path

from huiyin.candidates.urls import urlpatterns as own
from huiyin.desk.views import files

app_name = "candidates"
urlpatterns = [
    *own,
    path("<str:number>/", files.detail, name="detail"),
    path("<str:number>/reveal/", files.reveal, name="reveal"),
    path("<str:number>/note/", files.note, name="note"),
    path("<str:number>/tag/", files.tag, name="tag"),
]
