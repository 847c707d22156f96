/* The form to tell the office something: photos chosen one after the other, each with a preview and
   a button that takes it away, made smaller before they are sent.
   Everything works without it: on an old browser the file field stays as it is. */
(function () {
  'use strict';
  var form = document.querySelector('form.tell');
  var input = document.getElementById('f-photo');
  if (!form || !input) { return; }
  var thumbs = form.querySelector('.thumbs');
  var told = form.querySelector('.photos .told-now');
  /* What is long and narrow goes as it is: made small, nobody could read it. */
  var LONG_SIDE = 1600, READABLE = 720;
  var MOST = Number(input.getAttribute('data-most')), HEAVIEST = Number(input.getAttribute('data-heaviest'));
  var OPENED = ['image/jpeg', 'image/png', 'image/webp'];
  /* What will be sent, in order. */
  var chosen = [];

  function box(files) {
    var transfer = new DataTransfer();
    for (var i = 0; i < files.length; i++) { transfer.items.add(files[i]); }
    return transfer.files;
  }
  try { box([new File([''], 'try')]); } catch (e) { return; }

  function word(name, file) {
    return input.getAttribute('data-' + name).replace('{name}', file ? file.name : '');
  }

  /* Those that came with the form before and are kept for it. */
  function kept() {
    return form.querySelectorAll('input[name=kept]:checked').length;
  }

  function put() {
    input.files = box(chosen.map(function (one) { return one.small || one.file; }));
  }

  function drop(one) {
    chosen = chosen.filter(function (other) { return other !== one; });
    thumbs.removeChild(one.shown);
    URL.revokeObjectURL(one.url);
    put();
  }

  function show(one) {
    one.url = URL.createObjectURL(one.file);
    one.shown = document.createElement('figure');
    var img = document.createElement('img');
    img.alt = one.file.name;
    img.src = one.url;
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'small';
    button.textContent = word('remove');
    button.setAttribute('aria-label', word('remove') + ' ' + one.file.name);
    button.addEventListener('click', function () {
      drop(one);
      told.textContent = '';
      input.focus();
    });
    one.shown.appendChild(img);
    one.shown.appendChild(button);
    thumbs.appendChild(one.shown);
  }

  function smaller(img) {
    var scale = LONG_SIDE / Math.max(img.naturalWidth, img.naturalHeight);
    var side = Math.min(img.naturalWidth, img.naturalHeight) * scale;
    if (!(scale < 1) || side < READABLE) { return null; }
    var canvas = document.createElement('canvas');
    canvas.width = Math.round(img.naturalWidth * scale);
    canvas.height = Math.round(img.naturalHeight * scale);
    canvas.getContext('2d').drawImage(img, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  /* Says what the browser made of it: a photo, perhaps smaller, or nothing it can open. */
  function open(file, done) {
    var img = new Image();
    var url = URL.createObjectURL(file);
    function end(photo) { URL.revokeObjectURL(url); done(photo); }
    img.onerror = function () { end(OPENED.indexOf(file.type) < 0 ? null : file); };
    img.onload = function () {
      try {
        var canvas = smaller(img);
        if (!canvas) { end(file); return; }
        canvas.toBlob(function (blob) {
          end(blob && blob.size < file.size ? new File([blob], 'photo.jpg', { type: 'image/jpeg' }) : file);
        }, 'image/jpeg', 0.85);
      } catch (e) { end(file); }
    };
    img.src = url;
  }

  function add(file) {
    var one = { file: file };
    chosen.push(one);
    show(one);
    open(file, function (photo) {
      if (chosen.indexOf(one) < 0) { return; }
      if (photo && photo.size <= HEAVIEST) { one.small = photo; put(); return; }
      drop(one);
      told.textContent = word(photo ? 'heavy' : 'bad', file);
    });
  }

  /* The same photo chosen twice is one. */
  function isNew(file) {
    return !chosen.some(function (one) {
      return one.file.name === file.name && one.file.size === file.size && one.file.lastModified === file.lastModified;
    });
  }

  function take() {
    var files = Array.prototype.slice.call(input.files || []).filter(isNew);
    var room = Math.max(0, MOST - kept() - chosen.length);
    told.textContent = files.length > room ? word('many') : '';
    files.slice(0, room).forEach(add);
    put();
  }

  input.addEventListener('change', take);
  /* After Back a browser puts back what was chosen. */
  window.addEventListener('pageshow', function () {
    if (!chosen.length && input.files.length) { take(); }
  });
})();
