// What was typed in one form of a page is not lost when another one is sent: it is kept in this tab alone and put
// back when the page is shown again, until it is sent or thrown away, or its reader signs out. The same is done for
// what was sent after the session had ended, or was refused. Guildhall works without this file.
//
// data-unkept   a form: nothing of it is kept
// data-unsaved  the page: it shows an error, or what was sent to be looked at; nothing was done

const words = document.body.dataset;

const PAGE = "kept-at ";
const READER = "kept-for";
const ASKED = "kept-from";
const FIELDS =
  "textarea, select, input:not([type=password], [type=file], [type=submit], [type=button], [type=image], [type=reset], [type=hidden][name=next])";

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

/** Where a form is sent. Where its reader is led afterwards, here and in hidden fields, tells nothing of it. */
function placeOf(form) {
  const url = new URL(actionOf(form), location.href);
  url.searchParams.delete("next");
  return url.pathname + url.search;
}

/** What tells a form from those that do something else. */
function markOf(form) {
  const buttons = [...form.elements].filter((one) => one.matches("button[name]"));
  return [placeOf(form), ...buttons.map((one) => `${one.name}=${one.value}`)].join("\n");
}

/** What tells it from those that do the same to something else. */
function heldBy(form) {
  const hidden = [...form.elements].filter((one) => one.matches("input[type=hidden]:not([name=next])"));
  return hidden.map((one) => `${one.name}=${one.value}`).join("\n");
}

/**
 * The form of a page in which something was typed. One that is alone with what it does is known by that at the same
 * address: its hidden fields may also say what stood on the page, which changes.
 */
function formOf(entry, all) {
  let alike = all.filter((form) => markOf(form) === entry.mark);
  if (entry.again && !alike.length) {
    // Below what was looked at first, other buttons may stand.
    const [place] = entry.mark.split("\n");
    alike = all.filter((form) => placeOf(form) === place);
  }
  const same = alike.find((form) => heldBy(form) === entry.held);
  return same ?? (entry.alone && entry.at === at() && alike.length === 1 ? alike[0] : undefined);
}

/* Keeping */

const asked = store && read(ASKED);
// A form that was refused is shown at its own address: it still belongs to the page that it was sent from.
const from = asked?.path === location.pathname ? asked.page : null;
const at = () => from ?? location.pathname + location.search;
// Buttons lead back to the page without its query: it is the same page, and what was typed there belongs to both.
const here = () => PAGE + at().split("?")[0];
/** Forms that came with what was sent in vain: to the browser nothing in them has changed. */
const refused = new WeakSet();

function keep(sent, action) {
  const all = forms();
  const kept = [];
  // What belongs to a form that does not stand here now, such as that below another comment, waits for it.
  const entries = (read(here()) ?? []).filter((entry) => !formOf(entry, all));
  for (const form of all) {
    const fields = fieldsOf(form);
    const again = refused.has(form);
    const begun = again || [...fields.values()].some((one) => isTyped(one) && changed(one));
    if (form !== sent && !begun) continue;
    const [mark, held] = [markOf(form), heldBy(form)];
    const others = all.filter((other) => other !== form && markOf(other) === mark);
    // Of forms that nothing tells apart, one would get what belongs into another.
    if (others.some((other) => heldBy(other) === held)) continue;
    const alone = others.length === 0;
    entries.push({ mark, held, alone, again, at: at(), sent: form === sent, values: statesOf(fields) });
    if (form !== sent) kept.push(form);
  }
  const path = new URL(action, location.href).pathname;
  write(ASKED, { path, page: at() });
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

/** What was sent is kept no longer, unless nothing was done with it; then it is marked as sent in vain. */
function settle(undone) {
  for (const key of keys().filter((one) => one.startsWith(PAGE))) {
    const entries = read(key) ?? [];
    const waiting = entries.map((entry) => ({ ...entry, sent: false, again: entry.sent }));
    put(key, undone ? waiting : entries.filter((entry) => !entry.sent));
  }
}

if (store) {
  const signsIn = location.pathname === "/sign-in";
  const fails = "unsaved" in words;
  // At another address than the form was sent to, only what was to be shown afterwards has failed.
  const undone = fails && from !== null;
  store.removeItem(ASKED);
  // The page of an error may know no reader, even when there is one.
  if (words.reader ? read(READER) !== words.reader : !signsIn && !fails) forget();
  settle(signsIn || undone);
  if (words.reader) {
    write(READER, words.reader);
    const all = forms();
    const left = (read(here()) ?? []).filter((entry, n) => {
      const form = formOf(entry, all);
      if (!form) return true;
      if (!undone || !entry.again) return putBack(form, entry, n);
      // The server has put back what was typed, with what is wrong with it.
      refused.add(form);
      return true;
    });
    put(here(), left);
  }
}
