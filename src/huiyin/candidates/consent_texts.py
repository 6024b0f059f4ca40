"""What an applicant agrees to, word for word, in both languages.

The form shows these words, their digest goes into the consent, and the words themselves are kept with the
first consent to them: whatever is changed here later, what somebody agreed to can be read again.
"""

from dataclasses import dataclass

from huiyin.candidates.models import ConsentPurpose, ConsentText
from huiyin.candidates.retention import MONTHS
from huiyin.core import clock
from huiyin.core.digests import sha256_letters
from huiyin.core.wording import is_chinese

_APPLICATION_ZH = (
    "我同意{company}为处理这次应聘使用我在这里填写的资料和上传的简历。只有招聘组和这个职位的面试官看得到；"
    "没有录用的话，最晚 {months} 个月后删除。手机号和邮箱加密保存。"
    "我可以随时查看、更正、删除我的资料，或撤回同意。"
)
_APPLICATION_EN = (
    "I agree that {company} uses what I fill in here and the résumé that I upload to deal with this "
    "application. Only the recruiting team and the interviewers of this job see it; if I am not hired it is "
    "deleted after {months} months at the latest. Phone number and e-mail address are stored encrypted. "
    "At any time I may see, correct or delete my data, or take this consent back."
)
_POOL_ZH = (
    "以后有合适的职位，{company}也可以联系我。为此保留我的资料 {months} 个月，我可以随时撤回。（可以不选）"
)
_POOL_EN = (
    "{company} may also contact me about other suitable jobs, and keeps my data for {months} months for "
    "that. I may take this back at any time. (Optional)"
)
_WORDS = {
    ConsentPurpose.APPLICATION: (_APPLICATION_ZH, _APPLICATION_EN),
    ConsentPurpose.TALENT_POOL: (_POOL_ZH, _POOL_EN),
}


@dataclass(frozen=True)
class Wording:
    """The words for one purpose in one language, as they are shown."""

    purpose: ConsentPurpose
    language: str
    text: str

    @property
    def sha256(self) -> str:
        return sha256_letters(self.text.encode())


def wording_of(purpose: ConsentPurpose, *, company: str, language: str) -> Wording:
    zh, en = _WORDS[purpose]
    is_zh = is_chinese(language)
    text = (zh if is_zh else en).format(company=company, months=MONTHS)
    return Wording(purpose, "zh-hans" if is_zh else "en", text)


def keep(wording: Wording) -> str:
    """Keep the words that somebody just agreed to; their digest."""
    ConsentText.objects.get_or_create(
        sha256=wording.sha256,
        defaults={
            "purpose": wording.purpose,
            "language": wording.language,
            "text": wording.text,
            "first_used_at": clock.now(),
        },
    )
    return wording.sha256


def find_text(sha256: str) -> ConsentText | None:
    return ConsentText.objects.filter(sha256=sha256).first()
