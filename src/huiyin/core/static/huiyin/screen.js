// Résumé cards by keyboard: → yes, ← to the reasons, ↓ the next one. Silent in inputs and while a word is composed.
(function () {
  "use strict";
  var form = document.querySelector("[data-screen]");
  document.addEventListener("keydown", function (event) {
    if (!form || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    var chips = Array.from(form.querySelectorAll(".hy-chips button")), at = chips.indexOf(document.activeElement);
    // Among the reasons the arrows walk; Enter chooses.
    if (at >= 0 && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      event.preventDefault();
      chips[(at + (event.key === "ArrowRight" ? 1 : chips.length - 1)) % chips.length].focus();
      return;
    }
    var aim = { ArrowRight: "[data-yes]", ArrowLeft: "[data-no]", ArrowDown: "[data-skip]" }[event.key];
    var thing = aim && form.querySelector(aim);
    if (!thing || event.repeat) return;
    event.preventDefault();
    if (event.key === "ArrowLeft") thing.focus();
    else thing.click();
  });
})();
