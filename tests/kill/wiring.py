"""Who listens while the program is being killed."""

from notoneless.foundation.access.outbox import Listener
from notoneless.foundation.people.events import ChildRegistered
from notoneless.foundation.people.services import add_guardian

LISTENERS = (Listener(ChildRegistered, add_guardian, {"child": "child", "name": "child", "relation": "child"}),)
"""Every child registered gets one guardian called as its id, later: what can be counted."""
