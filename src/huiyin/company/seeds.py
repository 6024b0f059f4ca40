"""The company that a new installation starts as: its row with the house defaults, and one unit at the top."""

from django.db import transaction

from huiyin.company.models import Company, OrgUnit, OrgUnitKind


@transaction.atomic
def seed(name: str = "我的公司") -> Company:
    """Add what is missing; a company that is there keeps every edit."""
    company = Company.objects.order_by("pk").first() or Company.objects.create(name=name)
    if not OrgUnit.objects.exists():
        top = OrgUnit.objects.create(name=company.name, kind=OrgUnitKind.BRANCH)
        top.path = f"/{top.pk}/"
        top.save(update_fields=["path"])
    return company
