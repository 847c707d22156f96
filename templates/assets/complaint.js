/* The form to tell the office something: previews and smaller photos.
   Everything works without it; on any error the original photo is sent. */
(function () {
  'use strict';
  var form = document.querySelector('form.tell');
  var input = document.getElementById('f-photo');
  if (!form || !input) { return; }
  var thumbs = form.querySelector('.thumbs');
  /* What is long and narrow goes as it is: made small, nobody could read it. */
  var LONG_SIDE = 1600, READABLE = 720, MOST = 4;
  var round = 0;

  function show(files) {
    thumbs.textContent = '';
    for (var i = 0; i < files.length && i < MOST; i++) {
      var img = document.createElement('img');
      img.alt = files[i].name;
      img.src = URL.createObjectURL(files[i]);
      thumbs.appendChild(img);
    }
  }

  function shrink(file, done) {
    var img = new Image();
    var url = URL.createObjectURL(file);
    function original() { URL.revokeObjectURL(url); done(file); }
    img.onerror = original;
    img.onload = function () {
      try {
        var scale = LONG_SIDE / Math.max(img.naturalWidth, img.naturalHeight);
        var side = Math.min(img.naturalWidth, img.naturalHeight) * scale;
        if (!(scale < 1) || side < READABLE) { original(); return; }
        var canvas = document.createElement('canvas');
        canvas.width = Math.round(img.naturalWidth * scale);
        canvas.height = Math.round(img.naturalHeight * scale);
        canvas.getContext('2d').drawImage(img, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(function (blob) {
          URL.revokeObjectURL(url);
          var small = blob && blob.size < file.size;
          done(small ? new File([blob], 'photo.jpg', { type: 'image/jpeg' }) : file);
        }, 'image/jpeg', 0.85);
      } catch (e) { original(); }
    };
    img.src = url;
  }

  function replace(files) {
    try {
      var box = new DataTransfer();
      for (var i = 0; i < files.length; i++) { box.items.add(files[i]); }
      input.files = box.files;
    } catch (e) { /* an old browser sends the originals */ }
  }

  input.addEventListener('change', function () {
    var files = Array.prototype.slice.call(input.files || []);
    var small = [], left = files.length, mine = ++round;
    try { show(files); } catch (e) { return; }
    files.forEach(function (file, i) {
      shrink(file, function (result) {
        small[i] = result;
        left -= 1;
        if (left === 0 && mine === round) { replace(small); }
      });
    });
  });
})();
