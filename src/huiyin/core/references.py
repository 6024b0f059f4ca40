"""A reference names any row as text, `interview:12`, so that a lower room can point at a higher one
without a foreign key. The word before the colon is the model's name in the glossary.
"""

from django.db.models import Model

from huiyin.core.ids import is_id


def ref(row: Model) -> str:
    """`interview:12` for a saved row."""
    return f"{row._meta.model_name}:{row.pk}"


def ref_id(reference: str, noun: str) -> int | None:
    """12 for (`interview:12`, `interview`); None when it names something else."""
    word, _, number = reference.partition(":")
    return int(number) if word == noun and is_id(number) else None
