/* A form with photos on its way: how far it is, one tap, and the button back when it failed.
   Without it, or in an old browser, the form is sent as any other. */
(function () {
  'use strict';
  var forms = document.querySelectorAll('form[data-sending]');
  var SENT_BY = 'x-sent-by';
  if (!window.XMLHttpRequest || !window.FormData) { return; }

  function watch(form) {
    var under_way = false;
    var words = '', button = null;

    function back() {
      under_way = false;
      if (!button) { return; }
      button.textContent = words;
      button.removeAttribute('aria-busy');
    }

    function tell(text) {
      var told = form.querySelector('.unsent');
      if (!told) {
        told = document.createElement('p');
        told.className = 'error unsent';
        told.setAttribute('role', 'alert');
        button.parentNode.insertBefore(told, button);
      }
      told.textContent = text;
    }

    function failed() {
      back();
      tell(form.getAttribute('data-unsent'));
    }

    function answered(request) {
      var to = request.getResponseHeader('x-goes-to');
      if (to) {
        var here = location.pathname + location.search;
        location.assign(to);
        if (to.split('#')[0] === here && to.indexOf('#') >= 0) { location.reload(); }
        return;
      }
      /* The form again, with what is wrong: or whatever else was said of it. */
      if (request.responseText.indexOf('data-sending') < 0 && (request.status >= 500 || request.status === 408 || request.status === 429)) {
        failed();
        return;
      }
      document.open();
      document.write(request.responseText);
      document.close();
      window.scrollTo(0, 0);
    }

    function send(by) {
      var data = new FormData(form);
      if (by && by.name) { data.append(by.name, by.value); }
      var request = new XMLHttpRequest();
      var sending = form.getAttribute('data-sending');
      request.open('POST', form.action);
      request.setRequestHeader(SENT_BY, 'script');
      request.upload.onprogress = function (event) {
        if (!event.lengthComputable || !event.total) { return; }
        button.textContent = sending + ' ' + Math.floor(100 * event.loaded / event.total) + '%';
      };
      request.onload = function () { answered(request); };
      request.onerror = failed;
      request.onabort = failed;
      request.ontimeout = failed;
      request.send(data);
    }

    form.addEventListener('submit', function (event) {
      /* An old browser does not say which button it was: the form goes its own way. */
      if (!('submitter' in event)) { return; }
      var by = event.submitter;
      /* Another language keeps the page's own way. */
      if (by && by.hasAttribute('formnovalidate')) { return; }
      event.preventDefault();
      if (under_way) { return; }
      under_way = true;
      button = form.querySelector('button.primary') || by || form.querySelector('button');
      words = button.textContent;
      button.textContent = form.getAttribute('data-sending');
      button.setAttribute('aria-busy', 'true');
      try { send(by); } catch (e) { back(); HTMLFormElement.prototype.submit.call(form); }
    });
    window.addEventListener('pageshow', back);
  }

  for (var i = 0; i < forms.length; i++) { watch(forms[i]); }
})();
