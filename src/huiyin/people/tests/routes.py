from tests.matrix import Route, everybody

ROUTES = [
    Route("people:sign_in_code", everybody(200)),
    Route("people:sign_in_code", everybody(302), method="POST", data={"email": "alice@example.com"}),
    Route("people:sign_in_code", everybody(302), method="POST", data={"email": "unknown@example.com"}),
    # Without a wish of this browser there is nothing to type a code for.
    Route("people:enter_code", everybody(302)),
    Route("people:enter_code", everybody(302), method="POST", data={"code": "123456"}),
]
