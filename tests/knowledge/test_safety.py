"""Danger is found in any words, anywhere in a text, and nowhere else."""

import json
from pathlib import Path

import pytest

from bot.knowledge.answers import Answers
from bot.knowledge.library import Library

QUESTIONS = Path(__file__).parent / "questions.jsonl"
SAFETY = {"real-pain", "urgent-symptoms", "dizziness", "ask-a-doctor-first", "crisis"}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("felt a pop in my lower back", "real-pain"),
        ("it realy hurst when i rock", "real-pain"),
        ("no pain no gain? it really hurts", "real-pain"),
        ("sharp pain in my knee", "real-pain"),
        ("it is not just sore, it is pain", "real-pain"),
        ("I have strong pain in the back by this exercise", "real-pain"),
        ("put my back out", "real-pain"),
        ("something went ping behind my thigh", "real-pain"),
        ("can't put my socks on since this morning's session", "real-pain"),
        ("something let go in my back when i sat back", "real-pain"),
        ("felt like someone lit a match in my shoulder", "real-pain"),
        ("back locked, stuck on all fours, help", "real-pain"),
        ("the paracetamol isn't touching it", "real-pain"),
        ("had to bite my hand to get to 20", "real-pain"),
        ("it is getting sorer, not better", "real-pain"),
        ("a brick where my breath should be", "urgent-symptoms"),
        ("accident in my pants twice and my back is bad", "urgent-symptoms"),
        ("he just dropped mid rep and isn't answering", "urgent-symptoms"),
        ("my legs don't listen to me since my back went", "urgent-symptoms"),
        ("a curtain came down over one eye", "urgent-symptoms"),
        ("my little girl went all floppy and didn't respond", "urgent-symptoms"),
        ("my head is doing laps", "dizziness"),
        ("feels like i had four pints and i haven't touched a drop", "dizziness"),
        ("i went green according to my boyfriend", "dizziness"),
        ("the floor would not stay put", "dizziness"),
        ("i must hold the table after, the head is turning", "dizziness"),
        ("lunch nearly reappeared", "dizziness"),
        ("my dad is 84 and had a hip operation, can he do this", "ask-a-doctor-first"),
        ("doctor says my bones become like sponge", "ask-a-doctor-first"),
        ("they will cut my meniscus on thursday", "ask-a-doctor-first"),
        ("dont think i will make it to spring and thats ok", "crisis"),
        ("scared of what i might do to myself tonight", "crisis"),
        ("there's a bridge on my way home, it's hard to walk past", "crisis"),
        ("the only thing keeping me here is the cat", "crisis"),
        ("my mate texted me goodbye, he is ending it", "crisis"),
        ("put my papers in order and gave the neighbour the key, so quiet now", "crisis"),
        ("cancel my reminders, i won't be needing days anymore", "crisis"),
        ("i've been working out who gets the car and the cat when i've gone", "crisis"),
        ("not planning on a next year", "crisis"),
        ("i can't take this anymore, the noise in my head", "crisis"),
        ("my son passed out on the mat", "urgent-symptoms"),
        ("i had a blackout in the street", "urgent-symptoms"),
        ("my husband collapsed on the sofa", "urgent-symptoms"),
        ("still puffing like a steam train an hour after sitting down", "urgent-symptoms"),
        ("strong oppression in the chest", "urgent-symptoms"),
        ("each first rock is like a mule kicking me in the tailbone", "real-pain"),
        ("it bites when my hips go behind my knees and aches for hours", "real-pain"),
        ("it catches in my hip and takes my breath away", "real-pain"),
        ("motion sickness on my own rug", "dizziness"),
        ("not steady on my feet after rocking", "dizziness"),
        ("i have chset pain", "urgent-symptoms"),
        ("no feeling down below since this morning", "urgent-symptoms"),
        ("my toes won't lift", "urgent-symptoms"),
        ("my heart is doing weird things and i feel faint", "urgent-symptoms"),
        ("ich habe schmerzen in der brust", "urgent-symptoms"),
        ("my leg went dead", "urgent-symptoms"),
        ("can't feel anything between my legs", "urgent-symptoms"),
        ("i fainted", "urgent-symptoms"),
        ("can not breathe", "urgent-symptoms"),
        ("i get dizy", "dizziness"),
        ("the room is spinning", "dizziness"),
        ("rocking makes me feel sick", "dizziness"),
        ("the room does a little loop when i get up", "dizziness"),
        ("had to run to the loo to be sick after ten", "dizziness"),
        ("8 months along, may i?", "ask-a-doctor-first"),
        ("i'm on eliquis", "ask-a-doctor-first"),
        ("the cast came off my wrist on monday", "ask-a-doctor-first"),
        ("we're trying for a baby", "ask-a-doctor-first"),
        ("had a slipped disc last year", "ask-a-doctor-first"),
        ("i don't want to be here anymore", "crisis"),
        ("everyone would be better off without me", "crisis"),
        ("i want to kil myself", "crisis"),
        ("i want to kill myself today", "crisis"),
        ("i've been saving up my tablets", "crisis"),
        ("no more strength to live", "crisis"),
        ("the kids would be happier with another mum", "crisis"),
        ("quiero morir", "crisis"),
        ("ich will nicht mehr leben", "crisis"),
        ("я хочу умереть", "crisis"),
    ],
)
def test_danger_is_found_in_indirect_and_misspelt_words(
    answers: Answers, text: str, topic: str
) -> None:
    finding = answers.ask(text)
    assert (finding.kind, finding.topic) == ("safety", topic)


