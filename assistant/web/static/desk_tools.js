// Small helpers of the desk.
export const $ = (id) => document.getElementById(id);

export function announce(text) {
  const place = $("told");
  place.textContent = text;
  place.classList.add("shown");
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => { place.classList.remove("shown"); place.textContent = ""; }, 2500);
}

export async function copy(text) {
  if (!text) return;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  announce($("told").dataset.copied);
}

async function told(reply) {
  if (reply.ok) return reply.json();
  if (reply.status === 401) { location.assign("/desk/sign-in"); return null; }
  let detail = $("told").dataset.fault;
  try { detail = (await reply.json()).detail || detail; } catch { /* no problem document: the general words stand */ }
  announce(detail);
  return null;
}

async function send(address, options) {
  try {
    return await told(await fetch(address, options));
  } catch {
    announce($("told").dataset.fault);
    return null;
  }
}

export const get = (address) => send(address, { headers: { accept: "application/json" } });
export const post = (address, body, method = "POST") =>
  send(address, { method, headers: { "content-type": "application/json" }, body: body === undefined ? undefined : JSON.stringify(body) });
