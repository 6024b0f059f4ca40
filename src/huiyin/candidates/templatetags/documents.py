"""What pages say about a document in one line."""

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from huiyin.candidates.forms import DOCUMENT_KINDS
from huiyin.candidates.models import Document, DocumentKind, TextState
from huiyin.candidates.templatetags.candidates import short_moment

register = template.Library()


@register.filter
def document_line(document: Document, zone: str) -> str:
    """Kind, size and day; of one that is kept shut, why."""
    kind = str(dict(DOCUMENT_KINDS)[DocumentKind(document.kind)])
    parts = [kind, size_word(document.size), short_moment(document.at, zone)]
    if document.is_quarantined:
        parts.append(reason_word(document.reason))
    elif hint := _unread(document):
        parts.append(hint)
    return _(", ").join(parts)


def _unread(document: Document) -> str:
    """Why the search does not know its words, if it does not."""
    reading = getattr(document, "reading", None)
    return (
        {
            TextState.NO_TEXT: _("no text layer, so the search does not know its words"),
            TextState.UNREADABLE: _("its text could not be read, so the search does not know its words"),
        }.get(reading.state, "")
        if reading
        else ""
    )


def size_word(size: int) -> str:
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / (1024 * 1024):.1f} MB"


def reason_word(reason: str) -> str:
    return {
        "virus": _("it is the mark of a virus"),
        "macro": _("it holds a macro"),
        "script": _("it holds a script"),
        "launch": _("it would start something when it is opened"),
        "embedded_file": _("it holds another file"),
        "external_content": _("it would fetch something from outside"),
        "two_formats": _("it is two kinds of file in one"),
        "double_ending": _("its name has a second ending that can be run"),
    }.get(reason, _("it holds something that acts"))


@register.simple_tag
def upload_limits() -> int:
    """How many MB one document may have."""
    return int(settings.HUIYIN_UPLOAD_BYTES // (1024 * 1024))
