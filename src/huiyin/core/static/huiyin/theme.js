// Before the first paint: follow the device's light or dark. Without scripts the page stays light.
(function () {
  var dark = matchMedia("(prefers-color-scheme: dark)");
  function follow() { document.documentElement.dataset.bsTheme = dark.matches ? "dark" : "light"; }
  follow();
  dark.addEventListener("change", follow);
})();
