import pytest
from django.test import Client

from huiyin.accounts import actions
from huiyin.accounts.doors import require_fresh
from huiyin.accounts.models import Device, SignInCode
from huiyin.accounts.sessions import actor_of_session
from huiyin.accounts.sign_in_codes import sign_in_with_code
from huiyin.accounts.tests.factories import PASSWORD
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed
from huiyin.core.models import AuditEntry
from huiyin.people.tests.sign_in_code import ask, code_for, enter, is_in, make_alice, other_than

pytestmark = pytest.mark.django_db

ADMIN = Actor.system("test")
NEW = "another long night 84"
WRONG = "This code is wrong, used or too old. Check it, or ask for another one."


def said(response) -> tuple[int, list[str]]:
    return response.status_code, list(response.context["form"].non_field_errors())


@pytest.fixture(autouse=True)
def _ten_in_the_morning(time_machine):
    time_machine.move_to("2026-11-25T10:00:00+08:00", tick=False)


@pytest.mark.both
def test_the_code_signs_in_fully_and_offers_a_new_password(rf):
    user = make_alice()
    client = Client()
    code = code_for(client)
    before = client.session.session_key

    response = enter(client, code, next="/jobs/")

    assert (response.status_code, response.url) == (302, "/password/?next=%2Fjobs%2F")
    assert client.session.session_key != before
    request = rf.get("/")
    request.session = client.session
    actor = actor_of_session(request)
    assert (actor.kind, actor.user_id) == ("user", user.pk)
    require_fresh(actor)
    entry = AuditEntry.objects.get(verb="user.signed_in")
    assert (entry.about, entry.actor, entry.detail) == (
        f"user:{user.pk}",
        f"user:{user.pk}",
        {"by_code": True},
    )


@pytest.mark.parametrize("written", ["{}", " {}\n", "{:-^9}", "full width"])
def test_a_code_may_be_pasted_as_it_comes(written):
    make_alice()
    client = Client()
    code = code_for(client)
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    typed = code.translate(wide) if written == "full width" else written.format(code)

    assert enter(client, typed).status_code == 302


@pytest.mark.both
def test_a_code_works_once():
    user = make_alice()
    code = code_for(Client())
    asked = SignInCode.objects.get().pk

    assert sign_in_with_code(code, asked=asked, network="here") == user
    with pytest.raises(NotAllowed) as refused:
        sign_in_with_code(code, asked=asked, network="here")

    assert refused.value.code == "wrong_code"


def test_a_wrong_code_is_refused_and_changes_nothing_else():
    user = make_alice()
    client = Client()
    code = code_for(client)

    refused = enter(client, other_than(code))

    assert said(refused) == (403, [WRONG])
    assert not is_in(client)
    assert (SignInCode.objects.get().tries, SignInCode.objects.get().used_at) == (1, None)
    entry = AuditEntry.objects.latest("pk")
    assert (entry.verb, entry.about) == ("user.sign_in_refused", f"user:{user.pk}")
    assert enter(client, code).status_code == 302


@pytest.mark.both
def test_after_five_wrong_tries_the_right_code_is_dead():
    make_alice()
    client = Client()
    code = code_for(client)
    for _ in range(5):
        assert said(enter(client, other_than(code))) == (403, [WRONG])

    assert said(enter(client, code)) == (403, [WRONG])
    assert SignInCode.objects.get().tries == 5
    assert not is_in(client)


def test_a_code_lives_ten_minutes(time_machine):
    make_alice()
    late, early = Client(), Client()
    late_code, early_code = code_for(late), code_for(early)

    time_machine.shift(599)
    assert enter(early, early_code).status_code == 302
    time_machine.shift(1)
    assert said(enter(late, late_code)) == (403, [WRONG])
    assert not is_in(late)


def test_unknown_accounts_are_refused_in_the_same_words_however_often():
    make_alice()
    known, unknown = Client(), Client()
    code = code_for(known)
    ask(unknown, "nobody@example.com")

    answers = [[said(enter(client, other_than(code))) for _ in range(6)] for client in (known, unknown)]

    assert answers == [[(403, [WRONG])] * 6] * 2


