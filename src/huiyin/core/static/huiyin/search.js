// ⌘K or Ctrl K from anywhere: a box that looks while one types. Without this file the field in the head leads to a page.
(function () {
  "use strict";
  var box = document.getElementById("finder");
  if (!box || !box.showModal) return;
  var input = box.querySelector("input[name=q]"), list = box.querySelector("[role=listbox]");
  var status = box.querySelector("[role=status]"), chosen = -1, timer = 0, running = null, shown = "";

  function options() { return Array.prototype.slice.call(list.querySelectorAll("[role=option]")); }

  function choose(place) {
    var all = options();
    chosen = all.length ? (place + all.length) % all.length : -1;
    all.forEach(function (one, at) { one.setAttribute("aria-selected", at === chosen ? "true" : "false"); });
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  function empty() {
    list.innerHTML = "";
    shown = "";
    input.setAttribute("aria-expanded", "false");
    status.textContent = "";
    choose(-1);
  }

  function look() {
    var text = input.value.trim();
    if (text === shown) return;
    if (running) running.abort();
    if (!text) { empty(); return; }
    running = new AbortController();
    fetch(box.dataset.preview + "?" + new URLSearchParams({ q: text }), {
      signal: running.signal, credentials: "same-origin", headers: { "HX-Request": "true" }
    }).then(function (answer) {
      if (answer.redirected) { location.reload(); return ""; }
      if (!answer.ok) throw new Error("refused");
      return answer.text();
    }).then(function (html) {
      if (!html || text !== input.value.trim()) return;
      list.innerHTML = html;
      shown = text;
      var n = list.querySelectorAll("li:not(.hy-finder-head) > [role=option]:not(.hy-finder-all)").length;
      status.textContent = box.dataset.count.replace("0", n);
      input.setAttribute("aria-expanded", n ? "true" : "false");
      choose(n ? 0 : -1);
    }).catch(function (problem) {
      if (problem.name !== "AbortError") { empty(); status.textContent = box.dataset.failed; }
    });
  }

  function wait() { clearTimeout(timer); timer = setTimeout(look, 120); }

  function open() {
    if (box.open) { input.select(); return; }
    if (document.querySelector("dialog[open]")) return;
    box.showModal();
    input.select();
    look();
  }

  // A word that an input method is still putting together is not looked for.
  input.addEventListener("input", function (event) { if (!event.isComposing) wait(); });
  input.addEventListener("compositionend", wait);
  box.addEventListener("keydown", function (event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      var one = options()[chosen];
      if (one && shown === input.value.trim()) { event.preventDefault(); one.click(); }
    }
  });
  // A click beside the box closes it; Esc does so by itself, and the focus returns to where it was.
  box.addEventListener("click", function (event) { if (event.target === box) box.close(); });
  document.addEventListener("keydown", function (event) {
    if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      if (event.isComposing) return;
      event.preventDefault();
      open();
    }
  });
  document.querySelectorAll("[data-finder]").forEach(function (one) {
    one.addEventListener("click", function (event) {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
  });
  var mac = /Mac|iPhone|iPad/.test(navigator.platform);
  document.querySelectorAll("[data-finder-key]").forEach(function (one) { one.textContent = mac ? "⌘K" : "Ctrl K"; one.hidden = false; });
})();
