from tests.matrix import Route, everybody

ROUTES = [Route("pictures:picture", everybody(404), {"name": "0" * 64 + ".png"})]
