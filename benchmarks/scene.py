"""What a walk is given: a served house, people at desks and phones, eyes for what became of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from benchmarks.demo_house import DemoHouse
from benchmarks.house import PASSWORD
from benchmarks.walker import Budget, Effort, Hands, Windows


@dataclass
class Scene:
    """`cast` says who plays which part; `arranged` are interviews that the walks have made."""

    house: DemoHouse
    windows: Windows
    cast: dict[str, Any]
    last_letter: int = 0
    lists: list[Effort] = field(default_factory=list)
    desks: dict[str, Page] = field(default_factory=dict)

    def desk_of(self, name: str) -> Hands:
        """Signed in already, as on any morning but the first."""
        if name not in self.desks:
            self.desks[name] = sign_in(self.windows.desk(), name)
        return Hands(self.desks[name])

    def phone_of(self, name: str) -> Hands:
        """A colleague's phone, signed in."""
        key = f"{name}'s phone"
        if key not in self.desks:
            self.desks[key] = sign_in(self.windows.phone(), name)
        return Hands(self.desks[key])

    def phone(self) -> Hands:
        """A candidate's phone, which has never been here."""
        return Hands(self.windows.phone())

    def mark(self) -> None:
        """Letters are counted from here."""
        self.last_letter = self.house.do("benchmarks.cast", "letters", str(1 << 40))["last"]

    def letters(self) -> dict[str, int]:
        """How many of each kind were written since the mark."""
        found: dict[str, int] = self.house.do("benchmarks.cast", "letters", str(self.last_letter))["kinds"]
        return found

    def interview(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = self.house.do("benchmarks.cast", "interviews", str(number))[str(number)]
        return found


@dataclass(frozen=True)
class Walk:
    """`play` walks and says by an assertion when it is not done; what it returns is what it cost."""

    name: str
    budget: Budget
    play: Callable[[Scene], Hands]


def sign_in(page: Page, name: str) -> Page:
    page.goto("/sign-in/")
    page.get_by_label("工作邮箱").fill(f"{name}@nanzhi.example")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("heading", level=1).wait_for()
    assert "/sign-in/" not in page.url, f"{name} cannot sign in"
    return page


def number_in(address: str) -> int:
    """`/interviews/12/` is 12."""
    return next(int(part) for part in address.partition("?")[0].split("/") if part.isdecimal())


def require(is_so: object, said: str) -> None:
    """A walk's "done when"."""
    if not is_so:
        raise AssertionError(said)
