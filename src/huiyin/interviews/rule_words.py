"""What the parts of a notification rule are called on its form."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def field_names() -> dict[str, str | Promise]:
    return {
        "days": _("Days"),
        "hours": _("Hours"),
        "people": _("Whom it is about"),
        "manner": _("How"),
        "most": _("At most how often"),
    }
