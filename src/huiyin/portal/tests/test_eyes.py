"""Through the candidate's eyes: exact, harmless, and without a trace of the candidate in it."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.test import Client

from huiyin.accounts.models import Visit
from huiyin.accounts.tests.factories import PASSWORD, make_user
from huiyin.candidates.actions import add_note
from huiyin.candidates.actions.stating import Said, state
from huiyin.candidates.models import StatementKind
from huiyin.core.digests import sha256_letters
from huiyin.core.models import AuditEntry
from huiyin.interviews.actions import answer_interview, reschedule_interview
from huiyin.interviews.plans import Move
from huiyin.interviews.tests.factories import TOLD
from huiyin.messaging.models import Letter, LetterBytes
from huiyin.messaging.preparing import _seal
from huiyin.portal.harmless import harmless, without_keys
from huiyin.portal.tests.factories import NOW, START, SYSTEM, make_invitation, make_letter

pytestmark = pytest.mark.django_db
TOKEN = "AbCdEfGhIjKlMnOpQrStUv"
HTML = (
    '<html><head><style>p{color:red}</style><base href="https://x.example/"></head><body>'
    f'<p style="margin:0">您好</p><a href="https://hr.example/c/i/{TOKEN}?a=yes">能来</a>'
    '<img src="https://spy.example/p.gif"><script>alert(1)</script>'
    '<form action="https://x.example/"><button onclick="go()">x</button></form>'
    f"<p>https://hr.example/c/i/{TOKEN}</p></body></html>"
)


@pytest.fixture
def invitation():
    return make_invitation()


def signed_in() -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    user = make_user("recruiter")
    client.post("/sign-in/", {"email": user.email, "password": PASSWORD})
    return client


@pytest.fixture
def staff():
    return signed_in()


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = "复试邀请"
    message.set_content(f"您好\nhttps://hr.example/c/i/{TOKEN}\n")
    message.add_alternative(HTML, subtype="html")
    return message.as_bytes()


RAW = mail()


def kept(letter: Letter) -> Letter:
    sealed, digest = _seal(RAW)
    LetterBytes.objects.create(letter=letter, sealed=sealed, sha256=digest)
    return letter


def address(invitation) -> str:
    return f"/candidates/{invitation.interview.application.candidate.number}/eyes/"


def test_a_letter_is_shown_to_the_byte_without_its_key(staff, invitation):
    letter = kept(make_letter(invitation.interview))

    page = staff.get(f"/eyes/letters/{letter.pk}/").content.decode()
    frame = staff.get(f"/eyes/letters/{letter.pk}/frame/")

    assert "复试邀请" in page
    assert sha256_letters(RAW)[:12] in page
    html = frame.content.decode()
    assert '<p style="margin:0">您好</p>' in html
    for secret in (TOKEN, "href", "https://spy", "alert", "action=", "onclick", "<base"):
        assert secret not in html
    assert TOKEN not in page
    assert "sandbox" in frame["Content-Security-Policy"]
    assert "default-src 'none'" in frame["Content-Security-Policy"]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"


def test_looking_opens_nothing_and_is_no_visit(staff, invitation):
    letter = kept(make_letter(invitation.interview))
    candidate = invitation.interview.application.candidate

    for page in (
        address(invitation),
        f"{address(invitation)}{invitation.interview.pk}/page/",
        f"/eyes/letters/{letter.pk}/",
        f"/eyes/letters/{letter.pk}/frame/",
    ):
        assert staff.get(page).status_code == 200

    letter.refresh_from_db()
    invitation.interview.refresh_from_db()
    assert (letter.state, letter.opened_at, Visit.objects.count()) == ("sent", None, 0)
    assert (invitation.interview.answer, Letter.objects.count()) == ("", 1)
    looked = AuditEntry.objects.filter(verb="candidate.looked_through")
    assert {one.about for one in looked} == {f"candidate:{candidate.pk}"}
    assert [one.detail["of"] for one in looked.order_by("pk")] == ["page", "letter"]


def test_the_page_of_now_is_the_candidates_page_without_anything_to_press(staff, invitation):
    make_letter(invitation.interview)

    response = staff.get(f"{address(invitation)}{invitation.interview.pk}/page/")

    html = response.content.decode()
    assert "林若溪" in html
    assert "望湖路 18 号" in html
    for dead in ("<script", 'action="', "<a href"):
        assert dead not in html


def test_an_earlier_moment_shows_the_time_that_was_told_then(invitation):
    interview = invitation.interview
    make_letter(interview)
    with time_machine.travel(NOW + timedelta(hours=3)):
        reschedule_interview(interview, to=Move(START + timedelta(days=1)), tell=TOLD, by=SYSTEM)
    earlier = NOW + timedelta(hours=1)
    with time_machine.travel(NOW + timedelta(hours=5)):
        then = signed_in().get(address(invitation), {"at": earlier.isoformat()}).context

    (page,) = then["pages"]
    assert page["page"].interview.start == START
    assert str(page["page"].state) == "invited"
    interview.refresh_from_db()
    assert interview.start == START + timedelta(days=1)


def test_an_earlier_moment_shows_the_answer_that_stood_then(invitation):
    interview = invitation.interview
    make_letter(interview)
    with time_machine.travel(NOW + timedelta(hours=1)):
        answer_interview(interview, answer="yes", by=SYSTEM, via="page")
    with time_machine.travel(NOW + timedelta(hours=2)):
        answer_interview(interview, answer="no", by=SYSTEM, via="page", note="去不了")
    with time_machine.travel(NOW + timedelta(hours=4)):
        later = signed_in()
        states = [
            str(later.get(address(invitation), {"at": (NOW + timedelta(minutes=m)).isoformat()})
                .context["pages"][0]["page"].state)
            for m in (30, 90, 150)
        ]  # fmt: skip

    assert states == ["invited", "confirmed", "declined"]


def test_before_the_first_letter_there_was_nothing(staff, invitation):
    make_letter(invitation.interview)

    seen = staff.get(address(invitation), {"at": (NOW - timedelta(days=1)).isoformat()})

    assert (seen.context["pages"], list(seen.context["letters"])) == ([], [])


@pytest.mark.parametrize("at", ["x", "9999-99-99", "0001-01-01T00:00", "2026-11-24T10:20+99:00"])
def test_a_moment_that_is_none_is_answered_kindly(staff, invitation, at):
    assert staff.get(address(invitation), {"at": at}).status_code == 200


def test_a_letter_that_has_not_left_is_not_hers_yet(staff, invitation):
    letter = make_letter(invitation.interview, state="planned", sent_at=None)

    assert staff.get(f"/eyes/letters/{letter.pk}/").status_code == 404


def test_a_letter_without_kept_bytes_says_so(staff, invitation):
    letter = make_letter(invitation.interview)

    assert "没有保存" in staff.get(f"/eyes/letters/{letter.pk}/").content.decode()
    assert staff.get(f"/eyes/letters/{letter.pk}/frame/").status_code == 404


def test_only_who_looks_after_the_file_looks_through(invitation):
    letter = kept(make_letter(invitation.interview))
    for role in ("executive", "interviewer", "system_admin"):
        client, user = Client(), make_user(role)
        client.post("/sign-in/", {"email": user.email, "password": PASSWORD})
        assert client.get(address(invitation)).status_code in {403, 404}
        assert client.get(f"/eyes/letters/{letter.pk}/frame/").status_code in {403, 404}
    assert AuditEntry.objects.filter(verb="candidate.looked_through").count() == 0


def test_nothing_that_we_say_among_ourselves_is_on_her_page(staff, invitation, client):
    candidate = invitation.interview.application.candidate
    make_letter(invitation.interview)
    add_note(candidate, "说话很快的一位", by=SYSTEM)
    state(candidate, Said(StatementKind.PAY, least=27913), by=SYSTEM)
    state(
        candidate, Said(StatementKind.LEADER, text="问题拆得格外清楚", for_candidate="见解很独到"), by=SYSTEM
    )
    state(candidate, Said(StatementKind.PLAN, text="三年内带团队"), by=SYSTEM)

    hers = client.get(client.get(invitation.link)["Location"]).content.decode()
    ours = staff.get(f"{address(invitation)}{invitation.interview.pk}/page/").content.decode()

    for canary in ("说话很快", "27913", "27,913", "格外清楚", "见解很独到", "带团队", candidate.number):
        assert canary not in hers
        assert canary not in ours


def test_markup_stays_as_it_is_but_for_what_acts():
    assert harmless("<p>&amp;&#38;<br/></p>") == "<p>&amp;&#38;<br/></p>"
    assert harmless('<a HREF="javascript:x">y</a>') == "<a>y</a>"
    assert harmless('<meta http-equiv="refresh" content="0"><svg><use href="#i"/></svg>') == (
        '<svg><use href="#i"/></svg>'
    )
    assert harmless('<iframe src="x">a</iframe><img src="data:image/png;base64,AA">') == (
        '<img src="data:image/png;base64,AA">'
    )
    assert without_keys(f"/c/i/{TOKEN} K7M2-9XYZ", ("K7M2-9XYZ",)) == "/c/i/… ·········"
