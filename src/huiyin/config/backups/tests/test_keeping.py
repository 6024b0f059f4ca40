from pathlib import Path

from huiyin.config.backups.files import drop_old, newest


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).touch()


def test_only_the_newest_are_kept_and_those_before_an_upgrade_stay(tmp_path: Path):
    make(
        tmp_path,
        "huiyin-20261123T010000Z-0.1.0.backup",
        "huiyin-20261124T010000Z-0.1.0.backup",
        "huiyin-20261125T010000Z-0.2.0.backup",
        "huiyin-before-upgrade-20261101T010000Z-0.1.0.backup",
        "mine.backup",
    )

    gone = drop_old(tmp_path, keep=1)

    assert [path.name for path in gone] == [
        "huiyin-20261123T010000Z-0.1.0.backup",
        "huiyin-20261124T010000Z-0.1.0.backup",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "huiyin-20261125T010000Z-0.2.0.backup",
        "huiyin-before-upgrade-20261101T010000Z-0.1.0.backup",
        "mine.backup",
    ]


def test_there_is_no_newest_of_none(tmp_path: Path):
    make(tmp_path, "mine.backup")

    assert newest(tmp_path) is None
