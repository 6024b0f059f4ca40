"""Forty ways to make a template engine do something, in texts and in what candidates type."""

import pytest

from huiyin.messaging import render
from huiyin.messaging.channels.base import Letterhead
from huiyin.messaging.render import CannotRender

HEAD = Letterhead(company="南枝供应链", site="https://hr.example.test")
SECRET = "SECRET-VALUE"

INJECTIONS = [
    "{{7*7}}",
    "{{ 7 * 7 }}",
    "{{7|plus:42}}",
    "{{ 'x' | upcase }}",
    "{{name.__class__}}",
    "{{name.__init__.__globals__}}",
    "{{event.__init__.__code__.co_filename}}",
    "{{ name | append: salary }}",
    "{{name[0]}}",
    "{{name['salary']}}",
    "{{ salary }}{{ salary }}{{",
    "{{''.__class__.__mro__[1].__subclasses__()}}",
    "{{config}}{{self}}{{request.user.password}}!{",
    "{{{name}}}",
    "{{{{name}}}}",
    "{{-name-}}",
    "{{name}}}",
    "{{NAME}}",
    "{{name??}}",
    "{{name? }}{%",
    "{%debug%}",
    "{% debug %}",
    "{% load log %}",
    "{% for i in (1..9999999) %}x{% endfor %}",
    "{% assign x = salary %}",
    "{% include 'settings' %}",
    "{% if true %}49{% endif %}",
    "{% raw %}{{name}}{% endraw %}",
    "{# comment #}",
    "{0}",
    "{}",
    "{name}",
    "{salary}",
    "{a!r}",
    "{a[b]}",
    "{c.__class__}",
    "{0.__init__.__globals__[settings].SECRET_KEY}",
    "%(salary)s",
    "${salary}",
    "${{salary}}",
    "#{7*7}",
    "<%= 7*7 %>",
]


def preview(body: str, **values: str) -> render.Words:
    text = {"subject": "{{name}}", "body": body, "action": "", "button": ""}
    return render.preview(
        {"zh-hans": text}, "zh-hans", {"name": "林若溪", "salary": SECRET, "c": SECRET} | values, HEAD
    )


def test_there_are_forty() -> None:
    assert len(set(INJECTIONS)) >= 40


@pytest.mark.parametrize("injection", INJECTIONS)
def test_a_text_that_asks_for_more_than_values_is_refused(injection: str) -> None:
    text = {"subject": "您好", "body": f"{{{{name}}}} {injection}"}

    with pytest.raises(CannotRender) as refusal:
        render.check_text(text, declared=frozenset({"name"}))

    assert refusal.value.code in {"letter_malformed", "letter_unknown"}
    if refusal.value.code == "letter_malformed":
        with pytest.raises(CannotRender):
            preview(text["body"])


@pytest.mark.parametrize("injection", INJECTIONS)
def test_what_a_candidate_types_is_never_evaluated(injection: str) -> None:
    made = preview("{{name}}，您好：\n{{question}}", name=injection, question=injection)

    shown = injection.translate(render._BRACES)
    assert made.subject == shown
    assert made.text.startswith(f"{shown}，您好：\n{shown}\n")
    for part in (made.subject, made.text, made.html):
        assert SECRET not in part
    assert "49" not in made.text.replace(shown, "")
    assert "{" not in made.subject + made.text


@pytest.mark.parametrize("injection", INJECTIONS)
def test_a_brand_cannot_inject_either(injection: str) -> None:
    text = {"subject": "您好", "body": "您好", "action": "", "button": ""}
    head = Letterhead(company=injection, site="https://hr.example.test")

    made = render.preview({"zh-hans": text}, "zh-hans", {"salary": SECRET}, head)

    assert SECRET not in made.text + made.html
    assert "{" not in made.text
