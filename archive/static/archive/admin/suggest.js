// Offers the names there are while one types into a field with data-suggest. A field for tags
// holds several with commas between them: its last one is completed.

const address = document.querySelector("script[data-address]").dataset.address;
const list = document.body.appendChild(document.createElement("datalist"));
list.id = "suggestions";

let asked = 0;
document.addEventListener("input", async ({ target }) => {
  if (!target.dataset.suggest) return;
  const [, before, said] =
    target.dataset.suggest === "tag" ? /^(.*,\s*)?(.*)$/.exec(target.value) : [, "", target.value];
  asked += 1;
  const question = asked;
  const query = new URLSearchParams({ kind: target.dataset.suggest, q: said });
  const answer = said ? await fetch(`${address}?${query}`) : null;
  if (question !== asked || (answer && !answer.ok)) return;
  const { names } = answer ? await answer.json() : { names: [] };
  list.replaceChildren(...names.map((name) => new Option("", (before ?? "") + name)));
  target.setAttribute("list", list.id);
});
