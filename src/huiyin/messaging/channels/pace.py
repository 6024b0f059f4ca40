"""How many letters a channel may hand over in one second; its senders share one."""

import threading
import time
from collections import deque


class Pace:
    """At most so many in any one second. `wait` sleeps until one may go, `free` says how many may now."""

    def __init__(self, per_second: int) -> None:
        self._lock = threading.Lock()
        self._went: deque[float] = deque(maxlen=per_second)
        self._per_second = per_second

    def free(self) -> int:
        with self._lock:
            now = time.monotonic()
            return self._per_second - sum(at > now - 1 for at in self._went)

    def wait(self) -> None:
        with self._lock:
            now = time.monotonic()
            goes_at = max(now, self._went[0] + 1) if len(self._went) == self._per_second else now
            self._went.append(goes_at)
        if goes_at > now:
            time.sleep(goes_at - now)
