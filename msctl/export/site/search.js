"use strict";
// Search and filters of the list. Without this script the whole list stands there.
(function () {
  const form = document.getElementById("search");
  const count = document.getElementById("count");
  const none = document.getElementById("none");
  const cards = Array.from(document.querySelectorAll(".cards > li"));
  const scripts = JSON.parse(document.getElementById("scripts").textContent);
  // What is typed becomes what the words in data-text are already: one width, small letters,
  // simplified characters, no white space inside a word.
  function fold(text) {
    const plain = text.normalize("NFKC").toLowerCase().normalize("NFKC");
    return Array.from(plain, (character) => scripts[character] || character).join("");
  }
  function has(card, key, wanted) {
    return !wanted || (card.dataset[key] || "").split("\n").includes(wanted);
  }
  function show() {
    const words = fold(form.elements.words.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      const fits = words.every((word) => card.dataset.text.includes(word))
        && ["unit", "category", "state"].every((key) => !form.elements[key] || has(card, key, form.elements[key].value));
      card.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = count.dataset.pattern.replace("{shown}", shown).replace("{all}", cards.length);
    none.hidden = shown > 0;
  }
  // A link may name what is looked for: index.html#words=电梯&unit=住建局
  function follow() {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const [key, value] of asked) {
      const field = form.elements.namedItem(key);
      if (field && "value" in field) field.value = value;
    }
    show();
  }
  form.addEventListener("input", show);
  window.addEventListener("hashchange", follow);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  follow();
})();
