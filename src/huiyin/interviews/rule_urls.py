from django.urls import path

from huiyin.interviews.views import rules

app_name = "rules"
urlpatterns = [
    path("", rules.list_rules, name="list"),
    path("past/", rules.past, name="past"),
    path("<int:rule_id>/", rules.edit, name="edit"),
]
