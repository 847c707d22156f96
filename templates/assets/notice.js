/* The form of a notice: answers while it is typed, saves itself. Without it the buttons do the same. */
(function () {
  'use strict';
  var form = document.getElementById('notice-form');
  if (!form || !window.fetch || !window.URLSearchParams || !window.FormData) { return; }
  var body = document.getElementById('f-body');
  var auto = document.getElementById('body-auto');
  var kept = document.getElementById('kept');
  var typed = false, checking = 0, checkTimer, keepTimer, sending = false;

  function bare(t) { return t.replace(/\s+/g, ''); }
  function pairs() { return new URLSearchParams(new FormData(form)); }
  function text(id, value) { var e = document.getElementById(id); if (e) { e.textContent = value; } }
  function show(id, on) { var e = document.getElementById(id); if (e) { e.classList.toggle('vh', !on); } }
  function cause() { var c = form.querySelector('input[name=cause]:checked'); return c ? c.value : ''; }

  function causes() {
    var c = cause();
    var late = document.getElementById('late-reason'), received = document.getElementById('received');
    if (late) { late.hidden = !(c === 'emergency' || c === 'municipal'); }
    if (received) { received.hidden = !(c === 'relayed' || c === 'municipal'); }
  }

  function check() {
    var mine = ++checking;
    fetch(form.dataset.check, { method: 'POST', body: pairs(), credentials: 'same-origin' })
      .then(function (r) { return r.ok ? r.json() : null; })
      .then(function (live) {
        if (!live || mine !== checking) { return; }
        var rule = document.getElementById('rule');
        if (rule) { rule.className = 'rule ' + live.answer.gate; }
        text('rule-text', live.rule);
        text('rule-note', live.rule_note);
        text('boards', live.boards);
        show('way-on', live.answer.gate === 'late');
        show('supply', live.answer.wants_supply);
        text('sheets', live.sheets);
        /* The text follows the fields until somebody writes her own. */
        if (body && auto && body !== document.activeElement && bare(body.value) === bare(auto.value)) {
          body.value = auto.value = live.answer.body;
        }
        if (live.sheet) { draw(live.sheet); }
      })
      .catch(function () { /* the next keystroke asks again */ });
  }

  function draw(svg) {
    var parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
    if (parsed.querySelector('parsererror')) { return; }
    var paper = document.getElementById('sheet');
    while (paper.firstChild) { paper.removeChild(paper.firstChild); }
    paper.appendChild(document.importNode(parsed.documentElement, true));
  }

  function keep() {
    if (sending) { return; }
    fetch(form.dataset.keep, { method: 'POST', body: pairs(), credentials: 'same-origin' })
      .then(function (r) {
        if (r.status === 409) {
          /* Somebody else has changed it: nothing more is saved unseen. */
          sending = true;
          return r.json().then(function (told) { kept.textContent = told.text; });
        }
        kept.textContent = r.ok ? kept.dataset.kept : kept.dataset.failed;
      })
      .catch(function () { kept.textContent = kept.dataset.failed; });
  }

  function changed(event) {
    typed = true;
    if (event && event.target.dataset && event.target.dataset.reload) {
      sending = true;
      form.requestSubmit ? form.requestSubmit(form.querySelector('button[value=preview]')) : form.submit();
      return;
    }
    causes();
    clearTimeout(checkTimer); checkTimer = setTimeout(check, 250);
    clearTimeout(keepTimer); keepTimer = setTimeout(keep, 1500);
  }

  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  form.addEventListener('submit', function () { sending = true; clearTimeout(keepTimer); });
  window.addEventListener('pagehide', function () {
    if (typed && !sending && navigator.sendBeacon) { navigator.sendBeacon(form.dataset.keep, pairs()); }
  });
  document.documentElement.classList.add('js');
  causes();
  var problem = document.getElementById('problem');
  if (problem) { problem.focus(); }
}());
