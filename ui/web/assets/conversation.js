// Links to citations and example questions become events; a new question is brought into view.
element.addEventListener("click", (event) => {
  const link = event.target.closest("a.cite");
  const example = event.target.closest("button[data-question]");
  const fresh = event.target.closest("button[data-fresh]");
  if (link) {
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("dueregard:cite"));
    element.querySelectorAll("a.cite[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
    trigger("cite", { turn: Number(link.dataset.turn), number: Number(link.dataset.number) });
  } else if (example) {
    following = true;  // the button goes away, so the focus goes to the question that it asked
    trigger("example", { question: example.dataset.question });
  } else if (fresh) {
    following = true;
    trigger("fresh");
  }
});

let following = false;
let seen = 0;
let waited = false;
watch("value", () => {
  const turns = element.querySelectorAll(".turn");
  const last = turns[turns.length - 1];
  const waits = last?.ariaBusy === "true";
  // When the question is put, the page may be too short to bring it to the top; when it is answered, it is not.
  if (turns.length > seen || (waited && !waits)) last?.scrollIntoView({ block: "start" });
  if (turns.length !== seen && following) {
    following = false;
    (last?.querySelector("h2") ?? element.querySelector("h1")).focus({ preventScroll: true });
  }
  seen = turns.length;
  waited = waits;
});
