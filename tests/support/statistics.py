"""Statistics forms of the first school: a pupil listed, a form signed off."""

from uuid import UUID

from notoneless.oversight.reporting.models import SignedForm
from notoneless.oversight.reporting.services import list_child, sign_form
from support.county import County
from support.databases import the


def list_on_form(county: County, key: str = "both", form: str = "inclusion") -> County:
    """The county, a pupil of which its school has listed."""
    list_child(county.ctx("李校长"), unit=county.units["school_a"], form=form, child=county.children[key])
    return county


def signed_form(county: County, form: str = "inclusion") -> UUID:
    """A form without rows that the head has signed off."""
    sign_form(county.ctx("李校长"), unit=county.units["school_a"], form=form)
    found: UUID = the(SignedForm).pk
    return found
