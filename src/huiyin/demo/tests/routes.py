from tests.matrix import Route, everybody

# Outside a demo's home there is no mailbox, for anybody.
ROUTES = [
    Route("demo:mailbox", everybody(404)),
    Route("demo:mail", everybody(404), {"number": 1}),
    Route("demo:mail-html", everybody(404), {"number": 1}),
]
