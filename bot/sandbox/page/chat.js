// The phone: one person's chat with its messages, buttons, reply keyboard, composer and toasts.

import { act } from "./server.js";
import { dayName, element, messageNode } from "./messages.js";

const find = (id) => document.getElementById(id);

export class Chat {
  constructor(state, askForPlace) {
    this.state = state;
    this.askForPlace = askForPlace;
    this.stayAtEnd();
    find("composer").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    find("text").addEventListener("keydown", (event) => this.keyed(event));
    find("text").addEventListener("input", () => this.grow());
    find("start").addEventListener("click", () => this.say("/start"));
    find("menu-button").addEventListener("click", () => this.openMenu(find("menu").hidden));
    document.addEventListener("click", (event) => {
      if (!find("composer").contains(event.target)) this.openMenu(false);
    });
    find("composer").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !find("menu").hidden) {
        this.openMenu(false);
        find("menu-button").focus();
      }
    });
  }

  get person() { return this.state.people.get(this.state.current); }

  showAll() {
    const log = find("log");
    log.replaceChildren();
    log.setAttribute("aria-busy", "true");
    for (const message of this.person.messages.values()) this.append(message);
    log.removeAttribute("aria-busy");
    this.showKeyboard();
    this.showEmptiness();
    this.showTyping("");
    this.toBottom();
  }

  // New at the end, or the new state of one that stands; focus stays on the button that has it.
  show(message) {
    const old = this.node(message.id);
    if (old) {
      const active = old.contains(document.activeElement) ? document.activeElement : null;
      const fresh = this.made(message);
      old.replaceWith(fresh);
      if (active) this.refocus(fresh, active);
    } else {
      this.append(message).classList.add("new");
    }
    if (!message.mine) this.showTyping("");
    this.showEmptiness();
    if (message.mine) this.toBottom();
  }

  append(message) {
    const log = find("log");
    const day = dayName(message.date);
    if (log.dataset.day !== day || !log.childElementCount) {
      log.append(element("li", { className: "day" }, day));
      log.dataset.day = day;
    }
    const item = this.made(message);
    log.append(item);
    return item;
  }

  made(message) {
    return messageNode(message, {
      botName: this.state.bot.name,
      onTap: (...tapped) => this.tap(...tapped),
      onCommand: (command) => this.say(command),
    });
  }

  node(id) { return find("log").querySelector(`[data-id="${Number(id)}"]`); }

  remove(id) { this.node(id)?.remove(); this.showEmptiness(); }

  refocus(fresh, active) {
    const buttons = [...fresh.querySelectorAll("button, a")];
    const same = buttons.find((one) => one.dataset.data && one.dataset.data === active.dataset.data)
      || buttons.find((one) => one.textContent === active.textContent) || buttons[0];
    (same || find("scroll")).focus({ preventScroll: true });
  }

  async tap(message, button, made) {
    made.classList.add("asked");
    setTimeout(() => made.classList.remove("asked"), 600);
    await this.do("tap", { message: message.id, data: button.data });
  }

  async say(text) { await this.do("say", { text }); }

  async send() {
    const text = find("text").value.trim();
    if (!text) return;
    if (await this.do("say", { text })) {
      find("text").value = "";
      this.grow();
    }
  }

  async do(name, asked) {
    const problem = await act(name, { person: this.state.current, ...asked });
    if (problem) this.toast(problem);
    return !problem;
  }

  keyed(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    }
  }

  grow() {
    const text = find("text");
    text.rows = Math.min(5, text.value.split("\n").length);
    this.openMenu(text.value === "/");
  }

  openMenu(open) {
    find("menu").hidden = !open;
    find("menu-button").setAttribute("aria-expanded", String(open));
  }

  showCommands() {
    find("menu-button").hidden = !this.state.commands.length;
    find("commands").replaceChildren(...this.state.commands.map(({ command, description }) => {
      const choose = () => { this.openMenu(false); find("text").value = ""; find("text").focus(); this.say(`/${command}`); };
      return element("li", {}, element("button", { type: "button", onclick: choose }, `/${command}`, element("span", {}, description)));
    }));
  }

  showKeyboard() {
    const rows = this.person.keyboard;
    find("keyboard").hidden = !rows.length;
    find("keyboard").replaceChildren(...rows.map((row) => element("div", { className: "row" }, ...row.map((button) =>
      element("button", {
        type: "button",
        onclick: () => (button.location ? this.askForPlace() : this.say(button.text)),
      }, button.text)))));
  }

  showEmptiness() {
    const empty = this.person.messages.size === 0;
    find("empty").hidden = !empty;
    find("start").hidden = !empty;
    find("composer").hidden = empty;
    find("description").textContent = this.state.bot.description || "Press Start to say hello.";
  }

  showTyping(action) {
    clearTimeout(this.typing);
    const what = { upload_photo: "sends a picture", upload_video: "sends a video", upload_document: "sends a file" };
    find("typing").textContent = action ? `${this.state.bot.name} ${what[action] || "is typing"} …` : "";
    if (action) this.typing = setTimeout(() => this.showTyping(""), 5000);
  }

  toast(text) {
    clearTimeout(this.toasting);
    find("toasts").replaceChildren(element("div", { className: "toast" }, text));
    this.toasting = setTimeout(() => find("toasts").replaceChildren(), 4000);
  }

  alert(text) {
    find("alert-text").textContent = text;
    if (!find("alert").open) find("alert").showModal();
  }

  // Whoever has not scrolled up to read stays at the end, whatever grows: messages, pictures.
  stayAtEnd() {
    const scroll = find("scroll");
    let top = 0;
    this.atEnd = true;
    scroll.addEventListener("scroll", () => {
      const near = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
      if (near || scroll.scrollTop < top) this.atEnd = near;
      top = scroll.scrollTop;
    });
    const grown = new ResizeObserver(() => this.atEnd && this.toBottom());
    grown.observe(find("log"));
    grown.observe(scroll);
  }

  toBottom() { find("scroll").scrollTop = find("scroll").scrollHeight; }
}
