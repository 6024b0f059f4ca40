// The template editor: a field goes where the cursor stands. Everything else works without this file.
(function () {
  "use strict";
  var last = null;
  document.addEventListener("focusin", function (event) {
    if (event.target.matches("[data-takes-fields]")) last = event.target;
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-hole]");
    if (!button) return;
    var box = last || document.querySelector("[data-takes-fields]");
    if (!box) return;
    var hole = button.dataset.hole;
    if (box.matches("[data-one-line]")) hole = hole.replace("?}}", "}}");
    box.setRangeText(hole, box.selectionStart, box.selectionEnd, "end");
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.querySelectorAll("[data-needs-script]").forEach(function (part) { part.hidden = false; });
  document.querySelectorAll("[data-no-script]").forEach(function (part) { part.hidden = true; });
})();
