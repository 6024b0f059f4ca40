"""Every permission there is, with its label. An unknown one raises: a typo never opens a door."""

PERMISSIONS: dict[str, tuple[str, str]] = {
    "jobs:see": ("查看职位", "See jobs"),
    "jobs:edit": ("编辑职位", "Edit jobs"),
    "candidates:see": ("查看候选人", "See candidates"),
    "candidates:edit": ("编辑候选人", "Edit candidates"),
    "interviews:see": ("查看面试", "See interviews"),
    "interviews:arrange": ("安排与改期", "Arrange and reschedule"),
    "interviews:cancel": ("取消面试", "Cancel interviews"),
    "interviews:attend": ("签到与结束", "Check in and complete"),
    "letters:see": ("查看通知", "See letters"),
    "letters:decide": ("处理通知", "Decide about letters"),
    "threads:answer": ("回复候选人", "Answer candidates"),
    "imports:run": ("导入", "Import"),
    "exports:run": ("导出", "Export"),
    "approvals:decide": ("审批", "Decide approvals"),
    "reports:see": ("查看报表", "See reports"),
    "users:edit": ("管理用户与角色", "Manage users and roles"),
    "settings:edit": ("修改设置", "Change settings"),
    "audit:see": ("查看审计日志", "Read the audit log"),
}

FIELDS = (
    "candidate.phone",
    "candidate.email",
    "candidate.id_number",
    "candidate.note",
    "candidate.document",
    "job.pay_band",
    "application.reason",
    "candidate.pay_wish",
    "candidate.leader_note",
)
"""Sensitive fields that a role needs a rule for."""


def check_permission(permission: str) -> None:
    if permission not in PERMISSIONS:
        raise KeyError(f"{permission} is not a permission; see accounts/permissions.py")
