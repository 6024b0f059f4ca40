"""待办: everything that somebody asks of me, most pressing first."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.http import Request
from huiyin.core.live import tag_of, unchanged
from huiyin.desk.now_cards import LETTERS, OTHER_TIME
from huiyin.desk.todo_lines import todo_lines
from huiyin.todos.access import get_todo
from huiyin.todos.actions import dismiss_todo
from huiyin.todos.queries import open_todos

PAGE = 50
KINDS = {"time": OTHER_TIME, "declined": ("interview.declined",), "letters": LETTERS}


@require_GET
def todos(request: Request) -> HttpResponse:
    rows = open_todos(request.actor)
    kind = request.GET.get("kind", "")
    if kind in KINDS:
        rows = rows.filter(kind__in=KINDS[kind])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    lines = todo_lines(request.actor, list(page.object_list), clock.now(), the_company().time_zone)
    tag = tag_of([(line.todo.pk, line.due, line.is_late) for line in lines], page.paginator.count)
    context = {"page": page, "kind": kind, "lines": lines, "tag": tag}
    return unchanged(request, tag) or render(request, "desk/todos.html", context)


@require_POST
def dismiss(request: Request, todo_id: int) -> HttpResponse:
    dismiss_todo(get_todo(request.actor, todo_id), by=request.actor)
    return redirect("desk:todos")
