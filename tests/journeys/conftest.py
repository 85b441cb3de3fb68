import pytest


@pytest.fixture
def secretary(transactional_db):
    """`secretary("35.23")`: a user."""
    from tests.journeys.office import secretary_of

    return secretary_of


@pytest.fixture
def log_in(page, live_server, built_pages):
    """`log_in(user)`: the home page after the login form."""
    from tests.journeys.office import PASSWORD

    def go(user):
        page.set_default_timeout(20_000)
        page.goto(f"{live_server.url}/masuk/")
        page.locator("[name=login]").fill(user.username)
        page.locator("[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url(f"{live_server.url}/")

    return go
