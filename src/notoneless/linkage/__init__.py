"""Linkage of Chinese rosters: Arrow tables in, links with score and reason out. Pure Python; see README.md."""

from notoneless.linkage.engine import link, link_encoded
from notoneless.linkage.model import LinkResult, LinkSettings

__all__ = ["LinkResult", "LinkSettings", "link", "link_encoded"]
