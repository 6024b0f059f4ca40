"""候选人档案: a candidate's file with everything that went back and forth, and what is done on it."""

from collections.abc import Callable, Iterator

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiyin.candidates import actions
from huiyin.candidates.access import can_edit_candidate, get_candidate_by_number, get_note
from huiyin.candidates.forms import NoteForm, TagForm
from huiyin.candidates.models import Candidate
from huiyin.candidates.pages import may_note, may_reveal
from huiyin.candidates.queries import tags_in_use
from huiyin.candidates.untagging import just_untagged
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.http import Request
from huiyin.core.live import tag_of, unchanged
from huiyin.desk.candidate_file import WholeFile, read_whole_file
from huiyin.desk.file_log import read_log
from huiyin.desk.forms import AnswerForm
from huiyin.desk.timeline import PARTS


@require_GET
def detail(request: Request, number: str) -> HttpResponse:
    """The number of a file that was merged leads to the one that goes on."""
    candidate = get_candidate_by_number(request.actor, number)
    if candidate.number != number:
        return redirect("candidates:detail", candidate.number)
    return _page(request, candidate)


@require_POST
def reveal(request: Request, number: str) -> HttpResponse:
    """Show one field in full, and note that it was looked at."""
    candidate = get_candidate_by_number(request.actor, number)
    field = request.POST.get("field", "")
    if not may_reveal(request.actor, field):
        raise NotAllowed("forbidden", _("You may not see this in full."))
    actions.reveal(candidate, field, by=request.actor)
    return _page(request, candidate, revealed=field)


@require_POST
def note(request: Request, number: str) -> HttpResponse:
    candidate = get_candidate_by_number(request.actor, number, can=may_note)
    form = NoteForm(request.POST)
    if _done(form, lambda text: actions.add_note(candidate, text, by=request.actor)):
        return redirect("candidates:detail", number)
    return _page(request, candidate, note_form=form, status=422)


@require_POST
def pin(request: Request, number: str) -> HttpResponse:
    """Put a note at the head of the file, or take it down."""
    candidate = get_candidate_by_number(request.actor, number, can=may_note)
    note = get_note(request.actor, candidate, request.POST.get("note", ""))
    actions.pin_note(note, pinned=request.POST.get("pinned") == "yes", by=request.actor)
    return redirect("candidates:detail", number)


@require_GET
def log(request: Request, number: str) -> HttpResponse:
    candidate = get_candidate_by_number(request.actor, number, can=can_edit_candidate)
    lines, older = read_log(request.actor, candidate, request.GET.get("before", ""))
    whole = read_whole_file(request.actor, candidate, part="none")
    context = {
        "company": whole.company,
        "whole": whole,
        "file": whole.file,
        "candidate": candidate,
        "here": "log",
        "lines": lines,
        "older": older,
        "is_first": not request.GET.get("before"),
    }
    return render(request, "desk/file_log.html", context)


@require_POST
def tag(request: Request, number: str) -> HttpResponse:
    candidate = get_candidate_by_number(request.actor, number, can=can_edit_candidate)
    form = TagForm(request.POST)
    if _done(form, lambda name: actions.tag_candidate(candidate, name, by=request.actor), "name"):
        return redirect("candidates:detail", number)
    return _page(request, candidate, tag_form=form, status=422)


def _done(form: NoteForm | TagForm, act: Callable[[str], object], field: str = "text") -> bool:
    """Whether a form of one field was taken; a refusal is said beside the field."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data[field])
    except DomainError as refusal:
        form.add_error(field, str(refusal))
        return False
    return True


def _shown(whole: WholeFile) -> Iterator[object]:
    """What others change while the page stands open: where she is, what comes next, back and forth."""
    yield [(one.application.pk, one.application.version) for one in whole.file.stands]
    yield whole.file.pinned and whole.file.pinned.pk
    yield from ((one.pk, one.version, one.state) for one in (whole.next, whole.fell_through) if one)
    for entry in whole.timeline.entries:
        yield entry.mark, entry.title, entry.text, entry.letter and (entry.letter.word, entry.letter.dots)


def _page(
    request: Request, candidate: Candidate, *, revealed: str = "", status: int = 200, **forms: object
) -> HttpResponse:
    part = request.GET.get("part", "")
    before = request.GET.get("before", "")
    whole = read_whole_file(request.actor, candidate, revealed=revealed, part=part, before=before)
    tag = tag_of(*_shown(whole))
    if found := unchanged(request, tag):
        return found
    context = {
        "company": whole.company,
        "whole": whole,
        "file": whole.file,
        "candidate": candidate,
        "here": "overview",
        "live": "" if before or forms else tag,
        "untagged": just_untagged(candidate, request.GET.get("untagged", ""))
        if whole.file.can_edit
        else None,
        "part": part if part in PARTS else "",
        "parts": PARTS,
        "answer_form": AnswerForm(auto_id="reply_%s"),
        "note_form": NoteForm(),
        "tag_form": TagForm(),
        "tags_in_use": tags_in_use(request.actor) if whole.file.can_edit else (),
    }
    return render(request, "desk/file.html", context | forms, status=status)
