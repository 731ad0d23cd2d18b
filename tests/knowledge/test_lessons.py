"""What the index learns from a handful of asks."""

from bot.knowledge.lessons import Evidence, Lessons

ASKS = [
    ("knees", ["knee", "hurt", "rock"]),
    ("knees", ["knee", "mat"]),
    ("knees", ["knee", "hurt", "often"]),
    ("how-often", ["rock", "often"]),
    ("how-often", ["often"]),
    ("how-often", ["rock", "often", "mat"]),
    *[("elsewhere", ["weather"])] * 6,
] * 30 + [("how-often", ["once"])]


def taught() -> Evidence:
    lessons = Lessons()
    for topic, features in ASKS:
        lessons.add(topic, dict.fromkeys(features, 1.0))
    return Evidence(lessons)


def best(evidence: dict[str, float]) -> str:
    return max(evidence, key=lambda topic: evidence[topic])


def test_a_word_speaks_for_the_topic_that_uses_it_most() -> None:
    learnt = taught()
    assert best(learnt.of({"knee": 1.0})) == "knees"
    assert best(learnt.of({"often": 1.0})) == "how-often"


def test_a_word_met_once_speaks_for_its_topic() -> None:
    assert best(taught().of({"once": 1.0})) == "how-often"


def test_an_unknown_word_speaks_for_nothing() -> None:
    assert set(taught().of({"pizza": 1.0}).values()) == {0.0}
    assert set(taught().of({}).values()) == {0.0}


def test_every_ask_finds_its_own_topic_again() -> None:
    learnt = taught()
    for topic, features in ASKS:
        assert best(learnt.of(dict.fromkeys(features, 1.0))) == topic


def test_the_same_asks_teach_the_same_every_time() -> None:
    asked = dict.fromkeys(("knee", "hurt", "rock", "often", "mat", "once", "weather"), 1.0)
    assert taught().of(asked) == taught().of(asked)


def test_a_mark_on_an_ask_is_learnt_like_its_features() -> None:
    lessons = Lessons()
    for topic, features in ASKS:
        ask = lessons.add(topic, dict.fromkeys(features, 1.0))
        lessons.mark(ask, ["?"] if topic == "elsewhere" else [])
    assert best(Evidence(lessons).of({"?": 1.0})) == "elsewhere"
