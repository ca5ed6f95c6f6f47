"""The registry as the interfaces have it."""

from notoneless.interfaces.frame.registry import all_actions, all_permissions

__all__ = ["all_actions", "all_permissions"]
