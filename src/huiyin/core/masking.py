"""How a sensitive value looks to someone who may know that it is there but not what it is. Pure."""


def mask_phone(phone: str) -> str:
    """`138****0137` for a Chinese mobile; else the last four digits alone stay."""
    if not phone:
        return ""
    digits = phone.removeprefix("+86")
    if len(digits) == 11 and digits.startswith("1"):
        return f"{digits[:3]}****{digits[-4:]}"
    return f"****{digits[-4:]}" if len(digits) > 6 else "****"


def mask_email(email: str) -> str:
    """`l***@example.com`: the first letter and the domain stay."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}***{at}{domain}" if at else "***" * bool(email)


def mask_id_number(number: str) -> str:
    """`110***********0021`: region and last four stay of a full number, nothing of a short one."""
    if len(number) < 12:
        return "*" * len(number)
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


def mask_name(name: str) -> str:
    """`林**`: the family name stays."""
    return name[:1] + "*" * (len(name) - 1)
