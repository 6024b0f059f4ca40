from django.urls import path

from huiyin.exports import views

app_name = "exports"
urlpatterns = [
    path("", views.show_list, name="list"),
    path("new/", views.new, name="new"),
    path("<int:export_id>/", views.detail, name="detail"),
    path("<int:export_id>/file", views.file, name="file"),
    path("<int:export_id>/discard/", views.discard_one, name="discard"),
]
