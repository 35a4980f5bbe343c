"""The opening of the screens: what the first frame shows is read while Textual is imported."""

import gc
import threading

from msctl.model.snapshot import Snapshot
from msctl.store.records import Census, Records


class Opening:
    """Takes the census of the records in a thread of its own, at once."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._is_hurried = False
        self._census = Census(Snapshot({}, {}, {}), {})
        # no file is written, so nothing is lost when the program ends before the thread does
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    @classmethod
    def hurried(cls, records: Records) -> "Opening":
        """As the constructor, and no garbage is looked for until the opening is over: what is
        imported stays, and looking through it takes a tenth of the time to the first frame."""
        opening = cls(records)
        gc.disable()
        opening._is_hurried = True
        return opening

    def over(self) -> None:
        """The first frame is drawn."""
        if self._is_hurried:
            self._is_hurried = False
            gc.freeze()
            gc.enable()

    @property
    def census(self) -> Census:
        """The census; waits for it."""
        self._thread.join()
        return self._census

    @property
    def size(self) -> int:
        """How many files of records there are, nearly."""
        census = self.census
        heads = census.snapshot
        return sum(census.projects.values()) + len(heads.regions) + len(heads.ledgers) + 1

    def _read(self) -> None:
        self._census = self._records.census()
