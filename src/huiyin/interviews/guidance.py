"""What helps an interviewer for three minutes before she goes in: questions to use, and what not to ask.

The questions are data like the shipped stages: about work, answerable, fair. By the kind of job.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from huiyin.jobs.models import JobCategory

NOT_TO_ASK = (
    _("Marriage, pregnancy, children"),
    _("Age, zodiac or star sign"),
    _("Place of origin, household registration, ethnic group"),
    _("Illness, disability, medical history"),
    _("Belief, party or family background"),
)
"""Employment Promotion Law articles 26 to 30; PIPL article 28."""


@dataclass(frozen=True)
class Question:
    text_zh: str
    text_en: str


C = JobCategory
_ANY = (
    Question(
        "最近一次把一件难办的事做成，您自己做了哪几步？",
        "The last hard thing that you carried through: which steps were yours?",
    ),
    Question(
        "有一次和同事意见不同，后来是怎么定下来的？",
        "A time when you and a colleague disagreed: how was it settled?",
    ),
    Question(
        "如果重来一次，您会先改哪一处？",
        "If you did it again, what would you change first?",
    ),
)
QUESTIONS: dict[str, tuple[Question, ...]] = {
    C.TECH: (
        Question(
            "讲一个您排查过的线上问题：从发现到恢复，每一步凭什么判断？",
            "A fault in production that you traced: what did you go by at each step?",
        ),
        Question(
            "哪个设计您后来改掉了？当时漏看了什么？",
            "Which design did you undo later, and what had you overlooked?",
        ),
        Question(
            "时间只够做一半，您会先做哪一半，怎么跟大家说？",
            "With time for half of it, which half comes first, and how do you tell the others?",
        ),
    ),
    C.PRODUCT: (
        Question(
            "一个流程里最容易断在哪一步？您是怎么发现的？",
            "Where does a process break most easily, and how did you find out?",
        ),
        Question(
            "有没有上线以后数字没变好的功能？您怎么处理的？",
            "A feature that moved no figure: what did you do about it?",
        ),
        Question(
            "一线的人不愿意用新流程，您怎么办？",
            "The people who do the work will not use the new process. What do you do?",
        ),
    ),
    C.SALES: (
        Question(
            "讲一单差点丢掉、后来谈成的：转折在哪里？",
            "A deal that was nearly lost and then won: where did it turn?",
        ),
        Question("您怎么判断一个客户不值得再跟？", "How do you tell that a customer is not worth pursuing?"),
        Question(
            "客户要的条件公司给不了，您怎么说？",
            "A customer wants terms that the company cannot give. What do you say?",
        ),
    ),
    C.PRODUCTION: (
        Question(
            "班上出过一次险情或停机，您当时先做了什么？",
            "A near miss or a standstill on your shift: what did you do first?",
        ),
        Question(
            "交接班时，哪些事您一定会说清楚？", "What do you always make clear when you hand a shift over?"
        ),
        Question(
            "产量和质量顶着的时候，您怎么取舍？",
            "When output and quality pull apart, how do you choose?",
        ),
    ),
    C.SHOP: (
        Question(
            "遇到过一位不满意的顾客，您怎么处理的？",
            "A customer who was not satisfied: what did you do?",
        ),
        Question(
            "最忙的时候人手不够，您先顾哪一头？", "Short of hands at the busiest hour: what comes first?"
        ),
        Question("哪些班次您能上，哪些不方便？", "Which shifts can you work, and which are difficult?"),
    ),
    C.CARE: (
        Question(
            "讲一次您发现情况不对、及时报告的经过。",
            "A time when you noticed that something was wrong and reported it.",
        ),
        Question("家属情绪激动时，您怎么开口？", "A family is upset. How do you begin?"),
        Question("交班时哪三件事不能漏？", "Which three things must not be missed at handover?"),
    ),
    C.TEACHER: (
        Question("讲一节没上好的课：后来怎么改的？", "A lesson that went badly: how did you change it?"),
        Question(
            "班里进度差得很多，您怎么安排？",
            "The class is far apart in pace. How do you arrange the work?",
        ),
        Question("家长不认同您的做法，您怎么谈？", "A parent does not agree with you. How do you talk?"),
    ),
    C.CAMPUS: (
        Question(
            "最近自学的一样东西：怎么学的，卡在哪里？",
            "Something that you taught yourself lately: how, and where were you stuck?",
        ),
        Question(
            "小组作业里，您做了哪一块？怎么分的工？",
            "In a group project, which part was yours, and how was it split?",
        ),
        Question("这份工作里，您最想先学会什么？", "In this job, what do you want to learn first?"),
    ),
}


def questions_for(category: str) -> tuple[Question, ...]:
    return QUESTIONS.get(category, _ANY)
