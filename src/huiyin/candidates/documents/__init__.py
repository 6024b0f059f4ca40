"""Whether a file that somebody uploaded may be kept and opened: by what it is, not by what it is called."""

from huiyin.candidates.documents.judging import MEDIA_TYPES, Fate, Verdict, clean_name, judge

__all__ = ["MEDIA_TYPES", "Fate", "Verdict", "clean_name", "judge"]
