"use strict";
// Search and filters of the list. Without this script its first page stands there, with links to
// the others. What the list holds lies in files beside it, which are loaded as they are needed:
// places.js says which projects have a unit, category or state, words-N.js what the projects of
// page N say, cards-N.js how they are shown.
(function () {
  const form = document.getElementById("search");
  const count = document.getElementById("count");
  const none = document.getElementById("none");
  const more = document.getElementById("more");
  const list = document.querySelector(".cards");
  const { scripts, all, size } = JSON.parse(document.getElementById("facts").textContent);
  const brought = { "cards-1": Array.from(list.children, (card) => card.outerHTML) };
  const waiting = {};
  let limit = size;
  let turn = 0;
  window.msctl = (name, data) => { brought[name] = data; };
  // A page opened from a disk may load scripts, and nothing else.
  function load(name) {
    if (brought[name]) return brought[name];
    waiting[name] = waiting[name] || new Promise((done, lost) => {
      const script = document.createElement("script");
      script.src = "list/" + name + ".js";
      script.onload = () => done(brought[name]);
      script.onerror = () => { delete waiting[name]; script.remove(); lost(new Error(name)); };
      document.head.append(script);
    });
    return waiting[name];
  }
  // What is typed becomes what the words of the list are already: one width, small letters,
  // simplified characters, no white space inside a word.
  function fold(text) {
    const plain = text.normalize("NFKC").toLowerCase().normalize("NFKC");
    return Array.from(plain, (character) => scripts[character] || character).join("");
  }
  const page = (place) => Math.floor(place / size) + 1;
  async function placed(found) {
    for (const key of ["unit", "category", "state"]) {
      const wanted = form.elements[key] && form.elements[key].value;
      if (!wanted) continue;
      const having = new Set((await load("places"))[key][wanted]);
      found = found.filter((place) => having.has(place));
    }
    return found;
  }
  async function worded(found) {
    const words = fold(form.elements.words.value).split(/\s+/).filter(Boolean);
    if (!words.length) return found;
    const texts = new Map();
    await Promise.all([...new Set(found.map(page))].map(async (number) => {
      texts.set(number, await load("words-" + number));
    }));
    return found.filter((place) => {
      const text = texts.get(page(place))[place % size];
      return words.every((word) => text.includes(word));
    });
  }
  async function show() {
    const mine = ++turn;
    list.setAttribute("aria-busy", "true");
    count.textContent = count.dataset.busy;
    try {
      const found = await worded(await placed(Array.from({ length: all }, (_, place) => place)));
      if (mine !== turn) return;
      const shown = found.slice(0, limit);
      const cards = new Map();
      for (const number of new Set(shown.map(page))) cards.set(number, await load("cards-" + number));
      if (mine !== turn) return;
      list.innerHTML = shown.map((place) => cards.get(page(place))[place % size]).join("");
      count.textContent = count.dataset.pattern.replace("{shown}", found.length).replace("{all}", all);
      none.hidden = found.length > 0;
      more.hidden = found.length <= limit;
    } catch (lost) {
      if (mine !== turn) return;
      count.textContent = count.dataset.lost.replace("{file}", "list/" + lost.message + ".js");
    }
    list.setAttribute("aria-busy", "false");
  }
  function begin() {
    limit = size;
    show();
  }
  // A link may name what is looked for: index.html#words=电梯&unit=住建局
  function follow() {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const [key, value] of asked) {
      const field = form.elements.namedItem(key);
      if (field && "value" in field) field.value = value;
    }
    begin();
  }
  form.addEventListener("input", begin);
  window.addEventListener("hashchange", follow);
  form.addEventListener("reset", () => setTimeout(begin));
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => { limit += size; show(); });
  form.hidden = false;
  for (const links of document.querySelectorAll(".pages")) links.hidden = true;
  follow();
})();
