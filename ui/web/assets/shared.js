// In every part of the page: what carries data-do becomes an event of that name, and the focus outlives a redrawing.
const NUMBERS = ["turn", "number", "step", "start", "end"];
let wanted = "";  // where the focus is to go once it is there
let kept = "";  // where it was

const send = (node, more = {}) => {
  const told = { ...node.dataset, ...more };
  NUMBERS.forEach((name) => { if (name in told) told[name] = Number(told[name]); });
  wanted = node.dataset.then || "";
  kept = document.activeElement?.id || "";
  if (EVENTS.includes(node.dataset.do)) trigger(node.dataset.do, told);
};
const cite = (link) => {
  document.dispatchEvent(new CustomEvent("dueregard:cite"));
  document.querySelectorAll("a.cite[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
};
element.addEventListener("click", (event) => {
  const node = event.target.closest("[data-do]");
  if (!node || node.matches("form, select") || node.ariaDisabled === "true") return;
  event.preventDefault();
  if (node.matches("a.cite")) cite(node);
  send(node, node.matches("a.cite") ? { id: node.id } : {});
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = {};
  for (const [name, value] of new FormData(event.target)) {
    fields[name] = name in fields ? `${fields[name]}\n${value}` : value;
  }
  send(event.target, { fields });
});
element.addEventListener("change", (event) => {
  if (event.target.matches("select[data-do]")) send(event.target, { value: event.target.value });
});
const settle = () => {
  const heading = element.querySelector("h1");
  const target = wanted && element.querySelector(`#${CSS.escape(wanted)}`);
  const lost = !document.activeElement || document.activeElement === document.body;
  if (target) {
    wanted = "";
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  } else if (lost && element.closest(`#screen-${document.body.dataset.opening}`)) heading?.focus({ preventScroll: true });
  else if (lost && kept) element.querySelector(`#${CSS.escape(kept)}`)?.focus({ preventScroll: true });
};
// What is redrawn may be there at once or some frames later: so the page itself is watched, not the value.
new MutationObserver(settle).observe(element, { childList: true, subtree: true });
settle();
const announce = (words) => {
  const said = document.querySelector("#said [role=status]");
  const region = said?.checkVisibility() ? said : document.querySelector("#told");  // what is not shown is not read out
  if (region) region.textContent = words;
};
