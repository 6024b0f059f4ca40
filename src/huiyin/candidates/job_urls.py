"""The jobs' addresses: lists and tables that show candidates live here, the rest in the jobs' own room."""

from django.urls import path

from huiyin.candidates.views import boards
from huiyin.jobs.urls import urlpatterns as own

app_name = "jobs"
urlpatterns = [
    path("", boards.job_list, name="list"),
    path("<int:job_id>/", boards.job_board, name="detail"),
    path("<int:job_id>/move/", boards.move, name="move"),
    *own,
]
