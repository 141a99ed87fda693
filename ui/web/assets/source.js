// The panel beside the conversation: a citation that was just opened takes the focus, at its marked words.
let opening = false;
document.addEventListener("dueregard:cite", () => { opening = true; });

const showQuote = () => {
  const reader = element.querySelector("#reader");
  const mark = reader?.querySelector("mark");
  if (!mark) { reader?.scrollTo(0, 0); return; }
  const gap = mark.getBoundingClientRect().top - reader.getBoundingClientRect().top;
  reader.scrollTop += gap - reader.clientHeight / 4;
};

watch("value", () => {
  const title = element.querySelector("#source-title");
  document.body.toggleAttribute("data-source", Boolean(title?.dataset.number));
  showQuote();
  if (!opening) return;
  opening = false;
  element.scrollIntoView({ block: "nearest" });
  title?.focus({ preventScroll: true });
});

element.addEventListener("click", (event) => {
  const step = event.target.closest("button[data-step][aria-disabled='false']");
  const close = event.target.closest("button[data-close]");
  if (step) trigger("step", { step: Number(step.dataset.step) });
  else if (close) {
    const link = document.getElementById(close.dataset.close);
    link?.scrollIntoView({ block: "center" });
    link?.focus({ preventScroll: true });
  }
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape") element.querySelector("button[data-close]")?.click();
});
