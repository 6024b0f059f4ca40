import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import load_workbook

from huiyin.accounts.doors import NotFresh
from huiyin.accounts.models import FieldRule, RoleGrant
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.approvals.actions import edit_flow, live_of
from huiyin.approvals.models import Approval
from huiyin.approvals.tests.factories import house, no, yes
from huiyin.core import background, clock, sealed_streams
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, NotAllowed, NotFound
from huiyin.core.models import AuditEntry, Operation
from huiyin.exports.access import get_export
from huiyin.exports.asking import start
from huiyin.exports.keeping import discard, open_file, sweep
from huiyin.exports.models import Export
from huiyin.exports.producing import produce
from huiyin.exports.tests.factories import bytes_of, cells_of, during, exported, fill, wish
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.HUIYIN_HOME = tmp_path
    yield
    clock.travel(None)


def files() -> list[Path]:
    folder = Path(settings.HUIYIN_HOME) / "exports"
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.mark.both
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_comes_out_whole_with_the_name_of_who_took_it(kind):
    fill(3, ("林若溪 🦊", "一"))
    alice = make_user("recruiter", name="江予安", email="yuan@example.com")

    export = exported(alice, format=kind)

    cells = cells_of(export)
    assert cells[0] == ["Name", "Remark"]
    assert cells[1:-1] == [["林若溪 🦊", "一"], *[[f"Person {n}", "x"] for n in range(3)]]
    assert "江予安" in cells[-1][0]
    assert "yuan@example.com" in cells[-1][0]
    assert (export.state, export.rows, export.rows_asked) == ("ready", 4, 4)


def test_no_cell_is_run_as_a_formula():
    fill(0, ("=1+1", "@SUM(A1)"), ("+86 138", "-2"), ("\tx", "\rx"))
    alice = make_user("recruiter")

    text = cells_of(exported(alice))
    sheet = load_workbook(io.BytesIO(bytes_of(exported(alice, "two", format="xlsx")))).active

    assert text[1] == ["'=1+1", "'@SUM(A1)"]
    assert text[2] == ["'+86 138", "'-2"]
    assert {cell.data_type for row in sheet.iter_rows(max_col=2) for cell in row if cell.value} == {"s"}
    assert sheet["A2"].value == "=1+1"


def test_the_file_lies_sealed_and_only_its_own_key_opens_it():
    fill(2000, ("13812345678", "林若溪"))
    export = exported(make_user("recruiter"), query={"q": "138"})

    [file] = files()
    assert file.name == export.path
    assert b"13812345678" not in file.read_bytes()


def test_a_file_that_was_shortened_is_not_read_as_a_whole_one():
    fill(0, *[(f"{n}" * 400, "x") for n in range(300)])
    alice = make_user("recruiter")
    export = exported(alice)
    [file] = files()
    file.write_bytes(file.read_bytes()[:-400])

    with pytest.raises(DomainError) as refused:
        list(open_file(export, by=actor_of(alice)))

    assert refused.value.code == "file_gone"


@pytest.mark.both
def test_many_rows_are_a_piece_of_work_and_a_to_do_says_when_it_is_ready(settings):
    fill(1200)
    people = house()
    people.hana.refresh_from_db()
    edit_flow("export", [], seen=0, by=actor_of(people.hana))

    export = start(wish(), by=actor_of(people.alice))
    assert (export.state, Operation.objects.get().total) == ("writing", 1200)
    assert start(wish(), by=actor_of(people.alice)) == export
    background.run_waiting()

    export.refresh_from_db()
    assert (export.state, export.rows, export.operation.done) == ("ready", 1200, 1200)
    assert export.operation.state == "done"
    assert list(Todo.objects.filter(state="open").values_list("kind", "owner")) == [
        ("export.ready", people.alice.pk)
    ]
    assert len(cells_of(export)) == 1202
    assert not Todo.objects.filter(state="open").exists()


@pytest.mark.both
def test_above_the_set_size_somebody_else_must_agree_first():
    fill(600)
    people = house()

    export = exported(people.alice, why="For the quarter")

    assert export.state == "waiting"
    assert files() == []
    approval = live_of(f"export:{export.pk}")
    assert set(approval.steps.get(position=1).seats.values_list("user", flat=True)) == {
        people.hana.pk,
        people.hugo.pk,
    }
    yes(approval, people.hana)
    background.run_waiting()
    export.refresh_from_db()
    assert (export.state, export.rows) == ("ready", 600)
    approval.refresh_from_db()
    assert approval.state == "carried_out"


def test_what_is_refused_is_never_written():
    fill(600)
    people = house()
    export = exported(people.alice)

    no(live_of(f"export:{export.pk}"), people.hana)
    background.run_waiting()

    export.refresh_from_db()
    assert (export.state, export.reason) == ("refused", "refused")
    assert files() == []


def test_whose_rights_were_cut_between_asking_and_carrying_out_gets_nothing():
    fill(600)
    people = house()
    export = exported(people.alice)
    RoleGrant.objects.filter(user=people.alice).delete()

    yes(live_of(f"export:{export.pk}"), people.hana)
    background.run_waiting()

    export.refresh_from_db()
    assert export.state == "failed"
    assert Approval.objects.get().state == "could_not"
    assert files() == []


