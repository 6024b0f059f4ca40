// Choosing rows of a list: the count, ranges with Shift, and the key x. The list works without this file.
(function () {
  "use strict";
  document.querySelectorAll("form[data-choose]").forEach(function (form) {
    var count = form.querySelector("[data-count]"), everyone = form.querySelector("input[name=everyone]"), last = null;
    function boxes() { return Array.from(form.querySelectorAll("tbody input[type=checkbox]")); }

    function tell() {
      var all = boxes(), ticked = all.filter(function (box) { return box.checked; });
      all.forEach(function (box) { box.closest("tr").classList.toggle("is-selected", box.checked); });
      var head = form.querySelector("[data-check-all]");
      if (head) {
        head.checked = ticked.length > 0 && ticked.length === all.length;
        head.indeterminate = ticked.length > 0 && ticked.length < all.length;
      }
      if (!count) return;
      // Of everybody who fits the filter, those unticked here are missing.
      if (everyone) count.textContent = Number(count.dataset.all) - (all.length - ticked.length);
      else count.textContent = ticked.length;
    }

    if (count && everyone) count.dataset.all = count.textContent.replace(/\D/g, "");
    form.addEventListener("click", function (event) {
      if (!event.target.matches("tbody input[type=checkbox]")) return;
      var all = boxes(), at = all.indexOf(event.target), from = all.indexOf(last);
      if (event.shiftKey && from >= 0) {
        all.slice(Math.min(at, from), Math.max(at, from) + 1).forEach(function (box) { box.checked = event.target.checked; });
      }
      last = event.target;
    });
    form.addEventListener("change", function () { setTimeout(tell); });
    form.addEventListener("reset", function () { setTimeout(tell); });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "x" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
      var row = document.activeElement.closest && document.activeElement.closest("tbody tr");
      var box = row && row.querySelector("input[type=checkbox]");
      if (!box) return;
      event.preventDefault();
      box.checked = !box.checked;
      last = box;
      tell();
    });
    tell();
  });
})();
