// One script tag on another site: a button that opens the assistant in a frame of its own origin.
//   <script src="https://…/web/widget.js" defer></script>
(() => {
  "use strict";
  const origin = new URL(document.currentScript.src).origin;
  const name = document.currentScript.dataset.label || "问政策";
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    button { position: fixed; right: 20px; bottom: 20px; z-index: 2147483000; font: 16px/1.5 "PingFang SC", "Microsoft YaHei", sans-serif; padding: 10px 20px; border: 0; border-radius: 99px; background: #1f5a97; color: #fff; cursor: pointer; box-shadow: 0 4px 16px rgb(0 0 0 / .25); }
    button:focus-visible { outline: 3px solid #8fc1f2; outline-offset: 2px; }
    iframe { position: fixed; right: 20px; bottom: 78px; z-index: 2147483000; width: min(400px, calc(100vw - 24px)); height: min(640px, calc(100vh - 100px)); border: 1px solid #b9c4cf; border-radius: 14px; background: #fff; box-shadow: 0 8px 32px rgb(0 0 0 / .25); }
    iframe[hidden] { display: none; }`);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = name;
  button.setAttribute("aria-expanded", "false");
  const frame = document.createElement("iframe");
  frame.title = name;
  frame.hidden = true;
  frame.referrerPolicy = "no-referrer";
  frame.allow = "clipboard-write";
  button.addEventListener("click", () => {
    // Nothing is fetched before a person asks for it.
    if (!frame.src) frame.src = `${origin}/widget`;
    frame.hidden = !frame.hidden;
    button.setAttribute("aria-expanded", String(!frame.hidden));
    if (!frame.hidden) frame.focus();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !frame.hidden) button.click(); });
  root.append(frame, button);
  document.body.append(host);
})();
