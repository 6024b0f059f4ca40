"""The variables that a letter's text may use: what each is called and what its value looks like.

A template declares which of these it uses (`texts/*.toml`). Values are flat strings; the room that
announces an event supplies them. Nothing else can be named in a text.
"""

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """What a value looks like, and so how it is cleaned and shown."""

    TEXT = "text"  # one line
    LINES = "lines"  # may hold line breaks
    MOMENT = "moment"  # the time of the meeting: the large line of the facts box
    DATE = "date"  # a promised or past time, set bold
    LINK = "link"  # an absolute http(s) address


@dataclass(frozen=True)
class Field:
    """One variable with its labels for the editor and a sample in each language for the preview."""

    label_zh: str
    label_en: str
    sample_zh: str
    sample_en: str
    shape: Shape = Shape.TEXT


_LINK = "https://hr.example.com/c/i/3kTq9ZcW"

FIELDS: dict[str, Field] = {
    "name": Field("称呼", "Name", "苏清禾", "Su Qinghe"),
    "company": Field("公司", "Company", "南枝供应链", "Nanzhi Supply Chain"),
    "job": Field("职位", "Job", "供应链产品经理", "Supply Chain Product Manager"),
    "round_name": Field("轮次", "Round", "初试", "first interview"),
    "start_at": Field("面试时间", "Start", "11月26日 周四 14:00", "Thu 26 Nov, 14:00", Shape.MOMENT),
    "start_time": Field("当天时间", "Time of day", "14:00", "14:00", Shape.MOMENT),
    "old_start": Field("原时间", "Former time", "11月25日 周三 10:00", "Wed 25 Nov, 10:00", Shape.DATE),
    "new_start": Field("新时间", "New time", "11月26日 周四 14:00", "Thu 26 Nov, 14:00", Shape.MOMENT),
    "duration": Field("时长（分钟）", "Minutes", "70", "70"),
    "place_name": Field("地点", "Place", "南枝大厦 B 座 6 层", "Nanzhi Tower B, 6th floor"),
    "address": Field("地址", "Address", "望湖路 18 号", "18 Wanghu Road"),
    "nav_note": Field(
        "路线",
        "Directions",
        "地铁 2 号线望湖路站 3 口，步行 5 分钟",
        "Metro line 2, Wanghu Road, exit 3, 5 min on foot",
    ),
    "arrive_note": Field("到达说明", "On arrival", "在前台报姓名即可", "give your name at reception"),
    "materials": Field(
        "请带", "What to bring", "身份证、一份您做过的方案", "ID card and one plan you have made"
    ),
    "process": Field(
        "流程",
        "What will happen",
        "情景题 20 分，业务 40 分，人事 10 分",
        "case 20 min, team 40 min, HR 10 min",
    ),
    "interviewers": Field(
        "面试官", "Interviewers", "江予安（供应链总监）", "Jiang Yu'an (Head of Supply Chain)"
    ),
    "focus": Field(
        "会聊到", "Topics", "补货模型与跨部门协作", "replenishment models and working across teams"
    ),
    "after_note": Field("之后", "Afterwards", "当天参观仓库", "a walk through the warehouse"),
    "tool": Field("视频工具", "Video tool", "腾讯会议", "Tencent Meeting"),
    "join_link": Field(
        "入会链接",
        "Join link",
        "https://meeting.example.com/842-117",
        "https://meeting.example.com/842-117",
        Shape.LINK,
    ),
    "test_note": Field(
        "测试提示", "Tip", "提前 5 分钟试一下麦克风", "please test your microphone 5 minutes before"
    ),
    "phone_note": Field(
        "来电说明", "Who will call", "我们会从 021-5550-0137 打给您", "we will call from 021-5550-0137"
    ),
    "link": Field("个人页面", "Personal page", _LINK, _LINK, Shape.LINK),
    "interview_code": Field("面试码", "Interview code", "K7PXW3QH", "K7PXW3QH"),
    "code_page": Field("输入面试码的网址", "Where the code is typed", "hr.example.com/i", "hr.example.com/i"),
    "hr_name": Field("招聘同事", "Recruiter", "江予宁", "Jiang Yuning"),
    "hr_tel": Field("招聘电话", "Recruiting phone", "400-000-0137", "400-000-0137"),
    "reply_by": Field("答复期限", "Answer by", "11月25日 周三 18:00", "Wed 25 Nov, 18:00", Shape.DATE),
    "reason_text": Field(
        "原因（对候选人）", "Reason (for the candidate)", "职位暂停招聘", "the job is paused"
    ),
    "next_note": Field(
        "接下来", "What comes next", "12月4日前给您答复", "you will hear from us by 4 Dec", Shape.LINES
    ),
    "slots": Field(
        "可选时间",
        "Free times",
        "11月27日 周五 10:00\n11月27日 周五 15:00",
        "Fri 27 Nov, 10:00\nFri 27 Nov, 15:00",
        Shape.LINES,
    ),
    "correct_note": Field(
        "正确的安排",
        "What is right",
        "您的面试仍是 11月26日 周四 14:00",
        "your interview is still Thu 26 Nov, 14:00",
        Shape.LINES,
    ),
    "eta": Field("答复日期", "Will hear by", "12月1日 周二", "Tue 1 Dec", Shape.DATE),
    "question": Field("候选人的问题", "Question", "可以停车吗？", "Is there parking?", Shape.LINES),
    "answer": Field("我们的回答", "Answer", "可以，地下一层。", "Yes, on level B1.", Shape.LINES),
    "code": Field("验证码", "Code", "402 913", "402 913"),
    "minutes": Field("有效分钟", "Minutes valid", "10", "10"),
    "interviewer_name": Field("面试官称呼", "Interviewer", "陈叙白", "Chen Xubai"),
    "candidate_name": Field("候选人", "Candidate", "苏清禾", "Su Qinghe"),
    "place_or_link": Field("地点或入口", "Place or link", "B 座 6 层 603", "Tower B, room 603"),
    "late_minutes": Field("晚到分钟", "Minutes late", "20", "20"),
    "expected_at": Field("大约几点到", "Expected at", "14:20", "14:20"),
    "arrived_at": Field("到达时间", "Arrived at", "13:52", "13:52"),
    "change_note": Field(
        "变动说明", "What changed", "原时间与部门会议冲突", "the old time met a team meeting"
    ),
    "count": Field("场数", "How many", "3", "3"),
    "day": Field("哪天", "Day", "11月26日 周四", "Thu 26 Nov", Shape.DATE),
    "agenda": Field(
        "面试列表",
        "List of interviews",
        "11月26日 周四\n10:00 苏清禾｜供应链产品经理 初试｜5 号会议室",
        "Thu 26 Nov\n10:00 Su Qinghe, Supply Chain Product Manager, first interview, room 5",
        Shape.LINES,
    ),
    "cannot_link": Field("我来不了", "Cannot come", _LINK, _LINK, Shape.LINK),
    "last_seen": Field("最近打开", "Last opened", "11月24日 周二 09:12", "Tue 24 Nov, 09:12"),
    "today_count": Field("今天几场", "Interviews today", "6", "6"),
    "unconfirmed_count": Field("今天未确认", "Unconfirmed today", "2", "2"),
    "next_day": Field("下一天", "The next day", "11月25日 周三", "Wed 25 Nov"),
    "next_count": Field("下一天几场", "Interviews of the next day", "7", "7"),
    "next_unconfirmed_count": Field("下一天未确认", "Unconfirmed of the next day", "3", "3"),
    "reply_count": Field("待回复", "Waiting for an answer", "4", "4"),
    "asker_name": Field("谁提出的", "Who asks", "江予安", "Jiang Yu'an"),
    "approval_title": Field(
        "要审批的事", "What is to be approved", "导出候选人，812 行", "Export of candidates, 812 rows"
    ),
    "approval_why": Field("为什么", "Why", "季度复盘要用", "for the quarterly review", Shape.LINES),
    "approval_state": Field("审批结果", "Outcome", "已同意", "approved"),
    "approval_comment": Field(
        "审批意见", "Comment", "请只留最近三个月", "three months are enough", Shape.LINES
    ),
    "todo_count": Field("要办的事", "Things to do", "9", "9"),
    "overdue_count": Field("过时的事", "Late things", "1", "1"),
    "block_intro": Field(
        "公司介绍",
        "About the company",
        "南枝供应链成立于 2012 年，为三百多家门店管理仓储和配送。",
        "Nanzhi Supply Chain has run storage and delivery for more than 300 shops since 2012.",
        Shape.LINES,
    ),
    "block_process": Field(
        "招聘流程说明",
        "How we hire",
        "一般有两到三轮面试，每一轮之后都会告诉您结果。",
        "There are usually two or three interviews, and you hear from us after each one.",
        Shape.LINES,
    ),
    "block_closing": Field(
        "结束语",
        "Closing words",
        "无论结果如何，都谢谢您抽出时间认识我们。",
        "Whatever comes of it, thank you for the time you give us.",
        Shape.LINES,
    ),
    "block_media": Field(
        "视频与同事的话",
        "Video and voices",
        "「这里的人愿意把事情讲清楚。」 —— 周一禾，仓库组长",
        "“People here take the time to explain.” Zhou Yihe, team lead",
        Shape.LINES,
    ),
}

# Pieces that the company writes once; messaging fills them in itself, so every letter may include them.
BLOCKS = frozenset({"block_intro", "block_process", "block_closing", "block_media"})
# The picture of a media block: never named in a text, they travel with `block_media`.
MEDIA = ("block_media_image", "block_media_link", "block_media_alt")

# These travel with the values for other uses and are never text: the calendar object, its method, the id of
# the brand whose letterhead it is, and the part of the house whose wording holds (`parts.Where`).
RIDERS = frozenset({"ics", "ics_method", "brand", "part"})


def shape_of(variable: str) -> Shape:
    if variable in MEDIA:
        return Shape.TEXT if variable == "block_media_alt" else Shape.LINK
    field = FIELDS.get(variable)
    return field.shape if field else Shape.TEXT


def label_of(variable: str, language: str) -> str:
    """What the editor calls it, with its own name behind."""
    field = FIELDS.get(variable)
    if field is None:
        return variable
    return f"{field.label_zh if language.startswith('zh') else field.label_en} {variable}"


def samples(language: str) -> dict[str, str]:
    """A value for every variable, for previews and tests."""
    is_zh = language.startswith("zh")
    return {key: field.sample_zh if is_zh else field.sample_en for key, field in FIELDS.items()}
