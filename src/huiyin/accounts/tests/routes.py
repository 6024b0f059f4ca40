from tests.matrix import Route, everybody, staff

ALL_STAFF = {"alice": 200, "bob": 200, "ivy": 200, "eve": 200, "hana": 200, "sam": 200}

ROUTES = [
    Route("accounts:sign_in", everybody(200)),
    Route("accounts:sign_in", everybody(200), method="POST", data={"email": "no address"}),
    Route(
        "accounts:sign_in",
        everybody(403),
        method="POST",
        data={"email": "alice@example.com", "password": "wrong"},
    ),
    Route("accounts:sign_out", everybody(302), method="POST"),
    Route("accounts:sign_out", {**dict.fromkeys(ALL_STAFF, 405), "nobody": 302, "lin": 302}),
    Route("accounts:password", staff(**ALL_STAFF)),
    Route("accounts:keyboard", staff(**ALL_STAFF)),
    Route(
        "accounts:keyboard",
        staff(**dict.fromkeys(ALL_STAFF, 302)),
        method="POST",
        data={"uses_keys": "off"},
        unaudited=True,
    ),
    Route(
        "accounts:language",
        everybody(302),
        method="POST",
        data={"language": "en", "next": "/"},
        unaudited=True,
    ),
    Route("accounts:language", everybody(405)),
    Route("accounts:staff_link", everybody(302), {"token": lambda world: world.token}),
    Route("accounts:staff_link", everybody(302), {"token": "unknown"}),
]