def test_a_code_of_an_unknown_account_opens_nothing_even_when_it_is_empty():
    client = Client()
    ask(client, "nobody@example.com")

    assert said(enter(client, "-")) == (403, [WRONG])


def test_a_code_works_only_in_the_browser_that_asked_for_it():
    make_alice()
    hers, guesser, stranger = Client(), Client(), Client()
    code = code_for(hers)
    ask(guesser, ip="198.51.100.9")
    for _ in range(6):
        enter(guesser, code, ip="198.51.100.9")

    assert enter(stranger, code).url == "/sign-in/code/?next=%2F"
    assert not is_in(guesser)
    assert not is_in(stranger)
    assert enter(hers, code).status_code == 302


def test_wrong_codes_and_wrong_passwords_of_one_network_count_together():
    make_alice()
    client = Client()
    code = code_for(client)
    for number in range(100):
        email = f"nobody{number}@example.com"
        client.post("/sign-in/", {"email": email, "password": "x"}, REMOTE_ADDR="203.0.113.7")

    assert enter(client, code).status_code == 429
    assert enter(client, code, ip="198.51.100.9").status_code == 302


@pytest.mark.parametrize("end", ["disable", "disable_and_enable", "new_password"])
def test_a_disabled_account_or_a_new_password_kills_the_codes(end):
    user = make_alice()
    client = Client()
    code = code_for(client)

    if end == "new_password":
        actions.change_password(user, NEW, by=ADMIN)
    else:
        actions.disable_user(user, by=ADMIN)
    if end == "disable_and_enable":
        actions.enable_user(user, by=ADMIN)

    assert said(enter(client, code)) == (403, [WRONG])
    assert not is_in(client)


def test_the_browser_is_remembered_if_she_asks_for_it():
    user = make_alice()
    client = Client()

    response = enter(client, code_for(client), remember="on")

    assert Device.objects.get().user == user
    assert response.cookies["huiyin_device"]["max-age"] == 30 * 24 * 3600


def test_the_code_field_helps_phones_and_the_page_is_not_cached():
    make_alice()
    client = Client()
    ask(client)

    page = client.get("/sign-in/code/enter/")

    assert b'autocomplete="one-time-code"' in page.content
    assert b'inputmode="numeric"' in page.content
    assert "no-store" in page.headers["Cache-Control"]


def test_the_address_is_not_kept_in_clear_with_the_session():
    client = Client()
    ask(client, "nobody@example.com")

    assert "nobody" not in str(dict(client.session.items()))


def test_after_a_code_the_password_is_set_without_the_present_one_once():
    user = make_alice()
    client = Client()
    enter(client, code_for(client))

    response = client.post("/password/?next=/jobs/", {"new_password": NEW})

    assert (response.status_code, response.url) == (302, "/jobs/")
    user.refresh_from_db()
    assert user.check_password(NEW)
    again = client.post("/password/", {"new_password": PASSWORD})
    assert list(again.context["form"].errors) == ["password"]


def test_a_quarter_of_an_hour_after_the_code_the_present_password_is_asked(time_machine):
    user = make_alice()
    client = Client()
    enter(client, code_for(client))

    time_machine.shift(15 * 60 + 1)
    response = client.post("/password/", {"new_password": NEW})

    assert list(response.context["form"].errors) == ["password"]
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_weak_password_is_refused_after_a_code_too():
    user = make_alice()
    client = Client()
    enter(client, code_for(client))

    response = client.post("/password/", {"new_password": "short"})

    assert list(response.context["form"].errors) == ["new_password"]
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_sign_in_by_password_is_asked_for_the_present_one():
    make_alice()
    client = Client()
    client.post("/sign-in/", {"email": "alice@example.com", "password": PASSWORD})

    assert list(client.get("/password/").context["form"].fields) == ["password", "new_password"]
