"""What may be done about aid."""

from notoneless.casework.aid.services.entitling import entitle
from notoneless.casework.aid.services.pairing import end_pairing, pair
from notoneless.casework.aid.services.paying import bring_list, pay, settle_stray, take_back

__all__ = ["bring_list", "end_pairing", "entitle", "pair", "pay", "settle_stray", "take_back"]
