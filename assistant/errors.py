"""Two roots of errors, mapped to exit and HTTP statuses once.

AssistantError
 ├─ UserError      the call or its input is wrong          exit 2, HTTP 4xx
 │   ├─ CorpusError     the corpus contradicts itself       (its author mends it)
 │   └─ NotFound        the thing named does not exist      HTTP 404
 └─ Fault          we failed                                exit 1, HTTP 5xx
     └─ IndexFault      the index is missing or damaged
"""


class AssistantError(Exception):
    """Carries a Chinese message that says what is wrong and what to do."""

    exit_status = 1
    http_status = 500

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UserError(AssistantError):
    """The user's call or input is wrong."""

    exit_status = 2
    http_status = 422


class CorpusError(UserError):
    """The corpus is damaged or contradicts itself; its author has to mend it."""


class NotFound(UserError):
    """The thing named does not exist."""

    http_status = 404


class Fault(AssistantError):
    """Our fault, not the user's."""


class IndexFault(Fault):
    """The index is missing, stale or damaged and could not be rebuilt."""

    http_status = 503
