"""The jobs' addresses: one job's table lives here, the rest in the rooms below."""

from django.urls import path

from huiyin.candidates.job_urls import urlpatterns as own
from huiyin.desk.views import boards, screening

app_name = "jobs"
urlpatterns = [
    path("screen/", screening.screen_all, name="screen_all"),
    path("screen/<int:application_id>/", screening.say, name="screen_say"),
    path("screen/undo/<int:recommendation_id>/", screening.undo, name="screen_undo"),
    path("<int:job_id>/", boards.job_board, name="detail"),
    path("<int:job_id>/screen/", screening.screen, name="screen"),
    *own,
]
