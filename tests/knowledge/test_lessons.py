"""What the index learns from a handful of asks."""

from bot.knowledge.lessons import Evidence

WORTH = dict.fromkeys(("knee", "hurt", "rock", "often", "mat", "once", "weather"), 1.0)
ASKS = [
    ("knees", ["knee", "hurt", "rock"]),
    ("knees", ["knee", "mat"]),
    ("knees", ["knee", "hurt", "often"]),
    ("how-often", ["rock", "often"]),
    ("how-often", ["often"]),
    ("how-often", ["rock", "often", "mat"]),
    *[("elsewhere", ["weather"])] * 6,
] * 30 + [("how-often", ["once"])]


def best(evidence: dict[str, float]) -> str:
    return max(evidence, key=lambda topic: evidence[topic])


def test_a_word_speaks_for_the_topic_that_uses_it_most() -> None:
    learnt = Evidence(ASKS, WORTH)
    assert best(learnt.of({"knee": 1.0})) == "knees"
    assert best(learnt.of({"often": 1.0})) == "how-often"


def test_a_word_met_once_speaks_for_its_topic() -> None:
    assert best(Evidence(ASKS, WORTH).of({"once": 1.0})) == "how-often"


def test_an_unknown_word_speaks_for_nothing() -> None:
    assert set(Evidence(ASKS, WORTH).of({"pizza": 1.0}).values()) == {0.0}
    assert set(Evidence(ASKS, WORTH).of({}).values()) == {0.0}


def test_every_ask_finds_its_own_topic_again() -> None:
    learnt = Evidence(ASKS, WORTH)
    for topic, features in ASKS:
        assert best(learnt.of(dict.fromkeys(features, 1.0))) == topic


def test_the_same_asks_teach_the_same_every_time() -> None:
    asked = dict.fromkeys(WORTH, 1.0)
    assert Evidence(ASKS, WORTH).of(asked) == Evidence(ASKS, WORTH).of(asked)
