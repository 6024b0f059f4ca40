"""Everything that may happen to an interview. One verb is one function, in one module."""

from huiyin.interviews.actions.answer import answer_interview
from huiyin.interviews.actions.ask import answer_question, ask_question
from huiyin.interviews.actions.attend import arrive, check_in, complete_interview, mark_no_show
from huiyin.interviews.actions.cancel import cancel_interview, cancel_interviews
from huiyin.interviews.actions.change_interviewers import change_interviewers
from huiyin.interviews.actions.record_past import record_past_interviews
from huiyin.interviews.actions.remind import remind
from huiyin.interviews.actions.reschedule import reschedule_interview
from huiyin.interviews.actions.say_late import ask_to_be_met, say_late
from huiyin.interviews.actions.say_unavailable import say_available, say_unavailable
from huiyin.interviews.actions.schedule import schedule_interview, schedule_interviews

__all__ = [
    "answer_interview",
    "answer_question",
    "arrive",
    "ask_question",
    "ask_to_be_met",
    "cancel_interview",
    "cancel_interviews",
    "change_interviewers",
    "check_in",
    "complete_interview",
    "mark_no_show",
    "record_past_interviews",
    "remind",
    "reschedule_interview",
    "say_available",
    "say_late",
    "say_unavailable",
    "schedule_interview",
    "schedule_interviews",
]
