from django.urls import path

from huiyin.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("password/", views.password, name="password"),
    path("keyboard/", views.keyboard, name="keyboard"),
    path("language/", views.language, name="language"),
    path("s/w/<str:token>", views.staff_link, name="staff_link"),
]
