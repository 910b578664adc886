// The page that stands in for one that is still being opened: it gives way in the moment when that one is there.
(async () => {
  "use strict";
  try {
    await fetch(`/opened?page=${encodeURIComponent(location.pathname)}`, { cache: "no-store" });
  } catch {
    await new Promise((done) => setTimeout(done, 1000));
  }
  location.reload();
})();
