// The conversation: a new question is brought into view; what is kept and what a link holds is asked again.
let following = false;
let seen = 0;
let waited = false;

element.addEventListener("click", (event) => {
  const copy = event.target.closest("[data-copy]");
  const address = event.target.closest("a[data-link]");
  if (event.target.closest("[data-follow]")) following = true;  // its button goes away, so the focus goes on
  if (copy) {
    navigator.clipboard.writeText(copy.dataset.copy).then(() => announce("Copied with its citations."));
  } else if (address) {
    event.preventDefault();
    navigator.clipboard.writeText(address.href).then(() => announce("The link to this answer was copied."));
  }
});

const given = () => {
  const linked = location.hash.startsWith("#answer=") && location.hash.slice(8);
  const held = sessionStorage.getItem("dueregard.talk") ?? localStorage.getItem("dueregard.talk");
  try {
    return JSON.parse(linked ? decodeURIComponent(linked) : held || "{}");
  } catch {
    return {};  // a damaged link or store is an empty one
  }
};
const reopen = () => {
  const told = given();
  if (location.hash.startsWith("#answer=")) history.replaceState(null, "", "#ask");
  trigger("reopen", told);
};
addEventListener("hashchange", () => { if (location.hash.startsWith("#answer=")) reopen(); });
reopen();

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
  const told = element.querySelector("[data-told]")?.dataset.told;
  document.dispatchEvent(new CustomEvent("dueregard:told", { detail: told }));
});
