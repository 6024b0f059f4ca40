from django.urls import path

from huiyin.approvals import flow_views

app_name = "flows"
urlpatterns = [
    path("", flow_views.show_flows, name="list"),
    path("<slug:noun>/", flow_views.edit, name="edit"),
]
