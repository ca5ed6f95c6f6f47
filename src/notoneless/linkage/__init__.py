"""Linkage of Chinese rosters: Arrow tables in, links with score and reason out. Pure Python; see README.md."""

from notoneless.linkage.decided import Decided, RowAt
from notoneless.linkage.engine import link, link_encoded
from notoneless.linkage.model import LinkResult, LinkSettings

__all__ = ["Decided", "LinkResult", "LinkSettings", "RowAt", "link", "link_encoded"]
