"""`huiyin user`, `huiyin token`, `huiyin audit` and `huiyin keys`. Whoever may run them owns the house."""

import argparse
import sys
from dataclasses import asdict

from django.utils.translation import gettext as _

from huiyin.accounts import actions, queries
from huiyin.accounts.models import Role, User
from huiyin.accounts.permissions import PERMISSIONS
from huiyin.company.models import OrgUnit
from huiyin.company.queries import active_units
from huiyin.core import audit as trail
from huiyin.core import rotation, sealer
from huiyin.core.actor import Actor
from huiyin.core.commands import Answer
from huiyin.core.errors import DomainError, FieldProblem

BY = Actor.system("command line")


def user_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    add = _verb(verbs, "add", "add a user who may sign in")
    add.add_argument("email")
    add.add_argument("--role", action="append", required=True, metavar="R", help="may be given several times")
    add.add_argument("--name", default="", help="as colleagues know her; the e-mail's first part if left out")
    add.add_argument(
        "--unit", type=int, metavar="ID", help="org unit in which the role holds; else everywhere"
    )
    add.add_argument("--password-stdin", action="store_true", required=True, help="one line on stdin")
    _verb(verbs, "list", "list the users and their roles")
    for verb, words in (("disable", "end all access of a user"), ("enable", "let a user sign in again")):
        _verb(verbs, verb, words).add_argument("email")
    password = _verb(verbs, "password", "set a user's password; ends her sessions")
    password.add_argument("email")
    password.add_argument("--password-stdin", action="store_true", required=True, help="one line on stdin")


def user(args: argparse.Namespace) -> Answer:
    verbs = {"add": _add, "list": _list, "disable": _disable, "enable": _enable, "password": _password}
    return verbs[args.verb](args)


def token_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    add = _verb(verbs, "add", "add an API token; it is shown this once")
    add.add_argument("--user", required=True, metavar="E", help="e-mail of the user it acts for")
    add.add_argument(
        "--scope", action="append", required=True, metavar="S", help=f"or `all`: {', '.join(PERMISSIONS)}"
    )
    add.add_argument("--name", default="", help="what it is for")
    revoke = _verb(verbs, "revoke", "end a token")
    revoke.add_argument("--user", required=True, metavar="E")
    revoke.add_argument("id", type=int)
    _verb(verbs, "list", "list a user's tokens").add_argument("--user", required=True, metavar="E")


def token(args: argparse.Namespace) -> Answer:
    return {"add": _add_token, "revoke": _revoke_token, "list": _list_tokens}[args.verb](args)


def audit_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    _verb(verbs, "verify", "check that nobody changed the audit trail")
    _verb(verbs, "anchor", "note the head of the trail in the file audit-anchors.txt")


def audit(args: argparse.Namespace) -> Answer:
    """Verifying seals first, so that a house whose clock stands still is judged as it stands."""
    sealer.seal()
    if args.verb == "anchor":
        made = sealer.anchor()
        return Answer({"seal_no": made and made.seal_no}, text=str(sealer.anchors_file()))
    verdict = sealer.verify()
    if verdict.ok:
        return Answer(asdict(verdict), text=f"The audit trail is sound: {verdict.rows} entries.")
    text = f"The audit trail was tampered with: entry number {verdict.seal_no} is {verdict.problem}."
    return Answer(asdict(verdict), text=text, code=1)


def keys_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    _verb(verbs, "rotate", "bring every encrypted value under a new key, or finish doing so")


def keys(args: argparse.Namespace) -> Answer:  # noqa: ARG001 -- the command table passes it
    outcome = rotation.rotate()
    trail.record("keys.rotated", "keys", by=BY, rewritten=outcome.rewritten)
    text = f"{outcome.rewritten} values are under the new key. Older keys stay in the file for old backups."
    if outcome.unreadable:
        text += f"\nNo key opens these: {', '.join(outcome.unreadable)}"
    return Answer(asdict(outcome), text=text, code=1 if outcome.unreadable else 0)


