// Inside the frame: questions go to our own server; nothing is kept beyond this window.
(() => {
  "use strict";
  const talk = document.getElementById("talk");
  const form = document.getElementById("widget-form");
  const field = document.getElementById("asked");
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const session = "w-" + [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");

  function add(name) {
    const part = document.createElement("div");
    part.className = name;
    talk.append(part);
    return part;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const question = field.value.trim();
    if (!question) return;
    field.value = "";
    const asked = add("mine");
    asked.textContent = question;
    const answer = add("theirs");
    answer.append(document.getElementById("waiting").content.cloneNode(true));
    asked.scrollIntoView({ block: "start" });
    try {
      const reply = await fetch("/widget/answers", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ question, session }) });
      const found = await reply.json();
      if (reply.ok) { asked.innerHTML = found.question; answer.innerHTML = found.answer; } else answer.textContent = found.detail;
    } catch {
      answer.textContent = document.getElementById("told").dataset.fault;
    }
    asked.scrollIntoView({ block: "start" });
  });
  // Sent before this script listens, the form would load the page anew and lose the question.
  document.getElementById("send").disabled = false;
})();
