from django.test import Client

from huiyin.accounts.tests.factories import make_user
from huiyin.core.models import AuditEntry
from huiyin.interviews.tests.factories import House
from huiyin.messaging.models import ChannelPause
from huiyin.messaging.pauses import pause_until_mended
from huiyin.todos.models import Todo


def test_a_stopped_channel_is_named_and_resumed_from_the_letters_page(desk: Client, house: House):
    pause_until_mended("email", reason="535 wrong password")

    page = desk.get("/letters/").content.decode()
    answer = desk.post("/letters/resume/email/")

    assert "535 wrong password" in page
    assert "/letters/resume/email/" in page
    assert answer.status_code == 302
    assert ChannelPause.objects.count() == 0
    assert Todo.objects.filter(kind="channel.paused", state="open").count() == 0
    assert AuditEntry.objects.filter(verb="channel.resumed", about="channel:email").count() == 1


def test_who_may_not_decide_about_letters_resumes_nothing(house: House, client: Client):
    pause_until_mended("email", reason="535 wrong password")
    client.force_login(make_user("interviewer", email="ivy@example.com"))

    assert client.post("/letters/resume/email/").status_code == 403
    assert ChannelPause.objects.count() == 1
    assert AuditEntry.objects.filter(verb="channel.resumed").count() == 0
