// Beside the phone: the clock and journeys, who holds the phone, the list of calls, the place dialog.

import { act } from "./server.js";
import { clockTime, element } from "./messages.js";

const find = (id) => document.getElementById(id);

const PLACES = [
  ["Berlin", 52.52, 13.405], ["London", 51.507, -0.128], ["New York", 40.713, -74.006],
  ["São Paulo", -23.551, -46.633], ["Tokyo", 35.69, 139.692], ["Kiritimati", 1.872, -157.43],
];

const JOURNEYS = {
  reminder: "On the way to the next reminder …", hour: "An hour goes by …",
  morning: "On the way to the next morning …", week: "A good week goes by …",
};

export class Tools {
  constructor(state, chat, onSwitch) {
    this.state = state;
    this.chat = chat;
    this.onSwitch = onSwitch;
    this.zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    for (const button of find("travel").children) button.addEventListener("click", () => this.go(button.dataset.to));
    for (const button of find("other").children) button.addEventListener("click", () => this.other(button.dataset.what));
    find("only-errors").addEventListener("change", () => this.showCalls());
    this.preparePlaces();
    setInterval(() => this.tick(), 1000);
  }

  // The clock runs on between the server's reports.
  setClock(iso) {
    this.shown = Date.parse(iso);
    this.heard = performance.now();
    this.tick();
  }

  tick() {
    if (!this.shown) return;
    const now = new Date(this.shown + performance.now() - this.heard);
    const day = now.toLocaleDateString([], { weekday: "short", day: "numeric", month: "short", year: "numeric" });
    find("clock").textContent = `${day}, ${clockTime(now)}`;
    find("clock").dateTime = now.toISOString();
    find("clock-zone").textContent = `in ${this.zone.replaceAll("_", " ")}`;
    find("clock-utc").textContent = `${now.toISOString().slice(11, 16)} UTC`;
    find("phone-time").textContent = clockTime(now);
  }

  async go(to) {
    this.setTravelling(true, JOURNEYS[to]);
    const problem = await act("travel", { to, person: this.state.current, zone: this.zone });
    this.setTravelling(false, problem || "Arrived.");
  }

  setTravelling(on, words) {
    for (const button of find("travel").children) button.disabled = on;
    find("progress").hidden = !on;
    if (on) this.left = this.shown + performance.now() - this.heard;
    find("journey").textContent = words;
  }

  showProgress({ now, goal }) {
    this.setClock(now);
    if (!goal) return;
    find("progress").value = (Date.parse(now) - this.left) / Math.max(1, Date.parse(goal) - this.left);
  }

  async other(what) {
    if (what === "location") return this.askForPlace();
    const name = what === "block" ? "block" : "send";
    const problem = await act(name, { what, person: this.state.current });
    if (problem) this.chat.toast(problem);
  }

  showPeople() {
    find("people").replaceChildren(...[...this.state.people.values()].map((person) => {
      const radio = element("input", { type: "radio", name: "person", checked: person.id === this.state.current });
      radio.addEventListener("change", () => this.onSwitch(person.id));
      const label = element("label", {}, radio,
        element("span", {}, person.name, element("small", {}, person.language ? `Telegram in ${languageName(person.language)}` : "language unknown")));
      if (person.unread) label.append(element("span", { className: "unread", ariaLabel: `${person.unread} new` }, String(person.unread)));
      return label;
    }));
    find("block").textContent = this.state.people.get(this.state.current).blocked ? "Unblock the bot" : "Block the bot";
  }

  addCall(call) {
    this.state.calls.push(call);
    if (this.state.calls.length > 200) this.state.calls.shift();
    const hidden = find("only-errors").checked && call.status < 400;
    if (!hidden) find("calls").prepend(callNode(call));
    while (find("calls").childElementCount > 200) find("calls").lastElementChild.remove();
    this.countCalls();
  }

  showCalls() {
    const only = find("only-errors").checked;
    const shown = this.state.calls.filter((call) => !only || call.status >= 400);
    find("calls").replaceChildren(...shown.map(callNode).reverse());
    this.countCalls();
  }

  countCalls() {
    const last = this.state.calls.at(-1);
    find("call-count").textContent = last ? `${last.number} so far, newest first` : "No calls yet.";
  }

  preparePlaces() {
    find("places").append(...PLACES.map(([name, latitude, longitude]) =>
      element("button", { type: "button", onclick: () => this.share(latitude, longitude) }, name)));
    find("location-send").addEventListener("click", () => this.shareTyped());
    find("location-form").addEventListener("submit", (event) => { event.preventDefault(); this.shareTyped(); });
    find("location-cancel").addEventListener("click", () => find("location").close());
  }

  askForPlace() {
    find("location-error").textContent = "";
    find("location").showModal();
  }

  shareTyped() {
    const [latitude, longitude] = ["latitude", "longitude"].map((id) => Number.parseFloat(find(id).value.replace(",", ".")));
    if (Number.isNaN(latitude) || Number.isNaN(longitude)) {
      find("location-error").textContent = "Two numbers are needed, for example 52.52 and 13.40.";
      find("latitude").focus();
      return;
    }
    this.share(latitude, longitude);
  }

  async share(latitude, longitude) {
    const problem = await act("location", { person: this.state.current, latitude, longitude });
    find("location-error").textContent = problem;
    if (!problem) find("location").close();
  }
}

function languageName(code) {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

function callNode(call) {
  const failed = call.status >= 400 || call.status === 0;
  const summary = element("summary", {},
    element("span", { className: "method" }, call.method),
    element("span", { className: failed ? "failed" : "ok" }, call.outcome === "ok" ? "ok" : `${call.status}`),
    element("span", { className: "when" }, clockTime(call.at)));
  const lines = Object.entries(call.parameters).map(([name, value]) => `${name}: ${value}`);
  if (call.outcome !== "ok") lines.unshift(call.outcome, "");
  return element("li", {}, element("details", {}, summary, element("pre", {}, lines.join("\n") || "no parameters")));
}
