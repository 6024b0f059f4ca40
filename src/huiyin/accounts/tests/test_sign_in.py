import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from huiyin.accounts.models import Device, FailedTry
from huiyin.accounts.tests.factories import PASSWORD, make_user
from huiyin.core.models import AuditEntry

pytestmark = pytest.mark.django_db

WRONG = "E-mail address or password is wrong. Check both, or ask an administrator for a new password."
LOCKED = "Too many tries. Please wait a while and try again."


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def sign_in(client: Client, email: str, password: str = PASSWORD, *, ip: str = "203.0.113.7", **more: str):
    return client.post(
        "/sign-in/", {"email": email, "password": password, **more}, REMOTE_ADDR=ip, headers=ENGLISH
    )


ENGLISH = {"Accept-Language": "en"}


def said(response) -> list[str]:
    return list(response.context["form"].non_field_errors())


def is_in(client: Client) -> bool:
    return client.get("/password/").status_code == 200


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_the_right_password_signs_in_and_leads_on():
    user = make_user(email="alice@example.com")
    client = Client()

    response = sign_in(client, " Alice@Example.com ", next="/jobs/")

    assert (response.status_code, response.url) == (302, "/jobs/")
    assert is_in(client)
    assert verbs() == ["user.signed_in"]
    assert AuditEntry.objects.get().about == f"user:{user.pk}"


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_signing_in_never_leads_off_the_site(onward):
    make_user(email="alice@example.com")

    assert sign_in(Client(), "alice@example.com", next=onward).url == "/"


def test_a_new_session_id_is_given_at_sign_in():
    make_user(email="alice@example.com")
    client = Client()
    client.session["kept"] = True
    client.session.save()
    before = client.session.session_key

    sign_in(client, "alice@example.com")

    assert client.session.session_key not in {None, before}
    assert "kept" not in client.session


def test_wrong_unknown_and_disabled_are_told_the_same():
    make_user(email="alice@example.com")
    make_user(email="gone@example.com", is_active=False)

    answers = [
        sign_in(Client(), "alice@example.com", "not it"),
        sign_in(Client(), "nobody@example.com", "not it"),
        sign_in(Client(), "gone@example.com"),
    ]

    assert [(answer.status_code, said(answer)) for answer in answers] == [(403, [WRONG])] * 3
    assert verbs() == ["user.sign_in_refused"] * 3


def test_an_unknown_account_is_hashed_like_a_known_one(monkeypatch):
    make_user(email="alice@example.com")
    encoded: list[str] = []
    real = MD5PasswordHasher.encode

    def encode(self: MD5PasswordHasher, password: str, salt: str) -> str:
        encoded.append(password)
        return real(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)

    sign_in(Client(), "alice@example.com", "known")
    sign_in(Client(), "nobody@example.com", "unknown")

    assert encoded == ["known", "unknown"]


def test_the_sixth_try_from_one_network_is_refused_even_when_it_is_right():
    make_user(email="alice@example.com")
    for _ in range(5):
        assert sign_in(Client(), "alice@example.com", "guess").status_code == 403

    client = Client()
    refused = sign_in(client, "alice@example.com")

    assert (refused.status_code, said(refused)) == (429, [LOCKED])
    assert not is_in(client)


def test_an_unknown_account_locks_like_a_known_one():
    answers = [sign_in(Client(), "nobody@example.com", "guess").status_code for _ in range(6)]

    assert answers == [403] * 5 + [429]


def test_the_lock_ends_after_a_quarter_of_an_hour(time_machine):
    time_machine.move_to("2026-11-25T10:00:00+08:00", tick=False)
    make_user(email="alice@example.com")
    for _ in range(5):
        sign_in(Client(), "alice@example.com", "guess")

    time_machine.shift(14 * 60)
    assert sign_in(Client(), "alice@example.com").status_code == 429
    time_machine.shift(2 * 60)
    assert sign_in(Client(), "alice@example.com").status_code == 302


def test_guesses_made_elsewhere_do_not_lock_the_right_person_out():
    make_user(email="alice@example.com")
    for _ in range(5):
        sign_in(Client(), "alice@example.com", "guess", ip="198.51.100.9")

    assert sign_in(Client(), "alice@example.com", ip="203.0.113.7").status_code == 302


