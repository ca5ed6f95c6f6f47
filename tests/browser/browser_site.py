"""Signing in as a person does."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page


@dataclass
class Site:
    """A served county: its address, and by sign-in name the password and the codes that are left."""

    address: str
    home: Path
    passwords: dict[str, str]
    codes: dict[str, list[str]]


def sign_in(page: Page, site: Site, name: str) -> None:
    """Sign in, with a code where one is asked for, and go to the children."""
    page.goto(f"{site.address}/sign-in/")
    page.get_by_label("登录名或手机号").fill(name)
    page.get_by_label("密码").fill(site.passwords[name])
    page.get_by_role("button", name="登录").click()
    if "/factor/" in page.url:
        page.locator("input[name=code]").fill(site.codes[name].pop())
        page.locator("form button[type=submit]").first.click()
    page.goto(f"{site.address}/children/")
