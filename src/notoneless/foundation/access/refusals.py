"""What may stop a read or a write, each with its sentence."""

from uuid import UUID

from notoneless.foundation.access.permissions import permissions
from notoneless.kernel.problems import NotonelessError, Problem


class Refused(NotonelessError):
    """Not done, and recorded as refused."""


class NotAllowed(Refused):
    """No grant for this action anywhere."""

    def __init__(self, code: str) -> None:
        permission = permissions().get(code)
        named = {"zh": permission.words, "en": permission.english} if permission else {"zh": code, "en": code}
        super().__init__(Problem("access.not_allowed", {"action": Problem("access.named", named)}))


class SecondFactorNeeded(Refused):
    """A grant for it, but no second factor in this session."""

    def __init__(self) -> None:
        super().__init__(Problem("access.second_factor_needed"))


class NotFound(Refused):
    """There is no such row, or it is out of reach: nobody learns which."""

    def __init__(self) -> None:
        super().__init__(Problem("access.not_found"))


class Conflict(Refused):
    """The same request id came with other content. Both contents are kept: in the entry of the first, and in this one's."""

    def __init__(self, request: UUID) -> None:
        super().__init__(Problem("access.conflict", {"request": str(request)}))


class Unusable(Refused):
    """What was entered cannot be used."""


class Unrecorded(NotonelessError):
    """The audit cannot be written: nothing is done and nothing is shown."""

    def __init__(self) -> None:
        super().__init__(Problem("access.unrecorded"))
