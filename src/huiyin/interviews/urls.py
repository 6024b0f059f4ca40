from django.urls import URLPattern, path

from huiyin.interviews import views

app_name = "interviews"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="list"),
    path("<int:interview_id>/", views.detail, name="detail"),
]
