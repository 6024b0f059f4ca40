"""`huiyin import`: bring people in from a sheet, or take a batch back."""

import argparse
import gc
from pathlib import Path

from django.utils.translation import gettext as _

from huiyin.core.actor import Actor
from huiyin.core.commands import Answer
from huiyin.imports.access import get_batch
from huiyin.imports.actions import Options, undo_batch
from huiyin.imports.actions import import_file as bring_in
from huiyin.imports.gates import PRESETS

SHELL = Actor.system("import")


def import_file_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="a .csv or .xlsx file")
    parser.add_argument("--preset", choices=sorted(PRESETS), help="which kind of sheet it is")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--dry-run", action="store_true", help="say what would happen; the default")
    mode.add_argument("--commit", action="store_true", help="write it")
    mode.add_argument("--undo", metavar="BATCH", help="take a batch back")
    parser.add_argument("--skip-bad", action="store_true", help="leave out rows with problems")
    parser.add_argument(
        "--create-missing", action="store_true", help="make unknown jobs, places and interviewers"
    )
    parser.add_argument("--invite", action="store_true", help="write invitations for the sheet's interviews")
    parser.add_argument("--zone", default="", help="the time zone of the sheet's times; else the place's")


def import_file(args: argparse.Namespace) -> Answer:
    if args.undo:
        return _undo(args.undo)
    if args.file is None or args.preset is None:
        return Answer(text=_("A file and its --preset are needed. See huiyin import --help."), code=2)
    options = Options(
        preset=args.preset,
        commit=args.commit,
        skip_bad=args.skip_bad,
        create_missing=args.create_missing,
        invite=args.invite,
        zone=args.zone,
    )
    # All rows live until the end; looking for cycles among them would cost a sixth of the time.
    gc.disable()
    report = bring_in(args.file, options, by=SHELL)
    return Answer(data=report.shown(), text=report.text(), code=1 if report.refused else 0)


def _undo(batch: str) -> Answer:
    number = int(batch) if batch.isdecimal() else 0
    done = undo_batch(get_batch(SHELL, number), by=SHELL)
    text = _("Batch %(batch)s was undone.") % {"batch": done.pk}
    return Answer(data={"batch": str(done.pk), "state": done.state}, text=text)
