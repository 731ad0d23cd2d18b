"""What the methods about the bot itself do: its name, commands, descriptions and webhook."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.checks import Values
from bot.sandbox.entities import units
from bot.sandbox.errors import bad_request
from bot.sandbox.world import Webhook, World


def get_me(world: World, _: Values) -> Any:
    """getMe."""
    return world.bot


def set_my_commands(world: World, values: Values) -> Any:
    """setMyCommands."""
    commands = values["commands"]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= units(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.set_commands(*_scope(values), commands)
    return True


def get_my_commands(world: World, values: Values) -> Any:
    """getMyCommands."""
    return world.commands.get(_scope(values), [])


def _describe(field: str, limit: int) -> Callable[[World, Values], Any]:
    def describe(world: World, values: Values) -> Any:
        text = values.get(field, "")
        if units(text) > limit:
            raise bad_request(f"{field.replace('_', ' ')} is too long")
        world.descriptions[field, values.get("language_code", "")] = text
        world.tell("commands")
        return True

    return describe


def set_webhook(world: World, values: Values) -> Any:
    """setWebhook: HTTPS, or plain HTTP on this machine."""
    url, secret = values["url"], values.get("secret_token", "")
    if not re.match(r"https://|http://(127\.0\.0\.1|localhost|\[::1\])[:/]", url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    _take_allowed(world, values)
    world.webhook = Webhook(url, secret, values.get("max_connections", 40))
    world.tell("webhook")
    return True


def delete_webhook(world: World, values: Values) -> Any:
    """deleteWebhook."""
    if values.get("drop_pending_updates"):
        world.inbox.clear()
    world.webhook = None
    world.tell("webhook")
    return True


def get_webhook_info(world: World, _: Values) -> Any:
    """getWebhookInfo."""
    hook = world.webhook or Webhook("")
    return {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.inbox.waiting()),
        "max_connections": hook.max_connections,
    }


EFFECTS: Mapping[str, Callable[[World, Values], Any]] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "setMyDescription": _describe("description", 512),
    "setMyShortDescription": _describe("short_description", 120),
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}


def _scope(values: Values) -> tuple[str, str]:
    scope = values.get("scope", {"type": "default"})
    name = f"{scope['type']}:{scope.get('chat_id', '')}".rstrip(":")
    return name, values.get("language_code", "")


def _take_allowed(world: World, values: Values) -> None:
    if "allowed_updates" in values:
        allowed = values["allowed_updates"]
        world.inbox.allowed = frozenset(allowed) if allowed else None
    if values.get("drop_pending_updates"):
        world.inbox.clear()
