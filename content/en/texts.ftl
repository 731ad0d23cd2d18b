# Every sentence the bot says, in English. Fluent syntax: projectfluent.org.
# Sentences may use <b> and <i>; what stands in { } is put in by the program and always escaped.
# Button labels and toasts (toast-…) are plain text. Warm, short, never shaming.

## Days and times

weekday = { $day ->
    [0] Mon
    [1] Tue
    [2] Wed
    [3] Thu
    [4] Fri
    [5] Sat
   *[6] Sun
}
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
day-long = { $weekday } { $day } { $month }
day-short = { $day } { $month }
day-short-weekday = { $weekday } { $day }
today = today
yesterday = yesterday
tomorrow-at = tomorrow { $time }
weekday-at = { $weekday } { $time }
morning = morning
bedtime = bedtime
done-mark = ✓
open-mark = –
on = on
off = off
none = none
same = same
every-day = every day

## What comes next

next = Next: { $when } ({ $city })
next-none = No reminder is switched on.
next-not-yet = No reminders yet: the set-up is not finished.
next-quiet = No reminders until { $until } ({ $city }).
held = Reminders rest until you are fine again.
paused-open = Paused until you are back.
paused-until = Paused up to and including { $day }.
halves = <b>{ $weekday }</b> · morning { $morning } · bedtime { $bedtime }
streak = { $streak ->
    [0] Every rep counts. Today is a good day to begin.
    [one] Streak: 1 day
   *[other] Streak: { $streak } days
}
streak-short = streak { $streak }
next-short = next { $when } { $city }
streak-coming-back = Streak: { $streak }. One more day and your { $old } comes back.
streak-can-return = Two days in a row bring your { $old } back.

## Start

hello =
    <b>Hello. I coach one small habit: rocking.</b>
    On hands and knees, shift your weight to your hands and back to your hips. About 20 times, morning and bedtime, for a back that is stiff from sitting.

    Stop at real pain. Pregnant, injured, operated on or under treatment? Ask your doctor first.
set-up = Set up
how-does-it-work = How does it work?
# On the pictures of the figure: one or two short words each. `make media` draws them anew.
figure-start = Start
figure-forward = Forward
figure-back = Back
go-on = Go on
setup-offer = Shall we set up? It takes a few taps.
setup-waiting = Your set-up is still waiting, whenever you like. I won't ask again.
zone-guess = Is it <b>{ $time }</b> where you are?
zone-choice = { $time } · { $city }
somewhere-else = Somewhere else
zone-clock =
    <b>What time is it for you?</b>
    Tap the nearest hour. Or just write your city.
zone-cities = Which city has the same time as you?
other-city = Another city
zone-type = Write your city, in any spelling.
share-location = 📍 Share my location
zone-share = Tap the button below to share where you are. I keep the time zone, not the place.
zone-thanks = Thank you.
zone-sure = Is it <b>{ $time }</b> for you?
zone-which = Which one is it?
zone-unknown = I don't know that place. Try a bigger city nearby, or pick your local time.
pick-time = Pick my local time
zone-set =
    It is <b>{ $time }</b> in { $city }. What you logged stays as it is.
    { $next }
times =
    <b>Morning { $morning }, bedtime { $bedtime }.</b>
    { $sound }
with-sound = Bedtime rings with a sound.
without-sound = Bedtime comes without a sound.
make-it-ring = 🔔 Make it ring
make-it-silent = 🔕 No sound
fine = Fine
change = Change
all-set =
    <b>All set.</b>
    { $today }
    Shall we do the first one now? It counts for today.
all-set-resting =
    <b>All set.</b>
    { $today }
    Rest first. I am here when you want me.
first-now = ▶ Do the first one now
time-ask-morning = When shall I remind you in the <b>morning</b>?
time-ask-bedtime = And at <b>bedtime</b>?
time-ask-morning-weekend = And on Saturday and Sunday <b>morning</b>?
time-ask-bedtime-weekend = And at <b>bedtime</b> on Saturday and Sunday?
time-ask-extra = When shall this extra nudge come?
time-other = Other
time-off = Off
time-same = Same as other days
time-type = Write a time, like 7:15.
time-unclear = I can't read that as a time. Like this: 7:15, 7.15, 715 or 7:15 pm.

