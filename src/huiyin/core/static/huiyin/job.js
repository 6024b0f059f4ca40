// A job's page: dragging between stages, the moment in which a move can be undone, and what has changed.
// Every one of these has a twin that works without this file.
(function () {
  "use strict";
  var words = document.currentScript.dataset, marks = null, dragged = null;

  function slips() { return document.querySelectorAll("#live [data-mark]"); }

  // Dragging sends the same form as the list of stages.
  document.addEventListener("dragstart", function (event) {
    dragged = event.target.closest && event.target.closest("[data-chosen]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.said);
    dragged.classList.add("is-dragged");
  });
  document.addEventListener("dragend", function () {
    if (dragged) dragged.classList.remove("is-dragged");
    document.querySelectorAll(".is-over").forEach(function (column) { column.classList.remove("is-over"); });
    dragged = null;
  });
  document.addEventListener("dragover", function (event) {
    var column = dragged && event.target.closest && event.target.closest("[data-stage]");
    document.querySelectorAll(".is-over").forEach(function (one) { if (one !== column) one.classList.remove("is-over"); });
    if (!column || column.contains(dragged)) return;
    event.preventDefault();
    column.classList.add("is-over");
  });
  document.addEventListener("drop", function (event) {
    var column = dragged && event.target.closest && event.target.closest("[data-stage]");
    var form = document.getElementById("dropped");
    if (!column || !form || column.contains(dragged)) return;
    event.preventDefault();
    form.elements.chosen.value = dragged.dataset.chosen;
    form.elements.stage.value = column.dataset.stage;
    column.querySelector("h2").after(dragged);
    htmx.ajax("POST", form.action, { source: form, target: "#live", swap: "outerHTML" });
  });

  // Nothing is exchanged while somebody drags or has opened a row's list of verbs.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target.id !== "live") return;
    var isPoll = event.detail.requestConfig && event.detail.requestConfig.verb === "get";
    if (isPoll && (dragged || document.querySelector("#live :popover-open"))) { event.detail.shouldSwap = false; return; }
    marks = {};
    slips().forEach(function (slip) { marks[slip.id] = slip.dataset.mark; });
  });
  document.addEventListener("htmx:afterSettle", function () {
    if (!marks) return;
    var changed = [];
    slips().forEach(function (slip) {
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
