// The other views of the desk: records of calls, curated answers, what people said.
import { takeUp } from "./desk_call.js";
import { $, copy, get, post } from "./desk_tools.js";

export function openView(view) {
  for (const section of document.querySelectorAll(".view")) section.hidden = section.id !== `view-${view}`;
  for (const button of document.querySelectorAll("[data-view][aria-pressed]")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  if (view === "records") findCalls();
  if (view === "curated") listCurated();
  if (view === "feedback") listFeedback();
  if (view === "accounts") listAccounts();
  if (view === "call") $("q").focus();
}

function card(title, lines, actions = []) {
  const frame = document.createElement("article");
  frame.className = "entry";
  const head = document.createElement("h2");
  head.textContent = title;
  frame.append(head, ...lines.filter(Boolean).map((line) => {
    const part = document.createElement("p");
    part.textContent = line;
    return part;
  }));
  const row = document.createElement("div");
  row.className = "row";
  row.append(...actions);
  frame.append(row);
  return frame;
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function fill(place, cards) {
  if (cards.length) { place.replaceChildren(...cards); return; }
  const none = document.createElement("p");
  none.className = "fine";
  none.textContent = place.dataset.none;
  place.replaceChildren(none);
}

let newest = 0;
async function findCalls() {
  const mine = ++newest;
  const query = new URLSearchParams({ word: $("word").value, mine: $("mine").checked });
  if ($("day").value) query.set("day", $("day").value);
  const found = await get(`/desk/api/calls?${query}`);
  if (!found || mine !== newest) return;
  const place = $("calls");
  fill(place, found.calls.map((call) => {
    const link = document.createElement("a");
    link.className = "button";
    link.href = `/desk/api/calls/${call.id}/record.docx`;
    link.textContent = place.dataset.export;
    const record = document.createElement("pre");
    record.textContent = call.record;
    const made = card(call.enterprise || place.dataset.unnamed, [], [
      button(place.dataset.open, () => { takeUp(call.id); openView("call"); }),
      button(place.dataset.copy, () => copy(call.record)), link,
    ]);
    made.insertBefore(record, made.lastChild);
    return made;
  }));
}

async function listCurated() {
  const found = await get("/desk/api/curated");
  if (!found) return;
  const place = $("curated-list");
  const editor = $("desk").dataset.editor;
  fill(place, found.curated.map((note) => {
    const decide = async (state) => { await post(`/desk/api/curated/${note.id}`, { state }); listCurated(); };
    const actions = !editor ? [] : [
      ...(note.state !== "published" ? [button(place.dataset.publish, () => decide("published"))] : []),
      ...(note.state !== "withdrawn" ? [button(place.dataset.withdraw, () => decide("withdrawn"))] : []),
    ];
    const lines = [note.text, `${note.author} ${note.day} · ${note.clauses.join("、")} · ${place.dataset[note.state]}`, note.stands ? "" : place.dataset.gone];
    return card(note.question, lines, actions);
  }));
}

async function listFeedback() {
  const found = await get("/desk/api/feedback");
  if (!found) return;
  fill($("feedback-list"), found.feedback.map((given) => {
    const link = document.createElement("a");
    link.href = `/a/${given.receipt}`;
    link.target = "_blank";
    link.textContent = given.receipt;
    return card(given.question, [`${given.at} · ${given.verdict} ${given.reason}`, given.more], [link]);
  }));
}

async function listAccounts() {
  const found = await get("/desk/api/accounts");
  if (!found) return;
  const words = $("account-list").dataset;
  const states = { open: words.stateOpen, locked: words.stateLocked, closed: words.stateClosed };
  fill($("account-list"), found.accounts.map((account) => {
    const decide = async (state) => { await post(`/desk/api/accounts/${encodeURIComponent(account.name)}`, { state }); listAccounts(); };
    const actions = account.own ? [] : [
      ...(account.state === "closed" ? [button(words.open, () => decide("open"))] : [button(words.close, () => decide("closed"))]),
      ...(account.state === "locked" ? [button(words.unlock, () => decide("open"))] : []),
    ];
    const until = account.locked_until && account.state === "locked" ? `（${words.until} ${account.locked_until}）` : "";
    return card(account.name, [`${account.role} · ${states[account.state]}${until}`, account.seen_at ? `${words.seen} ${account.seen_at}` : words.never], actions);
  }));
}

for (const id of ["word", "day", "mine"]) $(id).addEventListener("input", findCalls);
$("find-calls").addEventListener("submit", (event) => { event.preventDefault(); findCalls(); });
