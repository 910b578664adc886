// The desk: what is typed is searched at once, Enter answers, single keys copy. Words come from the page itself.
import { openCall, kept, showProfile } from "./desk_call.js";
import { openView } from "./desk_lists.js";
import { $, announce, copy, get, post } from "./desk_tools.js";

const field = $("q");
const list = $("results");
const reply = $("reply");
let composing = false;
let newest = 0;
let chosen = -1;
let last = { spoken: "", all: "", answer: null };

// ── Searching as one types ──

async function search() {
  const text = field.value.trim();
  const mine = ++newest;
  if (!text) { show({ measures: [], clauses: [] }, false); return; }
  const found = await get(`/desk/api/search?q=${encodeURIComponent(text)}`);
  // An answer that was overtaken by a later keystroke is not shown.
  if (mine === newest && found) show(found, true);
}

function show(found, asked) {
  const rows = [
    ...found.measures.map((m) => ({ kind: "measure", id: m.id, name: m.name, number: m.clause, text: m.summary })),
    ...found.clauses.map((c) => ({ kind: "clause", id: c.id, name: c.heading || c.label, number: c.label, text: c.text })),
  ];
  list.replaceChildren(...rows.map(row));
  chosen = -1;
  field.setAttribute("aria-expanded", String(rows.length > 0));
  field.removeAttribute("aria-activedescendant");
  $("nothing").hidden = !asked || found.measures.length > 0;
  list.dispatchEvent(new CustomEvent("shown", { detail: field.value }));
}

function row(entry, at) {
  const item = document.createElement("li");
  item.id = `result-${at}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  Object.assign(item.dataset, { kind: entry.kind, id: entry.id, name: entry.name });
  const name = document.createElement("b");
  name.textContent = entry.name;
  const number = document.createElement("span");
  number.className = "fine";
  number.textContent = ` ${list.dataset[entry.kind]} ${entry.number}`;
  const text = document.createElement("span");
  text.className = "snippet";
  text.textContent = entry.text;
  item.append(name, number, text);
  return item;
}

function choose(at) {
  const items = [...list.children];
  if (!items.length) return;
  chosen = Math.max(-1, Math.min(at, items.length - 1));
  items.forEach((item, n) => item.setAttribute("aria-selected", String(n === chosen)));
  if (chosen >= 0) {
    field.setAttribute("aria-activedescendant", items[chosen].id);
    items[chosen].scrollIntoView({ block: "nearest" });
  } else field.removeAttribute("aria-activedescendant");
}

// ── Answering ──

async function answer(question) {
  const call = await openCall();
  const found = await post("/desk/api/answers", { call: call.id, question });
  if (!found) return;
  reply.innerHTML = found.html;
  last = { spoken: found.answer.spoken, all: plainAnswer(found.answer), answer: found.answer };
  showProfile(found.profile);
  kept(found.answer);
  toReply();
}

async function measure(id) {
  const found = await get(`/desk/api/measures/${encodeURIComponent(id)}`);
  if (!found) return;
  reply.innerHTML = found.html;
  last = { spoken: found.spoken, all: found.copy, answer: null };
  toReply();
}

async function take(item) {
  if (item.dataset.kind === "measure") return measure(item.dataset.id);
  const found = await get(`/api/clauses/${item.dataset.id.split("/").map(encodeURIComponent).join("/")}`);
  if (!found) return undefined;
  const title = document.createElement("h2");
  title.textContent = `${found.document} ${found.label}`;
  const words = document.createElement("blockquote");
  words.textContent = found.text;
  const frame = document.createElement("div");
  frame.className = "answer";
  frame.append(title, words);
  reply.replaceChildren(frame);
  last = { spoken: found.text, all: `${found.document} ${found.label}\n${found.text}`, answer: null };
  toReply();
  return undefined;
}

// From here one key copies; “/” leads back to the field. On a phone the reply lies below the results.
function toReply() {
  reply.focus({ preventScroll: true });
  if (reply.getBoundingClientRect().top > innerHeight / 2) reply.scrollIntoView({ block: "start" });
}

function plainAnswer(answer) {
  const cited = answer.citations.map((c) => `[${c.n}] ${c.document} ${c.path.join("")}：${c.quote}`);
  return [answer.text.replaceAll("**", ""), "", ...cited].join("\n");
}

// ── Keys ──

field.addEventListener("compositionstart", () => { composing = true; });
field.addEventListener("compositionend", () => { composing = false; search(); });
field.addEventListener("input", (event) => { if (!composing && !event.isComposing) search(); });
field.addEventListener("keydown", (event) => {
  // 229: a key that the input method is still working on.
  if (composing || event.isComposing || event.keyCode === 229) return;
  if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
  else if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen - 1); }
  else if (event.key === "Enter") {
    event.preventDefault();
    const item = list.children[chosen];
    if (item) take(item); else if (field.value.trim()) answer(field.value.trim());
  } else if (event.key === "Escape") clear();
});
function clear() { field.value = ""; search(); field.focus(); }
list.addEventListener("click", (event) => { const item = event.target.closest("li"); if (item) take(item); });

document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  if (event.altKey) {
    if (event.code === "KeyC") { event.preventDefault(); copy(last.spoken); }
    if (event.code === "KeyA") { event.preventDefault(); copy(last.all); }
    return;
  }
  if (writing) { if (event.key === "Escape" && writing !== field) reply.focus(); return; }
  const keys = { "/": () => { field.focus(); field.select(); }, c: () => copy(last.spoken), a: () => copy(last.all), n: () => $("notes").focus(), escape: clear };
  const act = keys[event.key.toLowerCase()];
  if (act) { event.preventDefault(); act(); }
});

// ── Buttons ──

reply.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]")?.dataset.act;
  if (act === "copy-say") copy(last.spoken);
  else if (act === "copy-all") copy(last.all);
  else if (act === "curate" && last.answer) curate(last.answer);
});

async function curate(answer) {
  const dialog = $("curate");
  $("curate-question").textContent = answer.question;
  $("curate-text").value = "";
  $("curate-trouble").textContent = "";
  const box = $("curate-quotes");
  // The clause that the amount rests on, not the one on validity that may stand before it.
  const main = answer.figures[0]?.citations[0] ?? answer.citations.at(answer.notices.includes("expired") ? 1 : 0)?.n;
  box.replaceChildren(box.querySelector("legend"), ...answer.citations.map((c, n) => {
    const label = document.createElement("label");
    label.className = "pick";
    const check = document.createElement("input");
    check.type = "checkbox";
    check.checked = c.n === main;
    check.dataset.clause = c.path.join("");
    check.dataset.document = c.document;
    check.value = c.quote;
    label.append(check, ` ${c.path.join("")} ${c.quote}`);
    return label;
  }));
  dialog.showModal();
}

$("curate-send").addEventListener("click", async () => {
  const dialog = $("curate");
  const quotes = [...dialog.querySelectorAll("input:checked")].map((c) => ({ document: c.dataset.document, clause: c.dataset.clause, quote: c.value }));
  const body = { question: $("curate-question").textContent, text: $("curate-text").value, quotes };
  const reply = await fetch("/desk/api/curated", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  if (reply.ok) { dialog.close(); announce($("told").dataset.kept); }
  else $("curate-trouble").textContent = (await reply.json()).detail;
});

document.querySelector(".desk-top nav").addEventListener("click", (event) => {
  const view = event.target.closest("[data-view]");
  if (view) openView(view.dataset.view);
});

// Keys pressed before this line would be lost: tests wait for it.
$("desk").dataset.ready = "yes";
