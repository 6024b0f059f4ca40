"""The reason library. Only `text` may be read by the person concerned; without one, a colleague calls or
nothing is said. `liftable` reasons may pass, and then the person may be asked again.
"""

from dataclasses import dataclass

from huiyin.jobs.models import ReasonGroup, ReasonSide

REJECT, WITHDRAW, CANCEL = ReasonGroup.REJECT, ReasonGroup.WITHDRAW, ReasonGroup.CANCEL
COMPANY, CANDIDATE, MISTAKE = ReasonSide.COMPANY, ReasonSide.CANDIDATE, ReasonSide.MISTAKE

SKILLS_ZH = "与职位要求的技能匹配度不足"
SKILLS_EN = "Your skills do not match the job closely enough"
PLANS_ZH = "公司安排有调整"
PLANS_EN = "The company's plans have changed"
OURS_ZH = "我们操作有误"
OURS_EN = "We made a mistake"


@dataclass(frozen=True)
class ReasonLine:
    group: ReasonGroup
    side: ReasonSide
    key: str
    name_zh: str
    name_en: str
    text_zh: str = ""
    text_en: str = ""
    liftable: bool = False
    needs_call: bool = False
    allowed_for_template: bool = True


R = ReasonLine
REASONS = (
    R(REJECT, COMPANY, "skill_gap", "技能匹配不足", "Skills do not match", SKILLS_ZH, SKILLS_EN),
    R(REJECT, COMPANY, "experience_gap", "经验方向不符", "Other line of experience",
      "经历方向与职位需要不一致", "Your experience differs from what the job needs"),
    R(REJECT, COMPANY, "communication", "沟通表达", "Communication", SKILLS_ZH, SKILLS_EN),
    R(REJECT, COMPANY, "salary_gap", "薪资期望差距", "Pay expectation differs",
      "职位待遇与您的期望有差距", "Our offer and your expectation differ", liftable=True),
    R(REJECT, COMPANY, "condition_gap", "地点、到岗或班次不合", "Place, starting date or shifts differ",
      "工作地点或到岗时间暂不一致", "The place or the starting date does not match"),
    R(REJECT, COMPANY, "background_issue", "背调存疑", "Background check has open questions",
      needs_call=True, allowed_for_template=False),
    R(REJECT, COMPANY, "job_paused", "职位暂停", "Job paused",
      "职位暂停招聘", "The job has been paused", liftable=True),
    R(REJECT, COMPANY, "budget_limit", "预算限制", "Budget", PLANS_ZH, PLANS_EN, liftable=True),
    R(REJECT, COMPANY, "team_change", "团队架构调整", "Team changed",
      "团队安排有调整", "The team's plans have changed", liftable=True),
    R(REJECT, COMPANY, "other_candidate", "已录其他人选", "Another candidate was chosen",
      "选择了与当前需要更贴近的候选人", "Another candidate was closer to what we need now"),
    R(REJECT, COMPANY, "filled", "已招满", "Position filled", "职位已招满", "The position has been filled"),
    R(WITHDRAW, CANDIDATE, "other_offer", "已接受其他 Offer", "Accepted another offer"),
    R(WITHDRAW, CANDIDATE, "time_conflict", "时间冲突", "Time conflict", liftable=True),
    R(WITHDRAW, CANDIDATE, "personal", "个人原因", "Personal reasons"),
    R(WITHDRAW, CANDIDATE, "distance", "距离", "Distance"),
    R(WITHDRAW, CANDIDATE, "salary", "薪资", "Pay"),
    R(WITHDRAW, CANDIDATE, "not_interested", "意向变化", "No longer interested"),
    R(WITHDRAW, CANDIDATE, "workload", "强度顾虑", "Concerned about the workload"),
    R(CANCEL, COMPANY, "interviewer_unavailable", "面试官时间冲突", "Interviewer unavailable",
      "面试官临时有事", "The interviewer is not available"),
    R(CANCEL, COMPANY, "job_paused", "职位暂停", "Job paused",
      "职位暂停招聘", "The job has been paused", liftable=True),
    R(CANCEL, COMPANY, "headcount_cut", "编制缩减", "Headcount cut", PLANS_ZH, PLANS_EN),
    R(CANCEL, COMPANY, "filled", "已招满", "Position filled", "职位已招满", "The position has been filled"),
    R(CANCEL, CANDIDATE, "other_offer", "候选人已接受其他 Offer", "Candidate accepted another offer"),
    R(CANCEL, CANDIDATE, "time_conflict", "候选人时间冲突", "Candidate has a time conflict", liftable=True),
    R(CANCEL, CANDIDATE, "personal", "候选人个人原因", "Candidate's personal reasons"),
    R(CANCEL, CANDIDATE, "not_interested", "候选人意向变化", "Candidate is no longer interested"),
    R(CANCEL, MISTAKE, "duplicate_booking", "重复预约", "Booked twice", OURS_ZH, OURS_EN),
    R(CANCEL, MISTAKE, "wrong_info", "信息录错", "Wrong details", OURS_ZH, OURS_EN),
    R(CANCEL, MISTAKE, "system_fault", "系统故障", "System fault", OURS_ZH, OURS_EN),
)  # fmt: skip
