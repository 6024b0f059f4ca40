import pytest

from huiyin.core.errors import DomainError
from huiyin.core.fairness import find_unfair, require_fair

UNFAIR = {
    "男性优先": "sex",
    "限女": "sex",
    "仅限男生": "sex",
    "只招女生，能吃苦": "sex",
    "这个岗位不要女的": "sex",
    "性别：男": "sex",
    "女的干不了夜班": "sex",
    "已婚已育": "marriage",
    "已婚已育优先": "marriage",
    "未婚，家住本市": "marriage",
    "候选人打算结婚，先不考虑": "marriage",
    "她已经怀孕": "marriage",
    "入职孕检": "marriage",
    "两年内不要孩子": "marriage",
    "有男朋友在外地": "marriage",
    "35岁以下": "age",
    "年龄 18-35 岁": "age",
    "25至40周岁之间": "age",
    "年龄偏大，学东西慢": "age",
    "90后优先": "age",
    "年纪大了": "age",
    "河南人勿扰": "origin",
    "不招东北人": "origin",
    "限本市户籍": "origin",
    "外地户口不考虑": "origin",
    "汉族优先": "people",
    "不招少数民族": "people",
    "无宗教信仰": "belief",
    "乙肝携带者不要": "illness",
    "体检查乙肝": "illness",
    "拒绝残疾人": "illness",
    "属相不合": "signs",
    "属虎的勿扰": "signs",
    "处女座不要": "signs",
    "形象气质佳": "looks",
    "身高165以上": "looks",
    "male preferred": "sex",
    "Women only": "sex",
    "prefer a man": "sex",
    "married candidates preferred": "marriage",
    "she might get pregnant": "marriage",
    "she has small children": "marriage",
    "under 35 years old": "age",
    "Age limit: 35": "age",
    "25-35 years old": "age",
    "He is too old for this": "age",
    "no foreigners": "origin",
    "native speakers only": "origin",
    "Han only": "people",
    "Christians preferred": "belief",
    "no disabled people": "illness",
    "asked for the zodiac sign": "signs",
    "good-looking": "looks",
}
FAIR = [
    "",
    "男装陈列，女鞋导购",
    "负责男女装采购，只要有女装经验",
    "限男装品类",
    "不考虑女装品类",
    "男女不限",
    "性别不限",
    "性别：男女均可",
    "年龄不限，民族不限",
    "年满18周岁，18岁以上",
    "3年以上经验，5-8年更好",
    "35人以下的小团队",
    "服务60岁以上老人",
    "给13-18岁学生上课",
    "婚纱摄影，婚庆策划",
    "婚姻家事律师",
    "母婴用品与孕妇装",
    "备孕课程讲师",
    "产假、育儿假齐全",
    "妇科护士，男科医生",
    "残疾人就业项目",
    "抑郁症患者服务热线",
    "乙肝疫苗接种点护士",
    "上海人民广场店店员",
    "东北市场拓展",
    "星座内容运营",
    "品牌形象一般由市场部负责",
    "沟通清楚，对成本测算还需要带一带",
    "没有对象存储经验",
    "客户以女性为主",
    "no children's books experience needed",
    "men's wear buyer",
    "only women's wear experience",
    "5 to 8 years of experience",
    "answers in under 35 minutes",
    "leads over 20 people",
    "single point of contact",
    "disability insurance, parental leave",
    "a young team in an old harbour",
    "talks to children and their parents",
]


@pytest.mark.parametrize(("text", "ground"), UNFAIR.items())
def test_unfair_words_are_found(text, ground):
    assert ground in {finding.ground for finding in find_unfair(text)}


@pytest.mark.parametrize("text", FAIR)
def test_ordinary_work_is_not_taken_for_unfair(text):
    assert find_unfair(text) == []


def test_a_refusal_names_the_words_the_field_and_the_law():
    with pytest.raises(DomainError) as refused:
        require_fair("男性优先，35岁以下", field="highlights")

    assert refused.value.code == "unfair_content"
    assert [problem.field for problem in refused.value.fields] == ["highlights"]
    assert "男性优先" in refused.value.problem
    assert "35岁以下" in refused.value.problem


def test_full_width_digits_do_not_hide_an_age():
    assert [finding.ground for finding in find_unfair("３５岁以下")] == ["age"]
