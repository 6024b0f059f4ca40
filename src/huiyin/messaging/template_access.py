"""Who reads the texts of letters, and who changes them. A manager of a branch changes those of her branch."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import may, reach
from huiyin.company.models import OrgUnit
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.messaging.models import Block, Template, TemplateVersion, Testimonial, Wording
from huiyin.messaging.parts import Part
from huiyin.messaging.shipped import shipped_texts

READS = ("settings:edit", "letters:see")


def visible_templates(actor: Actor) -> QuerySet[Template]:
    """All of them for who reads letters or changes settings: they are the house's own words, no person's."""
    if not any(may(actor, permission) for permission in READS):
        raise NotAllowed(
            "forbidden",
            _("You do not have this permission."),
            _("If you need it, ask an administrator."),
        )
    return Template.objects.filter(code__in=shipped_texts()).order_by("code")


def get_template(actor: Actor, code: str) -> Template:
    template = visible_templates(actor).filter(code=code).first()
    if template is None:
        raise NotFound("not_found", _("There is no such template."))
    return template


def get_wording(actor: Actor, wording_id: int) -> Wording:
    codes = visible_templates(actor).values("pk")
    row = Wording.objects.select_related("template", "unit").filter(template__in=codes, pk=wording_id).first()
    if row is None:
        raise NotFound("not_found", _("There is no such wording."))
    return row


def get_version(actor: Actor, version_id: int) -> TemplateVersion:
    rows = TemplateVersion.objects.select_related("template", "wording").filter(number__gt=0)
    row = rows.filter(template__in=visible_templates(actor).values("pk"), pk=version_id).first()
    if row is None:
        raise NotFound("not_found", _("There is no such version."))
    return row


def visible_blocks(actor: Actor) -> QuerySet[Block]:
    visible_templates(actor)
    return Block.objects.select_related("unit", "poster").defer("poster__content").order_by("kind", "part")


def can_edit(actor: Actor, part: Part, *, unit_path: str = "") -> bool:
    """Whether the part lies inside what she looks after. `unit_path` is where a part lies that names no unit
    itself (a job); the whole house and a category lie at the top.
    """
    allowed = reach(actor, "settings:edit")
    return bool(allowed) and allowed.covers(unit_path or path_of(part))


def require_edit(actor: Actor, part: Part, *, unit_path: str = "") -> None:
    if not can_edit(actor, part, unit_path=unit_path):
        raise NotAllowed(
            "not_your_part",
            _("You may read this text and not change it."),
            _("If you need it, ask an administrator."),
        )


def path_of(part: Part) -> str:
    units = OrgUnit.objects.filter(pk=part.unit) if part.unit else OrgUnit.objects.filter(parent=None)
    return units.order_by("pk").values_list("path", flat=True).first() or "/"


def get_voice(actor: Actor, voice_id: int) -> Testimonial:
    rows = Testimonial.objects.select_related("block").filter(block__in=visible_blocks(actor).values("pk"))
    row = rows.filter(pk=voice_id).first()
    if row is None:
        raise NotFound("not_found", _("There is no such voice."))
    return row


def voices_of(block: Block) -> QuerySet[Testimonial]:
    """The newest first, those too that are heard no more."""
    return block.testimonials.order_by("-agreed_on", "-pk")
