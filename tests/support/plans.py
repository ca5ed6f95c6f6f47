"""Plans adopted and duties reckoned in the county of the tests."""

from datetime import date
from uuid import UUID

from notoneless.foundation.attachments import store
from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.plans.models import Adoption, PlanChange
from notoneless.foundation.plans.services import adopt_plan, draft_plan, set_number
from notoneless.oversight.duties.models import DutyRow, Exemption
from notoneless.oversight.duties.services import exempt_duty, reckon_duties
from support.county import DAY, County
from support.databases import all_of, the
from support.own_plans import GOOD


def drafted(county: County, who: str = "李校长", unit: str = "school_a", plan: int = 8, **numbers: str) -> UUID:
    """A draft, with some numbers changed; a dot in a key is written as two underscores."""
    version = draft_plan(county.ctx(who), unit=county.units[unit], key=f"model/plan_{plan}")
    for key, value in numbers.items():
        set_number(county.ctx(who), version=version, key=key.replace("__", "."), value=value, reason="本地实际")
    return version


def adopted(
    county: County,
    who: str = "李校长",
    unit: str = "school_a",
    plan: int = 8,
    from_on: date = DAY,
    **numbers: str,
) -> UUID:
    """A plan that is adopted."""
    version = drafted(county, who, unit, plan, **numbers)
    return adopt_plan(county.ctx(who), version=version, from_on=from_on, signer="陈局长")


def own_file(county: County, text: str = GOOD, who: str = "李校长", unit: str = "school_a", kind: str = "yaml") -> UUID:
    """A plan file that somebody has uploaded."""
    content = text.encode()
    return add_attachment(
        county.ctx(who), unit=county.units[unit], kind=kind, content=store.put(content), size=len(content)
    )


def changed(county: County) -> UUID:
    """A change of a draft."""
    version = drafted(county)
    set_number(county.ctx("李校长"), version=version, key="visit.per_term", value="30", reason="从严")
    found: UUID = the(PlanChange, version=version).pk
    return found


def reckoned(county: County) -> None:
    """Reckon what is owed."""
    reckon_duties(county.ctx("陈局长"), unit=county.units["county"])


def owed(county: County, duty: str = "leading_group", unit: str = "school_a") -> UUID:
    """A duty of a school whose plan is adopted."""
    if not all_of(Adoption, unit=county.units[unit]):
        adopted(county, unit=unit)
    reckoned(county)
    rows = all_of(DutyRow, duty=duty, unit=county.units[unit])
    found: UUID = min(rows, key=lambda row: row.due_on).pk
    return found


def exempted(county: County) -> UUID:
    """An exemption from it."""
    exempt_duty(county.ctx("陈局长"), row=owed(county), reason="学校撤并")
    found: UUID = the(Exemption).pk
    return found


def raised(county: County) -> UUID:
    """A duty of a school that nobody did and that its township was told of."""
    row = owed(county)
    county.time.pass_by(days=(the(DutyRow, pk=row).due_on - county.ctx("李校长").today).days + 6)
    reckoned(county)
    return row


def to_be_sealed(county: County) -> date:
    """The first day of a month that is over for long enough, with duties that were reckoned since."""
    adopted(county, "陈局长", "county", 5)
    county.time.pass_by(days=45)
    reckoned(county)
    return DAY.replace(day=1)
