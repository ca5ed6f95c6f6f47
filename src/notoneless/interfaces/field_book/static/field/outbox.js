"use strict";
// The outbox: what was written and is to be handed in. An entry is sealed when it is written; it goes to the server under its id until the
// server has told that it keeps it; for fourteen days of the server's time it stays here and is offered again, because a server that was
// restored from a backup may have lost it. Nothing is decided by the clock of this device.
const FieldOutbox = (() => {
  const AT_ONCE = 20, LARGEST = 4_000_000;
  const KEPT = new Set(["done", "contended", "refused", "quarantined", "conflicting", "taken", "set_aside", "waiting"]);
  // Without TLS entries live in this page alone, in clear, and are lost with it: the page says so.
  const inPage = new Map();

  async function entries(account) {
    const all = FieldSealing.able ? await FieldStore.all("outbox") : [...inPage.values()];
    return all.filter((each) => !account || each.account === account).sort((a, b) => a.order - b.order);
  }
  async function keep(entry) {
    if (FieldSealing.able) await FieldStore.put("outbox", entry);
    else inPage.set(entry.id, entry);
  }
  async function drop(entry) {
    if (FieldSealing.able) await FieldStore.drop(entry.id);
    else inPage.delete(entry.id);
  }

  // Write one thing down. It is on this device when this returns, and not before.
  async function write(device, entry) {
    const id = FieldSealing.newId();
    const content = { code: entry.code, given: entry.given, photos: entry.photos || {}, made_at: entry.madeAt || "" };
    const row = { id, account: device.account, code: entry.code, title: entry.title, day: entry.day || "", slot: entry.slot || "" };
    row.order = (await entries()).reduce((most, each) => Math.max(most, each.order), 0) + 1;
    row.state = "here";
    row.sentence = "";
    if (FieldSealing.able) {
      const envelope = await FieldSealing.envelope(device.key, id, content);
      row.about = await FieldSealing.close(entry.about || "");
      row.size = envelope.box.length;
      await FieldStore.write(row, envelope);
    } else {
      row.plain = content;
      row.clear = entry.about || "";
      row.size = JSON.stringify(content).length;
      inPage.set(id, row);
    }
    return row;
  }

  // What was written about the same thing and has never left this device is taken back for what is written now.
  async function takeBack(account, slot) {
    for (const each of await entries(account)) {
      if (slot && each.slot === slot && each.state === "here" && !each.tried) await drop(each);
    }
  }

  function batches(waiting) {
    const found = [[]];
    let sum = 0;
    for (const each of waiting) {
      const last = found[found.length - 1];
      if (last.length && (last.length >= AT_ONCE || sum + each.size > LARGEST)) {
        found.push([each]);
        sum = each.size;
      } else {
        last.push(each);
        sum += each.size;
      }
    }
    return found;
  }

  async function send(device, events, held) {
    const written = [];
    for (const each of events) {
      const sealed = each.plain ? null : await FieldStore.get("envelopes", each.id);
      written.push(sealed ? { id: each.id, envelope: sealed.envelope } : { id: each.id, plain: each.plain });
    }
    const body = JSON.stringify({ events: written, held });
    const asked = { method: "POST", body, credentials: "omit", cache: "no-store", redirect: "error" };
    asked.headers = { "Content-Type": "application/json", Authorization: `Device ${device.secret}` };
    const controller = new AbortController();
    const limit = setTimeout(() => controller.abort(), 60_000);
    try {
      const answer = await fetch("/field/deliveries/", { ...asked, signal: controller.signal });
      const told = await answer.json();
      return { status: answer.status, told };
    } finally {
      clearTimeout(limit);
    }
  }

  async function note(entry, told, at) {
    entry.state = KEPT.has(told.state) ? told.state : "unusable";
    entry.sentence = told.sentence || "";
    if (KEPT.has(told.state)) entry.acknowledged ||= at;
    await keep(entry);
  }

  // Hand in all that waits, and offer what was acknowledged. {sent, trouble}: how many were taken, why others were not.
  async function handIn(device) {
    const mine = await entries(device.account);
    const waiting = mine.filter((each) => each.state === "here");
    let sent = 0, at = "";
    const held = mine.filter((each) => each.acknowledged).map((each) => each.id);
    const again = [];
    for (const [number, batch] of batches(waiting).entries()) {
      for (const each of batch) {
        if (!each.tried) {
          each.tried = true;
          await keep(each);
        }
      }
      const { status, told } = await send(device, batch, number ? [] : held);
      if (status === 401) return { sent, trouble: "unknown" };
      if (status !== 200) return { sent, trouble: told.sentence || String(status) };
      at = told.at;
      for (const each of told.events) {
        const entry = batch.find((one) => one.id === each.id);
        if (entry) {
          await note(entry, each, at);
          sent += 1;
        }
      }
      for (const each of told.held) {
        const entry = mine.find((one) => one.id === each.id);
        if (entry) await note(entry, each, at);
      }
      again.push(...mine.filter((one) => told.wanted.includes(one.id)));
    }
    for (const batch of again.length ? batches(again) : []) {
      const { status, told } = await send(device, batch, []);
      if (status !== 200) return { sent, trouble: told.sentence || String(status) };
      for (const each of told.events) {
        const entry = batch.find((one) => one.id === each.id);
        if (entry) await note(entry, each, told.at);
      }
    }
    if (at) await letGo(device, at);
    return { sent, trouble: "" };
  }

  async function letGo(device, at) {
    for (const each of await entries(device.account)) {
      if (each.acknowledged && Date.parse(at) - Date.parse(each.acknowledged) > device.keptFor * 1000) await drop(each);
    }
  }

  async function count() {
    return (await entries()).filter((each) => each.state === "here").length;
  }
  return { entries, write, takeBack, handIn, count };
})();
