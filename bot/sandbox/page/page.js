// Puts the page together: keeps what the server tells, and hands each change to the part it concerns.

import { Chat } from "./chat.js";
import { listen } from "./server.js";
import { Tools } from "./tools.js";

const find = (id) => document.getElementById(id);
const state = { people: new Map(), current: 0, bot: {}, commands: [], calls: [] };
const chat = new Chat(state, () => tools.askForPlace());
const tools = new Tools(state, chat, switchTo);

function kept(person) {
  const messages = new Map(person.messages.map((message) => [message.id, message]));
  return { ...person, messages, unread: 0 };
}

function switchTo(id) {
  state.current = id;
  state.people.get(id).unread = 0;
  chat.showAll();
  tools.showPeople();
}

function showBanner(words) {
  if (find("banner").textContent !== words) find("banner").textContent = words;
  find("banner").hidden = !words;
}

function showClock({ now, listening }) {
  tools.setClock(now);
  find("bot-state").textContent = listening ? "bot · listening" : "bot · away";
  showBanner(listening ? "" : "The bot is not listening just now. What you send is kept until it is back.");
}

// Runs `change` on the person meant; redraws only what can be seen.
function forPerson(id, change) {
  const person = state.people.get(id);
  if (person) change(person, id === state.current);
}

listen({
  all(told) {
    Object.assign(state, { bot: told.bot, commands: told.commands, calls: told.calls });
    state.people = new Map(told.people.map((person) => [person.id, kept(person)]));
    find("bot-name").textContent = told.bot.name;
    if (!state.people.has(state.current)) state.current = told.people[0]?.id || 0;
    showClock(told);
    chat.showCommands();
    tools.showCalls();
    if (state.current) switchTo(state.current);
  },
  person(told) {
    state.people.set(told.id, kept(told));
    if (!state.current) switchTo(told.id);
    tools.showPeople();
  },
  message(told) {
    forPerson(told.person, (person, visible) => {
      const isNew = !person.messages.has(told.id);
      person.messages.set(told.id, told);
      if (visible) chat.show(told);
      else if (isNew && !told.mine) {
        person.unread += 1;
        tools.showPeople();
      }
    });
  },
  deleted({ person: id, id: message }) {
    forPerson(id, (person, visible) => {
      person.messages.delete(message);
      if (visible) chat.remove(message);
    });
  },
  toast({ person: id, text, alert }) {
    forPerson(id, (_, visible) => {
      if (visible && text) (alert ? chat.alert(text) : chat.toast(text));
    });
  },
  keyboard({ person: id, rows }) {
    forPerson(id, (person, visible) => {
      person.keyboard = rows;
      if (visible) chat.showKeyboard();
    });
  },
  typing({ person: id, value }) {
    forPerson(id, (_, visible) => visible && chat.showTyping(value));
  },
  blocked({ person: id, value }) {
    forPerson(id, (person) => {
      person.blocked = value;
      tools.showPeople();
    });
  },
  commands(told) {
    state.commands = told.commands;
    state.bot.description = told.description;
    chat.showCommands();
    if (state.current) chat.showEmptiness();
  },
  call: (told) => tools.addCall(told),
  travel: (told) => tools.showProgress(told),
  clock: showClock,
}, () => {
  showBanner("The connection to the demo is lost. Trying again …");
  find("bot-state").textContent = "bot · out of reach";
});

// Two parts: beside each other where there is room, one at a time on a phone.
const parts = [[find("tab-chat"), find("chat")], [find("tab-tools"), find("tools")]];

function showPart(chosen) {
  for (const [tab, part] of parts) {
    tab.setAttribute("aria-pressed", String(tab === chosen));
    part.classList.toggle("behind", tab !== chosen);
  }
  chat.toBottom();
}

for (const [tab] of parts) tab.addEventListener("click", () => showPart(tab));
showPart(parts[0][0]);
