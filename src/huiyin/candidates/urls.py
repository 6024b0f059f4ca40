from django.urls import path

from huiyin.candidates.views import adding, files, lists

app_name = "candidates"
urlpatterns = [
    path("", lists.show_list, name="list"),
    path("add/", adding.add, name="add"),
    path("<str:number>/", files.detail, name="detail"),
    path("<str:number>/edit/", files.edit, name="edit"),
    path("<str:number>/reveal/", files.reveal, name="reveal"),
    path("<str:number>/note/", files.note, name="note"),
    path("<str:number>/tag/", files.tag, name="tag"),
    path("<str:number>/untag/", files.untag, name="untag"),
]
