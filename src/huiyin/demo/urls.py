from django.urls import path

from huiyin.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("<int:number>/", views.mail, name="mail"),
    path("<int:number>/html/", views.mail_html, name="mail-html"),
]