def test_a_remembered_device_signs_in_from_the_guessers_own_network_and_under_a_botnet():
    make_user(email="alice@example.com")
    hers = Client()
    sign_in(hers, "alice@example.com", remember="on")
    for number in range(60):
        sign_in(Client(), "alice@example.com", "guess", ip=f"198.51.{number}.9")
    for _ in range(6):
        sign_in(Client(), "alice@example.com", "guess")

    assert sign_in(Client(), "alice@example.com", ip="192.0.2.1").status_code == 429
    assert sign_in(hers, "alice@example.com").status_code == 302


def test_a_remembered_device_has_no_more_than_five_tries_either():
    make_user(email="alice@example.com")
    hers = Client()
    sign_in(hers, "alice@example.com", remember="on")

    answers = [sign_in(hers, "alice@example.com", "guess").status_code for _ in range(6)]

    assert answers == [403] * 5 + [429]


def test_a_device_remembered_for_one_is_nothing_special_for_another():
    make_user(email="alice@example.com")
    make_user(email="bob@example.com")
    hers = Client()
    sign_in(hers, "alice@example.com", remember="on")
    for _ in range(5):
        sign_in(Client(), "bob@example.com", "guess")

    assert sign_in(hers, "bob@example.com").status_code == 429


def test_the_right_password_clears_the_wrong_ones():
    make_user(email="alice@example.com")
    for _ in range(4):
        sign_in(Client(), "alice@example.com", "guess")
    sign_in(Client(), "alice@example.com")

    answers = [sign_in(Client(), "alice@example.com", "guess").status_code for _ in range(5)]

    assert answers == [403] * 5


def test_wrong_tries_keep_neither_account_nor_address_in_clear():
    sign_in(Client(), "nobody@example.com", "guess", ip="198.51.100.9")

    keys = " ".join(FailedTry.objects.values_list("key", flat=True))

    assert FailedTry.objects.count() == 3
    assert "nobody" not in keys
    assert "198.51" not in keys


def test_remembering_is_a_choice_and_keeps_only_a_hash():
    make_user(email="alice@example.com")
    client = Client()
    sign_in(client, "alice@example.com")
    assert Device.objects.count() == 0

    response = sign_in(client, "alice@example.com", remember="on")

    cookie = response.cookies["huiyin_device"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (30 * 24 * 3600, True, "Lax")
    assert Device.objects.get().token_hash != cookie.value


def test_remembering_again_starts_the_thirty_days_anew():
    make_user(email="alice@example.com")
    client = Client()
    sign_in(client, "alice@example.com", remember="on")
    first = Device.objects.get()

    sign_in(client, "alice@example.com", remember="on")

    again = Device.objects.get()
    assert again.token_hash != first.token_hash
    assert again.expires_at > first.expires_at


def test_under_https_the_cookies_are_bound_to_the_host(settings):
    settings.SESSION_COOKIE_SECURE = True
    make_user(email="alice@example.com")

    response = sign_in(Client(), "alice@example.com", remember="on")

    cookie = response.cookies["__Host-huiyin_device"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


def test_signing_out_takes_a_post_and_forgets_the_device():
    make_user(email="alice@example.com")
    client = Client()
    sign_in(client, "alice@example.com", remember="on")
    assert client.get("/sign-out/").status_code == 405
    assert is_in(client)

    response = client.post("/sign-out/")

    assert (response.status_code, response.url) == (302, "/sign-in/")
    assert not is_in(client)
    assert Device.objects.count() == 0


def test_the_page_shows_no_password_again_and_is_not_cached():
    response = sign_in(Client(), "alice@example.com", "my secret guess")

    assert b"my secret guess" not in response.content
    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_signing_in_needs_the_forms_own_mark():
    client = Client(enforce_csrf_checks=True)

    assert client.post("/sign-in/", {"email": "a@example.com", "password": "x"}).status_code == 403


def test_a_shut_page_leads_to_the_sign_in_and_back():
    client = Client()

    assert client.get("/password/?a=1").url == "/sign-in/?next=%2Fpassword%2F%3Fa%3D1"
    assert client.post("/password/").url == "/sign-in/?next=%2F"


def test_a_part_of_a_page_sends_the_whole_page_to_the_sign_in():
    response = Client().get(
        "/password/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/jobs/?page=2"}
    )

    assert (response.status_code, response.headers["HX-Redirect"]) == (
        204,
        "/sign-in/?next=%2Fjobs%2F%3Fpage%3D2",
    )
