from django.urls import path

from huiyin.jobs import views

urlpatterns = [
    path("create/", views.create, name="create"),
    path("pipelines/", views.pipelines, name="pipelines"),
    path("<int:job_id>/settings/", views.show_settings, name="settings"),
    path("<int:job_id>/edit/", views.edit, name="edit"),
    path("<int:job_id>/open/", views.open_, name="open"),
    path("<int:job_id>/pause/", views.pause, name="pause"),
    path("<int:job_id>/close/", views.close, name="close"),
]
