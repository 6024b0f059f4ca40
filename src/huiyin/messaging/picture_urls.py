from django.urls import path

from huiyin.messaging import views

app_name = "pictures"
urlpatterns = [path("<str:name>", views.picture, name="picture")]
