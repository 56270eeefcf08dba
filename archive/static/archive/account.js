// Passkeys, and passwords that can be looked at. All else on account pages works without script.

// Options and answers of passkeys travel as JSON, in which bytes are base64url.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

function withBytes(publicKey) {
  const decoded = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));
  return {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    ...(publicKey.user && { user: { ...publicKey.user, id: bytes(publicKey.user.id) } }),
    ...(publicKey.allowCredentials && { allowCredentials: decoded(publicKey.allowCredentials) }),
    ...(publicKey.excludeCredentials && {
      excludeCredentials: decoded(publicKey.excludeCredentials),
    }),
  };
}

function asJson(credential) {
  const { response } = credential;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = text(response.attestationObject);
    said.transports = response.getTransports?.() ?? [];
  } else {
    said.authenticatorData = text(response.authenticatorData);
    said.signature = text(response.signature);
    said.userHandle = response.userHandle && text(response.userHandle);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: said,
  };
}

async function optionsOf(form) {
  if (form.dataset.options) {
    return JSON.parse(document.getElementById(form.dataset.options).textContent);
  }
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${response.status} from ${form.action}`);
  return response.json();
}

async function ask(form) {
  const options = await optionsOf(form);
  const { publicKey } = options.creation_options ?? options.request_options;
  if (form.dataset.passkey !== "create") {
    return navigator.credentials.get({ publicKey: withBytes(publicKey) });
  }
  const alone = form.elements.passwordless.checked;
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone && { userVerification: "required" }),
  };
  return navigator.credentials.create({ publicKey: withBytes(publicKey) });
}

// Passkeys belong to a name: a site that is opened by a number has none.
const possible = window.PublicKeyCredential && !/^[\d.]+$|:/.test(location.hostname);

// A form with `data-passkey` ("create", "get", "log-in") is sent with what the device answers.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !possible;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const error = form.querySelector("[data-passkey-error]");
    error.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(asJson(await ask(form)));
      form.submit();
    } catch {
      error.hidden = false;
    }
  });
}
const missing = document.querySelector("[data-passkey-missing]");
if (missing) missing.hidden = Boolean(possible);

// Pressed twice, a form is sent once: the second code would make the first one in the mail wrong.
const TWICE = 3000;
for (const form of document.querySelectorAll("main form[method=post]:not([data-passkey])")) {
  let sentAt = -TWICE;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sentAt < TWICE) event.preventDefault();
    else sentAt = event.timeStamp;
  });
}

for (const button of document.querySelectorAll("button[data-shows]")) {
  const field = document.getElementById(button.dataset.shows);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", shown);
  });
}
