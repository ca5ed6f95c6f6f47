"use strict";
// The roster on this device: fetched while there is a line, sealed, readable for three days by the clock that fetched it. A clock that
// went back locks it and loses nothing; once three days are over, or somebody signs out, its key is thrown away.
const FieldRoster = (() => {
  let inPage = null;

  async function keep(pack) {
    const now = Date.now();
    const row = { name: "pack", account: pack.account, fetched: now, lasts: Date.parse(pack.until) - Date.parse(pack.at), at: pack.at };
    if (!FieldSealing.able) {
      inPage = { ...row, pack, device: inPage?.account === pack.account ? inPage.device : null };
      return;
    }
    const kept = await FieldStore.get("pack", "pack");
    if (kept && kept.account !== pack.account) await forget();
    row.sealed = await FieldSealing.close(pack);
    await FieldStore.put("pack", row);
  }

  // {pack, why, left}: why is "none", "over" or "clock" where there is no pack to show; left: hours that it may still be shown.
  async function read() {
    const row = FieldSealing.able ? await FieldStore.get("pack", "pack") : inPage;
    if (!row) return { pack: null, why: "none" };
    const passed = Date.now() - row.fetched;
    if (passed < -300_000) return { pack: null, why: "clock" };
    if (passed > row.lasts) {
      await forget();
      return { pack: null, why: "over" };
    }
    const pack = row.sealed ? await FieldSealing.open(row.sealed) : row.pack;
    if (!pack) return { pack: null, why: "none" };
    return { pack, why: "", left: Math.floor((row.lasts - passed) / 3_600_000), passed: Math.max(0, passed) };
  }

  async function forget() {
    inPage = null;
    if (!FieldSealing.able) return;
    await FieldSealing.forget();
    await FieldStore.clear("pack");
  }

  // Fetch it anew. "signed_out" where somebody has to sign in; "away" without a line.
  async function fetchNew() {
    let answer;
    try {
      answer = await fetch("/field/pack/", { cache: "no-store", redirect: "manual", headers: { Accept: "application/json" } });
    } catch {
      return "away";
    }
    if (answer.type === "opaqueredirect") return "signed_out";
    if (answer.status >= 500) return "away";
    if (!answer.ok) return "refused";
    const pack = await answer.json();
    await keep(pack);
    return pack;
  }

  // The credential of this device for an account: told once by the server, and no secret of any child.
  async function device(pack) {
    const known = FieldSealing.able ? await FieldStore.get("devices", pack.account) : inPage?.device;
    if (known && !known.unknown) {
      known.key = pack.key;
      known.keptFor = pack.kept_for;
      if (FieldSealing.able) await FieldStore.put("devices", known);
      return known;
    }
    const body = new URLSearchParams({ name: "" });
    const answer = await fetch("/field/devices/add/", { method: "POST", body, headers: { "X-CSRFToken": pack.csrf }, redirect: "manual" });
    if (!answer.ok) return null;
    const told = await answer.json();
    const made = { account: pack.account, secret: told.secret, key: pack.key, keptFor: pack.kept_for };
    if (FieldSealing.able) await FieldStore.put("devices", made);
    else if (inPage) inPage.device = made;
    return made;
  }

  // Without TLS a device is one page: it is made known when something is written, not whenever the page is opened.
  async function deviceFor(pack) {
    return FieldSealing.able ? FieldStore.get("devices", pack.account) : device(pack);
  }

  async function devices() {
    if (FieldSealing.able) return FieldStore.all("devices");
    return inPage?.device ? [inPage.device] : [];
  }

  async function disown(device) {
    device.unknown = true;
    if (FieldSealing.able) await FieldStore.put("devices", device);
  }

  // The day and time at the server, as far as this device can know: the time of the last pack and what has passed since.
  function serverTime(read) {
    return read.pack ? new Date(Date.parse(read.pack.at) + read.passed) : null;
  }
  return { read, fetchNew, forget, device, deviceFor, devices, disown, serverTime };
})();
