from django.urls import include, path

from huiyin.interviews.views import (
    attending,
    calling,
    changing,
    holding,
    looking,
    posters,
    reminding,
    scheduling,
)

app_name = "interviews"
urlpatterns = [
    path("", looking.show_day, name="list"),
    path("batches/", include("huiyin.interviews.batch_urls")),
    path("", include("huiyin.interviews.many_urls")),
    path("week/", looking.show_week, name="week"),
    path("month/", looking.show_month, name="month"),
    path("reception/", looking.show_reception, name="reception"),
    path("remind/", reminding.remind_day, name="remind_day"),
    path("places/<int:place_id>/poster/", posters.poster, name="poster"),
    path("schedule/<int:application_id>/", scheduling.schedule, name="schedule"),
    path("mine/", holding.mine, name="mine"),
    path("<int:interview_id>/prepare/", holding.prepare, name="prepare"),
    path("<int:interview_id>/say-unavailable/", holding.say_unavailable, name="say_unavailable"),
    path("<int:interview_id>/say-available/", holding.say_available, name="say_available"),
    path("<int:interview_id>/", looking.detail, name="detail"),
    path("<int:interview_id>/reschedule/", scheduling.reschedule, name="reschedule"),
    path("<int:interview_id>/change-interviewers/", changing.change_interviewers, name="change_interviewers"),
    path("<int:interview_id>/cancel/", changing.cancel, name="cancel"),
    path("<int:interview_id>/call/", calling.call, name="call"),
    path("<int:interview_id>/answer/", attending.answer, name="answer"),
    path("<int:interview_id>/remind/", reminding.remind, name="remind"),
    path("<int:interview_id>/check-in/", attending.check_in, name="check_in"),
    path("<int:interview_id>/no-show/", attending.mark_no_show, name="mark_no_show"),
    path("<int:interview_id>/complete/", attending.complete, name="complete"),
]
