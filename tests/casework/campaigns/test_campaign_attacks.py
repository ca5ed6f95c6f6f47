"""What is no evidence and no day: files that others have put in, years that were mistyped."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from notoneless.casework.campaigns.models import CampaignEvidence
from notoneless.casework.campaigns.services import add_evidence, consent, enter_receipt
from notoneless.foundation.access.refusals import NotFound, Unusable
from support.campaigns import briefed, picture, planned, post_of, told_story
from support.county import DAY, County
from support.databases import all_of


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def test_what_somebody_else_has_put_in_proves_nothing(county: County) -> None:
    others = picture(county, who="陈局长")
    li, unit = county.ctx("李校长"), county.units["school_a"]
    with pytest.raises(NotFound):
        add_evidence(li, unit=unit, subject=planned(county), proof=others, caption="展板")
    with pytest.raises(NotFound):
        enter_receipt(county.ctx("李校长"), briefing=briefed(county), post=post_of("王老师"), proof=others)
    story = told_story(county, child="both")
    given: dict[str, Any] = {"guardian": county.guardians["both"], "signed_on": DAY, "proof": others}
    with pytest.raises(NotFound):
        consent(county.ctx("李校长"), story=story, **given)
    assert all_of(CampaignEvidence) == []


@pytest.mark.parametrize("day", [date.min, date(1926, 9, 1), date(2126, 9, 1), date.max])
def test_a_mistyped_year_is_refused(county: County, day: date) -> None:
    with pytest.raises(Unusable, match="太远"):
        planned(county, planned_on=day)
