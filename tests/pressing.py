"""A browser without scripts: what it would send when a button of a page is pressed."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

Attributes = dict[str, str]


class Sheet(HTMLParser):
    """The forms of a page with their fields, and its buttons."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Attributes] = []
        self.fields: list[tuple[int | str, Attributes]] = []
        self.buttons: list[tuple[int | str, Attributes]] = []
        self._form: int | str = ""
        self.feed(page)

    def handle_starttag(self, tag: str, found: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in found}
        if tag == "form":
            self._form = len(self.forms)
            self.forms.append(own)
        elif tag == "input" and own.get("type") in ("radio", "checkbox") and "checked" not in own:
            return
        elif tag in ("input", "button"):
            (self.fields if tag == "input" else self.buttons).append((own.get("form", self._form), own))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = ""

    def sent_by(self, address: str, **chosen: str) -> dict[str, str]:
        """The fields that go to this address when its button is pressed; `chosen`: what is typed, or the button's own
        name and value where several buttons go there."""
        for owner, button in self.buttons:
            form = self._of(owner)
            if form is not None and address == (
                button.get("formaction") or form.get("action") or self.address
            ):
                fields = {
                    field["name"]: field.get("value", "") for at, field in self.fields if self._of(at) is form
                }
                pressed = {button["name"]: button.get("value", "")} if "name" in button else {}
                return {**fields, **pressed, **chosen}
        raise AssertionError(f"no button here goes to {address}")

    def _of(self, owner: int | str) -> Attributes | None:
        if isinstance(owner, int):
            return self.forms[owner]
        return next((one for one in self.forms if owner and one.get("id") == owner), None)


def sent_by(client: Client, page: str, address: str, **chosen: str) -> dict[str, str]:
    """What pressing the button that goes to `address` sends, from the page as it is shown now."""
    return Sheet(client.get(page).content.decode(), page).sent_by(address, **chosen)


def press(client: Client, page: str, address: str, *, headers: Any = None, **chosen: str) -> Any:
    """Press a button of a page; the answer."""
    return client.post(address, sent_by(client, page, address, **chosen), headers=headers or {})
