"""The jobs' addresses: one job's table lives here, the rest in the rooms below."""

from django.urls import path

from huiyin.candidates.job_urls import urlpatterns as own
from huiyin.desk.views import boards

app_name = "jobs"
urlpatterns = [path("<int:job_id>/", boards.job_board, name="detail"), *own]
