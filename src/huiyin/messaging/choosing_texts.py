"""Which version of which wording a letter takes: the most specific of our own, else the shipped one."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from huiyin.messaging.models import Letter, TemplateVersion
from huiyin.messaging.parts import Part, Where, pick
from huiyin.messaging.shipped import MADE_BY

SHIPPED, OWN, OF_A_PART = 0, 1, 2


@dataclass(frozen=True)
class Option:
    """The newest version for one part of the house; `rank` says whose words they are."""

    part: Part
    rank: int
    number: int
    version: int


def chosen_versions(letters: Sequence[Letter]) -> dict[int, TemplateVersion]:
    """The version that each letter has, or now gets, by the letter's id. Wants the values filled in: they
    say where the letter belongs.
    """
    loose = [letter for letter in letters if not letter.template_version_id]
    options = options_of({letter.template for letter in loose})
    wanted: dict[int, int] = {
        letter.pk: letter.template_version_id for letter in letters if letter.template_version_id
    }
    for letter in loose:
        chosen = choose(options.get(letter.template, ()), Where.of((letter.values or {}).get("part", "")))
        if chosen:
            wanted[letter.pk] = chosen.version
    versions = TemplateVersion.objects.in_bulk(set(wanted.values()))
    return {letter: versions[pk] for letter, pk in wanted.items()}


def choose(options: Collection[Option], where: Where) -> Option | None:
    return pick(((option.part, option) for option in options), where)


def options_of(codes: Collection[str]) -> dict[str, list[Option]]:
    """What may be taken under each code: one option for each part of the house that has its own words."""
    if not codes:
        return {}
    rows = (
        TemplateVersion.objects.filter(template__code__in=codes, number__gt=0)
        .exclude(wording__is_active=False)
        .values_list("template__code", "wording__part", "pk", "number", "made_by", "wording_id")
    )
    best: dict[tuple[str, str], Option] = {}
    for code, part, pk, number, made_by, wording in rows:
        rank = OF_A_PART if wording else SHIPPED if made_by == MADE_BY else OWN
        option = Option(Part.of(part or ""), rank, number, pk)
        known = best.get((code, part or ""))
        if known is None or (known.rank, known.number) < (rank, number):
            best[code, part or ""] = option
    found: dict[str, list[Option]] = defaultdict(list)
    for (code, _part), option in best.items():
        found[code].append(option)
    return found
