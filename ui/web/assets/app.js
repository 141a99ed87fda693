// Once, when the page loads: which screen is shown, its title, and the page's language.
() => {
  document.documentElement.lang = "en-GB";

  const show = (moveFocus) => {
    const links = [...document.querySelectorAll("a[data-screen]")];
    const names = links.map((link) => link.dataset.screen);
    const asked = location.hash.startsWith("#answer=") ? "ask" : location.hash.slice(1);
    // Only a screen's own name changes the screen; a link inside one does not.
    const name = names.includes(asked) ? asked : document.body.dataset.screen || "ask";
    const changed = document.body.dataset.screen !== name;
    document.body.dataset.screen = name;
    links.forEach((link) => {
      if (link.dataset.screen !== name) { link.removeAttribute("aria-current"); return; }
      link.setAttribute("aria-current", "page");
      document.title = `${link.textContent} – Due Regard`;
    });
    if (!changed) return;
    document.dispatchEvent(new CustomEvent("dueregard:screen", { detail: name }));
    if (!moveFocus) return;
    document.body.dataset.opening = name;  // its heading has the focus, also when it is drawn only now, until a key is pressed
    scrollTo(0, 0);
    document.querySelector(`#screen-${name} h1`)?.focus({ preventScroll: true });
  };

  addEventListener("hashchange", () => show(true));
  ["keydown", "pointerdown"].forEach((kind) => addEventListener(kind, () => { delete document.body.dataset.opening; }));
  const ready = () => (document.querySelector("a[data-screen]") ? show(false) : requestAnimationFrame(ready));
  ready();
}
