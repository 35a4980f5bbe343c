"""Keys in their turns: each goes to what those before it have opened, and none waits for ever."""

import pytest
from invented import LEDGER, ROAD, County
from screen import press, running, settle, until
from textual import events

from msctl.model.paths import LedgerId, ProjectId
from msctl.tui import key_turns
from msctl.tui.screens.field_form import FieldForm
from msctl.tui.widgets.typing import Area


async def test_keys_without_a_pause_open_a_form_and_type_into_it(archive: County) -> None:
    async with running(archive) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await settle(app, pilot)
        await press(app, pilot, "home")
        for key in ("f2", "新", "路", "tab", "shift+tab", "通", "left", "全"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        app.post_message(events.Paste("["))
        await settle(app, pilot)
        field = app.focused
        assert isinstance(field, Area)
        assert field.text.endswith("新路全[通")
        assert app.session.unsaved == (ProjectId(ROAD),)


async def test_a_page_that_never_settles_does_not_keep_keys(
    archive: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_turns, "LONGEST", 0.05)
    async with running(archive) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await settle(app, pilot)
        await press(app, pilot, "home", "f2")
        monkeypatch.setattr(FieldForm, "is_settled", False)
        for character in "新路":
            app.post_message(events.Key(character, character))
        await until(pilot, lambda: not app.turns.is_waiting)
        field = app.focused
        assert isinstance(field, Area)
        await until(pilot, lambda: field.text.endswith("新路"))
