from tests.matrix import Route, staff

# Nobody of the cast has a sheet under way, and somebody else's is not there for her.
SHEET = {"upload_id": 1}
NOT_THERE = dict.fromkeys(("alice", "bob", "ivy", "eve", "hana", "sam"), 404)


def sheet(verb: str, method: str = "POST") -> Route:
    return Route(f"imports:{verb}", staff(**NOT_THERE), SHEET, method=method)


ROUTES = [
    Route("imports:list", staff(alice=200, bob=200)),
    Route("imports:upload", staff(alice=200, bob=200)),
    Route("imports:upload", staff(alice=422, bob=422), method="POST"),
    sheet("show", "GET"),
    sheet("columns"),
    sheet("read_again"),
    sheet("recheck"),
    sheet("mend"),
    sheet("commit"),
    sheet("stop"),
    sheet("go_on"),
    sheet("drop"),
    sheet("wrong_csv", "GET"),
    sheet("wrong_xlsx", "GET"),
    Route("imports:resumes", staff(alice=200, bob=200)),
    Route("imports:file_resume", staff(**NOT_THERE), {"resume_id": 1}, method="POST"),
    Route("imports:drop_resume", staff(**NOT_THERE), {"resume_id": 1}, method="POST"),
    Route("imports:batch", staff(alice=200, bob=404), {"batch_id": "@batch"}),
    Route("imports:undo", staff(alice=302, bob=404), {"batch_id": "@batch"}, method="POST"),
]
