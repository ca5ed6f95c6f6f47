// Passkeys: forms that say data-passkey ask the browser for a credential before they are sent. No inline script is needed.
"use strict";

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const readable = (options) => {
  const key = options.publicKey;
  key.challenge = bytes(key.challenge);
  if (key.user) key.user.id = bytes(key.user.id);
  for (const list of [key.allowCredentials, key.excludeCredentials]) {
    for (const each of list || []) each.id = bytes(each.id);
  }
  return options;
};

const sendable = (made) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[name]) response[name] = text(made.response[name]);
  }
  if (made.response.getTransports) response.transports = made.response.getTransports();
  const clientExtensionResults = made.getClientExtensionResults();
  return { id: made.id, rawId: text(made.rawId), type: made.type, response, clientExtensionResults };
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    const options = readable(JSON.parse(document.getElementById(form.dataset.options).textContent));
    try {
      const made = await navigator.credentials[form.dataset.passkey](options);
      form.elements.credential.value = JSON.stringify(sendable(made));
    } catch (error) {
      form.elements.credential.value = "{}"; // the server answers with its sentence
    }
    form.submit();
  });
}
