"use strict";
// The book: what is to be written down, what waits to be handed in, and what came of it.
(() => {
  const { words, el, row, follow, filled, pupil, exceptions } = FieldForms;
  const main = document.getElementById("field-main"), told = document.getElementById("field-told");
  const bar = document.getElementById("field-waiting"), title = document.getElementById("field-title");
  let sending = false, turn = 0;

  function tell(sentence, kind = "info") {
    told.replaceChildren(el("div", { class: `alert alert-${kind}`, role: kind === "danger" ? "alert" : "status" }, el("div", {}, sentence)));
    told.scrollIntoView({ block: "nearest" });
  }
  function quiet() {
    told.replaceChildren();
  }
  function card(head, ...inside) {
    return el("section", { class: "card" }, el("div", { class: "card-header" }, el("h2", { class: "card-title" }, head)), ...inside);
  }

  // handing in

  async function showWaiting() {
    const count = await FieldOutbox.count();
    bar.textContent = words("waiting", { n: count });
    bar.dataset.count = String(count);
    bar.className = count ? "badge badge-warning" : "badge badge-success";
    document.getElementById("field-send").disabled = !count || sending;
  }

  async function handIn(isAsked) {
    if (sending) return;
    sending = true;
    try {
      const run = async () => {
        for (const device of await FieldRoster.devices()) await handInOf(device, isAsked);
      };
      // one window hands in at a time; without locks the server keeps twice from counting twice
      if (navigator.locks) await navigator.locks.request("notoneless-field", run);
      else await run();
    } finally {
      sending = false;
      await showWaiting();
    }
  }
  async function handInOf(device, isAsked) {
    if (device.unknown) {
      const mine = (await FieldOutbox.entries(device.account)).filter((each) => each.state === "here");
      if (mine.length || isAsked) tell(words("unknown_device"), "warning");
      return;
    }
    try {
      const { sent, trouble } = await FieldOutbox.handIn(device);
      if (trouble === "unknown") {
        await FieldRoster.disown(device);
        tell(words("unknown_device"), "warning");
      } else if (trouble) tell(words("kept_here", { why: trouble }), "warning");
      else if (sent) tell(words("handed_in", { n: sent }), "success");
      else if (isAsked) tell(words("nothing_waits"), "success");
    } catch {
      if (isAsked) tell(words("no_line"), "warning");
    }
  }

  // pages of the book

  // What was asked for last is shown, however long something asked for before may take.
  function show(mine, head, ...parts) {
    if (mine !== turn) return;
    title.textContent = head;
    main.replaceChildren(...parts);
  }

  async function home() {
    const mine = ++turn, read = await FieldRoster.read();
    const parts = [];
    if (!FieldSealing.able) parts.push(el("div", { class: "alert alert-warning", role: "status" }, el("div", {}, words("degraded"))));
    if (read.pack) parts.push(...things(read));
    else parts.push(card(words("no_roster"), el("p", { class: "card-body" }, words(`why_${read.why}`), " ", signIn())));
    parts.push(await written());
    show(mine, words("title"), ...parts);
    await showWaiting();
  }
  function signIn() {
    return el("a", { href: "/today/", class: "btn btn-sm" }, words("sign_in"));
  }

  function things(read) {
    const { pack } = read, parts = [];
    parts.push(el("p", { class: "sentence" }, words("for_whom", { name: pack.name, hours: read.left })));
    for (const klass of pack.classes) {
      const line = el("li", {}, el("a", { href: `#class/${klass.unit}` }, el("span", {}, el("b", {}, klass.name), " ", el("small", { class: "above" }, klass.school)), el("span", {}, words("pupils", { n: klass.pupils.length }))));
      parts.push(card(pack.attendance, el("ul", { class: "todo" }, line)));
    }
    for (const [number, group] of pack.groups.entries()) {
      const lines = group.items.map((each, at) => el("li", {}, el("a", { href: `#item/${number}/${at}` }, el("span", {}, el("b", {}, each.name), " ", el("small", { class: "above" }, each.where)), el("span", {}, each.due ? words("by", { day: each.due.slice(5) }) : ""))));
      parts.push(card(`${group.title} ${group.items.length}`, el("ul", { class: "todo" }, ...lines)));
    }
    if (!pack.classes.length && !pack.groups.length) parts.push(card(words("nothing"), el("p", { class: "card-body" }, words("nothing_to_write"))));
    return parts;
  }

  async function written() {
    const rows = [];
    for (const each of (await FieldOutbox.entries()).reverse()) {
      const about = each.about ? await FieldSealing.open(each.about) : each.clear;
      const badge = el("span", { class: `badge badge-${{ here: "warning", done: "success", taken: "success" }[each.state] || "info"}` }, words(`state_${each.state}`));
      rows.push(el("li", {}, el("div", {}, el("span", {}, el("b", {}, each.title), " ", about || words("locked_about"), each.sentence ? el("small", { class: "above" }, ` ${each.sentence}`) : null), badge)));
    }
    if (!rows.length) rows.push(el("li", {}, el("div", {}, words("nothing_written"))));
    return card(words("written"), el("ul", { class: "todo written" }, ...rows));
  }

  // a class

  async function classPage(unit) {
    const mine = ++turn, read = await FieldRoster.read();
    const klass = read.pack?.classes.find((each) => each.unit === unit);
    if (!klass) return home();
    const head = `${klass.school} ${klass.name}`;
    const today = dayOf(read);
    const days = klass.days.filter((day) => day <= today);
    if (!days.length) {
      return show(mine, head, back(), card(klass.name, el("p", { class: "card-body" }, words("no_school_day"))));
    }
    const pick = (name, label, options, value) => el("label", { class: "form-label" }, label, el("select", { class: "form-select", name }, ...options.map(([code, text]) => el("option", { value: code, selected: code === value }, text))));
    const done = new Set(today === read.pack.today ? klass.reported : []);
    const session = (klass.sessions.find((each) => each.key === klass.now && !done.has(each.key)) || klass.sessions.find((each) => !done.has(each.key)) || klass.sessions[0]).key;
    const sessions = klass.sessions.map((each) => [each.key, done.has(each.key) ? words("reported", { session: each.words }) : each.words]);
    const form = el("form", { class: "attendance", novalidate: true, on: { submit: (event) => { event.preventDefault(); report(form, klass, read.pack).catch(failed); } } },
      el("div", { class: "card tally-top" }, pick("day", words("day"), days.map((day) => [day, day]), days[days.length - 1]), pick("session", words("session"), sessions, session),
        el("button", { class: "btn", type: "button", on: { click: () => form.querySelectorAll('input[value="present"]').forEach((each) => { each.checked = true; }) } }, words("all_present"))),
      el("ol", { class: "card pupils" }, ...klass.pupils.map((each, at) => pupil(each, at + 1, klass))),
      klass.skipped.length ? el("p", { class: "above" }, words("skipped", { names: klass.skipped.join(document.documentElement.lang === "en" ? ", " : "、") })) : null,
      el("div", { class: "sending" }, el("button", { class: "btn btn-primary", type: "submit" }, words("write_down"))));
    return show(mine, head, back(), form);
  }

  async function report(form, klass, pack) {
    const on = form.elements.day.value, session = form.elements.session.value;
    const given = { unit: klass.unit, on, session, exceptions: exceptions(form, klass), shown: klass.pupils.map((each) => each.id).join(" ") };
    const part = klass.sessions.find((each) => each.key === session);
    const missing = given.exceptions ? given.exceptions.split("\n").length : 0;
    const about = `${klass.name} ${on} ${part.words} ${words("exceptions", { n: missing })}`;
    await save({ code: "attendance.report", title: pack.attendance, given, about, slot: `${klass.unit}|${on}|${session}` });
  }

  // one of the other things

  async function itemPage(number, at) {
    const mine = ++turn, read = await FieldRoster.read();
    const item = read.pack?.groups[number]?.items[at];
    if (!item) return home();
    const group = read.pack.groups[number];
    const submit = (event) => {
      event.preventDefault();
      if (!form.reportValidity()) return;
      record(form, item, group).catch(failed);
    };
    const form = el("form", { class: "card", on: { submit } },
      el("div", { class: "card-header" }, el("h2", { class: "card-title" }, item.name), el("span", { class: "above" }, item.where)),
      el("div", { class: "card-body" }, ...item.fields.map((each) => row(each, dayOf(read)))),
      el("div", { class: "sending" }, el("button", { class: "btn btn-primary", type: "submit" }, words("write_down"))));
    form.addEventListener("change", () => follow(form, item.fields));
    follow(form, item.fields);
    return show(mine, group.title, back(), form);
  }

  async function record(form, item, group) {
    const { given, photos } = await filled(form, item);
    if (item.code === "survey.answer") {
      const time = clockTime(await FieldRoster.read());
      if (time) given.asked_at = time;
    }
    await save({ code: item.code, title: group.title, given, photos, about: item.name, slot: "" });
  }

  async function save(entry) {
    const read = await FieldRoster.read();
    const device = read.pack ? await FieldRoster.deviceFor(read.pack) : null;
    if (!device) return tell(words("not_enabled"), "danger");
    await FieldOutbox.takeBack(device.account, entry.slot);
    await FieldOutbox.write(device, { ...entry, madeAt: FieldRoster.serverTime(read)?.toISOString() || "" });
    location.hash = "";
    await home();
    tell(words(FieldSealing.able ? "written_down" : "written_in_page"), "success");
    await handIn(false);
    await home();
    return undefined;
  }
  function failed(error) {
    tell(error?.name === "QuotaExceededError" ? words("full") : words("not_written"), "danger");
  }

  function back() {
    return el("p", {}, el("a", { class: "btn btn-sm", href: "#" }, words("back")));
  }
  // In China, where every county is: by the server's clock as far as it is known, not by that of the phone.
  function china(read) {
    return new Date((FieldRoster.serverTime(read) || new Date()).getTime() + 8 * 3_600_000).toISOString();
  }
  function dayOf(read) {
    return china(read).slice(0, 10);
  }
  function clockTime(read) {
    return read.pack ? china(read).slice(11, 19) : "";
  }

  // going about

  async function go() {
    const [kind, first, second] = location.hash.slice(1).split("/");
    quiet();
    if (kind === "class") await classPage(first);
    else if (kind === "item") await itemPage(Number(first), Number(second));
    else await home();
    window.scrollTo(0, 0);
  }

  async function refresh() {
    const found = await FieldRoster.fetchNew();
    if (typeof found === "string") return found === "signed_out" ? signedOut() : undefined;
    if (FieldSealing.able) await FieldRoster.device(found);
    if (!location.hash) await home();
    return undefined;
  }
  async function signedOut() {
    if ((await FieldRoster.read()).pack) return;
    await home();
  }

  async function online() {
    await refresh().catch(() => undefined);
    await handIn(false);
    if (!location.hash) await home();
  }

  async function start() {
    if (FieldSealing.able && navigator.serviceWorker) {
      navigator.serviceWorker.register("/field-worker.js", { scope: "/" }).catch(() => undefined);
      navigator.storage?.persist?.();
    }
    window.addEventListener("beforeunload", (event) => {
      if (!FieldSealing.able && Number(bar.dataset.count)) event.preventDefault();
    });
    window.addEventListener("hashchange", () => go().catch(failed));
    window.addEventListener("online", online);
    document.getElementById("field-send").addEventListener("click", () => handIn(true).then(() => home()));
    setInterval(() => { if (Number(bar.dataset.count)) handIn(false); }, 60_000);
    await go();
    await online();
  }
  start().catch(() => tell(words("no_storage"), "danger"));
})();
