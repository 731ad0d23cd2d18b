"""Settings come from the environment or `.env`; what is wrong is said in one line that names it."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load
from bot.store.engine import database_url

NAMES = ("BOT_TOKEN", "BOT_API_URL", "DATABASE_URL", "DATA_DIR", "OWNER_IDS")
SECRET = "AAH-not-to-be-shown"

Given = Callable[..., Settings]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Given:
    """The settings of a process that has these variables and no others, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)

    def loaded(**variables: str) -> Settings:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return load()

    return loaded


def test_without_any_everything_but_the_token_has_a_value(given: Given) -> None:
    settings = given()

    assert settings.bot_api_url == "https://api.telegram.org"
    assert settings.database() == "sqlite:///data/rocking.db"
    assert settings.owner_ids == frozenset()
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN is not set\. .*demo$"):
        settings.token()


def test_the_environment_goes_before_the_file(given: Given) -> None:
    Path(".env").write_text("BOT_TOKEN=1:file\nOWNER_IDS=5\nSOMETHING_ELSE=1\n", encoding="utf-8")

    settings = given(BOT_TOKEN="2:environment")

    assert settings.token() == "2:environment"
    assert settings.owner_ids == {5}


def test_an_empty_one_is_not_set(given: Given) -> None:
    settings = given(**dict.fromkeys(NAMES, ""))

    assert settings == Settings.model_construct()


@pytest.mark.parametrize("token", ["123:abc", "123456:ABC-def_", "7" * 10 + ":" + "x" * 35])
def test_a_token_is_a_number_and_a_secret(given: Given, token: str) -> None:
    assert given(BOT_TOKEN=token).token() == token


@pytest.mark.parametrize("token", ["abc", "123", "123:", f"123:{SECRET} ", f"x:{SECRET}"])
def test_any_other_token_is_refused_without_being_repeated(given: Given, token: str) -> None:
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN must look like") as refused:
        given(BOT_TOKEN=token)
    assert SECRET not in str(refused.value)


def test_the_token_hides_in_whatever_is_printed(given: Given) -> None:
    settings = given(BOT_TOKEN=f"123:{SECRET}")

    assert SECRET not in repr(settings) + str(settings) + str(settings.model_dump())


@pytest.mark.parametrize(
    "address",
    [
        *("https://api.telegram.org", "https://bot.example:8443/telegram", "http://127.0.0.1:9000"),
        *("http://localhost:9000", "http://[::1]:9000", "HTTP://LOCALHOST"),
    ],
)
def test_a_server_is_asked_by_https_or_on_this_machine(given: Given, address: str) -> None:
    assert given(BOT_API_URL=f"{address}/").bot_api_url == address


@pytest.mark.parametrize(
    "address",
    [
        *("http://example.com", "http://10.0.0.1:9000", "http://127.0.0.1.example.com"),
        *("http://localhost@example.com", "http://127.0.0.1:80@example.com"),
    ],
)
def test_a_token_does_not_travel_in_the_open(given: Given, address: str) -> None:
    with pytest.raises(SettingsError, match=r"^BOT_API_URL must be https"):
        given(BOT_API_URL=address)


@pytest.mark.parametrize(
    "address",
    [
        *("nonsense", "ftp://example.com", "https://", "//example.com", "http://[::1"),
        *("http://127.0.0.1:99999", "http://127.0.0.1:port", "http://127.0.0.1:0"),
        *("https://example.com/?a=b", "https://example.com/#a", "https://exam ple.com"),
    ],
)
def test_what_is_no_address_is_told(given: Given, address: str) -> None:
    with pytest.raises(SettingsError, match=r"^BOT_API_URL must be an address like"):
        given(BOT_API_URL=address)


@pytest.mark.parametrize("ids", ["1,2", "1, 2", "1 2", " 2,,1, "])
def test_owners_are_numbers(given: Given, ids: str) -> None:
    assert given(OWNER_IDS=ids).owner_ids == {1, 2}


@pytest.mark.parametrize("ids", ["me", "-5", "1.5", "@anna", "٣", "1;2", "[1]"])
def test_what_is_no_number_of_a_person_is_told(given: Given, ids: str) -> None:
    with pytest.raises(SettingsError, match=r"^OWNER_IDS must be Telegram user numbers"):
        given(OWNER_IDS=ids)


@pytest.mark.parametrize(
    "url", ["sqlite:///bot.db", "sqlite:////srv/bot.db", "postgresql://u:p@db/rocking"]
)
def test_a_database_of_a_known_kind_is_taken(given: Given, url: str) -> None:
    assert given(DATABASE_URL=url).database() == url


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://u@db/x", "sqlite://", "sqlite:///", "/srv/bot.db", "postgresql:"]
)
def test_any_other_database_is_told_without_its_password(given: Given, url: str) -> None:
    with pytest.raises(SettingsError, match=r"^DATABASE_URL must be like sqlite"):
        given(DATABASE_URL=url)


@pytest.mark.parametrize("name", ["my data", "50%20", "a?b", "Büro#1"])
def test_the_database_lies_in_the_folder_whatever_its_name(given: Given, name: str) -> None:
    settings = given(DATA_DIR=name)

    assert database_url(settings.database()).database == f"{name}/rocking.db"


def test_the_folder_is_made_for_the_owners_eyes_only(given: Given, tmp_path: Path) -> None:
    folder = given(DATA_DIR=str(tmp_path / "deep" / "data")).folder()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_is_there_is_left_as_it_is(given: Given, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)

    folder = given(DATA_DIR="shared").folder()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def test_a_file_in_the_place_of_the_folder_is_told(given: Given, tmp_path: Path) -> None:
    (tmp_path / "data").touch()

    with pytest.raises(SettingsError, match=r"^DATA_DIR is no folder.*data$"):
        given().folder()


def test_a_file_that_is_no_text_is_told(given: Given) -> None:
    Path(".env").write_bytes(b"BOT_TOKEN=caf\xe9\n")

    with pytest.raises(SettingsError, match=r"^\.env cannot be read"):
        given()
