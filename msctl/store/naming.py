"""File names of new projects: the printed number, then the name in pinyin."""

import re

from msctl.model.paths import ProjectId
from msctl.text.pinyin import slug


def project_slug(number: str, name: str, max_length: int = 40) -> str:
    """``21``, ``老年助餐服务网络建设项目`` -> ``21-laonian-zhucan-fuwu-wangluo``: the number with
    two digits at least, so that a folder lists in printed order. Distinct names of one number
    differ.
    """
    digits = re.match(r"\d+", number)
    head = digits.group().zfill(2) if digits else slug(number, 8)
    return f"{head}-{slug(name, max_length - len(head) - 1)}"


def project_id(ledger: str, number: str, name: str) -> ProjectId:
    """The id of a new project. Raises BadId."""
    return ProjectId.parse(f"{ledger}/{project_slug(number, name)}")
