// The call in hand: its facts, notes, checks, end and hand-over. It survives a reload by its number.
import { $, announce, copy, get, post } from "./desk_tools.js";

const KEY = "desk-call";
let call = null;
let saving = null;

export const currentCall = () => call;

export async function openCall() {
  if (call && !call.ended_at) return call;
  call = await post("/desk/api/calls");
  sessionStorage.setItem(KEY, call.id);
  const [enterprise, notes] = [$("enterprise").value, $("notes").value];
  if (enterprise || notes) await save();
  else render();
  return call;
}

export async function takeUp(number) {
  const found = await get(`/desk/api/calls/${encodeURIComponent(number)}`);
  if (!found) { sessionStorage.removeItem(KEY); return; }
  call = found;
  sessionStorage.setItem(KEY, call.id);
  $("enterprise").value = call.enterprise;
  $("notes").value = call.notes;
  render();
  const profile = await get(`/desk/api/calls/${encodeURIComponent(number)}/profile`);
  if (profile) showProfile(profile);
}

export function kept(answer) {
  if (call) call.turns = [...(call.turns || []), answer];
}

export function showProfile(profile) {
  $("facts").replaceChildren(...profile.facts.map((fact) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.className = "fine";
    name.textContent = fact.name;
    item.append(name, ` ${fact.said}`);
    return item;
  }));
  $("no-facts").hidden = profile.facts.length > 0;
  $("match-table").innerHTML = profile.match;
}

async function save() {
  if (!call) await openCall();
  const body = { enterprise: $("enterprise").value, notes: $("notes").value, checks: (call.checks || []).map(({ text, done }) => ({ text, done })) };
  const found = await post(`/desk/api/calls/${call.id}`, body, "PUT");
  if (found) { call = found; render(); }
}

function later() {
  clearTimeout(saving);
  saving = setTimeout(save, 500);
}

function render() {
  $("checks").replaceChildren(...(call?.checks || []).map((check, at) => {
    const item = document.createElement("li");
    const label = document.createElement("label");
    label.className = "pick";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = check.done;
    box.addEventListener("change", () => { call.checks[at].done = box.checked; save(); });
    label.append(box, ` ${check.text}`);
    item.append(label);
    return item;
  }));
  const link = $("export");
  if (call) link.href = `/desk/api/calls/${call.id}/record.docx`;
  link.classList.toggle("off", !call);
}

function reset() {
  call = null;
  sessionStorage.removeItem(KEY);
  for (const id of ["enterprise", "notes", "q"]) $(id).value = "";
  $("facts").replaceChildren();
  $("match-table").replaceChildren();
  $("no-facts").hidden = false;
  render();
  $("q").focus();
}

$("enterprise").addEventListener("input", later);
$("notes").addEventListener("input", later);
$("add-check").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = $("check").value.trim();
  if (!text) return;
  await openCall();
  call.checks = [...(call.checks || []), { text, done: false }];
  $("check").value = "";
  await save();
});
$("end").addEventListener("click", async () => {
  if (!call) return;
  clearTimeout(saving);
  await save();
  if (await post(`/desk/api/calls/${call.id}/end`)) { announce($("told").dataset.ended); reset(); }
});
$("copy-record").addEventListener("click", async () => {
  if (!call) return;
  clearTimeout(saving);
  await save();
  const found = await get(`/desk/api/calls/${call.id}`);
  if (found) copy(found.record);
});
$("hand")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  await openCall();
  const to = $("hand-to").value;
  const found = await post(`/desk/api/calls/${call.id}/hand`, { to, note: $("hand-note").value });
  if (found) { call = found; announce($("told").dataset.handed.replace("{name}", to)); }
});

const open = sessionStorage.getItem(KEY);
if (open) takeUp(open); else render();