## Today

welcome-back = Welcome back. { $days ->
    [one] 1 day
   *[other] { $days } days
 } in total, all still yours.
start = ▶ Start
done = ✓ Done { $reps }
progress = Progress
settings = Settings
im-back = I'm back
was-away = I was away or unwell
help =
    <b>A little rocking, morning and bedtime.</b>
    /rock a practice · /log or write 20
    /stats progress · /streak explained
    /settings · /goal · /pause · /undo
    /faq or ask in your own words
    /privacy · /export · /delete
topics = All topics

## A practice

ways =
    <b>{ $goal ->
        [one] 1 rep.
       *[other] { $goal } reps.
    }</b> How shall we do it?
    Play a film that counts for you, tap along, or rock first and log it after.
ways-without-film =
    <b>{ $goal ->
        [one] 1 rep.
       *[other] { $goal } reps.
    }</b> How shall we do it?
    Tap along and I count. Or rock first, and log it after.
start-held =
    You told me of real pain. Please rest, and see a doctor.
    Is it over? Then tap below, and start small.
way-play = ▶ Play: hands free
way-count = Count with me
way-just = ✓ Just log it: done { $reps }
other-way = Other way
film =
    <b>{ $reps } easy reps, hands free.</b>
    Phone on the floor in front of you, tap for sound.
    Belly soft, smile. Stop if it hurts.
film-silent =
    <b>{ $reps } easy reps, hands free.</b>
    Phone on the floor in front of you. It plays without sound.
    Belly soft, smile. Stop if it hurts.
film-fewer =
    <b>How many were good today?</b>
    Any number counts.
fewer = Fewer
it-hurts = It hurts
just-log =
    <b>Down on hands and knees: { $goal ->
        [one] 1 easy rep.
       *[other] { $goal } easy reps.
    }</b>
    { $cue }
    Tap when you're done.
counter =
    <b>{ $reps } of { $goal }</b>
    { $bar }
    { $cue }
counter-done = ✓ Done
undo = Undo
another-one = Another one
# Four cues, a new one every five reps.
cue-0 = Let the belly be soft.
cue-1 = Crown of the head up, but not if your upper back is severely rounded.
cue-2 = Smile. Nobody is watching.
cue-3 = Hips back, only as far as feels easy.
logged =
    <b>{ $reps ->
        [one] 1 rep.
       *[other] { $reps } reps.
    }</b> { $word }
    { $halves }
    { $streak }
    { $next }
filed =
    <b>{ $reps ->
        [one] 1 rep
       *[other] { $reps } reps
    }</b> logged: { $day }, { $half }.
    { $streak }
word-resting = Noted. Be gentle with yourself.
word-first = Your first one. That is all it takes.
word-week = Seven more days together. Lovely.
word-comeback = Your streak is back: { $old }.
word-milestone = { $old } days. What a habit.
word-back = Good to have you back.
word-plain-1 = Well rocked.
word-plain-2 = Nice and easy.
word-plain-3 = Your back was moved today.
word-plain-4 = Small and steady.
word-plain-5 = That was all of it.
word-plain-6 = Good. Stand up slowly.
closed-idle = { $reps ->
    [one] 1 rep
   *[other] { $reps } reps
 }, logged after a quiet half hour.
undone =
    Taken back.
    { $halves }
undo-this = Undo { $reps }
undo-last = Your last log: <b>{ $reps ->
    [one] 1 rep
   *[other] { $reps } reps
 }</b>, { $day }, { $half }.
nothing-to-undo = There is nothing to undo yet.
hurt-where = Where is it? If it is real pain, stop now.
hurt-knees = Knees
hurt-wrists = Wrists
hurt-dizzy = Dizzy
hurt-else = Somewhere else
hurt-pain = Real pain
hurt-somewhere = If it is only uncomfortable: smaller and slower. If it is pain: stop, and see a doctor.
real-pain =
    <b>Stop for now, and please see a doctor, sooner rather than later.</b>
    { $kept }Reminders rest, and your streak is safe, until you tap the button.
pain-kept = { $reps ->
    [one] Your 1 rep is kept.
   *[other] Your { $reps } reps are kept.
 }{" "}
fine-again = I'm fine again
fine-again-said =
    Good to hear. Start small, go slowly.
    { $next }

