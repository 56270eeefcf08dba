// Writing in place. Everything here also works by link and form alone.

// Votes: the pressed button's own answer replaces the buttons. What else may come back (a page
// to log in, one that says why not) is for the whole window: the form is sent again as a page.
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("[data-acts]") || !submitter) return;
  event.preventDefault();
  const answer = await fetch(submitter.formAction, {
    method: "POST",
    headers: { "HX-Request": "true" },
    body: new FormData(form, submitter),
  }).catch(() => null);
  const place = submitter.closest(".votes");
  const isInPlace = answer?.ok && !answer.redirected && !answer.headers.has("HX-Redirect");
  if (isInPlace && place) {
    const had = submitter.getAttribute("aria-label");
    place.outerHTML = await answer.text();
    document.querySelector(`#${place.id} [aria-label="${had}"]`)?.focus();
  } else {
    form.removeAttribute("data-acts");
    form.requestSubmit(submitter);
  }
});

// Drafts: what is typed stays in this browser until the server has said yes.
const PREFIX = "draft:";
const store = {
  get: (key) => attempt(() => localStorage.getItem(PREFIX + key)),
  set: (key, text) => attempt(() => localStorage.setItem(PREFIX + key, text)),
  drop: (key) => attempt(() => localStorage.removeItem(PREFIX + key)),
};

function attempt(act) {
  try {
    return act();
  } catch {
    return null; // storage is off: nothing is kept, nothing else changes
  }
}

function textOf(form) {
  return form.querySelector("textarea");
}

function bringBack(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    const text = textOf(form);
    const kept = store.get(form.dataset.draft);
    if (kept && text && !text.value) text.value = kept;
  }
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-draft]");
  if (!form || target !== textOf(form)) return;
  if (target.value) store.set(form.dataset.draft, target.value);
  else store.drop(form.dataset.draft);
});

// Sent as a page: if the next page opens at a comment, the server has said yes.
const SENT = "draft-sent";
document.addEventListener("submit", ({ target: form, submitter }) => {
  if (form.matches("form[data-draft]") && submitter?.name !== "preview") {
    attempt(() => sessionStorage.setItem(SENT, form.dataset.draft));
  }
});
const sent = attempt(() => sessionStorage.getItem(SENT));
if (sent && location.hash.startsWith("#comment-")) store.drop(sent);
attempt(() => sessionStorage.removeItem(SENT));

bringBack(document);

// Sent in place: the answer is the whole discussion, or the form again with what is wrong.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.requestConfig.elt.closest?.("form[data-draft]");
  if (!form) return;
  if (detail.xhr.getResponseHeader("HX-Retarget")) store.drop(form.dataset.draft);
  if (!detail.xhr.getResponseHeader("HX-Redirect")) {
    attempt(() => sessionStorage.removeItem(SENT));
  }
});
function sayThatItFailed({ detail }) {
  const note = detail.elt.querySelector?.("[data-sending-failed]");
  if (note) note.hidden = false;
}
document.addEventListener("htmx:sendError", sayThatItFailed);

// Sent for a part of a page: the page of an error does not have that part.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.isError || !event.detail.requestConfig.elt.matches?.("[data-hx-select]")) return;
  event.detail.shouldSwap = false;
  sayThatItFailed({ detail: { elt: event.detail.requestConfig.elt } });
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const place = detail.elt;
  bringBack(place.parentElement ?? document);
  const wrong = place.querySelector?.("[aria-invalid=true], .errorlist");
  const posted = place.querySelector?.("[data-posted]");
  if (wrong) wrong.focus?.();
  if (posted) {
    posted.scrollIntoView({ block: "center" });
    posted.focus({ preventScroll: true });
  } else if (place.matches?.(".reply-place")) {
    place.querySelector("textarea, select")?.focus();
  } else if (document.activeElement === document.body && place.closest?.("main")) {
    // The button that was pressed is gone.
    (place.matches?.(".follow") ? place.querySelector("button") : place).focus?.();
  }
});
