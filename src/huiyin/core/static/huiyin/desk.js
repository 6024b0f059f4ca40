// Small comforts of the staff pages. Every page works without this file.
(function () {
  "use strict";

  // A form that came back with problems: the summary takes the focus.
  var problems = document.getElementById("form-errors");
  if (problems) problems.focus();

  // One submit per click: a second one within the same page is swallowed, the server is idempotent anyway.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.dataset.sent && form.method === "post") event.preventDefault();
    else form.dataset.sent = "yes";
  });
  addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  // Nothing is exchanged under the reader's hands: a part with a ticked row, or a field in use, waits.
  document.addEventListener("htmx:beforeSwap", function (event) {
    var part = event.detail.target, at = document.activeElement;
    if (!part || !part.querySelector || !event.detail.requestConfig || event.detail.requestConfig.verb !== "get") return;
    var typing = at && part.contains(at) && at.matches("select, textarea, input:not([type=checkbox]):not([type=radio])");
    if (typing || part.querySelector("tbody input[type=checkbox]:checked")) event.detail.shouldSwap = false;
  });

  // <input type="checkbox" data-check-all> in the head of a table ticks all of its rows.
  document.addEventListener("change", function (event) {
    if (!event.target.matches("[data-check-all]")) return;
    event.target.closest("table").querySelectorAll("tbody input[type=checkbox]").forEach(function (box) { box.checked = event.target.checked; });
  });

  // Copy buttons: <button data-copy="#id"> copies the text of #id and says so.
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button || !navigator.clipboard) return;
    var source = document.querySelector(button.dataset.copy);
    if (!source) return;
    navigator.clipboard.writeText(source.value || source.textContent.trim()).then(function () {
      var word = button.dataset.copied;
      if (word) button.textContent = word;
    });
  });

  // Print buttons: <button data-print>.
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) print();
  });

  // A select that filters sends its form by itself and hides the form's own button.
  document.querySelectorAll("form[data-auto] select").forEach(function (select) {
    select.addEventListener("change", function () { select.form.requestSubmit(); });
  });
  document.querySelectorAll("form[data-auto] .is-manual").forEach(function (button) { button.hidden = true; });
})();