@pytest.mark.parametrize("what", ["role", "field"])
def test_whose_rights_were_cut_while_it_was_written_gets_nothing(what):
    fill(1300)
    people = house()
    edit_flow("export", [], seen=0, by=actor_of(people.hana))

    def cut():
        if what == "role":
            RoleGrant.objects.filter(user=people.alice).delete()
        else:
            FieldRule.objects.filter(role__key="recruiter").update(level="hide")

    during.append(cut)
    export = exported(people.alice)

    assert export.state == "failed"
    assert export.reason in {"may_not", "rights_changed"}
    assert files() == []
    assert export.operation.state == "failed"


def test_a_disk_that_is_full_leaves_nothing_and_says_so(monkeypatch):
    fill(5)
    alice = make_user("recruiter")

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sealed_streams.os, "fsync", full)
    export = exported(alice)

    assert (export.state, export.reason) == ("failed", "disk_full")
    assert export.said
    assert files() == []


def test_a_worker_killed_half_way_leaves_a_draft_and_the_next_one_writes_it_whole():
    fill(700)
    alice = make_user("recruiter")
    export = start(wish(query={"q": "Person 1"}), by=actor_of(alice))

    def killed():
        raise SystemExit

    during.append(killed)
    with pytest.raises(SystemExit):
        produce(export.pk)
    export.refresh_from_db()
    assert export.state == "writing"

    assert produce(export.pk)
    export.refresh_from_db()
    assert export.state == "ready"
    assert [file.name for file in files()] == [export.path]
    assert produce(export.pk)
    assert AuditEntry.objects.filter(verb="export.written").count() == 1


def test_nobody_else_opens_it_though_she_knows_its_number():
    fill(5)
    alice, bob = make_user("recruiter"), make_user("recruiter", "hr_manager")
    export = exported(alice)

    with pytest.raises(NotFound):
        get_export(actor_of(bob), export.pk)
    with pytest.raises(NotAllowed):
        open_file(export, by=actor_of(bob))
    assert not AuditEntry.objects.filter(verb="export.downloaded").exists()


def test_neither_a_token_nor_a_letters_link_takes_anything_out():
    fill(5)
    alice = make_user("recruiter")
    for kind in ("token", "staff_link"):
        by = Actor(
            kind=kind, key="token:1", user_id=alice.pk, verbs=frozenset({"exports:run", "candidates:see"})
        )
        with pytest.raises(NotAllowed):
            start(wish(), by=by)
    assert not Export.objects.exists()


def test_a_sign_in_that_is_old_takes_nothing_out():
    fill(5)
    alice = make_user("recruiter")
    old = Actor(
        kind="user", key=f"user:{alice.pk}", user_id=alice.pk, fresh_at=clock.now().timestamp() - 1000
    )

    with pytest.raises(NotFresh):
        start(wish(), by=old)
    export = exported(alice)
    with pytest.raises(NotFresh):
        open_file(export, by=old)
    assert Export.objects.count() == 1


def test_who_may_not_export_or_may_not_see_the_list_is_refused():
    fill(5)
    for role in ("interviewer", "executive", "hiring_manager"):
        with pytest.raises(NotAllowed):
            start(wish(), by=actor_of(make_user(role)))
    with pytest.raises(NotFound):
        start(wish(of="nothing"), by=actor_of(make_user("recruiter")))
    assert not Export.objects.exists()


def test_the_trail_says_who_which_list_and_how_many_and_no_name():
    fill(5, ("林若溪", "x"))
    alice = make_user("recruiter")
    export = exported(alice, query={"q": "林若溪", "state": "=1"})
    bytes_of(export)

    rows = AuditEntry.objects.filter(about=f"export:{export.pk}").order_by("pk")
    assert [row.verb for row in rows] == ["export.asked", "export.written", "export.downloaded"]
    assert rows[0].detail == {"list": "test", "rows": 1, "format": "csv", "filters": ["q"], "columns": 2}
    assert "林若溪" not in str([row.detail for row in rows])


def test_after_a_day_the_file_is_gone_and_so_are_orphans():
    fill(5)
    alice = make_user("recruiter")
    export = exported(alice)
    folder = Path(settings.HUIYIN_HOME) / "exports"
    (folder / ("a" * 32)).write_bytes(b"left behind")
    (folder / f"{'b' * 32}.new").write_bytes(b"half")
    sweep()
    assert len(files()) == 3

    clock.travel(clock.now() + timedelta(hours=25))
    with pytest.raises(DomainError):
        open_file(export, by=actor_of(alice))
    sweep()

    export.refresh_from_db()
    assert (export.state, files()) == ("gone", [])


def test_she_may_throw_it_away_at_any_time():
    fill(600)
    people = house()
    waiting = exported(people.alice, "waiting")
    ready = exported(people.alice, "ready", query={"q": "Person 59"})

    discard(waiting, by=actor_of(people.alice))
    discard(ready, by=actor_of(people.alice))

    states = {one.pk: one.state for one in Export.objects.all()}
    assert states == {waiting.pk: "refused", ready.pk: "gone"}
    assert Approval.objects.get().state == "withdrawn"
    assert files() == []


def test_a_list_that_has_grown_since_it_was_approved_is_not_written():
    fill(600)
    people = house()
    export = exported(people.alice)
    fill(6000)

    yes(live_of(f"export:{export.pk}"), people.hana)
    background.run_waiting()

    export.refresh_from_db()
    assert (export.state, export.reason) == ("failed", "grown")
    assert files() == []
