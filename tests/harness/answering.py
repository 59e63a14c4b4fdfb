"""What a student does to a quiz of a page, in a real browser."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

TENSORS = "html/chapitres/01-tenseurs.html"
AUTOGRAD = "html/chapitres/02-autograd.html"
ROT47 = {code: 33 + (code + 14) % 94 for code in range(33, 127)}


def quiz(page: Page, kind: str) -> Any:
    """Return the first quiz of a kind."""
    return page.locator(f'form.quiz[data-kind="{kind}"]').first


def key_of(form: Any) -> dict[str, Any]:
    """Read what a quiz keeps out of sight, as its script does."""
    text = form.locator('script[type="text/plain"]').text_content()
    return json.loads(text.translate(ROT47))


def verdict(form: Any) -> str:
    """Return what is said of the answer given."""
    return form.locator(".quiz-verdict").text_content() or ""


def press(page: Page, *keys: str) -> None:
    """Type on the keyboard, nothing else."""
    for key in keys:
        page.keyboard.press(key)


def answer_choice(form: Any, rank: int) -> None:
    """Choose and check with the mouse."""
    form.locator("input").nth(rank).check()
    form.get_by_role("button", name="Vérifier").click()


def reload(page: Page) -> None:
    """Come back later."""
    page.reload(wait_until="load")
