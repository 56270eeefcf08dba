// Names for controls that the admin leaves without one, for those who hear the page.

const headingOf = (cell) =>
  cell.closest("table").tHead?.rows[0].cells[cell.cellIndex]?.textContent.trim() ?? "";

const nameOf = (control) => {
  const cell = control.closest("tr.form-row > td");
  if (cell) return headingOf(cell);
  return control.closest(".form-row, .fieldBox")?.querySelector("label, legend")?.textContent;
};

const CONTROLS = "input:not([type=hidden]), select, textarea, [role=combobox], [role=textbox]";

function giveNames(root) {
  for (const control of root.querySelectorAll(CONTROLS)) {
    if (control.labels?.length || control.hasAttribute("aria-label")) continue;
    const name = nameOf(control)?.trim().replace(/:$/, "");
    if (name) control.setAttribute("aria-label", name);
  }
  // Where a row stands as a block, each of its cells says what it holds.
  for (const cell of root.querySelectorAll("tr.form-row > td, #result_list tbody > tr > td")) {
    cell.dataset.heading = headingOf(cell);
  }
  // The name of a button with a symbol is not the name of the symbol.
  for (const button of root.querySelectorAll(".prose-menubar button[title]")) {
    if (button.title) button.setAttribute("aria-label", button.title);
  }
  // What explains a symbol is the text of a picture.
  for (const help of root.querySelectorAll("span.help-tooltip[aria-label]")) help.role = "img";
}

const giveAllNames = () => giveNames(document);
giveAllNames();
// After the admin's own scripts have built their controls.
window.django?.jQuery?.(giveAllNames);
window.addEventListener("load", giveAllNames);
document.addEventListener("formset:added", giveAllNames);
document.addEventListener("prose-editor:ready", giveAllNames);
