"""The names of automatic tags, written in one place so that filters and the contact guard find them. Pure."""

from datetime import date

CANCELLED = "取消面试-岗位:"


def cancelled_interview_tag(on: date, job_title: str) -> str:
    """`2026年11月取消面试-岗位:销售经理`."""
    return f"{on.year}年{on.month}月{CANCELLED}{job_title}"[:80]


def cancelled_interview_ending(job_title: str) -> str:
    """What the tags of every month about one job end with."""
    return f"{CANCELLED}{job_title}"
