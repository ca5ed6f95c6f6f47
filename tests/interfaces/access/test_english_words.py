"""What stands on English pages in English: words that come from the data, counts, and fields for one thing."""

import re
from collections.abc import Callable

from support.county import County
from support.person import Person

Cast = Callable[[str], Person]


def in_english(someone: Person, path: str) -> str:
    someone.client.post("/language/", {"language": "en"})
    return str(someone.client.get(path).content.decode())


def test_the_relation_of_a_guardian_is_told_in_english(county: County, person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    page = in_english(teacher, f"/children/{county.children['both']}/")
    assert '<span class="above">mother</span>' in page
    form = teacher.client.get(f"/guardians/{county.guardians['both']}/phone/").content.decode()
    assert re.search(r"page-pretitle\">[^<]* mother<", form)


def test_counts_and_fields_are_english(person: Cast) -> None:
    audit = person("审计管理员").chose().with_app().comes_in()
    audit.client.get("/audit/")
    page = in_english(audit, "/audit/")
    assert "rows: 50" in page
    assert "wanting" not in page
    security = person("安全管理员").chose().with_app().comes_in()
    assert re.search(r'for="give_account">Account<', in_english(security, "/grants/"))
