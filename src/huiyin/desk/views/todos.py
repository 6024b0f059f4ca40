"""待办: everything that somebody asks of me, what is late first."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.http import Request
from huiyin.core.ids import known_ids
from huiyin.core.live import tag_of, unchanged
from huiyin.desk.todo_groups import counted, of_group, ordered, sections
from huiyin.desk.todo_lines import todo_lines
from huiyin.todos.access import get_todo
from huiyin.todos.actions import dismiss_todo, dismiss_todos
from huiyin.todos.queries import open_todos

PAGE = 50
MOST = 500


@require_GET
def todos(request: Request) -> HttpResponse:
    rows, now, company = open_todos(request.actor), clock.now(), the_company()
    kind, groups = request.GET.get("kind", ""), counted(rows)
    page = Paginator(ordered(of_group(rows, kind), now), PAGE).get_page(request.GET.get("page"))
    lines = todo_lines(request.actor, list(page.object_list), now, company.time_zone)
    tag = tag_of([(line.todo.pk, line.who, line.due, line.is_late) for line in lines], groups)
    context = {
        "company": company,
        "page": page,
        "kind": kind,
        "groups": groups,
        "every": sum(group.count for group in groups),
        "lines": lines,
        "sections": sections(lines),
        "tag": tag,
    }
    return unchanged(request, tag) or render(request, "desk/todos.html", context)


@require_POST
def dismiss(request: Request, todo_id: int) -> HttpResponse:
    dismiss_todo(get_todo(request.actor, todo_id), by=request.actor)
    return redirect("desk:todos")


@require_POST
def dismiss_many(request: Request) -> HttpResponse:
    """First which, with the number in the button; then doing it."""
    said = request.POST.get("ids", "").split(",") + request.POST.getlist("todo")
    ids = known_ids(said)[:MOST]
    chosen = list(open_todos(request.actor).filter(pk__in=ids))
    if request.POST.get("sure") and chosen:
        done = dismiss_todos(chosen, by=request.actor)
        said_so = ngettext("{n} thing is off your list.", "{n} things are off your list.", done)
        messages.success(request, said_so.format(n=done))
        return redirect("desk:todos")
    if not chosen:
        return redirect("desk:todos")
    lines = todo_lines(request.actor, chosen, clock.now(), the_company().time_zone)
    context = {"lines": lines, "ids": ",".join(str(one.pk) for one in chosen)}
    return render(request, "desk/dismiss_todos.html", context)
