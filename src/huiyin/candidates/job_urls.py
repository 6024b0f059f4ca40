"""What jobs need of candidates: their list with numbers, and moving people on; the rest in jobs' room."""

from django.urls import path

from huiyin.candidates.views import boards, moving, sharing
from huiyin.jobs.urls import urlpatterns as own

urlpatterns = [
    path("", boards.job_list, name="list"),
    path("<int:job_id>/move/", moving.move, name="move"),
    path("<int:job_id>/move/undo/", moving.undo_move, name="undo_move"),
    path("<int:job_id>/share/", sharing.share, name="share"),
    path("<int:job_id>/share/code.<slug:kind>", sharing.job_code, name="job_code"),
    path("share/<int:unit_id>/", sharing.share_branch, name="share_branch"),
    path("share/<int:unit_id>/code.<slug:kind>", sharing.branch_code, name="branch_code"),
    *own,
]
