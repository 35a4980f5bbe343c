"""The wording: misspelt and lost words, residue, brackets, marks, blanks."""

import pytest

from .asked import Example, holds

FULL = "改造村道路，增设路灯，绿化两侧，修整水沟。"


def content(text: str) -> str:
    """A project with a wording."""
    return f"content = '''{text}'''\n"


EXAMPLES = [
    Example(rule, content(asked), "content", content(quiet), "", content(others) if others else "")
    for rule, asked, quiet, others in (
        ("misspelt", "工程已峻工。", "工程已竣工，由自己完成。", ""),
        ("misspelt", "更新台帐。", "更新台账。", ""),
        ("lost-word", "成危房改造80户。", "完成危房改造；成立专班。", ""),
        ("lost-word", "开展3次宣讲,展業務培訓6次。", "展示成果，开展培训。", ""),
        ("lost-word", "为四年级以上的名学生体检。", "为8名学生体检，设名师工作室。", ""),
        ("lost-word", "为2万名妇女两癌检查。", "为2万名妇女进行两癌检查。", ""),
        ("residue", "修路[bookmark: _GoBack]2条。", "修路[附图]2条。", ""),
        ("residue", "修路</p>2条。", "A<B，且C>D。", ""),
        ("unclosed-bracket", "照明项目（一期内容包含路灯。", "照明（一期（东段））。", ""),
        ("unclosed-bracket", "学校（幼儿园)食堂。", "1）修路；(2) 修桥；a)绿化。", ""),
        ("half-width", "改造村道路,增设路灯。", "每天8:00开放,A,B两区。", FULL),
        ("stray-blank", "组织采购 ，完成招标。", "新建车位 500 个。 其余明年实施。", ""),
        ("said-twice", "完成改造改造工程。", "多多改造，家家户户。", ""),
        ("unfinished", FULL.removesuffix("。"), FULL, FULL),
    )
]


EXAMPLES.append(
    Example("broken-name", "name = '''红十\n字会'''\n", "name", "name = '''红十字会\n'''\n")
)


@pytest.mark.parametrize("example", EXAMPLES, ids=repr)
def test_wording(example: Example) -> None:
    holds(example)
