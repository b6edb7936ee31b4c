// Guildhall works without this file. It saves page loads and adds some comfort.
//
// data-enhance="#id"    a form or link: only the element with this id is replaced
// data-announce="…"     what a screen reader hears when that is done
// data-submits          a field: its form is sent as soon as something else is chosen
// data-confirm="…"      a form or button: asks first; data-yes="…" says on a button what will then be done
// data-guard            a form: warns before its changes are lost
// data-suggests="#id"   a form: this element is renewed as its title is typed
// data-max="200"        a field: counts characters
// data-editor="id"      the bar of buttons of a text field
// data-upload           a form with files: shows how much has been sent
// data-copy="…"         a button: copies this address
// data-print            prints the page
// data-script           something that only works with this file: shown by it
// data-shortcut="/"     a field: this key leads to it
// data-menu             a <details> that closes like a menu
// data-focus            gets the focus when the page opens

const words = document.body.dataset;

const live = document.createElement("p");
live.className = "vh";
live.setAttribute("role", "status");
document.body.append(live);

function announce(text) {
  live.textContent = "";
  if (text) setTimeout(() => { live.textContent = text; }, 60);
}

/* Replacing one element of the page */

const address = () => location.pathname + location.search;
let shown = address();

async function load(url, options, source) {
  const id = source.dataset.enhance.slice(1);
  const old = document.getElementById(id);
  const focused = document.activeElement?.id;
  old?.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, {
      ...options,
      credentials: "same-origin",
      headers: { Accept: `text/html; fragment=${id}` },
    });
    const place = response.headers.get("x-location");
    if (place) {
      const to = new URL(place, location.href);
      guarded.delete(source);
      if (to.pathname !== location.pathname) location.assign(to);
      else await load(to, {}, source);
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    let fresh = page.getElementById(id);
    if (fresh && old) {
      old.replaceWith(fresh);
    } else {
      // Another page, such as that of an error: it takes the place of this one.
      fresh = page.querySelector("main");
      if (!fresh) throw new Error("no page");
      document.querySelector("main").replaceWith(fresh);
      document.title = page.title;
    }
    if (!options.method && url.href !== location.href) history.pushState(null, "", url);
    shown = address();
    prepare(fresh);
    const summary = fresh.querySelector("[data-focus]");
    const again = focused && document.getElementById(focused);
    if (summary) summary.focus();
    else if (again) again.focus({ preventScroll: true });
    const flash = page.getElementById("flash");
    if (flash && !fresh.contains(flash)) showFlash(flash);
    announce(flash?.textContent.trim() || source.dataset.announce || words.loaded);
  } catch {
    announce(words.failed);
    if (!options.method) location.assign(url);
    else ask(words.failed);
  } finally {
    document.getElementById(id)?.removeAttribute("aria-busy");
  }
}

function showFlash(flash) {
  document.getElementById("flash")?.remove();
  document.querySelector("main > .wrap")?.prepend(flash);
}

/* Links to a place on the same page come by here, too: only another page is loaded. */
addEventListener("popstate", () => { if (address() !== shown) location.reload(); });

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-enhance]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  load(new URL(link.href), {}, link);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("form[data-enhance]")) return;
  event.preventDefault();
  const button = event.submitter;
  const data = new URLSearchParams(new FormData(form, button));
  const url = new URL(button?.getAttribute("formaction") || form.action, location.href);
  if (form.method === "post") {
    load(url, { method: "POST", body: data }, form);
  } else {
    for (const [name, value] of [...data]) if (!value) data.delete(name, value);
    url.search = data;
    load(url, {}, form);
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form?.requestSubmit();
});

/* What is like what is being typed */

let typing;

document.addEventListener("input", (event) => {
  const { form, name, value } = event.target;
  if (name !== "title" || !form?.matches("[data-suggests]")) return;
  clearTimeout(typing);
  if (value.trim().length > 7) typing = setTimeout(suggest, 700, form, value);
});

async function suggest(form, title) {
  const id = form.dataset.suggests.slice(1);
  try {
    const response = await fetch(form.action, {
      method: "POST",
      credentials: "same-origin",
      headers: { Accept: `text/html; fragment=${id}` },
      body: new URLSearchParams({ title, check: "1" }),
    });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById(id);
    if (response.ok && fresh) document.getElementById(id)?.replaceWith(fresh);
  } catch {
    // The button beside the field does the same.
  }
}

/* Asking first */

function ask(question, yes) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const text = document.createElement("p");
  text.id = "dialog-text";
  text.textContent = question;
  dialog.setAttribute("aria-labelledby", text.id);
  const buttons = document.createElement("p");
  buttons.className = "cluster";
  const button = (label, kind, value) => {
    const made = document.createElement("button");
    made.className = `btn ${kind}`;
    made.textContent = label;
    made.addEventListener("click", () => dialog.close(value));
    return made;
  };
  if (yes) buttons.append(button(yes, "", "yes"));
  buttons.append(button(yes ? words.no : words.close, "btn-2", ""));
  dialog.append(text, buttons);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

const confirmed = new WeakSet();

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const { confirm: question, yes } = (event.submitter?.dataset.confirm ? event.submitter : form).dataset;
  if (!question || confirmed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const button = event.submitter;
  if (await ask(question, yes)) {
    confirmed.add(form);
    form.requestSubmit(button);
  }
  button?.focus();
}, true);

