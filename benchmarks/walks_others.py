"""What interviewers and candidates do, on their phones and from the letters that they hold."""

import re

from benchmarks.scene import Scene, Walk, number_in, require
from benchmarks.walker import Budget, Hands

INTERVIEWER = "lu.shi"
WISH = "下周二下午都可以"
QUESTION = "请问可以停车吗？"


def know_my_interviews(scene: Scene) -> Hands:
    """The tap on the letter is the click."""
    hands = scene.phone_of(INTERVIEWER)
    hands.follow("/interviews/mine/")
    hands.read(hands.page.locator("main .hy-agenda, main h1"))
    require(hands.page.locator("main .hy-agenda a").count() > 0, "there is no agenda")
    return hands


def prepare(scene: Scene) -> Hands:
    hands = scene.phone_of(INTERVIEWER)
    hands.page.goto("/interviews/mine/")
    hands.click(hands.page.locator("main .hy-agenda a[href*='/prepare/']").last)
    hands.read(hands.page.locator("#ready"))
    require(hands.page.locator(".hy-lines li").count() == 3, "three questions to ask are missing")
    return hands


def not_available(scene: Scene) -> Hands:
    """The notice leads to the page of that interview, where this begins."""
    hands = scene.phone_of(INTERVIEWER)
    hands.page.goto("/interviews/mine/")
    hands.page.locator("main .hy-agenda a[href*='/prepare/']").last.click()
    number = number_in(hands.page.url)
    hands.click(hands.page.locator("main").get_by_role("link", name="我来不了"))
    hands.click(hands.page.locator("main").get_by_role("button", name="我来不了"))
    after = scene.interview(number)
    require(after["away"] == 1, "the time is not free")
    require("interview.interviewer_unavailable" in after["todos"], f"nobody is asked: {after}")
    return hands


def answer(scene: Scene) -> Hands:
    """The link in the letter, and one tap."""
    hands, one = scene.phone(), scene.cast["silent"][0]
    hands.follow(one["link"])
    hands.click(hands.page.get_by_role("button", name="能来", exact=True))
    hands.see(hands.page.locator(".done"))
    require(scene.interview(one["id"])["answer"] == "yes", "the answer is not kept")
    return hands


def ask_hr(scene: Scene) -> Hands:
    hands, one = scene.phone(), scene.cast["silent"][0]
    hands.page.goto(one["link"])
    hands.click(hands.page.get_by_role("link", name="问一问 HR"))
    hands.type(hands.page.locator("textarea"), QUESTION)
    hands.click(hands.page.get_by_role("button", name="发给 HR"))
    hands.see(hands.page.locator(".done"))
    require(QUESTION in hands.page.locator("main").inner_text(), "her question is not shown")
    return hands


def ask_for_another_time(scene: Scene) -> Hands:
    """In her own words, because she wants none of the times that are offered."""
    hands, one = scene.phone(), scene.cast["silent"][1]
    hands.page.goto(one["link"])
    hands.click(hands.page.get_by_role("button", name="想换个时间"))
    hands.type(hands.page.locator("textarea"), WISH)
    hands.click(hands.page.get_by_role("button", name="发给 HR"))
    after = scene.interview(one["id"])
    require("interview.reschedule_requested" in after["todos"], f"nobody is asked: {after}")
    return hands


def find_the_way(scene: Scene) -> Hands:
    """The map's own page is not part of it: that its address is right is asked, and nothing is loaded."""
    hands, one = scene.phone(), scene.cast["today"][0]
    hands.page.goto(one["link"])
    maps = hands.page.locator("a[href*='uri.amap.com/marker']")
    with hands.page.expect_request(re.compile("uri.amap.com")) as asked:
        hands.tap_away(maps)
    require("position=" in asked.value.url, f"the map is asked for {asked.value.url}")
    return hands


def be_late(scene: Scene) -> Hands:
    hands, one = scene.phone(), scene.cast["today"][0]
    hands.page.goto(one["link"])
    hands.click(hands.page.get_by_role("link", name="要晚一点"))
    hands.check(hands.page.locator("input[name=minutes][value='20']"))
    hands.click(hands.page.get_by_role("button", name="告诉面试官"))
    hands.see(hands.page.locator(".done"))
    require(scene.interview(one["id"])["late"] == 20, "nobody knows that she is late")
    return hands


def arrive(scene: Scene) -> Hands:
    hands, one = scene.phone(), scene.cast["today"][0]
    hands.page.goto(one["link"])
    hands.click(hands.page.get_by_role("button", name="我到了"))
    require(scene.interview(one["id"])["state"] == "checked_in", "she still waits at the door")
    return hands


WALKS = [
    Walk("interviewer.know_mine", Budget(1, 3), know_my_interviews),
    Walk("interviewer.prepare", Budget(1, 10), prepare),
    Walk("interviewer.not_available", Budget(2, 10), not_available),
    Walk("candidate.answer", Budget(2, 10), answer),
    Walk("candidate.ask_hr", Budget(2, 20), ask_hr),
    Walk("candidate.ask_another_time", Budget(3, 20), ask_for_another_time),
    Walk("candidate.find_the_way", Budget(1, 3), find_the_way),
    Walk("candidate.be_late", Budget(), be_late),
    Walk("candidate.arrive", Budget(), arrive),
]
