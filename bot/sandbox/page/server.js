// The line to the server: a stream of what happens, and acts that are posted. No DOM in here.

export function listen(handlers, onLost) {
  const stream = new EventSource("/events");
  for (const [kind, handle] of Object.entries(handlers)) {
    stream.addEventListener(kind, (event) => handle(JSON.parse(event.data)));
  }
  stream.addEventListener("error", () => {
    onLost();
    // The browser tries again by itself, unless the server answered with something odd.
    if (stream.readyState === EventSource.CLOSED) {
      setTimeout(() => listen(handlers, onLost), 2000);
    }
  });
}

export async function act(name, asked) {
  let answer;
  try {
    answer = await fetch(`/act/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(asked),
    });
  } catch {
    return "The demo cannot be reached. Is it still running?";
  }
  const said = await answer.json().catch(() => ({ error: "The demo did not understand that." }));
  return said.error || "";
}
