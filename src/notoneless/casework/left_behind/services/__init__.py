"""What may be done about left-behind children."""

from notoneless.casework.left_behind.services.caring import contact, do_item, name_person
from notoneless.casework.left_behind.services.filing import close, open_file, revise
from notoneless.casework.left_behind.services.surveying import bring_list, name_partner, sign_survey

__all__ = [
    "bring_list",
    "close",
    "contact",
    "do_item",
    "name_partner",
    "name_person",
    "open_file",
    "revise",
    "sign_survey",
]
