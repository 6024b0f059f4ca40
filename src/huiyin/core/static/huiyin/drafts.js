// Nothing that was typed is lost: a long form is kept in this tab until it is sent, and without a connection
// nothing is sent. The forms work without this file.
(function () {
  "use strict";
  var line = document.getElementById("offline"), put = document.getElementById("draft"), MARK = "huiyin.draft:";
  var forms = Array.from(document.querySelectorAll("main form[method=post]")).filter(function (form) {
    return form.querySelector("textarea") && !form.querySelector("input[type=password]");
  });

  function place(form) { return MARK + location.pathname + "#" + forms.indexOf(form); }
  function fields(form) {
    return Array.from(form.elements).filter(function (one) {
      return one.name && one.matches("textarea, select, input:not([type=hidden]):not([type=file]):not([type=password])");
    });
  }
  function read(key) { try { return JSON.parse(sessionStorage.getItem(key)); } catch (_) { return null; } }
  function write(key, draft) {
    try {
      if (draft) sessionStorage.setItem(key, JSON.stringify(draft));
      else sessionStorage.removeItem(key);
    } catch (_) { /* a browser that keeps nothing is as it was */ }
  }
  function typed(form) {
    return fields(form).map(function (one) { return one.matches("[type=checkbox], [type=radio]") ? one.checked : one.value; });
  }
  function fill(form, values) {
    fields(form).forEach(function (one, at) {
      if (at >= values.length) return;
      if (one.matches("[type=checkbox], [type=radio]")) one.checked = values[at];
      else one.value = values[at];
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function offer(form, draft) {
    var note = put.content.firstElementChild.cloneNode(true), at = new Date(draft.at);
    note.querySelector("time").textContent = at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    note.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) return;
      if (button.matches("[data-back]")) fill(form, draft.values);
      else write(place(form), null);
      note.remove();
      fields(form)[0].focus();
    });
    form.before(note);
  }

  // What was sent is over once a page of ours answers; not when the sign-in came between.
  var fromSignIn = document.referrer.indexOf("/sign-in") > 0;
  var back = document.getElementById("form-errors");
  Object.keys(sessionStorage).forEach(function (key) {
    var draft = key.indexOf(MARK) === 0 && read(key);
    if (draft && draft.sent && !fromSignIn && !back) write(key, null);
  });
  forms.forEach(function (form) {
    var draft = read(place(form)), timer = 0;
    if (draft && !back && JSON.stringify(draft.values) !== JSON.stringify(typed(form))) offer(form, draft);
    function save() { timer = 0; write(place(form), { at: Date.now(), values: typed(form) }); }
    form.addEventListener("input", function (event) {
      if (!event.isTrusted) return;
      clearTimeout(timer);
      timer = setTimeout(save, 400);
    });
    form.addEventListener("submit", function () { clearTimeout(timer); timer = 0; });
    addEventListener("pagehide", function () { if (timer) { clearTimeout(timer); save(); } });
  });

  // Without a connection the reason is said and every sending button waits.
  function buttons() { return document.querySelectorAll("main form[method=post] :is(button:not([type]), button[type=submit])"); }
  function say(isOff) {
    if (line.hidden !== isOff) return;
    line.hidden = !isOff;
    buttons().forEach(function (button) {
      if (isOff) { button.setAttribute("aria-disabled", "true"); button.setAttribute("aria-describedby", "offline"); }
      else { button.removeAttribute("aria-disabled"); button.removeAttribute("aria-describedby"); }
    });
  }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post") return;
    if (!line.hidden) {
      event.preventDefault();
      event.stopImmediatePropagation();
      line.focus();
      return;
    }
    var draft = forms.indexOf(form) >= 0 && { at: Date.now(), values: typed(form), sent: true };
    if (draft) write(place(form), draft);
    if (form.matches(".hy-out, [action$='/sign-out/']")) Object.keys(sessionStorage).forEach(function (key) {
      if (key.indexOf("huiyin.") === 0) write(key, null);
    });
  }, true);
  document.addEventListener("click", function (event) {
    if (line.hidden || !event.target.closest("[aria-describedby=offline]")) return;
    event.preventDefault();
    line.focus();
  }, true);
  addEventListener("offline", function () { say(true); });
  addEventListener("online", function () { say(false); });
  document.addEventListener("htmx:sendError", function () { say(true); });
  document.addEventListener("htmx:afterOnLoad", function () { say(false); });
  document.addEventListener("htmx:afterSettle", function () { if (!line.hidden) { line.hidden = true; say(true); } });
  if (navigator.onLine === false) say(true);
})();
