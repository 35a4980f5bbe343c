"""The search for garbage, which stops the screens while it looks through what thousands of projects
hold: 130 ms for ten thousand."""

import gc

MANY = 2000
"""projects whose records are kept out of the search"""

_YOUNG, _OLDER, _ALL = 10_000, 10, 100
"""things made until the youngest are looked through, such searches until the older ones are, and
those until all are; Python's own 700, 10, 10 look through all several times while a worker goes
through ten thousand projects"""


def keep_apart(projects: int) -> None:
    """Look no more through what so many projects hold, once it is made: it goes when nobody holds
    it any more, for there are no circles in it."""
    if projects > MANY:
        gc.collect(1)  # what is young and in circles, such as a screen that was just left
        gc.freeze()
        gc.set_threshold(_YOUNG, _OLDER, _ALL)
