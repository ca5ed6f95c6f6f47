"use strict";
// What a phone adds to the form of a visit: a signature, its position, and a look at the photos before they are sent.
const form = document.querySelector("form[data-visit]");

if (form) {
  const told = form.querySelector("[data-told]");
  const photos = [...form.querySelectorAll("input[type=file]:not([data-signature])")];

  function tell(sentence) {
    told.textContent = sentence;
    told.hidden = !sentence;
    if (sentence) told.scrollIntoView({ block: "center" });
  }

  async function digest(file) {
    const found = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(found)].join();
  }

  // A photo that would be refused is told of at once, and nothing leaves the phone.
  async function look() {
    const files = photos.flatMap((input) => [...input.files]);
    if (files.some((file) => file.size > Number(form.dataset.most))) return tell(form.dataset.tooLarge);
    const digests = window.crypto?.subtle ? await Promise.all(files.map(digest)) : [];
    return tell(new Set(digests).size < digests.length ? form.dataset.twice : "");
  }
  photos.forEach((input) => input.addEventListener("change", look));
  form.addEventListener("submit", (event) => {
    if (told.hidden) return;
    event.preventDefault();
    told.scrollIntoView({ block: "center" });
  });

  // The signature: drawn with a finger, sent as a picture.
  const signing = form.querySelector("[data-signing]");
  const canvas = signing.querySelector("canvas");
  const picture = form.querySelector("[data-signature]");
  const pen = canvas.getContext("2d");
  let drawing = false;

  function clear() {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    picture.value = "";
  }
  function place(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
  }
  function keep() {
    canvas.toBlob((blob) => {
      const carried = new DataTransfer();
      carried.items.add(new File([blob], "signature.png", { type: "image/png" }));
      picture.files = carried.files;
    }, "image/png");
  }
  canvas.addEventListener("pointerdown", (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#1f2d3d";
    pen.beginPath();
    pen.moveTo(...place(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    pen.lineTo(...place(event));
    pen.stroke();
  });
  for (const ending of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(ending, () => { if (drawing) { drawing = false; keep(); } });
  }
  signing.querySelector("[data-clear]").addEventListener("click", clear);
  signing.hidden = false;
  clear();

  // Where the phone is, if its owner lets it say.
  const locating = form.querySelector("[data-locating]");
  if (navigator.geolocation && window.isSecureContext) {
    const said = locating.querySelector("[data-located]");
    locating.hidden = false;
    locating.querySelector("[data-locate]").addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition((found) => {
        form.elements.latitude.value = found.coords.latitude.toFixed(6);
        form.elements.longitude.value = found.coords.longitude.toFixed(6);
        said.textContent = form.dataset.located;
      }, () => { said.textContent = form.dataset.unlocated; }, { enableHighAccuracy: true, timeout: 15000 });
    });
  }
}
