"use strict";
// Sealing. What is written goes into an envelope that the server alone opens (kernel/envelopes.py says how); the roster is sealed under a
// key that lies in this browser and cannot be read out of it. Without TLS a browser offers neither: then nothing is kept at all.
const FieldSealing = (() => {
  const INFO = new TextEncoder().encode("notoneless/field/1");
  const CURVE = { name: "ECDH", namedCurve: "P-256" };
  const able = Boolean(window.isSecureContext && window.crypto?.subtle && FieldStore.able);

  function text64(bytes) {
    let text = "";
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  }
  function bytes64(text) {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  }
  function joined(one, other) {
    const both = new Uint8Array(one.length + other.length);
    both.set(one);
    both.set(other, one.length);
    return both;
  }

  // An id for an event, also where the browser has no crypto.randomUUID because the page came without TLS.
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const text = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
  }

  async function envelope(publicKey, id, content) {
    const theirs = bytes64(publicKey);
    const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
    const point = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
    const other = await crypto.subtle.importKey("raw", theirs, CURVE, false, []);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: other }, own.privateKey, 256);
    const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const hkdf = { name: "HKDF", hash: "SHA-256", salt: joined(point, theirs), info: INFO };
    const key = await crypto.subtle.deriveKey(hkdf, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(content));
    const aes = { name: "AES-GCM", iv: nonce, additionalData: new TextEncoder().encode(id) };
    const box = new Uint8Array(await crypto.subtle.encrypt(aes, key, plain));
    return { format: 1, point: text64(point), nonce: text64(nonce), box: text64(box) };
  }

  async function rosterKey(fresh) {
    const kept = await FieldStore.get("keys", "roster");
    if (kept || !fresh) return kept ? kept.key : null;
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await FieldStore.put("keys", { name: "roster", key });
    return key;
  }
  async function close(value) {
    const key = await rosterKey(true), nonce = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    return { nonce, box: new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, plain)) };
  }
  // null where the key is gone: after three days, after signing out, after another account.
  async function open(sealed) {
    const key = await rosterKey(false);
    if (!key || !sealed) return null;
    try {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.nonce }, key, sealed.box);
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      return null;
    }
  }
  return { able, newId, envelope, close, open, forget: () => FieldStore.clear("keys"), text64 };
})();
