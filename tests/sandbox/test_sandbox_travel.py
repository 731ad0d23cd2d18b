"""Journeys stop at every due time on the way, and the bot is quiet before the clock moves on."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox import Clock, Person, Sandbox, SandboxError, Travel
from bot.sandbox.chats import Event
from bot.sandbox.methods import EFFECTS
from tests.sandbox.conftest import MONDAY


class Reminding:
    """A little bot: reminds every person at 06:00 and 21:00 UTC, and notes when it was asked."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.world, self.clock = sandbox.world, sandbox.clock
        self.due: dict[int, datetime] = {}
        self.settled: list[datetime] = []
        self.taps: list[str] = []
        self.world.listeners.append(self.hear)

    def remind(self, person: Person) -> None:
        self.due[person.id] = self.after(self.clock.now())

    def after(self, now: datetime) -> datetime:
        midnight = datetime(now.year, now.month, now.day, tzinfo=UTC)
        return min(
            due
            for day in (0, 1)
            for hour in (6, 21)
            if (due := midnight + timedelta(days=day, hours=hour)) > now
        )

    def hear(self, event: Event) -> None:
        if event.kind == "update":
            for update in self.world.inbox.give(0, 100):
                self.taps += (
                    [update["callback_query"]["data"]] if "callback_query" in update else []
                )
                self.world.inbox.give(update["update_id"] + 1, 0)

    async def next_due(self, person_id: int | None) -> datetime | None:
        return min((due for id, due in self.due.items() if person_id in (None, id)), default=None)

    async def settle(self) -> None:
        now = self.clock.now()
        self.settled.append(now)
        for person_id, due in self.due.items():
            if due <= now:
                self.due[person_id] = self.after(now)
                button = {"text": "✓ Done 20", "callback_data": f"d:{due:%d-%H}"}
                EFFECTS["sendMessage"](
                    self.world,
                    {
                        "chat_id": person_id,
                        "text": f"{due:%a %H:%M}",
                        "reply_markup": {"inline_keyboard": [[button]]},
                    },
                )


@pytest.fixture
def still() -> Sandbox:
    return Sandbox(Clock(MONDAY + timedelta(minutes=1), real=lambda: MONDAY))


@pytest.fixture
def bot(still: Sandbox) -> Reminding:
    return Reminding(still)


def texts(sandbox: Sandbox, person: Person) -> list[str]:
    return [one.text for one in sandbox.world.messages(person)[1:]]


async def test_the_next_reminder_comes_at_its_time(still: Sandbox, bot: Reminding) -> None:
    anna = still.world.add_person("Anna")
    still.world.say(anna, "/start")
    bot.remind(anna)
    await Travel(still, bot).to_next_reminder(anna)
    assert texts(still, anna) == ["Mon 21:00"]
    assert still.clock.now() == MONDAY.replace(hour=21)


async def test_nothing_is_skipped_on_a_long_way(still: Sandbox, bot: Reminding) -> None:
    people = [still.world.add_person(name) for name in ("Anna", "Ben")]
    for person in people:
        still.world.say(person, "/start")
        bot.remind(person)
    await Travel(still, bot).by(timedelta(hours=30))
    for person in people:
        assert texts(still, person) == ["Mon 21:00", "Tue 06:00"]
    assert still.clock.now() == MONDAY + timedelta(minutes=1, hours=30)


async def test_a_good_week_answers_four_reminders_of_five_for_seven_days(
    still: Sandbox, bot: Reminding
) -> None:
    anna, ben = still.world.add_person("Anna"), still.world.add_person("Ben")
    for person in (anna, ben):
        still.world.say(person, "/start")
        bot.remind(person)
    await Travel(still, bot).good_week(anna)
    assert len(texts(still, anna)) == 14
    assert len(bot.taps) == 12
    assert bot.taps[0] == "d:02-21"


@pytest.mark.parametrize(
    ("now", "arrives"),
    [
        (datetime(2026, 3, 2, 6, 1, tzinfo=UTC), datetime(2026, 3, 3, 7, 0, tzinfo=UTC)),
        (datetime(2026, 3, 3, 1, 0, tzinfo=UTC), datetime(2026, 3, 3, 7, 0, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, 0, tzinfo=UTC), datetime(2026, 3, 29, 6, 0, tzinfo=UTC)),
    ],
)
async def test_the_next_morning_is_eight_where_the_person_looks_at_the_clock(
    now: datetime, arrives: datetime
) -> None:
    still = Sandbox(Clock(now, real=lambda: now))
    await Travel(still, Reminding(still)).to_next_morning(ZoneInfo("Europe/Berlin"))
    assert still.clock.now() == arrives


async def test_without_reminders_a_journey_to_one_says_why(still: Sandbox, bot: Reminding) -> None:
    anna = still.world.add_person("Anna")
    for journey in (Travel(still, bot).to_next_reminder, Travel(still, bot).good_week):
        with pytest.raises(SandboxError, match="Finish the set-up first"):
            await journey(anna)


async def test_something_that_stays_due_does_not_stop_the_clock(
    still: Sandbox, bot: Reminding
) -> None:
    async def overdue(_: int | None) -> datetime | None:
        return MONDAY

    bot.next_due = overdue
    await Travel(still, bot).by(timedelta(hours=2))
    assert still.clock.now() == MONDAY + timedelta(minutes=1, hours=2)


def test_the_clock_never_goes_back() -> None:
    clock = Clock(MONDAY, real=lambda: MONDAY)
    clock.advance_to(MONDAY - timedelta(days=1))
    clock.advance(timedelta(days=-1))
    assert clock.now() == MONDAY
    with pytest.raises(ValueError, match="aware"):
        clock.advance_to(datetime(2026, 3, 3))  # noqa: DTZ001 - that it is naive is the point
