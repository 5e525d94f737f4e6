"""Make the pictures of the viewer for the README: docs/pictures/viewer.en.png and viewer.zh.png.

python scripts/make_pictures.py

The seeds are summarized from their recorded answers, and the page is opened in Chromium (`chromium` must be on the path,
and a font with Chinese signs installed), 1280 pixels wide, with a measure selected.
"""

import shutil
import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from summarizer import Summarizer
from summarizer.delivering.viewer.page import page
from summarizer.running.config import RunOptions
from summarizer.running.store.store import Store

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SHOWN = "#000_12f60860ce8b7f4d.txt/measures/3"
LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}


def main() -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("there is no chromium: install it, and fonts-noto-cjk")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        path = write_page(Path(folder))
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name, locale in LANGUAGES.items():
                take(browser, path, locale, PICTURES / f"viewer.{name}.png")
            browser.close()


def write_page(folder: Path) -> Path:
    """The page of a run of the seeds."""
    replayed = Summarizer(replay=ROOT / "fixtures" / "recordings" / "large-llm")
    with chdir(ROOT):  # paths in the page are those of the inputs
        replayed.run_to(folder, ["seeds"], RunOptions())
    path = folder / "view.html"
    with Store.read(folder) as store:
        path.write_text(page(store).html, encoding="utf-8")
    return path


def take(browser: Browser, path: Path, locale: str, picture: Path) -> None:
    shown = browser.new_page(locale=locale, viewport={"width": 1280, "height": 940}, reduced_motion="reduce")
    shown.goto(f"{path.as_uri()}{SHOWN}")
    shown.wait_for_selector("#article .quoted")
    shown.screenshot(path=picture)
    shown.close()
    print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