def _add(args: argparse.Namespace) -> Answer:
    roles = [_role(key) for key in args.role]
    made = actions.add_user(
        args.email,
        name=args.name,
        password=_password_line(),
        roles=roles,
        org_unit=_unit(args.unit),
        by=BY,
    )
    return Answer({"id": str(made.pk)}, text=f"{made.email} may sign in.")


def _list(args: argparse.Namespace) -> Answer:  # noqa: ARG001 -- the table of verbs passes it
    rows, lines = [], []
    for user in queries.all_users():
        held = [(grant.role.key, grant.org_unit) for grant in user.grants.all()]
        roles = [{"role": role, "unit": unit and str(unit.pk)} for role, unit in held]
        rows.append(
            {
                "id": str(user.pk),
                "email": user.email,
                "name": user.name,
                "active": user.is_active,
                "roles": roles,
            }
        )
        where = ", ".join(f"{role} @ {unit.name if unit else 'everywhere'}" for role, unit in held)
        lines.append(f"{user.email}  {where}{'' if user.is_active else '  (disabled)'}")
    return Answer(rows, text="\n".join(lines))


def _disable(args: argparse.Namespace) -> Answer:
    user = _user(args.email)
    actions.disable_user(user, by=BY)
    return Answer({"id": str(user.pk)}, text=f"{user.email} has no access any more.")


def _enable(args: argparse.Namespace) -> Answer:
    user = _user(args.email)
    actions.enable_user(user, by=BY)
    return Answer({"id": str(user.pk)}, text=f"{user.email} may sign in again.")


def _password(args: argparse.Namespace) -> Answer:
    user = _user(args.email)
    actions.change_password(user, _password_line(), by=BY)
    return Answer({"id": str(user.pk)}, text=f"{user.email} has a new password; all sessions ended.")


def _add_token(args: argparse.Namespace) -> Answer:
    scopes = list(PERMISSIONS) if args.scope == ["all"] else [s for one in args.scope for s in one.split(",")]
    _row, secret = actions.add_token(_user(args.user), name=args.name, scopes=scopes, by=BY)
    return Answer({"token": secret}, text=secret)


def _revoke_token(args: argparse.Namespace) -> Answer:
    row = queries.tokens_of(_user(args.user)).filter(pk=args.id).first()
    if row is None:
        raise DomainError("not_found", _("There is no such token."))
    actions.revoke_token(row, by=BY)
    return Answer({"id": str(row.pk)}, text="The token is dead.")


def _list_tokens(args: argparse.Namespace) -> Answer:
    rows = [
        {"id": str(row.pk), "name": row.name, "scopes": row.scopes, "revoked_at": row.revoked_at}
        for row in queries.tokens_of(_user(args.user))
    ]
    return Answer(rows, text="\n".join(f"{row['id']}  {row['name']}  {row['scopes']}" for row in rows))


def _user(email: str) -> User:
    found = queries.find_user(email)
    if found is None:
        raise _wrong("email", _("There is no user with this e-mail address."))
    return found


def _role(key: str) -> Role:
    found = queries.find_role(key)
    if found is None:
        known = ", ".join(role.key for role in queries.all_roles())
        raise _wrong(
            "role", _("There is no role %(role)s; use one of %(known)s.") % {"role": key, "known": known}
        )
    return found


def _unit(unit_id: int | None) -> OrgUnit | None:
    if unit_id is None:
        return None
    found = active_units().filter(pk=unit_id).first()
    if found is None:
        known = ", ".join(f"{unit.pk} {unit.name}" for unit in active_units())
        raise _wrong("unit", _("There is no such org unit; use one of %(known)s.") % {"known": known})
    return found


def _password_line() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _wrong(field: str, problem: str) -> DomainError:
    return DomainError("invalid", problem, fields=[FieldProblem(field, problem)])


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, help_text: str
) -> argparse.ArgumentParser:
    """`--json` may stand before or after the verb."""
    parser = verbs.add_parser(name, help=help_text, description=help_text)
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="one object on stdout")
    return parser
