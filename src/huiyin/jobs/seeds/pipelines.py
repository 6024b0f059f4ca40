"""Three pipelines: experienced hires, campus hires, and the shop floor, which decides within days.

Working days are what a company of middling speed can keep; each may be changed per stage.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from huiyin.jobs.models import Pipeline, Stage, StageKind

Material = dict[str, str]
Step = dict[str, Any]

ID_CARD: Material = {
    "what_zh": "身份证",
    "what_en": "ID card",
    "why_zh": "前台登记用，我们不复印",
    "why_en": "to register at reception; we make no copy",
}
CV: Material = {
    "what_zh": "一份简历",
    "what_en": "Your CV",
    "why_zh": "纸质、电子版都可以，聊的时候一起看",
    "why_en": "on paper or on a phone, to look at together",
}
WORK: Material = {
    "what_zh": "一份您做过的方案或作品",
    "what_en": "Something you made",
    "why_zh": "电子版也可以，想听您讲讲当时怎么想",
    "why_en": "on a phone is fine; we would like to hear how you went about it",
}
STUDENT_CARD: Material = {
    "what_zh": "学生证",
    "what_en": "Student card",
    "why_zh": "核对毕业年份",
    "why_en": "to check the year you graduate",
}


def step(minutes: int, what_zh: str, what_en: str) -> Step:
    return {"minutes": minutes, "what_zh": what_zh, "what_en": what_en}


@dataclass(frozen=True)
class StageLine:
    """One stage as shipped. Interview stages have minutes, materials, a process and a focus."""

    kind: StageKind
    name_zh: str
    name_en: str
    label_zh: str
    label_en: str
    eta_days: int | None
    minutes: int | None = None
    materials: tuple[Material, ...] = ()
    process: tuple[Step, ...] = ()
    focus_zh: str = ""
    focus_en: str = ""

    def row(self, pipeline: Pipeline, position: int) -> Stage:
        return Stage(
            pipeline=pipeline,
            position=position,
            kind=self.kind,
            name_zh=self.name_zh,
            name_en=self.name_en,
            candidate_label_zh=self.label_zh,
            candidate_label_en=self.label_en,
            eta_days=self.eta_days,
            minutes=self.minutes,
            materials=list(self.materials),
            process=list(self.process),
            focus_zh=self.focus_zh,
            focus_en=self.focus_en,
        )


@dataclass(frozen=True)
class PipelineLine:
    key: str
    name_zh: str
    name_en: str
    stages: tuple[StageLine, ...] = field(default_factory=tuple)


K = StageKind
APPLIED = StageLine(K.APPLIED, "已投递", "Applied", "我们收到了您的简历", "We have received your CV", 3)
SCREENING = StageLine(K.SCREENING, "初筛", "Screening", "正在看您的简历", "We are reading your CV", 3)
REVIEW = StageLine(
    K.MANAGER_REVIEW,
    "用人部门评估",
    "Hiring-manager review",
    "业务同事正在看您的简历",
    "The team is reading your CV",
    3,
)
ASSESSMENT = StageLine(K.ASSESSMENT, "测评", "Assessment", "线上测评", "Online assessment", 5)
FIRST = StageLine(
    K.INTERVIEW_1,
    "初试",
    "First interview",
    "第一轮面试",
    "First interview",
    3,
    60,
    (ID_CARD, CV),
    (
        step(10, "互相认识，讲讲这个职位", "We introduce ourselves and the job"),
        step(40, "聊您做过的事和这份工作", "About what you have done and this work"),
        step(10, "聊聊您关心的事", "Your questions"),
    ),
    "做过的事和这份工作合不合，怎么把一件事做成，和别人怎么配合",
    "whether past work fits this job, how a thing was carried through, how others were brought along",
)
SECOND = StageLine(
    K.INTERVIEW_2,
    "复试",
    "Second interview",
    "第二轮面试",
    "Second interview",
    3,
    60,
    (ID_CARD, WORK),
    (
        step(45, "和用人部门一起看一个实际问题", "A real question, worked on with the team"),
        step(15, "聊聊您关心的事", "Your questions"),
    ),
    "把问题拆开、算得清代价、听得进不同意见",
    "taking a problem apart, knowing what it costs, taking another view on board",
)
FINAL = StageLine(
    K.INTERVIEW_FINAL,
    "终试",
    "Final interview",
    "最后一轮面试",
    "Final interview",
    3,
    45,
    (ID_CARD,),
    (
        step(30, "和负责人聊方向与期待", "With the head of the team, about direction and expectations"),
        step(15, "聊待遇、到岗和您关心的事", "Terms, starting date and your questions"),
    ),
    "想往哪里走，前几轮留下的疑问，到岗和待遇能不能谈拢",
    "where the candidate wants to go, what earlier rounds left open, whether terms and start can be agreed",
)
CHECK = StageLine(K.BACKGROUND_CHECK, "背调", "Background check", "背景调查", "Background check", 5)
APPROVAL = StageLine(
    K.OFFER_APPROVAL, "录用审批", "Offer approval", "录用准备中", "Your offer is being prepared", 3
)
OFFER = StageLine(K.OFFER, "Offer", "Offer", "录用通知", "Offer", 5)
PRE_ONBOARDING = StageLine(
    K.PRE_ONBOARDING, "待入职", "Pre-onboarding", "待入职", "Getting ready for your first day", 10
)
HIRED = StageLine(K.HIRED, "已入职", "Hired", "欢迎加入", "Welcome on board", None)

GROUP = replace(
    FIRST,
    minutes=60,
    materials=(ID_CARD, STUDENT_CARD),
    process=(
        step(30, "小组一起讨论一道题", "A question discussed in a small group"),
        step(30, "单独聊聊您的想法", "A talk with you alone"),
    ),
    focus_zh="讨论时怎么听、怎么说服人，学得快不快，为什么想做这一行",
    focus_en="listening and persuading in a discussion, how quickly one learns, why this line of work",
)
AT_THE_SHOP = replace(
    FIRST,
    name_zh="到店面试",
    name_en="Interview at the shop",
    label_zh="到店面试",
    label_en="Interview at the shop",
    eta_days=2,
    minutes=30,
    materials=(ID_CARD,),
    process=(
        step(10, "店长带您看看工作环境", "The manager shows you the shop"),
        step(20, "聊班次、待遇和您关心的事", "Shifts, pay and your questions"),
    ),
    focus_zh="待客和搭班的样子，班次合不合适，什么时候能上班",
    focus_en="how customers and colleagues are met, whether the shifts fit, when work could begin",
)

PIPELINES = (
    PipelineLine(
        "social",
        "社招",
        "Experienced hires",
        (
            APPLIED, SCREENING, REVIEW, FIRST, SECOND, FINAL, CHECK, APPROVAL, OFFER, PRE_ONBOARDING, HIRED,
        ),
    ),
    PipelineLine(
        "campus",
        "校招",
        "Campus hires",
        (
            replace(APPLIED, eta_days=5),
            replace(SCREENING, eta_days=5),
            ASSESSMENT,
            GROUP,
            replace(SECOND, eta_days=5),
            APPROVAL,
            OFFER,
            replace(PRE_ONBOARDING, eta_days=20),
            HIRED,
        ),
    ),
    PipelineLine(
        "shop",
        "门店一线",
        "Shop floor",
        (
            replace(APPLIED, eta_days=1),
            replace(SCREENING, eta_days=1),
            AT_THE_SHOP,
            replace(APPROVAL, eta_days=1),
            replace(OFFER, eta_days=2),
            replace(PRE_ONBOARDING, eta_days=5),
            HIRED,
        ),
    ),
)  # fmt: skip
