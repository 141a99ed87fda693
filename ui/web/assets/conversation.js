// Links to citations and example questions become events; a new question is brought into view.
element.addEventListener("click", (event) => {
  const link = event.target.closest("a.cite");
  const example = event.target.closest("button[data-question]");
  if (link) {
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("dueregard:cite"));
    element.querySelectorAll("a.cite[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    trigger("cite", { turn: Number(link.dataset.turn), number: Number(link.dataset.number) });
  } else if (example) {
    document.querySelector("#question textarea, #question input")?.focus();
    trigger("example", { question: example.dataset.question });
  }
});

let seen = 0;
watch("value", () => {
  const turns = element.querySelectorAll(".turn");
  if (turns.length > seen) turns[turns.length - 1].scrollIntoView({ block: "start" });
  seen = turns.length;
});
