"""Every project and row of the five documents arrives, once."""

import pytest

from msctl.model.fields import LEDGER, PROJECT, REGION, check_type

from .offices import DISTRICT, DONGQU, LIANSHUI, LUCHENG, PROVINCE_CITY, QIXIA, Office


@pytest.mark.parametrize(
    ("office", "projects", "rows", "tasks"),
    [
        (DONGQU, 30, 38, 12),
        (LIANSHUI, 50, 50, 8),
        (LUCHENG, 10, 28, 28),
        (PROVINCE_CITY, 17, 21, 7),
        (DISTRICT, 10, 10, 0),
        (QIXIA, 30, 30, 0),
    ],
    ids=lambda value: value.id if isinstance(value, Office) else str(value),
)
def test_projects_rows_and_tasks(office: Office, projects: int, rows: int, tasks: int) -> None:
    imported = office.read()
    account = imported.account
    assert len(imported.projects) == account.projects == projects
    assert account.rows == rows
    assert account.tasks == tasks


def test_the_numbers_run_from_one_in_printed_order(office: Office) -> None:
    numbers = [record.text("number") for record in office.read().projects]
    assert numbers == [str(n + 1) for n in range(len(numbers))]


def test_the_tasks_are_where_the_table_has_sub_rows() -> None:
    def with_tasks(office: Office) -> list[str]:
        return [p.text("number") for p in office.read().projects if p.keys(("task",))]

    assert with_tasks(DONGQU) == ["1", "20", "21", "30"]
    assert with_tasks(LIANSHUI) == ["22", "27", "29", "42"]
    assert with_tasks(LUCHENG) == [str(n) for n in range(1, 11)]
    assert with_tasks(PROVINCE_CITY) == ["9", "11", "15"]


def test_no_text_is_left_without_a_field(office: Office) -> None:
    assert office.read().account.kept == ()


def test_every_unit_mark_and_status_word_is_known(office: Office) -> None:
    reasons = {guess.reason for guess in office.read().account.guesses}
    assert reasons <= {"investment", "measure"}


def test_every_name_of_the_register_is_used_by_a_table() -> None:
    for offices in ([DONGQU], [LIANSHUI], [LUCHENG], [PROVINCE_CITY, DISTRICT], [QIXIA]):
        used = {
            name
            for office in offices
            for record in office.read().projects
            for path, value in record.leaves()
            if "units" in path and isinstance(value, tuple)
            for name in value
        }
        assert used == {str(w) for w in offices[0].region.wordings if w in used}
        assert {offices[0].region.unit_of(str(name)) for name in used} == set(
            offices[0].region.units
        )


def test_the_ledger_file_says_what_the_document_says(office: Office) -> None:
    record = office.ledger.record
    for path, value in office.read().ledger.leaves():
        assert record.get(path) == value, path


def test_the_totals_row_of_lianshui_is_compared_and_fits() -> None:
    account = LIANSHUI.read().account
    assert account.projects_stated == 50
    assert [total.title for total in account.totals] == [
        "项目计划总投资",
        "2024年计划投资",
        "上级补助",
        "县财政统筹",
        "社会资本",
        "自筹资金",
    ]
    assert all(total.stated == total.sum for total in account.totals)


def test_every_value_is_of_its_fields_type(office: Office) -> None:
    imported = office.read(accept=True)
    for record in imported.projects:
        for path, value in record.leaves():
            check_type(PROJECT.require(path), path, value)
    for path, value in office.ledger.record.leaves():
        check_type(LEDGER.require(path), path, value)
    for path, value in office.region.record.leaves():
        check_type(REGION.require(path), path, value)