## Logging

log-ask =
    How many? Write a number, like { $goal }.
    Or tap:
log-unclear = Like this: /log 20, or /log 20 yesterday.
log-which-day = { $goal ->
    [one] 1 rep
   *[other] { $goal } reps
 } for which day?
other-day = Another day
reps-odd = Whole reps only, please: a plain number like 20.
reps-range = One log holds 1 to { $most } reps. Nothing was logged.
day-range = I can log up to { $back } days back, and not before your first day. Nothing was logged.

## Reminders

reminder-morning = Good morning. Time for a little rocking.
reminder-bedtime = Bedtime. A little slow rocking to unwind?
reminder-extra = A small nudge: a little rocking?
reminder-follow-up = Still time for a few easy reps, if you like.
reminder-plan = Your plan: <b>{ $plan }</b>
reminder-small = Only 5 today? Write 5, and it counts.
reminder-time = It is { $time } in { $city }.
reminder-done = Done: { $reps ->
    [one] 1 rep
   *[other] { $reps } reps
 }.
reminder-gentle = No need to do anything. How are you doing?
prompt = <i>{ $text }</i>
later = Later
skip = Skip
did-yesterday = I did it yesterday
wrong-time = Wrong time?
later-how-long = When shall I come back?
later-15 = In 15 min
later-60 = In 1 h
later-time = A time
later-ask = Write a time before { $until }.
later-too-far = That is too late for this one. A time before { $until }, please.
later-said = Until { $time }, then.
skip-said = Skipped, as you like.
later-planned = Put off until { $time }.
skipped =
    Fine, this one is skipped.
    { $next }
better = Better, go on
still-hurts = Still hurts
keep-reminders = Keep reminders
kept-reminders =
    Reminders stay on. Be gentle with yourself.
    { $next }
still-here = Still here when you want me. Shall the reminders stay?
back-off-keep = Keep them
back-off-weekly = Once a week
back-off-pause = Pause
keep-said =
    They stay. Good to see you.
    { $next }
weekly-said = Once a week then, on { $weekday }. As soon as you write or tap, I'm back every day.

## How is the back?

back-question = How stiff is your back this morning? <b>0</b> not at all, <b>10</b> very.
back-not-today = Not today
back-noted = Noted: { $stiffness } of 10 for your back this morning.
back-noted-high = Noted: { $stiffness } of 10 for your back. If it is pain rather than stiffness, tap <b>It hurts</b>.
back-written = Noted: { $stiffness } of 10 for your back. Reps? Write <code>did { $stiffness }</code>.
back-change = Change my answer
back-screen =
    <b>How is the back?</b>
    Each morning one tap with your reminder: how stiff it is, from 0 to 10. From 14 answers on, /stats shows it beside your days.
    For your own eyes; it is no diagnosis.
    { $state }
back-is-off = It is <b>off</b>.
back-is-on = It is <b>on</b>. Answers so far: { $answers }.
back-without-morning = It is <b>on</b>, but your morning reminder is off, so I can't ask.
turn-back-on = Ask me each morning
turn-back-off = Don't ask
# Under the progress, for who is not asked yet.
back-ask-me = Ask me about my back

## Questions

answer =
    <b>{ $title }</b>

    { $answer }

    <i>{ $source }</i>
answer-safety = { $answer }
source-guide = From the rocking guide
source-care = General care, no medical advice
source-bot = About this bot
resting = No reminders until { $until }, so that you can rest.
helpful = 👍 Helpful
not-helpful = 👎 Not really
did-you-mean = I'm not sure. Did you mean one of these?
unknown = I don't know that one, sorry. What I do know is here:
english-only = I only speak English so far, sorry. These are the things I know:
ask = Write your question, in any words.
faq = What would you like to know about?
faq-group = <b>{ $group }</b>
group-the-exercise = The exercise
group-doing-it-well = Doing it well
group-how-much = How much
group-comfort-and-safety = Comfort and safety
group-the-bot = This bot
back = Back
talk-thanks = You're welcome.
talk-bye = Take care. I'll be here.
talk-yes = Good.
talk-no = All right.
talk-praise = Thank you, that's kind.
action-pause = Pause…
action-undo = Undo last
action-times = Change times
action-days = Choose days
action-zone = Change time zone
action-goal = Change goal
action-progress = Show progress
action-today = Show today
action-settings = Open settings
action-export = Export my data
action-delete = Delete everything…
action-privacy = What is stored
action-start = ▶ Start
action-streak = My last 14 days

