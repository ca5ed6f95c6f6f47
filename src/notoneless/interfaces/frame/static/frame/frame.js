"use strict";
// The menu is a <details>: open where there is room for it, closed on a phone.
const wide = window.matchMedia("(min-width: 992px)");
function settle() {
  document.querySelectorAll("details.menu").forEach((menu) => { menu.open = wide.matches; });
}
wide.addEventListener("change", settle);
settle();

// Menus close with Escape and when something else is touched.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const open = wide.matches ? "details.dropdown[open]" : "details.dropdown[open], details.menu[open]";
    document.querySelectorAll(open).forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  }
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.dropdown[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});

// "/" goes to the search box, unless something is being typed.
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
  const box = document.getElementById("search");
  if (event.key === "/" && box && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
  }
});

// A dialog is opened by what names it in data-opens; it closes itself.
document.addEventListener("click", (event) => {
  const opener = event.target instanceof Element && event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog && dialog.showModal) dialog.showModal();
});

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
});

// What names a value chooses it for every row of its form. Where a row was chosen otherwise, or says something to mind, the
// dialog that it names in data-asks asks first. Without scripts its link chooses.
document.addEventListener("click", (event) => {
  const chooser = event.target instanceof Element && event.target.closest("[data-chooses]");
  const form = chooser && (chooser.form || chooser.closest("form"));
  if (!form) return;
  event.preventDefault();
  const value = CSS.escape(chooser.dataset.chooses);
  const asks = document.getElementById(chooser.dataset.asks);
  if (asks && asks.showModal && form.querySelector(`[data-minds], input[type=radio]:checked:not([value="${value}"])`)) {
    asks.showModal();
    return;
  }
  form.querySelectorAll(`input[type=radio][value="${value}"]`).forEach((each) => { each.checked = true; });
  const dialog = chooser.closest("dialog");
  if (dialog) dialog.close();
});

// Within what says so, a key presses the button or link that names it: while the focus is there and nothing is being typed.
document.addEventListener("keydown", (event) => {
  const region = event.target instanceof Element && event.target.closest("[data-keys]");
  const typing = region && event.target.closest("input, textarea, select");
  if (!region || typing || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const named = region.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (named) { event.preventDefault(); named.click(); }
});
const keyed = document.querySelector("[data-keys]");
if (keyed) keyed.focus({ preventScroll: true });

// What cannot be undone asks first. Without scripts it is done as the button says.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// A form is sent once, however often its button is pressed. What answers with a file leaves the page, and its button, there.
const HOLD = 8000;
const held = new Set();
function hold(button) {
  if (button.disabled) return;
  button.disabled = true;
  held.add(button);
  setTimeout(() => release(button), HOLD);
}
function release(button) {
  if (held.delete(button)) button.disabled = false;
}
document.addEventListener("submit", (event) => {
  const leaves = event.submitter && !event.defaultPrevented && event.target.getAttribute("method") !== "dialog";
  if (leaves) setTimeout(hold, 0, event.submitter);
});
window.addEventListener("pageshow", () => held.forEach(release));
document.addEventListener("htmx:beforeRequest", (event) => {
  toasts.replaceChildren();
  if (event.target instanceof HTMLFormElement) event.target.querySelectorAll("button:not([type=button])").forEach(hold);
});
document.addEventListener("htmx:afterRequest", () => held.forEach(release));

// What went wrong with a partial request is told: the server's sentence with its advice and number, if it sent a page with one.
const toasts = document.getElementById("toasts");
function tell(sentence) {
  const line = document.createElement("div");
  line.className = "alert alert-danger";
  line.setAttribute("role", "alert");
  line.textContent = sentence;
  toasts.replaceChildren(line);
}
function isPage(answer) {
  return /^\s*<!doctype html/i.test(answer.responseText);
}
document.addEventListener("htmx:sendError", () => tell(toasts.dataset.unreachable));
document.addEventListener("htmx:timeout", () => tell(toasts.dataset.unreachable));
document.addEventListener("htmx:responseError", (event) => {
  const answer = event.detail.xhr;
  const page = isPage(answer) && new DOMParser().parseFromString(answer.responseText, "text/html");
  const told = page ? [...page.querySelectorAll(".sentence, .advice, .number")].map((each) => each.textContent) : [];
  tell(told.length ? told.join(" ") : toasts.dataset.failed);
});

// A whole page where a part was asked for, such as signing in again, is gone to, not put into the part.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.boosted && event.detail.xhr.status < 400 && isPage(event.detail.xhr)) {
    event.detail.shouldSwap = false;
    window.location.assign(event.detail.xhr.responseURL);
  }
});
