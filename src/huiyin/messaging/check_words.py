"""Why each remark is made and how it is mended, in the words of the page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Word = str | Promise


@dataclass(frozen=True)
class Words:
    why: Word
    mend: Word
    blocks: bool = False


_PROBLEM = "%(problem)s"

WORDS: dict[str, Words] = {
    "letter_malformed": Words(
        _PROBLEM, _("Write placeholders as {{name}}, and no other braces."), blocks=True
    ),
    "letter_unknown": Words(
        _PROBLEM, _("Choose one of the variables in the list beside the text."), blocks=True
    ),
    "letter_must": Words(_PROBLEM, _("Put it back into the text."), blocks=True),
    "too_long": Words(
        _("This is longer than %(most)s signs."),
        _("Shorten it; what is long belongs on the page."),
        blocks=True,
    ),
    "no_button": Words(_("The button has no words."), _("Say what the button opens."), blocks=True),
    "lines_in_subject": Words(
        _("A subject has one line."), _("Put the second line into the text."), blocks=True
    ),
    "block_may_be_empty": Words(
        _("“%(found)s” can be empty, and then this letter could not leave."),
        _("Put a question mark behind its name; then its line vanishes when it is empty."),
        blocks=True,
    ),
    "forbidden": Words(
        _("“%(found)s” promises nothing, judges the person, or is too familiar."), _("Say it plainly.")
    ),
    "summoning": Words(
        _("“%(found)s” summons; a letter invites."), _("Ask, give the reason, and leave a way out.")
    ),
    "exclamation": Words(_("A letter that shouts is read less."), _("Leave out the exclamation marks.")),
    "name": Words(_("Nobody is addressed."), _("Begin with the name.")),
    "thanks": Words(_("The person gave us time."), _("Say thank you first.")),
    "form_of_address": Words(_("Candidates are addressed as 您."), _("Write 您.")),
    "unfair": Words(
        _("“%(found)s” is about %(trait)s, which may not matter for a job."),
        _("Leave it out, or say what the work needs."),
        blocks=True,
    ),
    "asks_private": Words(
        _("“%(found)s” asks what nobody has to answer before she is hired."), _("Leave it out."), blocks=True
    ),
    "left_over": Words(
        _("“%(found)s” looks like something that was to be filled in."),
        _("Fill it in, or use a field."),
        blocks=True,
    ),
    "foreign_link": Words(
        _("“%(found)s” does not lead to our own pages."),
        _("Use the field of the personal page; candidates are told to trust nothing else."),
        blocks=True,
    ),
    "mobile": Words(_("“%(found)s” is somebody's own phone."), _("Use the field of the recruiting phone.")),
    "other_company": Words(_("“%(found)s” is none of our names."), _("Use the field of the company.")),
    "written_company": Words(
        _("“%(found)s” is written out, and a branch signs with its own name."),
        _("Use the field of the company."),
    ),
    "no_time": Words(_("An invitation says when."), _("Put in the field of the time."), blocks=True),
    "no_place": Words(
        _("An invitation says where, or how to join."),
        _("Put in a field of the place or the link."),
        blocks=True,
    ),
    "no_contact": Words(_("Nobody can be asked."), _("Put in who looks after it, or the recruiting phone.")),
    "sms_too_long": Words(
        _("The text message has %(signs)s signs, %(parts)s parts."), _("Shorten it to 70 signs."), blocks=True
    ),
    "sms_parts": Words(
        _("The text message has up to %(signs)s signs and is billed as %(parts)s."),
        _("At 70 signs, the signature included, it is one."),
    ),
    "sms_signature": Words(
        _("【】 belongs to the signature, which the gateway adds."), _("Leave the brackets out."), blocks=True
    ),
    "sms_adjacent": Words(
        _("Two fields stand side by side; providers refuse that."), _("Put a word or a comma between them.")
    ),
    "sms_twice": Words(
        _("“%(found)s” stands there twice; providers take each field once."), _("Keep one of them.")
    ),
    "one_language": Words(
        _("This text is missing in one language; its readers get the mail's text instead."),
        _("Write it in both languages."),
    ),
    "not_alike": Words(
        _("The other language uses “%(found)s”, this one does not."), _("Tell both readers the same.")
    ),
}
