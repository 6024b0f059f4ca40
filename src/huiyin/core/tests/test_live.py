"""An open page is answered 304 for as long as it shows what there is."""

from django.test import RequestFactory

from huiyin.core.live import tag_of, unchanged


class Asking:
    """Only what `unchanged` looks at."""

    def __init__(self, tag: str, *, htmx: bool) -> None:
        self.htmx = htmx
        self.headers = RequestFactory().get("/", headers={"If-None-Match": tag}).headers


def test_the_same_facts_are_not_drawn_again() -> None:
    tag = tag_of("open", [1, 2])

    answer = unchanged(Asking(tag, htmx=True), tag)  # type: ignore[arg-type]

    assert (answer.status_code, answer["ETag"]) == (304, tag) if answer else False


def test_another_fact_is_drawn() -> None:
    assert unchanged(Asking(tag_of("open"), htmx=True), tag_of("done")) is None  # type: ignore[arg-type]


def test_a_page_that_is_opened_is_always_drawn() -> None:
    tag = tag_of("open")

    assert unchanged(Asking(tag, htmx=False), tag) is None  # type: ignore[arg-type]
