"use strict";
// What the book keeps on this device. IndexedDB, five shelves: "outbox" says what was written and how it stands, "envelopes" holds it,
// sealed to the server; "devices" the credential of each account; "pack" the sealed roster; "keys" the key of that roster, which no
// script can read out. Envelopes lie apart because photos are large and lists are looked at on every page.
const FieldStore = (() => {
  const NAME = "notoneless-field", VERSION = 1;
  const SHELVES = { outbox: "id", envelopes: "id", devices: "account", pack: "name", keys: "name" };
  let opening = null;

  function open() {
    opening ||= new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, VERSION);
      asked.onupgradeneeded = () => {
        for (const [shelf, key] of Object.entries(SHELVES)) {
          if (!asked.result.objectStoreNames.contains(shelf)) asked.result.createObjectStore(shelf, { keyPath: key });
        }
      };
      asked.onsuccess = () => {
        asked.result.onversionchange = () => { asked.result.close(); opening = null; };
        resolve(asked.result);
      };
      asked.onerror = () => { opening = null; reject(asked.error); };
      asked.onblocked = () => reject(new Error("blocked"));
    });
    return opening;
  }

  async function within(shelves, mode, work) {
    const store = await open();
    return new Promise((resolve, reject) => {
      // "strict": what is said to be kept is on the disk, also when the battery dies a moment later
      const deed = store.transaction(shelves, mode, mode === "readwrite" ? { durability: "strict" } : {});
      const asked = work(...[shelves].flat().map((each) => deed.objectStore(each)));
      deed.oncomplete = () => resolve(asked ? asked.result : undefined);
      deed.onerror = deed.onabort = () => reject(deed.error);
    });
  }

  return {
    able: Boolean(window.indexedDB),
    all: (shelf) => within(shelf, "readonly", (each) => each.getAll()),
    get: (shelf, key) => within(shelf, "readonly", (each) => each.get(key)),
    put: (shelf, row) => within(shelf, "readwrite", (each) => each.put(row)),
    // An entry and its envelope come and go together, or not at all.
    write: (row, envelope) => within(["outbox", "envelopes"], "readwrite", (rows, envelopes) => {
      envelopes.put({ id: row.id, envelope });
      rows.put(row);
    }),
    drop: (id) => within(["outbox", "envelopes"], "readwrite", (rows, envelopes) => {
      envelopes.delete(id);
      rows.delete(id);
    }),
    clear: (shelf) => within(shelf, "readwrite", (each) => each.clear()),
  };
})();
