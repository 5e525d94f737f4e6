"""A real browser for the tests of the viewer: Debian's Chromium, without a network."""

import pytest
from viewing import CHROMIUM, doubted_outcomes

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""


@pytest.fixture(scope="module")
def browser():
    """Chromium, started once a module; reports are made before it starts, because its loop would be in their way."""
    doubted_outcomes()
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def show(browser):
    """Opens a page, in English, 1280 pixels wide; afterwards, nothing may have gone wrong in it."""
    contexts, faults = [], []

    def opened(path, place="", width=1280, ready="#report h2", **options):
        chosen = {"locale": "en-GB", "viewport": {"width": width, "height": 800}, "reduced_motion": "reduce", **options}
        context = browser.new_context(**chosen)
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text))
        page.on(
            "request",
            lambda asked: (
                asked.url.startswith(("file:", "blob:", "data:", "http://127.0.0.1")) or faults.append(asked.url)
            ),
        )
        page.goto(f"{path}{place}" if str(path).startswith("http") else f"file://{path}{place}")
        page.wait_for_selector("body[data-ready]")
        page.wait_for_selector(ready, state="attached")
        return page

    yield opened
    for context in contexts:
        faults += [fault for page in context.pages for fault in page.evaluate("window.violations")]
        context.close()
    assert faults == []
