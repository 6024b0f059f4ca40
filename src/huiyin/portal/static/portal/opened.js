// Tells us once that a person is looking: on the first touch, key, click or turn of the wheel that the browser
// itself vouches for. Programs that only load the page, or scroll it by script, stay silent. The page is
// complete without this file; any answer says the same.
(function () {
  "use strict";
  var acts = ["pointerdown", "touchstart", "keydown", "wheel"];
  var page = document.currentScript.dataset.page;
  function tell(event) {
    if (!event.isTrusted) return;
    acts.forEach(function (act) { removeEventListener(act, tell, true); });
    fetch(page + "opened", { method: "POST", credentials: "same-origin", keepalive: true, redirect: "error" })
      .catch(function () { /* reading goes on without us */ });
  }
  acts.forEach(function (act) { addEventListener(act, tell, { capture: true, passive: true }); });
})();
