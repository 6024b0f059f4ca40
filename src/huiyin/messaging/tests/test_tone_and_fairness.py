"""Sentences that people write into letters: those that summon, judge or leave people out, and innocent ones
that hold the same words.
"""

import pytest

from huiyin.messaging import checking, shipped

HOUSE = checking.House(host="hr.example.test")
INV = shipped.shipped_texts()["INV-1"]

SUMMONING_ZH = (
    "请您务必准时到场。",
    "请按时到场，不要迟到。",
    "现通知您于周五上午到我公司参加面试。",
    "请于明天九点前来面试。",
    "不来的话，视为自动放弃。",
    "没有回复的，视作弃权。",
    "一周内不回，按放弃处理。",
    "迟到十分钟，取消面试资格。",
    "请今天答复，否则将取消面试。",
    "切勿迟到。",
    "面试期间严禁迟到。",
    "无故缺席的人不再联系。",
    "缺席者列入黑名单。",
    "收到请速回复。",
    "请立即回电。",
    "限您两日内答复。",
    "时间已定，恕不改期。",
    "望您知悉。",
    "请服从安排。",
    "必须携带身份证原件。",
    "来访人员不得带宠物。",
    "特此告知。",
    "责任自负。",
)
JUDGING_ZH = (
    "我们会尽快联系您。",
    "近期会有同事联系您。",
    "结果将于近期公布。",
    "请耐心等待通知。",
    "过几天再给您消息。",
    "很遗憾，您未通过面试。",
    "您在初选中落选。",
    "您这次失败了。",
    "您被刷了。",
    "我们有更合适的人选。",
    "您不适合这份工作。",
    "各位同学，周五见。",
    "李明同学，您好。",
)
UNFAIR_ZH = (
    "本职位只招女生。",
    "女性优先。",
    "年龄要求：35 岁以内。",
    "大龄勿扰。",
    "年轻人优先。",
    "已婚已育优先。",
    "不要有孩子的。",
    "南方人优先。",
    "仅限本地户口。",
    "不招少数民族。",
    "形象气质佳。",
    "身高165cm以上。",
    "乙肝患者勿扰。",
    "请问您是否已婚？",
    "您结婚了吗？",
    "请填写您的年龄。",
    "您今年多大？",
    "您信什么宗教？",
    "您是哪里人？",
    "请带孕检报告。",
)
SUMMONING_EN = (
    "You must arrive by nine.",
    "You shall bring your papers.",
    "You have to be there at nine.",
    "You are required to bring your ID.",
    "Attendance is compulsory.",
    "All candidates must be present.",
    "Failure to reply ends your application.",
    "If you fail to attend, we close your file.",
    "Non-attendance ends your application.",
    "You are hereby invited.",
    "You are summoned for Friday.",
    "Please be on time.",
    "Be punctual.",
    "We begin at 9 sharp.",
    "Don't be late.",
    "Latecomers wait outside.",
    "Late arrivals will not be admitted.",
    "No-shows are blacklisted.",
    "Please report to the front desk.",
    "Report to room 603.",
    "Reply immediately.",
    "Please confirm at once.",
    "No exceptions.",
    "No answer will be deemed a no.",
)
JUDGING_EN = (
    "We will write as soon as possible.",
    "You will hear from us shortly.",
    "We will call in the near future.",
    "You failed the interview.",
    "You have failed this round.",
    "Your application was rejected.",
    "Your application was unsuccessful.",
    "You did not pass.",
    "There were stronger applicants.",
    "You are not a good fit.",
)
UNFAIR_EN = (
    "Women only.",
    "No men.",
    "The person must be female.",
    "Under 30 years old.",
    "Applicants over 40 need not apply.",
    "You are too old.",
    "Young candidates preferred.",
    "Unmarried applicants preferred.",
    "Native speakers only.",
    "No foreigners.",
    "Christians preferred.",
    "Good-looking people wanted.",
    "Are you married?",
    "How old are you?",
    "Please tell us your age.",
    "Do you have children?",
    "Do you plan to have a baby?",
    "Do you have a boyfriend?",
    "Where are you originally from?",
    "Please take a pregnancy test.",
)
INNOCENT_ZH = (
    "周六我们有校友同学会。",
    "是您的大学同学向我们推荐了您。",
    "请带一份您的近期项目。",
    "想听听您近期的作品。",
    "页面加载失败的话，请打电话。",
    "支付失败不影响预约。",
    "想听您讲一次失败的经历。",
    "我们从失败中学习。",
    "大概不到十分钟。",
    "我们不得不换个时间。",
    "舍不得这段时间的话，请告诉我们。",
    "身份证不是必须的。",
    "感谢您前来面试。",
    "欢迎您前来参加。",
    "我们会准时到场等您。",
    "这个时间不适合的话，请另选。",
    "您会帮助新同事尽快熟悉仓库。",
    "请稍后再试。",
    "这份工作要处理不合格品。",
    "今年我们淘汰旧货架。",
    "我们没有末位淘汰。",
    "页面被刷新后，请重新登录。",
    "一起让流程变得更优秀。",
    "仓库在迷你仓旁边。",
    "邀请、改期、取消等通知都会发到这个邮箱。",
    "您应聘的是女装店长。",
    "男士内衣部在三楼。",
    "男女不限。",
    "年龄要求：不限。",
    "无论已婚未婚，我们都欢迎。",
    "我们不看年龄和籍贯。",
    "18 岁以上即可。",
    "仓库为 60 岁以上老人送餐。",
    "残疾人士可走无障碍通道。",
    "我们为员工缴纳生育保险。",
    "公司在湖南路 35 号。",
    "请带身份证，户口本不用带。",
    "这一轮聊民族品牌的推广。",
    "门店在妇产医院对面。",
    "本店有母婴室。",
    "如果来不了，告诉我们一声就行。",
    "您来电后我们马上确认。",
    "面试不限于本市内的门店。",
    "我们会按时前来接您。",
)
INNOCENT_EN = (
    "You would report to the head of logistics.",
    "You will report to Chen Xubai.",
    "The role reports to our director.",
    "You would write a weekly report to the board.",
    "If the page failed to load, please call us.",
    "The team handles failed payments.",
    "Tell us about a project that failed.",
    "If you failed to open the link, use the code.",
    "Please come shortly before ten.",
    "The shop closes shortly after six.",
    "You would look after rejected parcels.",
    "Your browser rejected the file? Send it by mail.",
    "Unsuccessful deliveries come back to us.",
    "The new line eliminated waste.",
    "A CV is not mandatory.",
    "Mandatory fields carry a star.",
    "Nothing is compulsory.",
    "If you have to cancel, tell us on the page.",
    "You do not have to bring anything.",
    "Do you have to travel far?",
    "We will be on time.",
    "Please call us if you are late.",
    "You have the unqualified support of the team.",
    "Our server rejected the picture.",
    "We sell men's shoes.",
    "You would lead our womenswear shop.",
    "We hire regardless of sex, age or religion.",
    "No matter whether married or single, you are welcome.",
    "You need to be over 18 years old to drive the truck.",
    "The company is over 20 years old.",
    "Are you single-handedly running a shop now?",
    "We have a room for nursing mothers.",
    "People with disabilities are welcome.",
    "Disability insurance is paid by us.",
    "Our health plan covers pregnancy.",
    "You would sell children's books.",
    "The building has clear exit signs.",
    "A pretty view of the lake comes with it.",
    "How old is your project?",
    "Where are you now in your search?",
    "We speak Chinese and English.",
    "We answer promptly.",
    "Age and sex will not be considered.",
    "Everybody, without exception, is welcome.",
)
TONE, FAIRNESS = {"summoning", "forbidden"}, {"unfair", "asks_private"}


