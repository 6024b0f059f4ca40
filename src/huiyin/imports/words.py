"""What states, gates, presets and fields are called on the pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.imports.models import BatchState, Gate, UploadState

PRESET_NAMES: dict[str, str | Promise] = {
    "huiyin": _("Our own sheet"),
    "boss": _("As BOSS Zhipin exports it"),
    "liepin": _("As Liepin exports it"),
    "zhaopin": _("As Zhaopin exports it"),
    "people": _("Another sheet of people"),
    "attendance": _("Past interviews and who came"),
}
FIELD_NAMES: dict[str, str | Promise] = {
    "name": _("Name"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "job": _("Job"),
    "source": _("Source"),
    "hire_type": _("Kind of hiring"),
    "language": _("Language"),
    "interview_start": _("Time of the interview"),
    "minutes": _("Minutes"),
    "mode": _("Way of the interview"),
    "interviewers": _("Interviewers (e-mail)"),
    "place": _("Place"),
    "note": _("Note for colleagues"),
    "city": _("City"),
    "applied_at": _("Applied on"),
    "years": _("Experience"),
    "degree": _("Degree"),
    "school": _("School"),
    "major": _("Major"),
    "company": _("Present company"),
    "title": _("Present position"),
    "wanted": _("Wants to be"),
    "wanted_city": _("Wants to work in"),
    "pay": _("Pay wish"),
    "standing": _("Standing"),
}
GATE_NAMES = (
    (Gate.RAW, _("1. As it came"), _("Does the file open, are its columns known, has no row slipped?")),
    (Gate.FORMAT, _("2. Value by value"), _("Can every date, phone and word be read, and in one way only?")),
    (
        Gate.LOAD,
        _("3. Against what is here"),
        _("People, jobs and interviewers: tried out row by row, nothing is written."),
    ),
)
UPLOAD_STATES: dict[str, tuple[str, str | Promise]] = {
    UploadState.READING: ("now", _("The sheet is read")),
    UploadState.MAPPING: ("wait", _("Waits for its columns")),
    UploadState.CHECKING: ("now", _("Being checked")),
    UploadState.CHECKED: ("wait", _("Waits for your decision")),
    UploadState.WRITING: ("now", _("Being written")),
    UploadState.DONE: ("ok", _("Written")),
    UploadState.FAILED: ("late", _("Could not be used")),
}
BATCH_STATES: dict[str, tuple[str, str | Promise]] = {
    BatchState.WRITING: ("now", _("Being written")),
    BatchState.DONE: ("ok", _("Written")),
    BatchState.UNDOING: ("now", _("Being taken back")),
    BatchState.UNDONE: ("off", _("Taken back")),
    BatchState.PARTLY: ("wait", _("Partly taken back")),
}
MADE_NAMES: dict[str, str | Promise] = {
    "candidates": _("Candidates"),
    "applications": _("Applications"),
    "interviews": _("Interview records"),
    "jobs": _("Jobs"),
    "places": _("Places"),
    "interviewers": _("Interviewers"),
}
ENCODING_NAMES: dict[str, str | Promise] = {
    "": _("Find it out"),
    "utf-8": _("UTF-8"),
    "gb18030": _("GB18030, GBK (Chinese Windows)"),
    "big5hkscs": _("Big5 (traditional characters)"),
    "utf-16": _("UTF-16 (Unicode text)"),
}
RESUME_WHY: dict[str, str | Promise] = {
    "no_name": _("The mail does not plainly say who it is."),
    "no_job": _("The mail names no job that is open."),
    "no_address": _("There is neither a phone number nor an e-mail address."),
    "forged": _("The sender could not be proven; it may be somebody else."),
    "unusable_file": _("The attached file cannot be kept: it is damaged, locked or too large."),
    "job_not_open": _("The job has been closed meanwhile."),
}
