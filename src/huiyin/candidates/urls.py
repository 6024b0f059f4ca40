"""The pages of this room; the desk adds the file itself, which shows interviews and letters too."""

from django.urls import path

from huiyin.candidates.views import adding, files, lists, submissions

urlpatterns = [
    path("", lists.show_list, name="list"),
    path("add/", adding.add, name="add"),
    path("submissions/<int:candidate_id>/", submissions.submissions, name="submissions"),
    path(
        "submissions/<int:candidate_id>/file/<str:submission_id>/",
        submissions.waiting_file,
        name="waiting_file",
    ),
    path("<str:number>/edit/", files.edit, name="edit"),
    path("<str:number>/untag/", files.untag, name="untag"),
]
