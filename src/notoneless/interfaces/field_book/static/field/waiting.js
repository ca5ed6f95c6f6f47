"use strict";
// On every page: how much of what was written without a line still waits on this device; signing out throws the roster away.
(() => {
  const link = document.getElementById("waiting");
  if (!link || !window.isSecureContext || !FieldStore.able) return;

  async function show() {
    const rows = await FieldStore.all("outbox");
    const count = rows.filter((each) => each.state === "here").length;
    link.hidden = !count;
    link.textContent = link.dataset.words.replace("{n}", String(count));
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-signs-out]") || form.dataset.forgotten) return;
    event.preventDefault();
    form.dataset.forgotten = "yes";
    // what was written stays, sealed to the server; names do not
    Promise.allSettled([FieldStore.clear("keys"), FieldStore.clear("pack")]).then(() => form.submit());
  });
  show().catch(() => undefined);
})();