def rows(language: str, *sentences: str) -> list[tuple[str, str]]:
    return [(language, sentence) for sentence in sentences]


def codes(language: str, sentence: str) -> set[str]:
    texts = {key: dict(text) for key, text in INV.texts.items()}
    texts[language]["body"] += f"\n{sentence}"
    return {one.code for one in checking.check(texts, INV, HOUSE)}


@pytest.mark.parametrize(
    ("language", "sentence"),
    rows("zh-hans", *SUMMONING_ZH, *JUDGING_ZH) + rows("en", *SUMMONING_EN, *JUDGING_EN),
)
def test_what_summons_or_judges_is_remarked_upon(language: str, sentence: str) -> None:
    assert codes(language, sentence) & TONE
    assert not codes(language, sentence) & FAIRNESS


@pytest.mark.parametrize(("language", "sentence"), rows("zh-hans", *UNFAIR_ZH) + rows("en", *UNFAIR_EN))
def test_what_leaves_people_out_or_asks_what_is_private_blocks(language: str, sentence: str) -> None:
    assert codes(language, sentence) & FAIRNESS


@pytest.mark.parametrize(("language", "sentence"), rows("zh-hans", *INNOCENT_ZH) + rows("en", *INNOCENT_EN))
def test_an_innocent_sentence_is_left_alone(language: str, sentence: str) -> None:
    assert codes(language, sentence) == set()


def test_the_line_is_that_of_the_harmful_word() -> None:
    texts = {key: dict(text) for key, text in INV.texts.items()}
    texts["zh-hans"]["body"] += "\n打开失败请打电话。\n您失败了。"
    lines = texts["zh-hans"]["body"].count("\n") + 1

    assert [(one.code, one.line) for one in checking.check(texts, INV, HOUSE)] == [("forbidden", lines)]


def test_a_harmless_word_hides_no_harmful_one_beside_it() -> None:
    assert "forbidden" in codes("zh-hans", "页面打开失败，您的面试也失败了。")
    assert "summoning" in codes("en", "You would report to Chen. Please report to reception.")
    assert "unfair" in codes("zh-hans", "学历不限，限女性。")
    assert "unfair" in codes("zh-hans", "不看学历，只招女生。")
