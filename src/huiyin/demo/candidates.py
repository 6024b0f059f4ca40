"""The demo's candidates: they read their mail and answer through their links, as people do."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.test import Client

from huiyin.demo import mailbox

LINK = re.compile(r"/c/i/[\w-]{16,}")
WISHES = (
    "下周一或周二下午都可以",
    "当天有课，隔天上午可以吗？",
    "这周出差，下周三之后都行",
    "能不能改到 17 点以后？",
)
ASKING = 0.3
QUESTIONS = {
    "请问园区可以停车吗？": "可以，从北门进，面试停车免费。",
    "面试可以带作品集的电子版吗？": "可以，会议室有投屏，带 U 盘或电脑都行。",
    "大概什么时候能知道结果？": "您的页面上写着哪天前答复，有变化我们会先告诉您。",
    "需要带学历证书原件吗？": "这一轮不用，入职时再看原件就好。",
}
PHONE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 MicroMessenger/8.0.50"


@dataclass(frozen=True)
class Reply:
    """What somebody will do with one invitation, and when."""

    at: datetime
    path: str
    answer: str


@dataclass
class Candidates:
    """Everybody behind the mailbox. `said` is each person's last answer, empty for silence; `wishes` are the
    answers that the story has chosen for some, `pages` the links by which they come back on the day.
    """

    folder: Path
    dice: random.Random
    seen: int = 0
    links: set[str] = field(default_factory=set)
    said: dict[str, str] = field(default_factory=dict)
    wishes: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)

    def read_mail(self, now: datetime) -> Iterator[Reply]:
        """Look at what arrived since the last time; an invitation makes a reply after a while."""
        for number in range(self.seen + 1, len(mailbox.mails(self.folder)) + 1):
            self.seen = number
            mail = mailbox.read(self.folder, number)
            found = LINK.search(mail.text) if mail else None
            if mail and found and mail.to.endswith("@mail.example") and found[0] not in self.links:
                self.links.add(found[0])
                self.pages[mail.to] = found[0]
                reply = self._reply(mail.to, found[0], now)
                if reply:
                    yield reply

    def _reply(self, person: str, path: str, now: datetime) -> Reply | None:
        said = self.said.get(person)
        if said in {"yes", "no"} or (said is not None and person in self.wishes):
            return None
        # A second letter is a reminder or the new time that was asked for: most now come.
        weights = (74, 8, 8, 10) if said is None else (70, 5, 0, 25)
        answer = self.wishes.get(person, self.dice.choices(("yes", "no", "other_time", ""), weights)[0])
        self.said[person] = answer
        wait = timedelta(minutes=self.dice.choice((3, 12, 25, 50, 90, 240, 600)))
        return Reply(now + wait, path, answer) if answer else None

    def do(self, person: str, verb: str, form: dict[str, str]) -> bool:
        """Come back to the page of the last letter and tap one of its buttons: `arrive/`, `late/`."""
        browser, address = _opened(self.pages.get(person, ""))
        return bool(address) and browser.post(f"{address}{verb}", form).status_code == 303

    def answer(self, reply: Reply) -> bool:
        """Open the link, follow it to its clean page, and tap. True when the page took the answer."""
        browser, address = _opened(reply.path)
        if not address:
            return False
        form = {"answer": reply.answer}
        if reply.answer == "other_time":
            form["note"] = self.dice.choice(WISHES)
        taken = browser.post(address, form).status_code == 303
        if taken and reply.answer == "yes" and self.dice.random() < ASKING:
            browser.post(f"{address}ask/", {"text": self.dice.choice(list(QUESTIONS))})
        return taken


def _opened(path: str) -> tuple[Client, str]:
    """A phone on the clean page behind a link; an empty address when the link leads nowhere."""
    host = settings.HUIYIN_BASE_URL.partition("://")[2]
    browser = Client(headers={"host": host, "user-agent": PHONE})
    address = browser.get(path).headers.get("Location", "") if path else ""
    return browser, address if address and browser.get(address).status_code == 200 else ""
