from django.urls import path

from huiyin.jobs import views

urlpatterns = [
    path("create/", views.create, name="create"),
    path("pipelines/", views.pipelines, name="pipelines"),
    path("pipelines/<int:pipeline_id>/publish/", views.publish, name="publish"),
    path("pipelines/stages/<int:stage_id>/eta/", views.set_eta, name="set_eta"),
    path("pipelines/stages/<int:stage_id>/focus/", views.set_focus, name="set_focus"),
    path("<int:job_id>/settings/", views.show_settings, name="settings"),
    path("<int:job_id>/edit/", views.edit, name="edit"),
    path("<int:job_id>/open/", views.open_, name="open"),
    path("<int:job_id>/pause/", views.pause, name="pause"),
    path("<int:job_id>/close/", views.close, name="close"),
]
