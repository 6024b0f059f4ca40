"""The way back after a tag was taken off: its mark stands in the address for ten minutes, nowhere else."""

from django.core import signing

from huiyin.candidates.models import Candidate, Tag

KEPT_FOR = 600
_SALT = "huiyin.candidates.untagging"


def mark_of(candidate: Candidate, tag: Tag) -> str:
    return signing.dumps([candidate.pk, tag.pk], salt=_SALT)


def just_untagged(candidate: Candidate, mark: str) -> Tag | None:
    """The tag, unless it is on again, or the mark is old or another file's."""
    try:
        of, tag = signing.loads(mark[:200], salt=_SALT, max_age=KEPT_FOR) if mark else (0, 0)
    except signing.BadSignature:
        return None
    if of != candidate.pk or candidate.tags.filter(tag=tag).exists():
        return None
    return Tag.objects.filter(pk=tag).first()