@pytest.mark.parametrize(
    "text",
    [
        "my back is killing me from sitting all day",
        "this puzzle is killing me",
        "that reminder gave me a heart attack lol",
        "no pain, just stiff",
        "no pain, no dizziness, all good. how many should i do?",
        "please kill all the notifications",
        "my boss is a pain in the neck",
        "my streak died",
        "this bot is hopeless",
        "i would kill for a dark mode",
        "i want to disappear from your database",
        "my daughter broke her arm so i was busy, log yesterday",
        "it used to hurt, now it's fine",
        "knocked out 30 this morning",
        "my back is stiff after driving",
        "my phone died",
        "i'm dying to see my stats",
        "i could murder a pizza",
        "chest up or chest down",
        "will it hurt my streak",
        "does this help with back pain",
        "my head is spinning from all these commands lol",
        "i'm sick of the reminders",
        "weak core, can it help",
        "nothing hurts",
        "it hurts my knees",
        "my wrists hurt when i lean on them",
        "a bit sore from yesterday",
        "how should i breathe",
        "house md episode with the chest pain, was it lupus",
        "suicide squats are hard, this is easier",
        "which surgeon invented the knee replacement? pub quiz",
        "my neighbour had his hip done and won't stop talking about it",
        "broke my arm when i was 8, completely healed. how often?",
        "pain gone thanks to you, is this the only drill i need",
        "i hold my breath like when threading a needle",
        "my chiropractor laughed till it hurt",
        "my head is full, can't switch off at night",
        "operation clean the garage is done",
        "the printer had a seizure again",
        "this level is agony",
        "my ex is a pain",
        "the cat threw up on the mat",
        "going to lisbon, i won't be here next week, pause",
        "my hips click, no pain",
        "knees scream on the tiles",
        "calendar went green",
        "break the chain",
        "my train is delayed",
        "work life balance is hopeless",
        "goodbye cruel world of carbs",
        "such a burden to my alarm clock",
        "nobody would notice if i skipped the bedtime one right",
        "the bus times made me jump out of my skin",
        "everybody gets the sharp end of my tongue",
        "a flute player in our section swears by it",
        "my doctor laughed and said it can't hurt",
        "like a rusty robot from the waist down, no pain",
        "my car is due for surgery, a new clutch",
        "heart racing with excitement since the job offer",
        "papers in order for the tax man",
        "rocking in the dark, fine?",
        "something popped up on the screen",
        "i'll be gone all weekend, pause",
        "i hope i don't wake the baby",
        "feeling floaty and relaxed",
        "screws in the bed frame came loose",
    ],
)
def test_harmless_words_raise_no_alarm(answers: Answers, text: str) -> None:
    assert answers.ask(text).kind != "safety"


