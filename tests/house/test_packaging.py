"""What is installed and shipped: locked packages, no addresses, the words inside the wheel."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.txt", "requirements-dev.txt"]

# In pieces, so that this file does not name them either.
REGISTRIES = [
    first + second
    for first, second in [
        ("pypi.", "org"),
        ("pythonhosted.", "org"),
        ("pypi.", "python.org"),
        ("npmjs.", "org"),
        ("npmjs.", "com"),
        ("yarnpkg.", "com"),
        ("deb.", "debian.org"),
        ("conda.", "anaconda.org"),
        ("crates.", "io"),
        ("proxy.golang.", "org"),
    ]
]
ADDRESS_OF_A_PROXY = re.compile(
    rb"(?:index-url|index_url|find-links|registry)\s*[= ]\s*[\"']?https?:"
)


def committed() -> list[Path]:
    git = ["git", "-C", str(ROOT), "ls-files", "-z"]
    try:
        listed = subprocess.run(git, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [
        path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()
    ]


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirements(name: str) -> list[str]:
    """The lock file's requirements, each with its continued lines; comments left out."""
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.strip().startswith("#")]
    return [line for line in "\n".join(lines).replace("\\\n", " ").splitlines() if line.strip()]


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_its_hashes(name: str) -> None:
    pinned = re.compile(r"[A-Za-z0-9._-]+==[^ ;]+ (?:; [^-]+?)?(?: *--hash=sha256:[0-9a-f]{64})+ *")

    loose = [line[:60] for line in requirements(name) if not pinned.fullmatch(line)]

    assert requirements(name)
    assert loose == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_holds_no_address_no_option_and_no_path(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    assert "://" not in text
    assert [line for line in text.splitlines() if line.startswith(("-", ".", "/", "~"))] == []
    assert not re.search(r" @ |\bfile:|\.whl|\.tar\.gz", text)


def test_both_lock_files_agree_on_the_packages_they_share() -> None:
    run, develop = (
        dict(line.split(" ")[0].split("==") for line in requirements(name)) for name in LOCKS
    )

    assert {name: develop[name] for name in run.keys() & develop.keys()} == {
        name: run[name] for name in run.keys() & develop.keys()
    }


def test_no_committed_file_names_a_package_registry() -> None:
    wrong = [
        (str(path.relative_to(ROOT)), host)
        for path in committed()
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ]

    assert wrong == []


def test_no_committed_file_sets_the_address_of_a_package_index() -> None:
    wrong = [path.name for path in committed() if ADDRESS_OF_A_PROXY.search(path.read_bytes())]

    assert wrong == []


def test_the_wheel_holds_the_bot_and_its_words_and_starts_by_name() -> None:
    wheel = project()["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert wheel["packages"] == ["bot"]
    assert wheel["force-include"] == {"content": "bot/content"}
    assert project()["project"]["scripts"] == {"rocking-bot": "bot.__main__:main"}


def test_the_image_gets_only_what_the_bot_needs() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    kept = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    copied = re.findall(
        r"^COPY (?!--from)(\S+?)/? ", (ROOT / "Dockerfile").read_text(), re.MULTILINE
    )

    assert "*" in ignored
    assert set(copied) == kept == {"requirements.txt", "bot", "content"}


def test_the_image_runs_as_nobody_special_from_locked_packages() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8")

    assert re.search(r"^ARG PYTHON_IMAGE=python:3\.\d+-slim$", lines, re.MULTILINE)
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", lines, re.MULTILINE)
    assert "--require-hashes -r" in lines
    assert "HEALTHCHECK" in lines
    assert 'VOLUME ["/data"]' in lines
