from django.urls import path

from huiyin.desk.views import template_blocks, template_trials, template_versions, templates

app_name = "templates"
urlpatterns = [
    path("", templates.list_templates, name="list"),
    path("matrix/", templates.matrix, name="matrix"),
    path("blocks/", template_blocks.blocks, name="blocks"),
    path("blocks/<slug:kind>/", template_blocks.block, name="block"),
    path("blocks/<slug:kind>/voices/", template_blocks.add_voice, name="add_voice"),
    path("voices/<int:voice_id>/withdraw/", template_blocks.withdraw_voice, name="withdraw_voice"),
    path("versions/<int:version_id>/restore/", template_versions.restore, name="restore"),
    path("wordings/<int:wording_id>/reset/", template_versions.reset, name="reset"),
    path("wordings/<int:wording_id>/discard/", template_versions.discard, name="discard"),
    path("<slug:code>/", templates.edit, name="edit"),
    path("<slug:code>/side/", templates.side, name="side"),
    path("<slug:code>/mail/", templates.mail, name="mail"),
    path("<slug:code>/versions/", template_versions.versions, name="versions"),
    path("<slug:code>/clone/", template_versions.clone, name="clone"),
    path("<slug:code>/as-sent/", template_trials.as_sent, name="as_sent"),
    path("<slug:code>/as-sent/<int:interview_id>/mail/", template_trials.as_sent_mail, name="as_sent_mail"),
]
