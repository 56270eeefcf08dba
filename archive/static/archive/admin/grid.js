// A grid that grows while one types into its last row.

const form = document.querySelector(".grid-form");
const body = form.querySelector("tbody");
const template = form.querySelector("template");
const total = form.querySelector('[name="rows-TOTAL_FORMS"]');

form.addEventListener("input", ({ target }) => {
  if (target.closest("tr") === body.lastElementChild) addRow();
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
