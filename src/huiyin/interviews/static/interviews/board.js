// The open day: slips that have changed flash once, softly, and are said together in one polite sentence.
// Without this file the board is exchanged all the same.
(function () {
  "use strict";
  var words = document.currentScript.dataset;
  var marks = null;

  function read() {
    var found = {};
    document.querySelectorAll(".hy-slip[data-mark]").forEach(function (slip) { found[slip.id] = slip.dataset.mark; });
    return found;
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target.id === "live") marks = read();
  });
  document.addEventListener("htmx:afterSettle", function () {
    if (!marks) return;
    var changed = [];
    document.querySelectorAll(".hy-slip[data-mark]").forEach(function (slip) {
      if (marks[slip.id] === slip.dataset.mark) return;
      slip.classList.add("is-fresh");
      changed.push(slip.dataset.said);
    });
    marks = null;
    if (!changed.length) return;
    var said = changed.slice(0, 3).join(", ") + (changed.length > 3 ? " " + words.more : "");
    document.getElementById("said").textContent = words.one + " " + said;
  });
})();
