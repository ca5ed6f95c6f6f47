"""Files of special education and graduates for programs: in reach alone, and nothing of what is sealed."""

import json

from support.county import County
from support.databases import owners_eyes
from support.programs import Program, give_token
from support.roll_changes import graduate
from support.special import FINDINGS, certificate, home_taught, taught


def test_a_file_and_its_lessons_are_told_without_a_word_of_what_impairs_the_child(
    county: County, officer: Program
) -> None:
    file = home_taught(county)
    lesson = taught(county, file, interview="孩子怕生")
    answers = [officer.get(path) for path in ("special", f"special/{file}", "special/homes", f"special/{file}/lessons")]
    assert [each.status_code for each in answers] == [200] * 4
    listed, one, homes, lessons = (each.json() for each in answers)
    assert [each["id"] for each in listed["files"]] == [str(file)]
    assert (one["versions"], one["placements"][0]["learns"]) == (1, "homebound")
    assert [each["file"] for each in homes["pupils"]] == [str(file)]
    assert [each["id"] for each in lessons["lessons"]] == [str(lesson)]
    text = "".join(each.content.decode() for each in answers)
    for secret in (certificate(county), "intellectual", "能走路", "全日护理", "孩子怕生", FINDINGS.splitlines()[0]):
        assert secret not in text
        assert json.dumps(secret)[1:-1] not in text


def test_who_does_not_reach_the_child_gets_nothing(county: County) -> None:
    file = home_taught(county)
    with owners_eyes():
        other = Program(county, give_token(county, "赵老师"))
    assert other.get("special").json() == {"files": []}
    assert other.get(f"special/{file}").status_code == 404
    assert other.get(f"special/{file}/lessons").status_code == 404


def test_graduates_on_no_roll_are_told(county: County, officer: Program) -> None:
    graduate(county)
    [line] = officer.get("roll-changes/graduates").json()["graduates"]
    assert (line["name"], line["lost"], line["days"]) == ("慕容甲乙", "not_handed", 0)