## Progress

stats =
    <b>{ $streak }</b>
    Longest { $longest } · freezes { $freezes } · strength { $strength }%
    { $days ->
        [one] 1 day
       *[other] { $days } days
    }, { $reps ->
        [one] 1 rep
       *[other] { $reps } reps
    } in all
    { $weeks }
stats-week = <code>{ $marks }</code> from { $first }
legend = ✓ both · M morning · B bedtime · F freeze · R rest or pause · – nothing
mark-both = ✓
mark-morning = M
mark-bedtime = B
mark-neutral = R
mark-frozen = F
mark-none = –
mark-outside = {" "}
blank = ·
# On the pictures: short, there is little room.
picture-title = My rocking days
picture-title-of = My rocking days · { $name }
picture-streak = { $days ->
    [one] day in a row
   *[other] days in a row
}
picture-longest = longest
picture-days = { $days ->
    [one] day in all
   *[other] days in all
}
picture-strength = strength
picture-today = today
picture-freeze = freeze
picture-pause = pause
picture-rest = rest day
# Beside the calendar.
picture-said =
    <b>{ $streak }</b>
    Longest { $longest } · freezes { $freezes } · strength { $strength }%
    { $days ->
        [one] 1 day
       *[other] { $days } days
    }, { $reps ->
        [one] 1 rep
       *[other] { $reps } reps
    } in all
    { $month }: { $done } of { $of ->
        [one] 1 day
       *[other] { $of } days
    }{ $both ->
        [0] {""}
       *[other] , { $both } of them morning and bedtime
    }
picture-said-at-first =
    <b>{ $streak }</b>
    Longest { $longest } · freezes { $freezes } · strength { $strength }%
    { $days ->
        [one] 1 day
       *[other] { $days } days
    }, { $reps ->
        [one] 1 rep
       *[other] { $reps } reps
    } in all
back-picture-title = How is the back?
back-picture-title-of = How is the back? · { $name }
back-picture-more = after weeks of { $many }+
back-picture-fewer = after weeks of fewer
back-picture-all = the mean of { $answers ->
    [one] 1 answer
   *[other] { $answers } answers
}
back-picture-stiff = 10 · very stiff
back-picture-loose = 0 · loose
back-picture-answer = an answer
back-picture-average = average of two weeks
back-picture-practices = practices a week
# Beside the chart: what was, and no promise.
back-picture-said =
    <b>How is the back?</b> { $answers ->
        [one] 1 answer
       *[other] { $answers } answers
    } from 0 (loose) to 10 (very stiff)
    At first { $first }, lately { $lately }.
    { $weeks }
    Yours alone, no promise.
back-picture-weeks = After weeks with { $many } practices or more: { $more }; with fewer: { $fewer }.
back-picture-no-weeks = No comparison yet: it needs weeks with { $many } practices or more, and weeks with fewer.
# With Sunday's bedtime reminder: what was, and never a reproach.
my-week =
    <b>My week:</b> { $done } of { $of ->
        [one] 1 day
       *[other] { $of } days
    }, { $reps ->
        [one] 1 rep
       *[other] { $reps } reps
    }, strength { $strength }%
    { $streak }
    { $word }
my-week-all = Every single day. Lovely.
my-week-more = { $more ->
    [one] One day
   *[other] { $more } days
} more than the week before.
my-week-some = Every one of them counts.
my-week-none = A new week begins, and 5 reps are enough.
as-text = As text
month-button = Month
streak-button = Streak explained
today-button = Today
streak-explained =
    <b>{ $streak }</b> · freezes in hand: { $freezes }
    Strength { $strength }%: how steady it was lately. One missed day costs little.

    { $days }
