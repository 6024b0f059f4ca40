"""How long 20,000 rows of our own sheet take, from the file to the committed batch.

Run `python benchmarks/imports.py [--rows N] [--with-interviews]`: it builds a throw-away home, writes the
sheet, imports it with the real command in a process of its own, and prints one JSON line. The floor is
reading the same file with the csv module.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import chinese_calendar

SOURCE = Path(__file__).resolve().parent.parent / "src"
HEADER = "姓名,手机,邮箱,职位,来源,招聘类型,语言,面试时间,时长,方式,面试官,地点,备注".split(",")
FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈", "晓明芳伟娜静磊洋勇艳"
JOBS = [f"职位{number}" for number in range(40)]
REACH_SECONDS = 30


def write_sheet(file: Path, rows: int, *, with_interviews: bool) -> None:
    """Everybody is new, with phone and address; the interviews keep 200 colleagues busy without clashes."""
    days = working_days(rows // 1600 + 1)
    with file.open("w", encoding="utf-8", newline="") as out:
        sheet = csv.writer(out)
        sheet.writerow(HEADER)
        for number in range(rows):
            name = FAMILY[number % 10] + GIVEN[number // 10 % 10] + GIVEN[number // 100 % 10]
            interview = ["", "", "", "", ""]
            if with_interviews:
                slot, colleague = divmod(number, 200)
                start = days[slot // 8] + timedelta(hours=slot % 8)
                interview = [f"{start:%Y-%m-%d %H:%M}", "45", "电话", f"colleague{colleague}@example.com", ""]
            sheet.writerow(
                [
                    name,
                    f"138{number:08d}",
                    f"person{number}@example.com",
                    JOBS[number % len(JOBS)],
                    "BOSS直聘",
                    "社招",
                    "zh",
                    *interview,
                    "",
                ]
            )


def working_days(count: int) -> list[datetime]:
    """Nine in the morning of the next working days, from next week on; interviews on holidays are refused."""
    day = datetime.now().replace(hour=9, minute=0, second=0, microsecond=0)  # noqa: DTZ005 -- wall time
    found: list[datetime] = []
    day += timedelta(days=7)
    while len(found) < count:
        day += timedelta(days=1)
        if day.weekday() < 5 and (day.month, day.day) != (1, 1) and not is_holiday(day.date()):
            found.append(day)
    return found


def is_holiday(on: date) -> bool:
    try:
        return bool(chinese_calendar.get_holiday_detail(on)[0])
    except NotImplementedError:
        return False


def cpu_seconds() -> float:
    """What the processes that ended have worked: on a busy machine the fairer figure."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(words: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "HUIYIN_HOME": str(home),
        "HUIYIN_EMAIL_URL": "memory://",
    }
    command = [sys.executable, "-m", "huiyin.config.command", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def floor(file: Path) -> float:
    begun = time.perf_counter()
    with file.open(encoding="utf-8", newline="") as sheet:
        for _row in csv.reader(sheet):
            pass
    return time.perf_counter() - begun


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--with-interviews", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home, file = Path(folder) / "home", Path(folder) / "sheet.csv"
        write_sheet(file, asked.rows, with_interviews=asked.with_interviews)
        prepared = run(["init"], home)
        if prepared.returncode:
            sys.stderr.write(prepared.stderr)
            return 1
        worked, begun = cpu_seconds(), time.perf_counter()
        options = ["--preset", "huiyin", "--create-missing", "--commit", "--json"]
        done = run(["import", str(file), *options], home)
        took = time.perf_counter() - begun
        worked = cpu_seconds() - worked
        least = floor(file)
        if done.returncode:
            sys.stderr.write(done.stderr or done.stdout[:2000])
            return 1
        report = json.loads(done.stdout)
    line = {
        "name": "import with interviews" if asked.with_interviews else "import",
        "value": round(took, 2),
        "unit": "s",
        "floor": round(least, 3),
        "ratio": round(took / least, 1),
        "reach": REACH_SECONDS,
        "ok": took <= REACH_SECONDS,
        "n": report["rows"]["created"],
        "cpu": round(worked, 2),
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
