"""The one error of this package."""


class ExamplesError(ValueError):
    """Examples or settings that cannot be used. The message says what, where, expected, found, and what to do."""
