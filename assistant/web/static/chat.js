// The chat page: what people click inside an answer. Gradio carries questions and answers themselves.
(() => {
  "use strict";
  const told = () => document.getElementById("told");
  const box = () => document.querySelector("#question textarea, #question input");

  function announce(text) {
    const place = told();
    if (!place) return;
    place.textContent = text;
    place.classList.add("shown");
    clearTimeout(announce.timer);
    announce.timer = setTimeout(() => { place.classList.remove("shown"); place.textContent = ""; }, 2500);
  }

  function fill(text) {
    const field = box();
    if (!field) return null;
    const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set;
    set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return field;
  }

  // Gradio calls this when it has taken the question out of the field.
  window.assistantTaken = () => fill("");

  // Whether an answer is being written: until it is whole it has no actions.
  const lastReply = () => [...document.querySelectorAll("#log .bot-row")].pop();
  const busy = () => Boolean(document.querySelector("#log .user-row")) && !lastReply()?.querySelector(".actions");

  // Sends when no answer is being written any more.
  function say(text) {
    const field = fill(text);
    if (!field) return;
    let left = 80;
    const send = () => {
      const button = document.querySelector("#send");
      if (button && !busy() && field.value === text) { button.click(); return; }
      if (--left > 0 && field.value === text) setTimeout(send, 60);
    };
    setTimeout(send, 60);
  }

  async function copy(text, done) {
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
    announce(done);
  }

  async function feedback(receipt, verdict, reason, more) {
    const reply = await fetch("/api/feedback", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ answer: receipt, verdict, reason, more }),
    });
    announce(reply.ok ? told().dataset.thanks : (await reply.json()).detail);
    return reply.ok;
  }

  function askReason() {
    const dialog = document.getElementById("bad-reason");
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => {
        const form = dialog.querySelector("form");
        const data = new FormData(form);
        resolve(dialog.returnValue === "send" ? { reason: data.get("reason"), more: data.get("more") } : null);
        form.reset();
      }, { once: true });
      dialog.returnValue = "";
      dialog.showModal();
    });
  }

  async function act(button) {
    const answer = button.closest("[data-receipt]");
    const receipt = answer?.dataset.receipt;
    switch (button.dataset.do) {
      case "copy": return copy(button.dataset.copy, button.dataset.done);
      case "retry": return say(button.dataset.question);
      case "new": return document.querySelector("#new-talk")?.click();
      case "share": return copy(`${location.origin}/a/${receipt}`, button.dataset.done);
      case "good":
        if (await feedback(receipt, "good", null, "")) press(answer, button);
        return undefined;
      case "bad": {
        const given = await askReason();
        if (given && await feedback(receipt, "bad", given.reason, given.more || "")) press(answer, button);
        button.focus();
      }
    }
    return undefined;
  }

  function press(answer, button) {
    for (const other of answer.querySelectorAll("[aria-pressed]")) other.setAttribute("aria-pressed", String(other === button));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-say],[data-fill],[data-do]");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.say) say(button.dataset.say);
    else if (button.dataset.fill) { const field = fill(button.dataset.fill); field?.focus(); }
    else act(button);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches?.("form.ask")) return;
    event.preventDefault();
    const said = form.querySelector("input")?.value.trim();
    if (said) say(said);
  });

  // Gradio names its messages in English; a screen reader should hear Chinese.
  function translate() {
    const words = told()?.dataset;
    if (!words) return;
    document.querySelector("#log [role=log]")?.setAttribute("aria-label", words.log);
    const toggle = document.querySelector("#history .toggle-button");
    toggle?.setAttribute("aria-label", words.history);
    toggle?.setAttribute("data-short", words.historyShort);
    for (const node of document.querySelectorAll("#log [data-testid=user],#log [data-testid=bot]")) {
      node.removeAttribute("aria-label");
    }
  }

  // A new question goes to the top of the window and its answer is read from there.
  let asked = 0;
  let pinned = null;
  function toTop(row) {
    const log = row.closest(".bubble-wrap");
    log.scrollTop += row.getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
  }

  function follow() {
    const rows = document.querySelectorAll("#log .user-row");
    if (rows.length !== asked) {
      const reloaded = asked === 0 && rows.length > 1;
      asked = rows.length;
      pinned = rows.length && !reloaded ? rows[rows.length - 1] : null;
      if (reloaded) toTop(rows[rows.length - 1]);
    }
    if (!pinned) return;
    // Below a question that fills the window nobody would see the answer.
    const tall = pinned.offsetHeight > pinned.closest(".bubble-wrap").clientHeight / 2;
    toTop(tall ? lastReply() ?? pinned : pinned);
    if (!busy()) pinned = null;
  }

  new MutationObserver(() => { translate(); follow(); document.body.classList.toggle("busy", busy()); }).observe(document.documentElement, { childList: true, subtree: true });
  document.documentElement.lang = "zh-CN";
})();
