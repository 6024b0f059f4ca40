from django.urls import path

from huiyin.people import views

app_name = "people"
urlpatterns = [
    path("sign-in/code/", views.sign_in_code, name="sign_in_code"),
    path("sign-in/code/enter/", views.enter_code, name="enter_code"),
]