day-line = { $day }: { $reason }
day-counted = rocked → streak { $streak }
day-earned-freeze = rocked → streak { $streak }, and a freeze earned
day-came-back = rocked → your streak came back: { $streak }
day-frozen = missed, a freeze covered it ({ $freezes } left)
day-missed = nothing logged, nothing lost
day-broken = missed, the streak ended
day-broken-comeback = missed; two days in a row bring { $comeback } back
day-neutral-pause = pause, nothing counted
day-neutral-rest = rest day
day-neutral-hold = resting after pain, nothing counted
day-neutral-travel = short day of a journey, nothing counted
day-open = today, still open
earlier = ‹ Earlier
later-month = Later ›
month-view =
    <b>{ $month } { $year }</b>
    Tap a day to see or change it.
    { legend }
month-day = { $day } { $mark }
day-view =
    <b>{ $day }</b>
    { $halves }
    { $practices }
day-empty = Nothing logged.
day-practice = { $reps ->
    [one] 1 rep
   *[other] { $reps } reps
 }, { $half }
day-add = + { $reps } { $half }
day-remove = − { $reps } { $half }
day-move = Move to { $day }

## Settings

settings-screen =
    <b>Settings</b>
    { $times } · { $days }
    It is { $time } in { $city } · the day ends at { $dayend }
    Goal { $goal } · plan: { $plan }
    Follow-up { $follow } · pictures { $pictures } · sound { $sound }
times-line = Morning { $morning }, bedtime { $bedtime }
set-times = Times
set-days = Days
set-zone = Time zone
set-goal = Goal
set-day-end = Day end
set-plan = Plan
set-back = How is the back?
set-pause = Pause…
turn-follow-up-on = Add follow-up
turn-follow-up-off = No follow-up
turn-pictures-on = Show pictures
turn-pictures-off = No pictures
turn-sound-on = Films with sound
turn-sound-off = Films without sound
times-screen =
    <b>Times</b>
    { $sound } { $next }
slot-morning = Morning { $time }
slot-bedtime = Bedtime { $time }
slot-extra1 = Extra { $time }
slot-extra2 = Extra { $time }
slot-weekend = Sat, Sun: { $time }
extra-add = + extra nudge
days-screen =
    <b>My days</b>
    Unticked days are rest days: no reminders, and the streak stays.
day-on = ✓ { $day }
day-off = – { $day }
goal-screen = Your goal is <b>{ $goal ->
    [one] 1 rep
   *[other] { $goal } reps
 }</b>. How many shall it be?
goal-type = Write a number from 1 to 100.
goal-range = A goal is a number from 1 to 100.
goal-said = Your goal is { $goal ->
    [one] 1 rep
   *[other] { $goal } reps
 } now.
day-end-screen =
    Your day ends at <b>{ $time }</b>: what you log before that counts for the evening before.
    When shall it end?
plan-screen =
    <b>When will you rock?</b>
    A plan makes it easy to remember. I'll quote it.
plan-1 = After I get up, I rock.
plan-2 = After I brush my teeth, I rock.
plan-3 = While the kettle boils, I rock.
plan-4 = Before I shower, I rock.
plan-5 = Before I get into bed, I rock.
plan-begins = after, before, when, while, once, as soon as, during, every time, at, in
plan-own = My own words
plan-none = No plan
plan-type = Write your plan in a few words, like: After my coffee, I rock.
plan-long = A little shorter, please: at most { $most } characters.
plan-said = Your plan: <b>{ $plan }</b>
plan-none-said = No plan then. You can add one in the settings.
pause-screen = How long shall we pause? Days on pause cost nothing.
pause-3 = 3 days
pause-7 = a week
pause-30 = a month
pause-open = until I'm back
# The reason first: a phone may cut the end of a long label.
pause-choice = { $reason }: { $length }
holiday = Holiday
unwell = Unwell
pause-said =
    { $line }
    No reminders until then. If you rock anyway, it counts.
back-said =
    Good to see you.
    { $next }

## Privacy

privacy =
    <b>Kept until you delete it:</b> your Telegram id, language, time zone, settings and plan, practices, pauses and why (also that it hurt), reminders and, only if you want to be asked, how your back is. So I can remind you, count and show you how it goes.
    <b>Not kept:</b> your name, your place, what you write. But your last question stays a day, masked, for 👍 👎; one I can't answer 30 days, masked and without your id.
    Only whoever runs this bot can see it. Backups go after 7 days. A year after you block me, all goes.
