"""What jobs need of candidates: their list with numbers, and moving people on; the rest in jobs' room."""

from django.urls import path

from huiyin.candidates.views import boards, moving
from huiyin.jobs.urls import urlpatterns as own

urlpatterns = [
    path("", boards.job_list, name="list"),
    path("<int:job_id>/move/", moving.move, name="move"),
    path("<int:job_id>/move/undo/", moving.undo_move, name="undo_move"),
    *own,
]
