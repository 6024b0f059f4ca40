"""Taking 200,000 rows out: how long the worker writes, and how much memory it takes.

python -m benchmarks.exports [--database sqlite|postgresql] [--rows 200000]

The letters' list, which says the most per row of the long ones, and the candidates', as CSV and as XLSX.
The floor is the same rows read with one plain query and written by the csv module, without words, rights,
sealing or progress.
"""

import argparse

from benchmarks.figures import line, say
from benchmarks.house import DATABASES, House

ROWS, MEMORY = 200_000, 300
LISTS = (("candidates", "csv"), ("candidates", "xlsx"), ("letters", "csv"))


def measure(database: str, rows: int) -> None:
    with House(database) as house:
        house.do("benchmarks.fill", "history", str(rows))
        floor = house.do("benchmarks.export_once", "plain", "csv")
        for of, kind in LISTS:
            one = house.do("benchmarks.export_once", of, kind)
            name = f"export.{of}.{kind}"
            rate, plain = one["rows"] / one["seconds"], floor["rows"] / floor["seconds"]
            say(
                [
                    line(f"{name}.rows", rate, "rows/s", one["rows"], floor=plain),
                    line(f"{name}.memory", one["rss_mib"], "MiB", one["rows"], reach=MEMORY, at_most=True),
                    line(f"{name}.size", one["size"] / 2**20, "MiB", one["rows"]),
                ]
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--database", action="append", choices=DATABASES)
    parser.add_argument("--rows", type=int, default=ROWS)
    options = parser.parse_args()
    for database in options.database or ["sqlite"]:
        measure(database, options.rows)


if __name__ == "__main__":
    main()