/* Changes that would be lost, unless our other script has kept them */

const guarded = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-guard]")) guarded.add(form);
});
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) guarded.delete(event.target);
});
document.addEventListener("kept", (event) => guarded.delete(event.target));
addEventListener("beforeunload", (event) => {
  for (const form of guarded) if (form.isConnected) event.preventDefault();
});

/* Files: how much has been sent */

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("form[data-upload]")) return;
  const files = [...form.querySelector("input[type=file]").files];
  if (!files.length) return;
  event.preventDefault();
  const large = files.find((file) => file.size > Number(form.dataset.largest));
  if (large) {
    ask(`${large.name}: ${form.dataset.tooLarge}`);
    return;
  }
  const [bar, text] = form.querySelectorAll("progress, [data-progress]");
  const button = form.querySelector("[type=submit]");
  const request = new XMLHttpRequest();
  const show = (part) => {
    bar.hidden = text.hidden = part === null;
    button.disabled = part !== null;
    bar.value = part ?? 0;
    text.textContent = `${Math.floor(part ?? 0)} %`;
  };
  const failed = () => {
    guarded.delete(form);
    show(null);
    ask(words.failed);
  };
  request.upload.onprogress = (sent) => {
    if (sent.lengthComputable) show((100 * sent.loaded) / sent.total);
  };
  request.onload = () => {
    const place = request.getResponseHeader("x-location");
    if (!place) return failed();
    guarded.delete(form);
    const to = new URL(place, location.href);
    // An address that differs in its end only would not be loaded again.
    if (to.pathname + to.search === address() && to.hash) {
      location.hash = to.hash;
      location.reload();
    } else {
      location.assign(to);
    }
  };
  request.onerror = failed;
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html; fragment=files");
  guarded.add(form);
  show(0);
  request.send(new FormData(form));
});

/* Counting characters, as a reader would */

const segmenter = window.Intl?.Segmenter && new Intl.Segmenter();

function count(text) {
  if (!segmenter || text.length > 20000) return [...text].length;
  let length = 0;
  for (const _ of segmenter.segment(text)) length += 1;
  return length;
}

function counter(field) {
  const max = Number(field.dataset.max);
  const line = document.createElement("p");
  line.className = "counter num";
  line.setAttribute("aria-hidden", "true");
  field.after(line);
  let over = false;
  const show = () => {
    const length = count(field.value.trim());
    line.textContent = `${length} / ${max}`;
    line.hidden = length < max * 0.7;
    if (length > max && !over) announce(words.tooLong);
    over = length > max;
    line.classList.toggle("over", over);
  };
  field.addEventListener("input", show);
  show();
}

/* The bar of a text field */

function write(field, text, start, end) {
  field.focus();
  field.setSelectionRange(start, end);
  // The old command is the only one that can be undone with the keyboard.
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function wrap(field, sign) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const inside = value.slice(start, end);
  write(field, sign + inside + sign, start, end);
  field.setSelectionRange(start + sign.length, start + sign.length + inside.length);
}

function lines(field, sign) {
  const { value, selectionEnd } = field;
  const start = value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const next = value.indexOf("\n", selectionEnd);
  const end = next < 0 ? value.length : next;
  const all = value.slice(start, end).split("\n");
  const marked = all.every((line) => line.startsWith(sign));
  const text = all.map((line) => (marked ? line.slice(sign.length) : sign + line)).join("\n");
  write(field, text, start, end);
}

const actions = {
  bold: (field) => wrap(field, "**"),
  italic: (field) => wrap(field, "*"),
  list: (field) => lines(field, "- "),
  quote: (field) => lines(field, "> "),
  link: (field) => {
    const { selectionStart: start, selectionEnd: end, value } = field;
    const text = value.slice(start, end) || words.link;
    write(field, `[${text}](https://)`, start, end);
    const place = start + text.length + 3;
    field.setSelectionRange(place, place + 8);
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-editor] [data-action]");
  if (!button) return;
  const field = document.getElementById(button.closest("[data-editor]").dataset.editor);
  if (field) actions[button.dataset.action]?.(field);
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  const action = { b: "bold", i: "italic" }[event.key];
  if (!action || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  if (!field.id || !document.querySelector(`[data-editor="${CSS.escape(field.id)}"]`)) return;
  event.preventDefault();
  actions[action](field);
});

/* Small comforts */

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = event.target.closest?.("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
  const field = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (field && field.checkVisibility?.() !== false) {
    event.preventDefault();
    field.focus();
  }
});

document.addEventListener("click", async (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (event.target.closest("[data-print]")) {
    event.preventDefault();
    print();
  }
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    try {
      await navigator.clipboard.writeText(new URL(copy.dataset.copy || copy.getAttribute("href"), location.href).href);
      announce(words.copied);
      copy.classList.add("done");
      setTimeout(() => copy.classList.remove("done"), 2000);
    } catch {
      announce(words.failed);
    }
  }
});

function prepare(root) {
  for (const field of root.querySelectorAll("[data-max]")) counter(field);
  for (const part of root.querySelectorAll("[data-editor], [data-script]")) part.hidden = false;
}

prepare(document);
document.querySelector("[data-focus]")?.focus();
