"""我的内推: a colleague's own page."""

from django.urls import path

from huiyin.candidates.views import sharing

app_name = "referrals"
urlpatterns = [path("", sharing.referrals, name="list")]
