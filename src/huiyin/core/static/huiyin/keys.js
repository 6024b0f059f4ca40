// The keyboard of the desk. What leads where stands in the dialog #keys, which ? opens; without it no key does
// anything. Silent in fields, dialogs and lists of choices, with modifier keys, and while a word is composed.
(function () {
  "use strict";
  var help = document.getElementById("keys");
  if (!help || !help.showModal) return;
  var composing = false, waits = 0, current = "";

  document.addEventListener("compositionstart", function () { composing = true; }, true);
  document.addEventListener("compositionend", function () { composing = false; }, true);

  function isInert(event) {
    if (event.defaultPrevented || composing || event.isComposing || event.keyCode === 229) return true;
    if (event.ctrlKey || event.metaKey || event.altKey) return true;
    if (document.querySelector("dialog[open], :popover-open")) return true;
    var at = event.target.closest ? event.target : document.body;
    return Boolean(at.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=textbox]"));
  }

  // A row is whatever its first link names: a line of a table or a slip of a board.
  function links() {
    return Array.from(document.querySelectorAll("main :is(tbody tr, .hy-slip)")).map(function (row) {
      return row.querySelector("a.hy-name, th a, header a, a[href]");
    }).filter(function (link) { return link && link.offsetParent; });
  }
  function row() {
    var at = document.activeElement && document.activeElement.closest("main :is(tbody tr, .hy-slip)");
    if (at) return at;
    var kept = links().find(function (link) { return link.href === current; });
    return kept ? kept.closest("tr, .hy-slip") : null;
  }
  function step(by) {
    var all = links(), here = row();
    if (!all.length) return;
    var at = all.findIndex(function (link) { return here && here.contains(link); });
    var next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
    current = next.href;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
  function tick(event) {
    var box = row() && row().querySelector("input[type=checkbox]");
    if (!box) return false;
    box.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: event.shiftKey }));
    return true;
  }
  function verb(name) {
    var place = row(), link = place && place.querySelector("[data-verb=" + name + "]");
    link = link || document.querySelector("main .hy-head [data-verb=" + name + "], main > [data-verb=" + name + "]");
    if (link) link.click();
    return Boolean(link);
  }
  function go(key) {
    var link = help.querySelector('a[data-go="' + key + '"]');
    if (link) location.assign(link.href);
    return Boolean(link);
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !composing && !event.isComposing) { closeMenu(); return; }
    if (isInert(event)) { waits = 0; return; }
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    var did = true;
    if (waits && Date.now() - waits < 1500) { waits = 0; did = go(key); if (did) { event.preventDefault(); return; } }
    waits = 0;
    did = true;
    if (event.key === "?") help.showModal();
    else if (key === "x") did = tick(event);
    else if (event.shiftKey) did = false;
    else if (key === "g") { waits = Date.now(); did = false; }
    else if (key === "j") step(1);
    else if (key === "k") step(-1);
    else if (key === "a") did = verb("arrange");
    else if (key === "n") did = verb("notify");
    else did = false;
    if (did) event.preventDefault();
  });

  // Esc closes an open menu and returns to what opened it; dialogs and popovers do so by themselves.
  function closeMenu() {
    if (document.querySelector("dialog[open], :popover-open")) return;
    var menu = document.querySelector("details.hy-menu[open], details.hy-genuine[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  help.addEventListener("click", function (event) { if (event.target === help) help.close(); });
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-keys]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    help.showModal();
  });

  // Who stood on a row when the list was exchanged stands on it again.
  document.addEventListener("focusin", function (event) {
    var link = event.target.closest && event.target.closest("main :is(tbody tr, .hy-slip) a[href]");
    if (link) current = link.href;
  });
  var stood = false;
  document.addEventListener("htmx:beforeSwap", function (event) {
    var at = document.activeElement;
    stood = Boolean(at && event.detail.target.contains(at) && at.matches("a[href]") && at.closest("tbody tr, .hy-slip"));
  });
  document.addEventListener("htmx:afterSettle", function () {
    if (!stood || (document.activeElement && document.activeElement !== document.body)) return;
    stood = false;
    var link = links().find(function (one) { return one.href === current; });
    if (link) link.focus({ preventScroll: true });
  });
})();
