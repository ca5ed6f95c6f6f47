"use strict";
// Forms of the book, built of what the server has said of them. Nothing is put in as HTML: names are text.
const FieldForms = (() => {
  const WORDS = document.getElementById("field-words").dataset;

  function words(key, params = {}) {
    return (WORDS[key] || key).replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ""));
  }
  function el(tag, attributes = {}, ...inside) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...inside.filter((each) => each !== null && each !== undefined));
    return made;
  }

  function input(field, today) {
    const id = `field-${field.name}`, value = field.value === "today" ? today : field.value;
    const shared = { id, name: field.name, required: !field.optional, "aria-describedby": field.hint ? `${id}-hint` : null };
    if (field.type === "select") {
      const first = field.optional || !value ? [el("option", { value: "" }, words("choose"))] : [];
      const options = field.options.map(([code, told]) => el("option", { value: code, selected: code === value }, told));
      return el("select", { ...shared, class: "form-select" }, ...first, ...options);
    }
    if (field.type === "textarea") return el("textarea", { ...shared, class: "form-control", rows: "4", maxlength: "2000" }, value);
    if (field.type === "photo") return el("input", { ...shared, class: "form-control", type: "file", accept: "image/*", capture: "environment" });
    const type = { date: "date", time: "time" }[field.type] || "text";
    const inputmode = field.type === "number" ? "numeric" : null;
    return el("input", { ...shared, class: "form-control", type, value, inputmode, maxlength: "200", autocomplete: "off" });
  }

  function ticks(field) {
    const chosen = new Set(field.value.split(" "));
    const boxes = field.options.map(([code, told]) => el("label", { class: "form-check" },
      el("input", { class: "form-check-input", type: "checkbox", name: field.name, value: code, checked: chosen.has(code) }),
      el("span", { class: "form-check-label" }, told)));
    return el("fieldset", { class: "mb-3" }, el("legend", { class: "form-label" }, field.label), el("div", { class: "ticks" }, ...boxes));
  }

  function row(field, today) {
    if (field.type === "ticks") return ticks(field);
    const optional = field.optional ? el("span", { class: "optional" }, words("optional")) : null;
    const hint = field.hint ? el("div", { class: "form-hint", id: `field-${field.name}-hint` }, field.hint) : null;
    return el("div", { class: "mb-3", "data-field": field.name }, el("label", { class: "form-label", for: `field-${field.name}` }, field.label, optional), input(field, today), hint);
  }

  // Fields that are asked with some answers alone appear with them, and say nothing without.
  function follow(form, fields) {
    for (const field of fields) {
      if (field.must) form.elements[field.name].required = field.must[1].includes(form.elements[field.must[0]].value);
      if (!field.when) continue;
      const [name, values] = field.when, place = form.querySelector(`[data-field="${CSS.escape(field.name)}"]`);
      const isAsked = values.includes(form.elements[name].value);
      place.hidden = !isAsked;
      form.elements[field.name].disabled = !isAsked;
    }
  }

  // A photo as the book keeps it: no larger than a page needs, and without where and when it was taken.
  async function photo(file) {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, 1280 / Math.max(picture.width, picture.height));
    const canvas = el("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
    return FieldSealing.text64(new Uint8Array(await blob.arrayBuffer()));
  }

  async function filled(form, item) {
    const given = { ...item.about }, photos = {};
    for (const field of item.fields) {
      if (form.elements[field.name]?.disabled) continue;
      if (field.type === "photo") {
        const file = form.elements[field.name].files[0];
        if (file) photos[field.name] = await photo(file);
      } else if (field.type === "ticks") {
        given[field.name] = [...form.querySelectorAll(`input[name="${CSS.escape(field.name)}"]:checked`)].map((each) => each.value).join(" ");
      } else {
        const text = form.elements[field.name].value.trim();
        if (text) given[field.name] = field.type === "number" || field.name === "grade" ? whole(text) : text;
      }
    }
    return { given, photos };
  }
  function whole(text) {
    return /^\d{1,4}$/.test(text) ? Number(text) : text;
  }

  // One pupil, as the page for a class has it.
  function pupil(each, number, klass) {
    const name = `m-${each.id}`;
    const mark = (kind, told, cls) => el("label", { class: cls }, el("input", { type: "radio", name, value: kind, checked: each.kind === kind }), el("span", {}, told));
    const apart = each.apart ? el("small", {}, each.apart) : null;
    const leave = each.leave_until ? el("small", {}, words("leave_until", { day: each.leave_until.slice(5) })) : null;
    const reasons = klass.reasons.map((reason) => el("option", { value: reason.key, selected: reason.key === each.reason }, reason.words));
    return el("li", { class: "pupil" },
      el("span", { class: "no" }, String(number)),
      el("span", { class: "who" }, el("b", {}, each.name), apart, leave),
      el("span", { class: "marks", role: "radiogroup", "aria-label": each.called },
        mark("present", words("present"), "is-present"), mark("late", words("late"), "is-late"),
        mark("leave", words("leave"), "is-leave"), mark("absent", words("absent"), "is-absent")),
      el("details", { class: "pupil-more" },
        el("summary", {}, el("span", { class: "visually-hidden" }, words("more_of", { name: each.called })), el("span", { "aria-hidden": "true" }, "⋯")),
        el("div", { class: "pupil-why" }, mark("left_early", words("left_early"), "is-early"),
          el("select", { class: "form-select", name: `r-${each.id}`, "aria-label": words("reason_of", { name: each.called }) }, el("option", { value: "" }, words("reason")), ...reasons),
          el("input", { class: "form-control", name: `n-${each.id}`, maxlength: "200", autocomplete: "off", placeholder: words("note"), "aria-label": words("note_of", { name: each.called }) }))));
  }

  // The exceptions of a class, as the action takes them: a line each of child, mark, reason and note.
  function exceptions(form, klass) {
    const lines = [];
    for (const each of klass.pupils) {
      const kind = form.elements[`m-${each.id}`].value;
      if (kind === "present") continue;
      const reason = form.elements[`r-${each.id}`].value, note = form.elements[`n-${each.id}`].value.replace(/\s+/g, " ").trim();
      const fits = klass.reasons.find((one) => one.key === reason)?.marks.includes(kind);
      lines.push([each.id, kind, fits ? reason : "", note].join("\t"));
    }
    return lines.join("\n");
  }
  return { words, el, row, follow, filled, pupil, exceptions };
})();
