"""A finding: one thing that is wrong or doubtful, at one place."""

from dataclasses import dataclass, field
from enum import Enum

from msctl.model.paths import FieldPath


class Severity(Enum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """What rule found what where. The sentence is in the catalogue under ``rule.<rule>``."""

    rule: str
    severity: Severity
    id: str
    """the project, ledger or region; of a file outside all of them, its path"""
    path: FieldPath = FieldPath()
    quote: str = ""
    expected: str = ""
    found: str = ""
    file: str = ""
    """below the records root"""
    line: int = 0
    """1-based; 0 when the finding is about the file as a whole"""
    column: int = 0
    details: dict[str, object] = field(default_factory=dict, hash=False)
