"""A pair of hands in a real browser that count what they do, and how long a person would need for it.

Seconds are those of the keystroke-level model (Card, Moran and Newell 1980) plus what the machine took: each
click is a thought (1.35 s), a movement (1.1 s) and a press (0.2 s); typing begins with the way to the
keyboard (0.4 s) and takes 0.28 s a key, a Chinese character being three keys. A page that is the aim of the
walk is read, which is one more thought. A finger on a phone is counted as slowly as a mouse. So the figure
does not depend on how fast a script can click.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.figures import Line, line

THINK, MOVE, PRESS, KEY, REACH = 1.35, 1.1, 0.2, 0.28, 0.4
KEYS_OF_A_CHARACTER = 3
CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()
PATIENCE = 10_000
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True)
class Budget:
    """What a job may cost: clicks and seconds. None where nobody has set one."""

    clicks: int | None = None
    seconds: float | None = None


@dataclass
class Effort:
    """What hands have done. `clicks` are taps, clicks and Enter; typing is counted apart."""

    clicks: int = 0
    keys: int = 0
    typings: int = 0
    thoughts: int = 0
    machine: float = 0

    @property
    def seconds(self) -> float:
        hands = self.clicks * (MOVE + PRESS) + self.typings * REACH + self.keys * KEY
        return self.machine + hands + (self.clicks + self.thoughts) * THINK

    def lines(self, name: str, budget: Budget, number: int = 1) -> list[Line]:
        clicks, seconds = budget.clicks, budget.seconds
        return [
            line(f"walk.{name}.clicks", self.clicks, "clicks", number, reach=clicks, at_most=True),
            line(f"walk.{name}.seconds", self.seconds, "s", number, reach=seconds, at_most=True),
            line(f"walk.{name}.machine", self.machine, "s of it the machine's", number),
        ]


@dataclass
class Hands:
    """One person at one page. `steps` say where a walk stopped."""

    page: Page
    effort: Effort = field(default_factory=Effort)
    steps: list[str] = field(default_factory=list)

    def click(self, thing: Locator) -> None:
        """Press what leads somewhere, and wait until that is there."""
        self._begin(thing, "click")
        with self.waiting():
            thing.first.click()
            self.page.wait_for_load_state("load")

    def check(self, thing: Locator) -> None:
        """A box, a round or a slot is one click, with nothing to wait for."""
        self._begin(thing, "check")
        thing.first.check()

    def click_with_shift(self, thing: Locator) -> None:
        """The other end of a range."""
        self._begin(thing, "shift")
        thing.first.click(modifiers=["Shift"])

    def tap_away(self, thing: Locator) -> None:
        """A link that leads out of the house."""
        self._begin(thing, "tap")
        with self.waiting():
            thing.first.click(no_wait_after=True)

    def choose(self, thing: Locator, *, value: str) -> None:
        """A select is opened and one of its lines taken: two clicks."""
        self._begin(thing, "choose", clicks=2)
        thing.first.select_option(value=value)

    def pick_file(self, thing: Locator, name: str, content: bytes) -> None:
        """The button, the file in the window that opens, and its button: three clicks."""
        self._begin(thing, "file", clicks=3)
        thing.first.set_input_files([{"name": name, "mimeType": "text/csv", "buffer": content}])

    def type(self, thing: Locator, text: str) -> None:
        self._begin(thing, "type", clicks=0)
        self.effort.typings += 1
        self.effort.keys += keys_of(text)
        thing.first.fill(text)

    def follow(self, address: str) -> None:
        """The tap on a link in a letter."""
        self.effort.clicks += 1
        self.open(address)

    def open(self, address: str) -> None:
        """Where the walk begins, when she is not there already."""
        self.steps.append(address)
        with self.waiting():
            self.page.goto(address)

    def see(self, thing: Locator) -> None:
        """Wait until it can be read."""
        with self.waiting():
            thing.first.wait_for(state="visible", timeout=PATIENCE)

    def read(self, thing: Locator, times: int = 1) -> None:
        """What is looked for, or so many lines of it: a thought for each."""
        self.see(thing)
        self.effort.thoughts += times

    @contextmanager
    def waiting(self) -> Iterator[None]:
        begun = perf_counter()
        yield
        self.effort.machine += perf_counter() - begun

    def _begin(self, thing: Locator, what: str, clicks: int = 1) -> None:
        """Counted before it is done, so that a walk that stops says where."""
        self.effort.clicks += clicks
        self.steps.append(f"{what} {thing.first}")
        self.steps[-1] = f"{what} {_word_of(thing)}"


def keys_of(text: str) -> int:
    wide = len(_BEYOND_ASCII.findall(text))
    return len(text) - wide + wide * KEYS_OF_A_CHARACTER


def _word_of(thing: Locator) -> str:
    """What somebody would call it, for the record of steps."""
    thing.first.wait_for(state="attached", timeout=PATIENCE)
    said = thing.first.get_attribute("aria-label") or thing.first.inner_text()
    return re.sub(r"\s+", " ", said.strip())[:30]


@dataclass
class Windows:
    """Opens a desk or a phone of its own for each person."""

    browser: Browser
    origin: str

    def desk(self) -> Page:
        return self._open(viewport={"width": 1440, "height": 900})

    def phone(self) -> Page:
        return self._open(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)

    def _open(self, **options: Any) -> Page:
        """Nothing outside this house is asked for: a map's address is looked at, not opened."""
        page = self.browser.new_context(locale="zh-CN", base_url=self.origin, **options).new_page()
        page.context.route(lambda url: not url.startswith(self.origin), lambda route: route.abort())
        page.set_default_timeout(PATIENCE)
        return page


@contextmanager
def windows(origin: str) -> Iterator[Windows]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            yield Windows(chromium, origin)
        finally:
            chromium.close()
