// One message as DOM nodes. Text only ever becomes text nodes: nothing is parsed as markup here.

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", spoiler: "span",
};

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function clockTime(iso) {
  return new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

export function dayName(iso) {
  return new Date(iso).toLocaleDateString([], { weekday: "long", day: "numeric", month: "long" });
}

// Entities come outer ones first; offsets are UTF-16 units, like JavaScript's own.
function formatted(text, entities, start, end, onCommand) {
  const nodes = [];
  let at = start;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    const stop = entity.offset + entity.length;
    if (entity.offset < at || stop > end) continue;
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const inner = formatted(text, entities.slice(i + 1), entity.offset, stop, onCommand);
    nodes.push(wrapped(entity, inner, text.slice(entity.offset, stop), onCommand));
    at = stop;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrapped(entity, inner, words, onCommand) {
  if (entity.type === "bot_command") {
    return element("button", { type: "button", className: "command", onclick: () => onCommand(words) }, ...inner);
  }
  if (entity.type === "text_link" && /^https?:\/\//.test(entity.url)) {
    return element("a", { href: entity.url, target: "_blank", rel: "noopener noreferrer" }, ...inner);
  }
  return element(TAGS[entity.type] || "span", {}, ...inner);
}

function attachment(message) {
  const { file, kind, place } = message;
  const name = message.text ? "" : "Picture without words";
  if (kind === "location") return [element("p", {}, `Place: ${place.latitude.toFixed(3)}, ${place.longitude.toFixed(3)}`)];
  if (kind === "sticker") return [element("p", {}, "(a sticker)")];
  if (kind === "voice") return [element("p", {}, "(a voice message)")];
  if (!file) return [];
  if (kind === "photo") return [element("img", { src: file.url, alt: name })];
  if (kind === "video") return [element("video", { src: file.url, controls: true, preload: "metadata" })];
  if (kind === "animation") return [moving(file, name)];
  const size = `${Math.max(1, Math.round(file.size / 1024))} kB`;
  return [element("a", { className: "file", href: file.url, download: file.name }, `↓ ${file.name} (${size})`)];
}

// A loop without sound; it stands still for those who asked for less motion.
function moving(file, name) {
  if (/\.gif$/i.test(file.name)) return element("img", { src: file.url, alt: name });
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return element("video", { src: file.url, loop: true, muted: true, autoplay: !still, controls: still, playsInline: true });
}

function facts(message) {
  const said = [clockTime(message.date)];
  if (message.edited) said.unshift("edited");
  if (message.silent) said.unshift("without a sound");
  return element("span", { className: "facts" }, said.join(" · "));
}

function buttonRows(message, onTap) {
  return message.buttons.map((row) => element("div", { className: "row" }, ...row.map((button) => {
    if (button.url) return element("a", { href: button.url, target: "_blank", rel: "noopener noreferrer" }, `${button.text} ↗`);
    const made = element("button", { type: "button" }, button.text);
    made.dataset.data = button.data;
    made.addEventListener("click", () => onTap(message, button, made));
    return made;
  })));
}

export function messageNode(message, { botName, onTap, onCommand }) {
  const item = element("li", { className: message.mine ? "message mine" : "message" });
  item.dataset.id = message.id;
  const bubble = element("div", { className: "bubble" },
    element("span", { className: "unseen" }, message.mine ? "You: " : `${botName}: `),
    ...attachment(message));
  if (message.text) {
    bubble.append(element("div", { className: "words" },
      ...formatted(message.text, message.entities, 0, message.text.length, onCommand)));
  }
  bubble.append(facts(message));
  item.append(bubble);
  if (message.buttons.length) {
    item.append(element("div", { className: "buttons", role: "group", ariaLabel: "Buttons of this message" }, ...buttonRows(message, onTap)));
  }
  return item;
}
