// A way back stands for ten seconds, and as long as the pointer or the focus rests on it.
(function () {
  "use strict";
  function pass(toast) {
    setTimeout(function () {
      if (!toast.isConnected) return;
      if (toast.matches(":hover, :focus-within")) pass(toast);
      else toast.remove();
    }, 10000);
  }
  function watch() {
    document.querySelectorAll("[data-passes]:not([data-watched])").forEach(function (toast) {
      toast.dataset.watched = "yes";
      pass(toast);
    });
  }
  document.addEventListener("htmx:afterSettle", watch);
  watch();
})();
