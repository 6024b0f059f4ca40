"""The candidates' addresses: the file lives here, the rest in the candidates' own room."""

from django.urls import path

from huiyin.candidates.urls import urlpatterns as own
from huiyin.desk.views import comparing, contacting, documents, facts, files, pasting

app_name = "candidates"
urlpatterns = [
    path("compare/<int:candidate_id>/", comparing.compare_files, name="compare"),
    path("compare/<int:candidate_id>/<int:other_id>/merge/", comparing.merge, name="merge"),
    path("compare/<int:candidate_id>/<int:other_id>/not-same/", comparing.not_same, name="not_same"),
    path("merges/<int:merge_id>/undo/", comparing.undo_merge, name="undo_merge"),
    path("calls/", contacting.calls, name="calls"),
    path("documents/<int:document_id>/", documents.document, name="document"),
    path("documents/<int:document_id>/delete/", documents.delete, name="delete_document"),
    *own,
    path("<str:number>/", files.detail, name="detail"),
    path("<str:number>/reveal/", files.reveal, name="reveal"),
    path("<str:number>/note/", files.note, name="note"),
    path("<str:number>/tag/", files.tag, name="tag"),
    path("<str:number>/pin/", files.pin, name="pin"),
    path("<str:number>/facts/", facts.facts, name="facts"),
    path("<str:number>/intention/", facts.edit_intention, name="edit_intention"),
    path("<str:number>/state/<str:kind>/", facts.add_statement, name="state"),
    path("<str:number>/take-back/", facts.take_back, name="take_back_statement"),
    path("<str:number>/chat/", pasting.paste_chat, name="paste_chat"),
    path("<str:number>/contact/", contacting.contact, name="contact"),
    path("<str:number>/log-contact/", contacting.log_contact, name="log_contact"),
    path("<str:number>/documents/", documents.documents, name="documents"),
    path("<str:number>/log/", files.log, name="log"),
]
