"use strict";
// The service worker of the book: it keeps the book's own files, and nothing of anybody. Everything else goes to the network as ever; a
// page that cannot be had without a line gives way to the book.
const NAME = "notoneless-field-{{ version }}";
const KEPT = {{ kept|safe }};
const BOOK = "{{ book }}";

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(NAME);
    await cache.addAll(KEPT.map((each) => new Request(each, { cache: "reload" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((each) => each.startsWith("notoneless-field-") && each !== NAME).map((each) => caches.delete(each)));
    await self.clients.claim();
  })());
});

async function book() {
  const cache = await caches.open(NAME);
  return (await cache.match(BOOK, { ignoreVary: true })) || Response.error();
}

self.addEventListener("fetch", (event) => {
  const asked = event.request, where = new URL(asked.url);
  if (asked.method !== "GET" || where.origin !== self.location.origin) return;
  if (asked.mode === "navigate") {
    event.respondWith(where.pathname === BOOK ? book() : fetch(asked).catch(book));
  } else if (KEPT.includes(where.pathname)) {
    event.respondWith(caches.match(where.pathname, { cacheName: NAME, ignoreVary: true }).then((kept) => kept || fetch(asked)));
  }
});
