brand = Gaoshi
menu = Menu
skip-to-content = Skip to content
sign-out = Sign out
other-language = 中文
platform-with-clause = { $text } ({ $clause })
platform-by-itself = the system
act-hold-confirmed = confirmed the clock
platform-open = Open
platform-newer = Newer
platform-older = Older
platform-bad-encoding = What was sent could not be read. Please go back and fill in the form again.
platform-too-large = That is too much text. Please shorten it and try again.
platform-crowded = Many people are sending forms just now. Nothing was sent. Please go back and try again in a minute.

menu-places = Communities
menu-offices = Offices
menu-people = People
demo-bar = Demo: company, staff and residents are made up

form-problem = There is a problem
form-optional = optional
form-must = required
form-required = Please fill this in.
form-too-long = At most { $max } characters; there are { $length } now. Please shorten it.
form-hidden-character = This contains an invisible control character ({ $code }). Please delete it and type again.
form-no-date = There is no such day. Write it like 2026-11-26.
form-no-time = There is no such time. Write it like 09:00.
form-no-number = Please give a whole number from { $min } to { $max }.
form-choose = Please choose one.
form-no-phone = There is no telephone number here that can be dialled. Write it like 0755-88880000 or 13800000000; an extension may follow.
form-no-mail = This is no mail address. Please write it as name@example.cn.

platform-edit = { $field }: { $from } → { $to }
platform-edit-and = {"; "}
platform-edit-nothing = (empty)
platform-changed = Changed by others since you opened this page
platform-changed-again = What you typed is still below and is not saved. Please check it and save it again.

error-typed = What you typed
error-again = Send it again
error-back = Back to that page
error-home = Home
error-code = Enter the code on the sign
error-id = When you report this, give the number { $id }.
error-not-found = Nothing here
error-not-found-text = This address leads nowhere: it may be mistyped, or it does not belong to your office. A code on a sign can be looked up on the code page.
error-forbidden = Your role cannot do this
error-forbidden-text = Please ask the office manager or the administrator. If the page was open for long, go back, reload it and try once more.
error-elsewhere = Not taken: this was not sent from a page of ours
error-elsewhere-text = A page of another site sent this, and nothing was changed. Open our page, or scan the code again, and fill it in there.
error-refused = This is not possible now
error-conflict = Somebody has already done this
error-conflict-text = It was changed a moment ago, or this step is done. Please go back and look at the latest state.
error-too-many = Too many attempts
error-too-many-text = Please try again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}.
error-bad-request = What was sent is incomplete
error-bad-request-text = Please go back, reload the page and send it again.
error-too-large = That is too large
error-too-large-text = Please shorten the text or send fewer photos, each at most 20 MB.
error-unavailable = The system is busy, please try again
error-unavailable-text = This was not done, and nothing was changed. Please try again in a minute. If it stays like this, ask the administrator to check the database, the disk and what is being printed.
error-unsure = It may be saved or not
error-unsure-text = Your form arrived, but the database gave no answer: it may be saved, or not. Please go back and look first; if it is not there, send it once more.
error-internal = Something went wrong on our side
error-internal-text = The fault has been recorded and nothing was saved. Please go back and try again; if it happens again, tell the administrator.

platform-photo-too-large = A photo is larger than 20 MB. Please choose a smaller one, or fewer.
platform-photo-too-many = At most 4 photos. Please choose fewer.
platform-photo-heic = A photo is in the HEIC format, which cannot be opened here. Set your camera to “Most Compatible”, or take a screenshot of the photo and choose that.
platform-photo-none = One file is not a photo. Please choose JPEG, PNG or WebP photos.
platform-photo-pixels = A photo is too large ({ $width }×{ $height }). Please choose one of at most 50 megapixels and 16384 a side, or take a screenshot of it and choose that.
platform-photo-heavy = A photo is too large ({ $width }×{ $height }) for its format and cannot be opened here. Please save it as an ordinary JPEG, or take a screenshot of it and choose that.
platform-photo-damaged = A photo cannot be opened; it may be damaged. Please choose another.
platform-photo-lost = The photo was lost when your session ended. Please choose it again, or send the form without one.
platform-photo-no-room = Photos cannot be kept just now; the text is still here. Please send it without a photo and add the photo later.
form-sending = Sending…
form-unsent = No answer came, so we do not know whether it went out. Everything is still here: please check the network and press again.
size-large = Large text
size-usual = Normal text
