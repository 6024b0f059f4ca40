"""What letters may call us, for the checks."""

from urllib.parse import urlsplit

from django.conf import settings

from huiyin.company.models import Brand
from huiyin.company.queries import the_company
from huiyin.messaging.checking import House


def our_house() -> House:
    company = the_company()
    names = {company.name, company.legal_name, *Brand.objects.values_list("name", flat=True)}
    return House(frozenset(name for name in names if name), urlsplit(settings.HUIYIN_BASE_URL).hostname or "")
