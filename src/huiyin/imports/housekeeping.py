"""Sheets that nobody needs any more go, and work that no worker carries on is said to have broken off."""

from datetime import timedelta

from django.utils.translation import gettext_noop

from huiyin.core import clock
from huiyin.core.models import OperationState
from huiyin.imports.access import UNDO_DAYS
from huiyin.imports.looking import forget
from huiyin.imports.models import Upload, UploadState
from huiyin.imports.steps import RUNNING, rest

KEPT = timedelta(days=UNDO_DAYS)
LOST = timedelta(minutes=30)


def sweep() -> None:
    """Files of finished and forgotten sheets are deleted after some days."""
    old = Upload.objects.filter(moved_at__lt=clock.now() - KEPT).exclude(state__in=RUNNING)
    for upload in old.exclude(path=""):
        forget(upload.path, upload.looked, upload.found)
        upload.path = upload.looked = upload.found = ""
        upload.mends = {}
        upload.state = upload.state if upload.state == UploadState.DONE else UploadState.DROPPED
        upload.save()
    for upload in Upload.objects.filter(state__in=RUNNING[:2], moved_at__lt=clock.now() - LOST):
        upload.problem = {
            "code": "lost",
            "problem": gettext_noop("It broke off, and nothing of it was kept."),
            "mend": gettext_noop("Try again; if it stays so, ask the administrator."),
        }
        rest(upload, UploadState.FAILED, OperationState.FAILED)
