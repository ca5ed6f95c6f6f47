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
    document.querySelectorAll("details.dropdown[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  }
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.dropdown[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button && !event.defaultPrevented) setTimeout(() => { button.disabled = true; }, 0);
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("button[disabled]").forEach((button) => { button.disabled = false; });
});

// What went wrong with a partial request is told in one line.
function tell(text) {
  const old = document.querySelector(".toast-line");
  if (old) old.remove();
  const line = document.createElement("div");
  line.className = "alert alert-danger toast-line";
  line.setAttribute("role", "alert");
  line.textContent = text;
  document.body.append(line);
}
document.addEventListener("htmx:sendError", () => tell(document.documentElement.lang === "en" ? "No connection to the server; nothing was sent." : "连不上服务器，没有送出。"));
document.addEventListener("htmx:responseError", () => tell(document.documentElement.lang === "en" ? "That was not done. Load the page again." : "没有办成，请刷新页面再试。"));
