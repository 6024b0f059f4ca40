from django.urls import path

from huiyin.desk.views import channels, home, inbox, letters, todos

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("todos/", todos.todos, name="todos"),
    path("todos/<int:todo_id>/dismiss/", todos.dismiss, name="dismiss_todo"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:thread_id>/", inbox.thread, name="thread"),
    path("letters/", letters.letters, name="letters"),
    path("letters/health/", channels.channels, name="channels"),
    path("letters/pause/<slug:channel>/", channels.pause, name="pause_channel"),
    path("letters/resume/<slug:channel>/", channels.resume, name="resume_channel"),
    path("letters/<int:letter_id>/", letters.letter, name="letter"),
    path("letters/<int:letter_id>/<str:verb>/", letters.decide, name="decide_letter"),
]
