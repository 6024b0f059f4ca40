import pytest

from huiyin.search.readings import common, spelled


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王小明", "wangxiaoming xiaoming ming wxm xm wangxm xiaomingwang"),
        ("单雄信", "shanxiongxin danxiongxin sxx dxx"),
        ("仇英", "qiuying chouying qy cy"),
        ("曾乐", "zengle cengle zl cl zengyue"),
        ("解晓东", "xiexiaodong jiexiaodong xxd jxd"),
        ("查良镛", "zhaliangyong chaliangyong zly"),
        ("区小红", "ouxiaohong quxiaohong oxh"),
        ("尉迟恭", "yuchigong weichigong ycg"),
        ("令狐冲", "linghuchong lhc"),
        ("任盈盈", "renyingying"),
        ("盖聂", "genie gainie"),
        ("万俟卨", "moqixie"),
        ("吕布", "lvbu"),
    ],
)
def test_a_name_is_typed_by_the_reading_of_surnames_and_by_the_common_one(name, typed):
    assert set(typed.split()) - set(spelled(name)) == set()


@pytest.mark.parametrize("name", ["", "Anna", "🎉", "  "])
def test_what_is_not_chinese_has_no_reading(name):
    assert spelled(name) == []
    assert common(name) == []


def test_a_long_name_of_many_readings_stays_small():
    assert len(spelled("重长行乐重长行乐重长行乐")) < 120
