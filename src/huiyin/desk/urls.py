from django.urls import path

from huiyin.desk.views import (
    bulk,
    channels,
    home,
    inbox,
    letters,
    operations,
    overview,
    reminding,
    suppressed,
    todos,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("overview/", overview.overview, name="overview"),
    path("overview/<slug:which>/", overview.people, name="overview_people"),
    path("today/remind/", reminding.remind, name="remind"),
    path("todos/", todos.todos, name="todos"),
    path("todos/dismiss/", todos.dismiss_many, name="dismiss_todos"),
    path("todos/<int:todo_id>/dismiss/", todos.dismiss, name="dismiss_todo"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:thread_id>/", inbox.thread, name="thread"),
    path("letters/", letters.letters, name="letters"),
    path("letters/decide/", bulk.decide_letters, name="decide_letters"),
    path("letters/health/", channels.channels, name="channels"),
    path("letters/pause/<slug:channel>/", channels.pause, name="pause_channel"),
    path("letters/resume/<slug:channel>/", channels.resume, name="resume_channel"),
    path("letters/suppressed/", suppressed.suppressed, name="suppressed"),
    path("letters/suppressed/<int:address_id>/restore/", suppressed.restore, name="restore_address"),
    path("letters/suppressed/<int:contact_id>/lift/", suppressed.lift, name="lift_block"),
    path("letters/<int:letter_id>/", letters.letter, name="letter"),
    path("letters/<int:letter_id>/<str:verb>/", letters.decide, name="decide_letter"),
    path("operations/", operations.operations, name="operations"),
    path("operations/<int:operation_id>/", operations.operation, name="operation"),
    path("operations/<int:operation_id>/retry/", operations.retry, name="retry_operation"),
    path("operations/<int:operation_id>/failed.csv", operations.failed, name="failed_rows"),
]
