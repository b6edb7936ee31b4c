// What was typed in one form of a page is not lost when another one is sent: it is kept in this tab alone and put
// back when the page is shown again, until it is sent or thrown away, or its reader signs out. The same is done for
// what was sent after the session had ended. Guildhall works without this file.
//
// data-unkept   a form: nothing of it is kept

const words = document.body.dataset;

const PAGE = "kept-at ";
const READER = "kept-for";
const ASKED = "kept-from";
const FIELDS =
  "textarea, select, input:not([type=password], [type=file], [type=submit], [type=button], [type=image], [type=reset])";

/* The memory of this tab. A browser may refuse it, or have no more room. */

const store = (() => {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
})();

function read(key) {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    store.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

const keys = () => Object.keys(store).filter((key) => key.startsWith("kept-"));

function forget() {
  for (const key of keys()) store.removeItem(key);
}

/** Keeps the entries of a page instead of those it had; says whether there was room. */
function put(key, entries) {
  if (entries.length && write(key, entries)) return true;
  // Nothing is better than what was typed before something else.
  store.removeItem(key);
  return false;
}

/* Forms and their fields */

const actionOf = (form) => form.getAttribute("action") ?? "";
const isBox = (field) => field.type === "checkbox" || field.type === "radio";
const isTyped = (field) => field.type !== "hidden";
const state = (field) => (isBox(field) ? field.checked : field.value);

/** All fields of a form that can be kept, each under a name that tells it from the others. */
function fieldsOf(form) {
  const fields = new Map();
  const times = new Map();
  for (const field of form.elements) {
    if (!field.name || !field.matches(FIELDS)) continue;
    const name = isBox(field) ? `${field.name}=${field.value}` : field.name;
    const n = times.get(name) ?? 0;
    times.set(name, n + 1);
    fields.set(`${name} ${n}`, field);
  }
  return fields;
}

const statesOf = (fields) => [...fields].map(([name, field]) => [name, state(field)]);

/** The forms of the page in which something can be typed or chosen. */
function forms() {
  const all = document.querySelectorAll("main form[method=post]:not([data-unkept])");
  return [...all].filter((form) => [...fieldsOf(form).values()].some(isTyped));
}

function changed(field) {
  if (isBox(field)) return field.checked !== field.defaultChecked;
  if (!field.matches("select")) return field.value !== field.defaultValue;
  const options = [...field.options];
  const first = options.findLast((option) => option.defaultSelected) ?? options[0];
  return first !== undefined && field.value !== first.value;
}

/** What tells a form from those that do something else. */
function markOf(form) {
  const buttons = [...form.elements].filter((one) => one.matches("button[name]"));
  return [actionOf(form), ...buttons.map((one) => `${one.name}=${one.value}`)].join("\n");
}

/** What tells it from those that do the same to something else. */
function heldBy(form) {
  const hidden = [...form.elements].filter((one) => one.matches("input[type=hidden]"));
  return hidden.map((one) => `${one.name}=${one.value}`).join("\n");
}

/**
 * The form of a page in which something was typed. One that is alone with what it does is known by that: its hidden
 * fields may also say what stood on the page, which changes.
 */
function formOf(entry, all) {
  const alike = all.filter((form) => markOf(form) === entry.mark);
  const same = alike.find((form) => heldBy(form) === entry.held);
  return same ?? (entry.alone && alike.length === 1 ? alike[0] : undefined);
}

/* Keeping */

const asked = store && read(ASKED);
// A form that was refused is shown at its own address: it still belongs to the page that it was sent from.
const from = asked?.path === location.pathname ? asked.page : null;
const here = () => PAGE + (from ?? location.pathname + location.search);

function keep(sent, action) {
  const all = forms();
  const kept = [];
  const entries = [];
  for (const form of all) {
    const fields = fieldsOf(form);
    if (form !== sent && ![...fields.values()].some((one) => isTyped(one) && changed(one))) continue;
    const [mark, held] = [markOf(form), heldBy(form)];
    const others = all.filter((other) => other !== form && markOf(other) === mark);
    // Of forms that nothing tells apart, one would get what belongs into another.
    if (others.some((other) => heldBy(other) === held)) continue;
    const alone = others.length === 0;
    entries.push({ mark, held, alone, sent: form === sent, values: statesOf(fields) });
    if (form !== sent) kept.push(form);
  }
  const path = new URL(action, location.href).pathname;
  write(ASKED, { path, page: here().slice(PAGE.length) });
  if (put(here(), entries)) for (const form of kept) safe(form);
}

/** Nothing of this form would be lost. */
function safe(form) {
  form.dispatchEvent(new Event("kept", { bubbles: true }));
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  // What our other script has stopped is sent by it, or not at all; the page stays, unless files are sent.
  const stays = event.defaultPrevented && !form.matches("[data-upload]");
  if (!store || stays || !form.matches("[method=post]")) return;
  const action = event.submitter?.getAttribute("formaction") ?? actionOf(form);
  if (action === "/sign-out") forget();
  else if (words.reader) keep(form, action);
});

/* Putting back */

function set(fields, states) {
  for (const [name, field] of fields) {
    const value = states.get(name);
    if (value === undefined || value === state(field)) continue;
    if (field.matches("select") && ![...field.options].some((one) => one.value === value)) continue;
    if (isBox(field)) field.checked = value;
    else field.value = value;
    if (!isTyped(field)) continue;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    let fold = field.closest("details");
    while (fold) {
      fold.open = true;
      fold = fold.parentElement.closest("details");
    }
  }
}

/**
 * Puts back what was typed, with what had stood on the page then, and says so in the form. Says whether there was
 * anything that does not stand there already.
 */
function putBack(form, entry, n) {
  const fields = fieldsOf(form);
  const before = new Map(statesOf(fields));
  set(fields, new Map(entry.values));
  if (![...fields].some(([name, one]) => isTyped(one) && before.get(name) !== state(one))) {
    set(fields, before);
    return false;
  }
  safe(form);
  const box = document.createElement("div");
  box.className = "note kept mb-16";
  const text = document.createElement("p");
  text.id = `kept-${n}`;
  text.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-3 btn-s";
  button.textContent = words.discard;
  button.setAttribute("aria-describedby", text.id);
  button.addEventListener("click", () => {
    set(fields, before);
    safe(form);
    const is = (one) => one.mark === entry.mark && one.held === entry.held;
    put(here(), (read(here()) ?? []).filter((one) => !is(one)));
    box.remove();
    [...fields.values()].find(isTyped)?.focus();
  });
  box.append(text, button);
  form.prepend(box);
  // What comes after the page is read aloud.
  setTimeout(() => { text.textContent = words.kept; }, 60);
  return true;
}

/** What was sent has been answered, and is kept no longer, unless its reader had to sign in first. */
function settle(unanswered) {
  for (const key of keys().filter((one) => one.startsWith(PAGE))) {
    const entries = read(key) ?? [];
    const waiting = entries.map((entry) => ({ ...entry, sent: false }));
    put(key, unanswered ? waiting : entries.filter((entry) => !entry.sent));
  }
}

if (store) {
  const signsIn = location.pathname === "/sign-in";
  store.removeItem(ASKED);
  if (words.reader ? read(READER) !== words.reader : !signsIn) forget();
  settle(signsIn);
  if (words.reader) {
    write(READER, words.reader);
    const all = forms();
    const left = (read(here()) ?? []).filter((entry, n) => {
      const form = formOf(entry, all);
      return !form || putBack(form, entry, n);
    });
    put(here(), left);
  }
}
