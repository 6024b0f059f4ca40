from tests.matrix import Route, staff

ONE = {"interview_id": "@interview"}

ROUTES = [
    Route("interviews:list", staff(alice=200, bob=200, ivy=200, eve=200, hana=200, sam=200)),
    Route("interviews:detail", staff(alice=200, bob=404, ivy=200, eve=200, hana=200, sam=404), ONE),
]
