"""Routes that belong to no room."""

from tests.matrix import Route, everybody

ROUTES = [
    Route("healthz", everybody(200)),
    # No carrier has shown itself in the world.
    Route("healthz_queue", everybody(503)),
]
