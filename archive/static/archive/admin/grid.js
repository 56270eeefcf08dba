// A grid that grows while one types, and offers the names there are.

const form = document.querySelector(".grid-form");
const body = form.querySelector("tbody");
const template = form.querySelector("template");
const total = form.querySelector('[name="rows-TOTAL_FORMS"]');
const suggestions = form.querySelector("#suggestions");

form.addEventListener("input", ({ target }) => {
  if (target.closest("tr") === body.lastElementChild) addRow();
  if (target.dataset.suggest) suggest(target);
});

function addRow() {
  const row = template.content.firstElementChild.cloneNode(true);
  for (const element of row.querySelectorAll("[name], [for]")) {
    for (const attribute of ["name", "id", "for"]) {
      const value = element.getAttribute(attribute);
      if (value) element.setAttribute(attribute, value.replace("__prefix__", total.value));
    }
  }
  body.append(row);
  total.value = Number(total.value) + 1;
}

let asked = 0;
async function suggest(input) {
  asked += 1;
  const question = asked;
  const query = new URLSearchParams({ kind: input.dataset.suggest, q: input.value });
  const answer = await fetch(`${form.dataset.suggestions}?${query}`);
  if (question !== asked || !answer.ok) return;
  const { names } = await answer.json();
  suggestions.replaceChildren(...names.map((name) => new Option(name, name)));
  input.setAttribute("list", "suggestions");
}
