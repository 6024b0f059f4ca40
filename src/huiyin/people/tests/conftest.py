from collections.abc import Iterator

import pytest

from huiyin.messaging.channels import memory


@pytest.fixture(autouse=True)
def _no_mail_yet() -> Iterator[None]:
    memory.empty()
    yield
    memory.empty()
