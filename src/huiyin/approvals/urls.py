from django.urls import path

from huiyin.approvals import views

app_name = "approvals"
urlpatterns = [
    path("", views.show_list, name="list"),
    path("away/", views.away, name="away"),
    path("back/", views.back, name="back"),
    path("<int:approval_id>/", views.detail, name="detail"),
    path("<int:approval_id>/decide/", views.decide_one, name="decide"),
    path("<int:approval_id>/withdraw/", views.withdraw_one, name="withdraw"),
]
