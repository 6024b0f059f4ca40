"""What a server's words mean for somebody who does not read them: a cause and what can be done. Pure."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Cause:
    text: str | Promise
    mend: str | Promise


LOGIN = Cause(
    _("The password was refused."),
    _("Check user and password in the mail settings, then let it go on."),
)
CERTIFICATE = Cause(
    _("The server's certificate does not hold."),
    _("Check the server's name in the mail settings; if it is right, ask whoever runs the server."),
)
ENCRYPTION = Cause(
    _("The server offers no encryption."),
    _("Choose another port or server in the mail settings."),
)
SILENT = Cause(
    _("The server does not answer."),
    _("It is tried again by itself. If it lasts, ask whoever runs the mail server."),
)
BUSY = Cause(
    _("The server is busy or takes only so many letters."),
    _("It is tried again by itself, at the pace that the server asks for."),
)
SENDER = Cause(
    _("The server does not take letters from our address."),
    _("Check the sender in the mail settings, then let it go on."),
)
NOBODY = Cause(
    _("There is nobody at this address."),
    _("Ask the person for a better address."),
)
REFUSED = Cause(
    _("The other side refused the letter."),
    _("Read its words below; another way may work."),
)
USED_UP = Cause(
    _("It was tried several times and never taken."),
    _("Send it again once the server answers, or choose another way."),
)
NO_ADDRESS = Cause(
    _("There is no address for this way."),
    _("Add one to the person's file, then send again."),
)
OPTED_OUT = Cause(
    _("The person does not want letters this way."),
    _("Call, or ask whether another way is welcome."),
)
UNWRITTEN = Cause(
    _("The letter could not be written."),
    _("Something that its text needs is missing; look at the person and the job."),
)
AWAY = Cause(
    _("The channel was away for too long."),
    _("The same words took the person's next way; nothing needs to be done here."),
)
NUMBER_FULL = Cause(
    _("This number has had as many messages as the provider takes in a day."),
    _("The person's next way was taken. From tomorrow the number works again."),
)
GATEWAY = Cause(
    _("The gateway does not take our letters."),
    _("Check its address and secret in the settings, then let it go on."),
)
NOT_PUBLIC = Cause(
    _("The gateway stands where we do not connect."),
    _("Check its name; a network of your own has to be allowed in the settings."),
)
RESTORED = Cause(
    _("A backup was put back."),
    _("Look at the letters that wait for you, then let the channel go on."),
)
UNCLEAR = Cause(_("The server said something that we do not know."), _("Read its words below, then decide."))

_BY_WORDS = (
    (re.compile(r"^restored$"), RESTORED),
    (re.compile(r"not in public", re.I), NOT_PUBLIC),
    (re.compile(r"^(30\d|40[13457]|410)\b"), GATEWAY),
    (re.compile(r"\b53[045]\b|auth|password|credential|log ?in", re.I), LOGIN),
    (re.compile(r"certificate", re.I), CERTIFICATE),
    (re.compile(r"no encryption|starttls", re.I), ENCRYPTION),
    (re.compile(r"\b5\d\d\b.*(no such user|unknown user|mailbox|recipient|5\.1\.1)", re.I), NOBODY),
    (re.compile(r"\b5\d\d\b.*(sender|from|relay|spf|dkim|5\.7)", re.I), SENDER),
    (re.compile(r"^4\d\d\b|\b42\d\b|too many|rate|busy|try again", re.I), BUSY),
    (
        re.compile(r"refused|timed? ?out|unreachable|reset|closed|resol|not known|connect|ehlo", re.I),
        SILENT,
    ),
)
_BY_REASON = {
    "no_address": NO_ADDRESS,
    "address_bounced": NOBODY,
    "address_wrong": NOBODY,
    "address_opted_out": OPTED_OUT,
    "opted_out": OPTED_OUT,
    "no_values": UNWRITTEN,
    "no_template": UNWRITTEN,
    "unknown_kind": UNWRITTEN,
    "channel_away": AWAY,
    "provider_cap": NUMBER_FULL,
}


def channel_cause(said: str) -> Cause:
    """Why a channel stands, from what was kept of the server's words."""
    return next((cause for words, cause in _BY_WORDS if words.search(said)), UNCLEAR if said else SILENT)


def letter_cause(reason: str, said: str) -> Cause:
    """Why a letter did not arrive, from our reason and the server's words."""
    if reason in _BY_REASON:
        return _BY_REASON[reason]
    if reason.startswith("broken"):
        return UNWRITTEN
    if reason == "tries_used_up":
        return USED_UP
    found = channel_cause(said) if said else UNCLEAR
    return REFUSED if found in {UNCLEAR, BUSY} and reason == "refused" else found
