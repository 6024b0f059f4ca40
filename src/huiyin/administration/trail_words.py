"""The verbs of the trail in words. A new one that has none yet is shown as it is written: nothing is
hidden.
"""

from django.utils.translation import gettext as _


def verb_word(verb: str) -> str:
    """`role.edited` → 角色 修改."""
    noun, _dot, done = verb.partition(".")
    return f"{noun_word(noun)} · {_done().get(done, done.replace('_', ' '))}"


def noun_word(noun: str) -> str:
    return _nouns().get(noun, noun.replace("_", " "))


def _nouns() -> dict[str, str]:
    return {
        "absence": _("Absence"),
        "address": _("Address"),
        "application": _("Application"),
        "approval": _("Approval"),
        "audit": _("Audit log"),
        "backup": _("Backup"),
        "batch": _("Batch"),
        "brand": _("Brand"),
        "calendar_day": _("Day of the calendar"),
        "calendar_year": _("Year of the calendar"),
        "candidate": _("Candidate"),
        "channel": _("Channel"),
        "company": _("Company"),
        "consent": _("Consent"),
        "contact": _("Contact"),
        "device": _("Device"),
        "document": _("Document"),
        "employee": _("Colleague"),
        "export": _("Export"),
        "flow": _("Approval flow"),
        "interview": _("Interview"),
        "interviewer": _("Interviewer"),
        "interviews": _("Interviews"),
        "job": _("Job"),
        "keys": _("Keys"),
        "letter": _("Letter"),
        "letters": _("Letters"),
        "note": _("Note"),
        "org_unit": _("Unit"),
        "pipeline": _("Pipeline"),
        "place": _("Place"),
        "preview": _("Preview"),
        "question": _("Question"),
        "reason": _("Reason"),
        "role": _("Role"),
        "room": _("Room"),
        "rule": _("Rule"),
        "sign_in_code": _("Sign-in code"),
        "stage": _("Stage"),
        "thread": _("Conversation"),
        "todo": _("To-do"),
        "todos": _("To-dos"),
        "token": _("Token"),
        "upload": _("Upload"),
        "user": _("Account"),
        "wording": _("Template"),
    }


def _done() -> dict[str, str]:
    return _done_to_rows() | _done_by_people() | _done_on_the_day()


def _done_to_rows() -> dict[str, str]:
    return {
        "added": _("added"),
        "answered": _("answered"),
        "assigned": _("assigned"),
        "cancelled": _("cancelled"),
        "checked_in": _("checked in"),
        "cleared": _("cleared"),
        "closed": _("closed"),
        "completed": _("completed"),
        "created": _("created"),
        "cut": _("taken away"),
        "deleted": _("deleted"),
        "disabled": _("suspended"),
        "dismissed": _("dismissed"),
        "edited": _("changed"),
        "enabled": _("opened again"),
        "ended": _("ended"),
        "forgotten": _("forgotten"),
        "granted": _("granted"),
        "handed_over": _("handed over"),
        "imported": _("imported"),
        "invited": _("invited"),
        "linked": _("linked"),
        "logo_set": _("logo set"),
        "manager_set": _("manager set"),
    }


def _done_by_people() -> dict[str, str]:
    return {
        "moved": _("moved"),
        "opened": _("opened"),
        "password_changed": _("password changed"),
        "paused": _("stopped"),
        "published": _("published"),
        "removed": _("removed"),
        "renamed": _("renamed"),
        "rescheduled": _("rescheduled"),
        "resumed": _("went on"),
        "retired": _("left"),
        "returned": _("is back"),
        "revealed": _("looked at in full"),
        "revoked": _("revoked"),
        "said": _("vouched for"),
        "scheduled": _("scheduled"),
        "sessions_ended": _("sessions ended"),
        "set": _("set"),
        "shifted": _("shifted"),
        "sign_in_refused": _("sign-in refused"),
        "signed_in": _("signed in"),
        "signed_out": _("signed out"),
        "started": _("started"),
        "team_set": _("team set"),
        "undone": _("undone"),
        "verified": _("verified"),
    }


def _done_on_the_day() -> dict[str, str]:
    return {
        "acknowledged": _("confirmed as received"),
        "asked": _("asked"),
        "interviewers_changed": _("interviewers changed"),
        "late_said": _("said to be late"),
        "no_show_marked": _("marked as not come"),
        "received": _("received"),
        "reminded": _("reminded"),
        "sent": _("sent"),
    }
