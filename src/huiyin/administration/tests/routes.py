from datetime import date
from typing import Any

from tests.matrix import Route, staff


def get(name: str, **kwargs: Any) -> Route:
    """Only the system's administrator, in a session that began just now."""
    return Route(f"settings:{name}", staff(sam=200), kwargs)


def post(
    name: str, status: int, data: dict[str, Any] | None = None, *, quiet: bool = False, **kwargs: Any
) -> Route:
    expect, address = staff(sam=status), f"settings:{name}"
    return Route(address, expect, kwargs, method="POST", data=data or {}, unaudited=quiet)


def employee(world: Any) -> int:
    return int(world.people["alice"].employee.pk)


def alice(world: Any) -> int:
    return int(world.people["alice"].pk)


def grant(world: Any) -> int:
    return int(world.people["alice"].grants.get().pk)


def role(world: Any) -> int:
    return int(world.people["alice"].grants.get().role_id)


def device(world: Any) -> int:
    from huiyin.accounts.devices import remember  # noqa: PLC0415 -- made when a row asks for it

    return int(remember(world.people["alice"], label="Firefox")[0].pk)


def token(world: Any) -> int:
    return int(world.people["alice"].api_tokens.first().pk)


def brand(_world: Any) -> int:
    from huiyin.company.models import Brand  # noqa: PLC0415 -- made when a row asks for it

    return int(Brand.objects.create(name="南枝").pk)


PLACE = {"name": "二号楼", "address": "望湖路 20 号", "time_zone": "Asia/Shanghai"}
STAGE = {
    "kind": "screening",
    "name_zh": "初筛",
    "name_en": "Screening",
    "candidate_label_zh": "正在看您的简历",
    "candidate_label_en": "We are reading your CV",
    "eta_days": 3,
}
REASON = {"group": "reject", "side": "company", "name_zh": "计划有变", "name_en": "Plans changed"}
PERSON = {"name": "新同事", "org_unit": "@branch", "language": "zh-hans"}
HOUSE = {
    "quiet_start": "21:00",
    "quiet_end": "08:00",
    "letters_per_day": 2,
    "question_reply_hours": 2,
    "self_moves": 1,
    "self_move_hours": 12,
    "no_show_minutes": 30,
    "digest_at": "08:30",
}
ROUTES = [
    get("home"),
    get("company"),
    post("company", 302, {"name": "改了", "time_zone": "Asia/Shanghai", "office_hours": "9:00–18:00"}),
    get("house_rules"),
    post("house_rules", 302, HOUSE),
    get("languages"),
    post("languages", 302, {"language": "en"}),
    get("channels"),
    get("parts"),
    post("parts", 302, {"applying": "on"}),
    get("units"),
    get("add_unit"),
    post("add_unit", 302, {"name": "苏州店", "kind": "branch", "parent": "@branch"}),
    get("edit_unit", unit_id="@branch"),
    post("edit_unit", 302, {"name": "华东区", "kind": "branch", "is_active": "on"}, unit_id="@branch"),
    get("places"),
    get("add_place"),
    post("add_place", 302, {**PLACE, "org_unit": "@branch"}),
    get("edit_place", place_id="@place"),
    post("edit_place", 302, {**PLACE, "is_active": "on"}, place_id="@place"),
    get("add_room", place_id="@place"),
    post("add_room", 302, {"name": "一号会议室", "seats": 6}, place_id="@place"),
    get("edit_room", room_id="@room"),
    post("edit_room", 302, {"name": "二号会议室", "seats": 6}, room_id="@room"),
    get("brands"),
    get("add_brand"),
    post("add_brand", 302, {"name": "南枝", "colour": "#0F6E6E"}),
    get("edit_brand", brand_id=brand),
    post("edit_brand", 302, {"name": "南枝", "colour": "#0F6E6E"}, brand_id=brand),
    Route("settings:brand_logo", staff(sam=404), {"brand_id": brand, "kind": "svg"}),
    Route("settings:calendar", staff(sam=302)),
    get("calendar_year", year=2026),
    get("import_year", year=2027),
    post("import_year", 302, {"lines": "2027-02-17,holiday,春节"}, year=2027),
    post("say_complete", 302, {"complete": "yes"}, year=2027),
    get("edit_day", on=date(2026, 10, 1)),
    post("edit_day", 302, {"kind": "work", "name": "加班"}, on=date(2026, 10, 1)),
    get("pipelines"),
    get("add_pipeline"),
    post("add_pipeline", 302, {"name_zh": "实习", "like": "@pipeline"}),
    get("pipeline", pipeline_id="@pipeline"),
    get("rename_pipeline", pipeline_id="@pipeline"),
    post("rename_pipeline", 302, {"name_zh": "社招"}, pipeline_id="@pipeline"),
    post("publish_pipeline", 302, pipeline_id="@pipeline", quiet=True),
    # A job runs on it, so it stays.
    post("remove_pipeline", 302, pipeline_id="@pipeline", quiet=True),
    get("add_stage", pipeline_id="@pipeline"),
    post("add_stage", 302, STAGE, pipeline_id="@pipeline"),
    get("edit_stage", stage_id="@stage"),
    post("edit_stage", 302, STAGE, stage_id="@stage"),
    post("shift_stage", 302, {"way": "later"}, stage_id="@stage"),
    get("remove_stage", stage_id="@stage"),
    post("remove_stage", 422, {"move_to": "@next_stage"}, stage_id="@stage"),
    get("reasons"),
    get("add_reason"),
    post("add_reason", 302, REASON),
    get("edit_reason", reason_id="@reason"),
    post("edit_reason", 302, {**REASON, "is_active": "on"}, reason_id="@reason"),
    get("roles"),
    get("add_role"),
    post("add_role", 302, {"name_zh": "门店店长", "name_en": "Shop manager"}),
    get("edit_role", role_id=role),
    post("edit_role", 422, role_id=role),
    # Somebody holds it.
    post("remove_role", 302, role_id=role, quiet=True),
    post("start_preview", 302, {"through": lambda world: f"user:{alice(world)}"}),
    Route(
        "settings:end_preview",
        staff(alice=302, bob=302, ivy=302, eve=302, hana=302, sam=302),
        method="POST",
        unaudited=True,
    ),
    get("people"),
    get("add_colleague"),
    post("add_colleague", 302, PERSON),
    get("paste_colleagues"),
    post("paste_colleagues", 302, {"lines": "新同事,专员,new@example.com", "org_unit": "@branch"}),
    get("edit_colleague", employee_id=employee),
    post("edit_colleague", 302, PERSON, employee_id=employee),
    get("leave", employee_id=employee),
    post("leave", 422, employee_id=employee),
    post("return", 302, employee_id=employee),
    get("open_account", employee_id=employee),
    post("open_account", 422, employee_id=employee),
    get("users"),
    get("user", user_id=alice),
    post("grant_role", 302, {"role": role}, user_id=alice, quiet=True),
    get("add_token", user_id=alice),
    post("add_token", 200, {"name": "表格", "scopes": ["jobs:see"]}, user_id=alice),
    post("decide_user", 302, user_id=alice, verb="suspend"),
    post("cut_role", 302, grant_id=grant),
    post("forget_device", 302, device_id=device),
    post("revoke_token", 302, token_id=token),
    # Nobody of the cast reads the trail: that is the auditor's.
    Route("settings:audit", staff()),
    Route("settings:verify_audit", staff(), method="POST"),
]