export = Export
export-caption = Everything about you, as CSV and JSON.
export-failed = The export didn't work just now. Please try again in a minute.
delete = Delete everything…
delete-ask =
    <b>Delete everything about you?</b>
    Practices, streak and settings are gone at once; from backups within 7 days.
delete-yes = Yes, delete everything
delete-no = Keep it
export-first = Export first
deleted = Everything is gone. Thank you for rocking. /start begins anew.

## The owner

admin =
    <b>Figures</b> · version { $version }
    People { $people }, set up { $set_up }, blocked { $blocked }
    Active today { $day }, this week { $week }
    Reminders in 24 h: due { $due }, sent { $sent }, late { $late }, failed { $failed }, overdue now { $overdue }
    Clockwork: { $clockwork } · updates set aside: { $aside } · unanswered texts: { $unanswered }

    <b>Topics this week</b>
    { $topics }

    <b>Newest unanswered</b>
    { $newest }
ticking = ticking
stopped = stopped
admin-topic = { $topic }: { $asked } · 👍 { $up } 👎 { $down }
admin-text = “{ $text }”
none-yet = none yet

## What cannot be done

only-words = I can only read words and taps. Write me a line?
private-only = I only talk in private: write to me directly.
unknown-command = I don't know that command. /help shows what there is.
sorry = Sorry, something went wrong on my side. Nothing was lost; please try again.

## Toasts

toast-logged = { $reps ->
    [one] 1 rep logged
   *[other] { $reps } reps logged
}
toast-already = Already logged · Undo
toast-count = { $reps } of { $goal }
toast-goal = { $reps }. That's your goal!
toast-enough = One log holds at most { $most } reps. Tap Done to keep these.
toast-nothing-to-undo = Nothing to undo
toast-no-reps = No reps yet. Tap +1 as you rock.
toast-over = This button is from another time. /start shows where you are.
toast-too-long-ago = That was { $day }, too long ago.
toast-undone = { $reps ->
    [one] 1 rep taken back
   *[other] { $reps } reps taken back
}
toast-undone-before = Already undone
toast-changed-since = This has changed since. /undo shows the last log.
toast-stop = Stop. Please rest, and see a doctor.
toast-not-held = Nothing is on hold
toast-held = Reminders rest after real pain. Tap “I'm fine again” first.
toast-not-paused = You're not paused
toast-paused = Paused
toast-later = Back at { $time }
toast-no-later = No more time to put this one off
toast-skipped = Skipped
toast-answered-before = Already answered
toast-back-noted = Noted: { $stiffness } of 10
toast-back-skipped = Fine, not today
toast-back-again = Taken back
toast-back-over = That was { $day }. I note a morning on its own day only.
toast-better = Glad to hear it
toast-saved = Saved
toast-off = Off
toast-time = { $time }
toast-rings = Bedtime rings
toast-silent = Bedtime is silent
toast-all-set = All set
toast-zone = { $time } in { $city }
toast-goal-set = Goal { $goal }
toast-day-end = Days end at { $time }
toast-one-day = At least one day has to stay
toast-two-extras = Two extra nudges are the most
toast-first-day = This is your first day
toast-no-such-day = Nothing there yet: a day before your first one, or still to come
toast-moved = Moved to { $day }
toast-helpful = Thank you
toast-not-helpful = Thank you. Maybe one of these?
toast-away = Noted. Those days cost nothing.
toast-no-gap = There is no gap to mend
toast-export = Coming…
toast-deleted = Gone
toast-private = Only in private, please
toast-unknown-person = We start anew: /start
toast-sorry = Sorry, that went wrong. Please try again.

## Commands, as Telegram lists them

bot-description =
    I coach one small habit: rocking. On hands and knees, shift your weight between hands and hips, about 20 times, morning and bedtime. Good for stiff backs, done in a minute.

    I remind you, count with you and answer questions. I am no clinician: stop at real pain and see a doctor.
command-rock = Rock now
command-log = Log reps, today or earlier
command-today = Where things stand
command-goal = How many reps
command-ask = Ask me anything
command-stats = My progress
command-streak = My streak explained
command-settings = Times, days, goal
command-pause = Pause the reminders
command-undo = Undo the last log
command-faq = Questions and answers
command-help = What I can do
command-privacy = What is stored
command-export = My data as a file
command-delete = Delete everything
command-start = Where I am
