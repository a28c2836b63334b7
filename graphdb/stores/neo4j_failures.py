"""What a Neo4j server says when it cannot be used, in words for people: one table."""

from graphdb.errors import DataReachError, StoreFailed

__all__ = ["error_for"]

_WHOLE = "The release before is still whole and current."
_CREDENTIALS = "Set DATAREACH_NEO4J_USER and DATAREACH_NEO4J_PASSWORD (or DATAREACH_NEO4J_PASSWORD_FILE)."

_BY_CODE: tuple[tuple[str, str, str], ...] = (
    ("Security.Unauthorized", "{url} refuses the user or the password.", _CREDENTIALS),
    ("Security.AuthenticationRateLimit", "{url} was given a wrong password too often and waits.", _CREDENTIALS),
    ("Security.CredentialsExpired", "{url} asks for a new password first.", "Change it in Neo4j Browser."),
    ("Security.Forbidden", "{url} does not allow this to the user.", "Ask for the right to write."),
    ("ReadOnly", "{url} cannot be written: the database is read-only.", f"Allow writing to it. {_WHOLE}"),
    (
        "WriteOnReadOnlyAccessMode",
        "{url} cannot be written: the database is read-only.",
        f"Allow writing to it. {_WHOLE}",
    ),
    ("TransactionTimedOut", "{url} took longer than a transaction may take.", f"Raise the limit. {_WHOLE}"),
    ("LockClientStopped", "{url} took longer than a transaction may take.", f"Raise the limit. {_WHOLE}"),
    ("TransactionMemoryLimit", "{url} has too little memory.", f"Give the server more memory. {_WHOLE}"),
    ("OutOfMemory", "{url} has too little memory.", f"Give the server more memory. {_WHOLE}"),
    (
        "ConstraintValidationFailed",
        "{url} has a constraint of its own that the records break: {message}",
        f"Use a database without it. {_WHOLE}",
    ),
    ("DatabaseNotFound", "{url} has no database of this name.", "Leave the name out, or make the database."),
    ("DatabaseUnavailable", "{url} has not opened the database.", "Look at the log of the server."),
)


def error_for(code: str | None, message: str | None, url: str) -> DataReachError:
    """The error of a store for the code and the message of a server."""
    for part, told, hint in _BY_CODE:
        if part in (code or ""):
            return StoreFailed(told.format(url=url, message=message), hint)
    return StoreFailed(f"{url} refuses a statement: {message} ({code})", "Look at the log of the server.")
