"""Which kind of sheet this is, told by its headers. Pure."""

from collections.abc import Sequence

from huiyin.imports.columns import fold, map_columns
from huiyin.imports.gates import PRESETS
from huiyin.imports.tables import Table, as_text

# Headers that only sheets of this kind have; two of them are proof enough.
_SIGNS = {
    "boss": ("沟通职位", "沟通时间", "最近沟通时间", "期望城市", "牛人姓名", "打招呼语", "boss"),
    "liepin": ("候选人姓名", "目前公司", "目前职位", "目前年薪", "期望年薪", "目前行业", "猎聘"),
    "zhaopin": ("简历编号", "应聘时间", "现居住地", "户口所在地", "期望月薪", "出生年月", "智联"),
}
_PROOF = 2


def detect(table: Table) -> str:
    """The key of the preset that fits best; any other sheet is one about people."""
    if not map_columns(table.header, table.lines, PRESETS["attendance"].columns).missing:
        return "attendance"
    ours = map_columns(table.header, table.lines, PRESETS["huiyin"].columns)
    if not ours.missing and not ours.unknown and not ours.doubled:
        return "huiyin"
    titles = {fold(as_text(cell)) for cell in table.header.cells}
    scores = {key: len({fold(sign) for sign in signs} & titles) for key, signs in _SIGNS.items()}
    best = max(scores, key=lambda key: scores[key])
    return best if scores[best] >= _PROOF else "people"


def main_table(tables: Sequence[Table]) -> Table:
    """The sheet of a workbook that holds the people: the longest one."""
    return max(tables, key=lambda table: len(table.lines))