def test_no_way_of_asking_about_something_harmless_raises_an_alarm(
    library: Library, answers: Answers
) -> None:
    harmless = [topic for topic in library.topics.values() if topic.safety is None]
    asks = [ask for topic in harmless for ask in topic.asks]
    alarms = [ask for ask in asks if answers.ask(ask).kind == "safety"]
    assert len(alarms) / len(asks) < 0.005


@pytest.mark.parametrize("where", [0.02, 0.5, 0.95])
@pytest.mark.parametrize(
    ("pain", "topic"),
    [
        ("and then i felt a stabbing pain in my hip", "real-pain"),
        ("my chest feels tight and my left arm hurts", "urgent-symptoms"),
        ("honestly i want to die", "crisis"),
    ],
)
def test_danger_is_found_in_the_middle_of_a_rant(
    answers: Answers, where: float, pain: str, topic: str
) -> None:
    rant = "the buttons are slow and the weather is bad and my team lost again, so annoying. "
    text = (rant * 60)[: 4096 - len(pain) - 2]
    cut = text.index(" ", int(len(text) * where))
    finding = answers.ask(f"{text[:cut]} {pain} {text[cut:]}")
    assert (finding.kind, finding.topic) == ("safety", topic)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (
            "my back is killing me from sitting all day and now i can't feel my legs",
            "urgent-symptoms",
        ),
        ("this puzzle is killing me, honestly i want to die", "crisis"),
        ("watched a film about a surgeon and now my chest is tight", "urgent-symptoms"),
        ("my neighbour had a hip op and i have osteoporosis", "ask-a-doctor-first"),
        ("my phone died and i fainted", "urgent-symptoms"),
        ("knees hate the tiles, and a stabbing pain in my hip", "real-pain"),
        ("pain gone from the knee but the room is spinning", "dizziness"),
    ],
)
def test_something_harmless_beside_it_hides_no_danger(
    answers: Answers, text: str, topic: str
) -> None:
    assert answers.ask(text).topic == topic


def test_the_most_urgent_reading_comes_first_and_the_other_is_offered(answers: Answers) -> None:
    finding = answers.ask("i feel dizzy, my hip really hurts and i have chest pain")
    assert finding.candidates == ("urgent-symptoms", "real-pain", "dizziness")


def test_danger_goes_before_a_question_about_something_else(answers: Answers) -> None:
    finding = answers.ask("how do i change my goal? also i fainted this morning")
    assert finding.topic == "urgent-symptoms"
    assert "change-goal" in finding.candidates


def test_the_projects_own_words_of_danger_are_found(answers: Answers) -> None:
    lines = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    danger = [one for one in lines if set(one["accept"]) <= SAFETY]
    missed = [one["q"] for one in danger if answers.ask(one["q"]).topic not in one["accept"]]
    assert len(missed) / len(danger) <= 0.05


def test_the_projects_own_harmless_messages_raise_no_alarm(answers: Answers) -> None:
    lines = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    harmless = [one["q"] for one in lines if not set(one["accept"]) & SAFETY]
    alarms = [text for text in harmless if answers.ask(text).kind == "safety"]
    assert len(alarms) / len(harmless) <= 0.03


def test_what_is_said_of_the_heart_stands_although_somebody_only_feels_faint(
    answers: Answers,
) -> None:
    finding = answers.ask("my heart is skipping and i feel faint")
    assert finding.candidates[:2] == ("urgent-symptoms", "dizziness")


@pytest.mark.parametrize("word", ["pain ", "kill ", "no ", "chest pain ", "a b c $ "])
def test_texts_made_to_be_slow_are_read_all_the_same(answers: Answers, word: str) -> None:
    assert answers.ask((word * 4096)[:4096])
