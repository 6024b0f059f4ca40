"""The candidates' addresses: the file lives here, the rest in the candidates' own room."""

from django.urls import path

from huiyin.candidates.urls import urlpatterns as own
from huiyin.desk.views import contacting, documents, files

app_name = "candidates"
urlpatterns = [
    path("calls/", contacting.calls, name="calls"),
    path("documents/<int:document_id>/", documents.document, name="document"),
    path("documents/<int:document_id>/delete/", documents.delete, name="delete_document"),
    *own,
    path("<str:number>/", files.detail, name="detail"),
    path("<str:number>/reveal/", files.reveal, name="reveal"),
    path("<str:number>/note/", files.note, name="note"),
    path("<str:number>/tag/", files.tag, name="tag"),
    path("<str:number>/pin/", files.pin, name="pin"),
    path("<str:number>/contact/", contacting.contact, name="contact"),
    path("<str:number>/log-contact/", contacting.log_contact, name="log_contact"),
    path("<str:number>/documents/", documents.documents, name="documents"),
    path("<str:number>/log/", files.log, name="log"),
]
