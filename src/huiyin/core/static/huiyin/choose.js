// Choosing rows of a list: the count, ranges with Shift and the arrows, and what is kept from page to page.
// A list is a <form data-choose>; it works without this file, page by page.
(function () {
  "use strict";
  var words = document.currentScript.dataset, PAGES = ["page", "after", "before", "pick"];
  var last = null;

  function formOf(thing) { return thing.closest && thing.closest("form[data-choose]"); }
  function boxes(form) { return Array.from(form.querySelectorAll("tbody input[type=checkbox]")); }

  // Bound to the filter: another one is another choice. Of the page's address only the page itself is left out.
  function place(form) {
    var asked = new URLSearchParams(location.search);
    PAGES.forEach(function (name) { asked.delete(name); });
    asked.sort();
    return "huiyin.chosen:" + location.pathname + "?" + asked + "#" + Array.from(document.forms).filter(formOf).indexOf(form);
  }
  function keyOf(box) { return box.value.split(":")[0]; }
  function read(form) { try { return JSON.parse(sessionStorage.getItem(place(form))) || {}; } catch (_) { return {}; } }
  function keep(form, chosen) {
    try {
      if (Object.keys(chosen).length) sessionStorage.setItem(place(form), JSON.stringify(chosen));
      else sessionStorage.removeItem(place(form));
    } catch (_) { /* a browser that keeps nothing chooses page by page */ }
  }
  function everyone(form) { return form.querySelector("input[name=everyone]"); }
  function elsewhere(form) {
    if (everyone(form)) return {};
    var kept = read(form);
    boxes(form).forEach(function (box) { delete kept[keyOf(box)]; });
    return kept;
  }

  function tell(form) {
    var all = boxes(form), ticked = all.filter(function (box) { return box.checked; });
    all.forEach(function (box) { box.closest("tr").classList.toggle("is-selected", box.checked); });
    var head = form.querySelector("[data-check-all]");
    if (head) {
      head.checked = ticked.length > 0 && ticked.length === all.length;
      head.indeterminate = ticked.length > 0 && ticked.length < all.length;
    }
    var kept = elsewhere(form), others = Object.keys(kept).length;
    form.classList.toggle("has-chosen", others > 0);
    var count = form.querySelector("[data-count]");
    if (!count) return;
    if (everyone(form)) {
      if (!count.dataset.all) count.dataset.all = count.textContent.replace(/\D/g, "");
      // Of everybody who fits the filter, those unticked here are missing.
      count.textContent = Number(count.dataset.all) - (all.length - ticked.length);
      return;
    }
    count.textContent = ticked.length + others;
    var note = form.querySelector("[data-elsewhere]");
    if (!note) {
      note = document.createElement("span");
      note.dataset.elsewhere = "";
      note.className = "hy-hint";
      count.closest("span").append(note);
    }
    note.textContent = others ? words.elsewhere.replace("{n}", others) : "";
  }
  function remember(form) {
    if (everyone(form)) return;
    var chosen = elsewhere(form);
    boxes(form).forEach(function (box) { if (box.checked) chosen[keyOf(box)] = { name: box.name, value: box.value }; });
    keep(form, chosen);
  }
  function changed(form) { remember(form); tell(form); }

  function recall(form) {
    if (everyone(form)) keep(form, {});
    else if (!boxes(form).some(function (box) { return box.checked; })) {
      var kept = read(form);
      boxes(form).forEach(function (box) { if (kept[keyOf(box)]) box.checked = true; });
    }
    tell(form);
  }

  document.addEventListener("click", function (event) {
    var form = event.target.matches && event.target.matches("tbody input[type=checkbox]") && formOf(event.target);
    if (!form) return;
    var all = boxes(form), at = all.indexOf(event.target), from = all.indexOf(last);
    if (event.shiftKey && from >= 0) {
      all.slice(Math.min(at, from), Math.max(at, from) + 1).forEach(function (box) { box.checked = event.target.checked; });
    }
    last = event.target;
  });
  document.addEventListener("keydown", function (event) {
    if (!event.shiftKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp") || event.ctrlKey || event.metaKey || event.altKey) return;
    var row = event.target.closest && event.target.closest("tbody tr"), form = row && formOf(row);
    if (!form || event.target.matches("select, textarea, input:not([type=checkbox])")) return;
    var all = boxes(form), here = row.querySelector("input[type=checkbox]"), at = all.indexOf(here);
    var next = all[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    // Going on chooses; going back over what was chosen leaves it out again.
    if (here.checked && next.checked) here.checked = false;
    else here.checked = next.checked = true;
    last = next;
    next.focus();
    changed(form);
  });
  document.addEventListener("change", function (event) {
    var form = formOf(event.target);
    if (form) setTimeout(changed, 0, form);
  });
  document.addEventListener("reset", function (event) {
    if (!event.target.matches("form[data-choose]")) return;
    keep(event.target, {});
    boxes(event.target).forEach(function (box) { box.defaultChecked = false; });
    setTimeout(tell, 0, event.target);
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("form[data-choose]") || event.defaultPrevented) return;
    form.querySelectorAll("[data-carried]").forEach(function (one) { one.remove(); });
    var kept = elsewhere(form);
    Object.keys(kept).forEach(function (key) {
      var one = document.createElement("input");
      one.type = "hidden";
      one.name = kept[key].name;
      one.value = kept[key].value;
      one.dataset.carried = "";
      form.append(one);
    });
    keep(form, {});
  });
  document.addEventListener("htmx:afterSettle", function () { document.querySelectorAll("form[data-choose]").forEach(recall); });
  addEventListener("pageshow", function () { document.querySelectorAll("form[data-choose]").forEach(recall); });
})();
