"""What may stand in the way of an answer."""


class Gone(Exception):
    """What a reader asked for was withdrawn; the argument is the thing."""
