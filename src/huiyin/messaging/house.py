"""The company's rules for letters, as they apply to one recipient. Pure once it is read."""

from dataclasses import dataclass
from datetime import time

from huiyin.company.models import Company
from huiyin.messaging.models import Contact
from huiyin.messaging.quiet import QuietHours


@dataclass(frozen=True)
class HouseRules:
    time_zone: str = "Asia/Shanghai"
    quiet_start: time = time(21)
    quiet_end: time = time(8)
    letters_per_day: int = 3

    def quiet_hours(self, contact: Contact) -> QuietHours:
        return QuietHours(
            contact.time_zone or self.time_zone,
            self.quiet_start if contact.quiet_start is None else contact.quiet_start,
            self.quiet_end if contact.quiet_end is None else contact.quiet_end,
        )

    def cap(self, contact: Contact) -> int:
        """How many ordinary letters the contact gets a day; 0 means any number."""
        return self.letters_per_day if contact.letters_per_day is None else contact.letters_per_day


def house_rules() -> HouseRules:
    """The one company's rules; the shipped ones until it is set up."""
    company = Company.objects.first()
    return rules_of(company) if company else HouseRules()


def rules_of(company: Company) -> HouseRules:
    """The same for who has read the company already."""
    return HouseRules(company.time_zone, company.quiet_start, company.quiet_end, company.letters_per_day)
