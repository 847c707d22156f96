menu-complaints = Complaints
complaints-tell-us = Something wrong? Tell us
complaints-not-above = Something else? Tell us
complaints-what = What is wrong
complaints-what-example = For example: the light in the 15th-floor corridor is out and the steps cannot be seen at night
complaints-where = Where exactly
complaints-photos = Photos
complaints-photos-hint = Up to 4, each at most 20 MB. Location data is removed.
complaints-who = You are
complaints-i-am-occupant = Resident
complaints-i-am-owner = Owner
complaints-i-am-other = Other
complaints-call-back = Would you like to be contacted?
complaints-your-name = Your name
complaints-your-phone = Phone
complaints-privacy-short = Name and phone are collected by { $office } and used only to contact you about this, and to know you when you ask how it goes. Only the staff who handle it see them, and they are deleted automatically 90 days after your report is received. Your report is accepted without them. You may withdraw them at any time on the private page you get after sending, or call to see, correct or delete them.
complaints-privacy-link = Personal information
complaints-trap = Please leave this empty
complaints-send = Send
complaints-sending = Sending, please wait
complaints-send-note = You get a report number and a private link at once, to see how it goes. Reporting costs nothing:
complaints-never-pay = { " " }we never ask for payment.
complaints-call = { $office }:

complaints-no-content = Please write what is wrong.
complaints-no-phone = This phone number is not complete. Write it like 13800000000 or 0755-88880000, or leave it empty.
complaints-trapped = A field that is not shown was filled in, perhaps by your browser. We have emptied it; everything else is still here: please press “Send” again.
complaints-stale = The page was open for too long and nothing was sent yet. Everything is still here: please check it and press “Send” again.
complaints-photos-again = The text is still here. Please choose the photos again.

complaints-unsure = No answer came back, so we do not know whether your report was received. Everything is still here: please press “Send” once more. If it was received, it is not recorded twice.
complaints-crowded = Too many reports came in today, and this one was not taken. If it is urgent, please call the number below; if not, press “Send” again in a few hours. What you wrote is still here.
complaints-your-report = Your report
complaints-received-at = Received { $at }
complaints-sorry = We are sorry for the trouble.
complaints-sorry-text = { $office } has received your report.
complaints-next = What happens next
complaints-next-kept = It is on record under the report number above.
complaints-next-seen = The staff on duty look at it and check it.
complaints-next-seen-at = The staff on duty looked at it: { $at }.
complaints-next-answer = It is handled or answered within two days of being received.
complaints-will-call = Once there is a result, we contact you the way you asked.
complaints-cannot-call = You left no contact. Call and give the report number to hear how it stands.
complaints-took-back = You withdrew your contact details; name and phone are deleted. Call and give the report number to hear how it stands.
complaints-forgotten = The name and phone you left were deleted when their time was over. Call and give the report number to hear how it stands.
complaints-withdraw = Withdraw my contact details
complaints-withdraw-note = Deletes the name and phone you left at once; { $office } will not contact you any more, and your report is handled all the same. This cannot be undone.
complaints-keep-link = Please keep this private link
complaints-keep-link-text = It opens this page later. Whoever has the link can see it, so please do not pass it on.
complaints-you-sent = What you sent
complaints-photo-count = { $count ->
    [one] 1 photo, seen only by the office's staff
   *[other] { $count } photos, seen only by the office's staff
}
complaints-photos-unkept = { $count ->
    [one] Your text has been received. One photo could not be kept just now. To add it later, scan the code again and write the report number { $number }; if it is urgent, please call { $office }.
   *[other] Your text has been received. { $count } photos could not be kept just now. To add them later, scan the code again and write the report number { $number }; if it is urgent, please call { $office }.
}
complaints-urgent = For a water leak, a stuck lift or a power failure, please call { $office } directly:

complaints-privacy-title = Personal information
complaints-privacy-intro = Reading notices and reporting problems needs no personal information. Only if you would like to be contacted do we ask for a name and a phone number.
complaints-privacy-who = Who handles it
complaints-privacy-who-text = { $company } and its management offices:
complaints-privacy-what = What is handled
complaints-privacy-what-text = What you write, the place, who you say you are, and your photos; the name and phone number if you leave them. Where and when a photo was taken and with which phone is removed before it is stored; when there are too many photos on one day or the disk is nearly full, only the text is taken. To prevent abuse, network addresses are kept for one day, apart from what you wrote. In your browser, cookies remember your language and size of letters (a year) and your last 5 private links (30 days).
complaints-privacy-why = What for, and how
complaints-privacy-why-text = Only to check, handle and answer what you report, by the staff of the management office and of the company in this system. The management office is told of a report by mail: its report number, who you say you are, the place, the time and how your text begins, with anything that looks like a phone number hidden; never your name, phone or photos. No advertising, no automatic decisions; photos and names are never made public.
complaints-privacy-long = How long
complaints-privacy-long-text = Name, phone and photos are deleted automatically 90 days after your report is received; of reports held for checking because many came at once, photos that nobody has checked are deleted after 7 days; name and phone you may withdraw earlier, and they are deleted at once. What you wrote and the place are kept as the company's record of complaints and are not deleted automatically; you may ask us to delete them.
complaints-privacy-others = Who else gets it
complaints-privacy-others-text = Nobody outside the company, unless the law demands it.
complaints-privacy-rights = Your rights
complaints-privacy-rights-text = You may see, copy, correct and delete your information or withdraw your consent; your report is handled all the same. If you left a name or phone, open the private link you got after sending and press “Withdraw my contact details” to delete them. For all else call the number above and give the report number; we answer within 15 days. For children under 14, a guardian should send the report.
complaints-privacy-version = Version { $version } of this text

complaints-inbox = Complaints and repairs
complaints-none = Nothing yet. What residents send through a code and what you write down appears here.
complaints-number = Report number
complaints-content = Content
complaints-source = Source
complaints-received = Received
complaints-channel = Channel
complaints-recorded-by = Taken by
complaints-recorded-itself = Sent through the code, recorded by the system
complaints-contact = Contact
complaints-no-contact = None left
complaints-contact-withdrawn = Contact details withdrawn
complaints-contact-expired = Deleted when their time was over
complaints-gr017 = Record of customer information GR-017
complaints-code-place = the sign is at { $place }
complaints-changed = This changed after you opened the page; your step was not taken
complaints-steps = History
complaints-unseen = New
complaints-held = To be checked
complaints-held-address = Many came from the same network within 10 minutes. Please check first whether they repeat or are a nuisance.
complaints-held-code = Many came through the same sign within 10 minutes, perhaps about the same thing. Please check first.
complaints-held-trap = A field was filled in that people do not see: a machine may have sent it. Please check first.
complaints-held-photos = If nobody checks it, its photos are deleted after 7 days. Press “I have seen it” to keep them for the usual 90 days.
complaints-unkept = { $count ->
    [one] One more photo was not kept (the room for photos of that day was used up, or the disk nearly full). If it is needed, ask the resident or look on the spot.
   *[other] { $count } more photos were not kept (the room for photos of that day was used up, or the disk nearly full). If they are needed, ask the resident or look on the spot.
}
complaints-photo-alt = Photo { $n } from the resident
complaints-mark-seen = I have seen it
complaints-older = Older
complaints-newest = Back to the newest
complaints-new = Record a call or visit
complaints-place = Where
complaints-where-words = Where exactly
complaints-where-words-hint = For example: kitchen of home 1503, entrance 2, building 3
complaints-received-on = Received on
complaints-received-time = Received at
complaints-contact-name = Name
complaints-contact-phone = Phone
complaints-save = Record
complaints-in-future = This is later than now. Please enter the time it was really received.
complaints-no-place = Please choose a place, or describe it in words.

complaints-source-owner = Owner
complaints-source-occupant = Resident
complaints-source-developer = Developer
complaints-source-other = Other
complaints-channel-qr = Code
complaints-channel-phone = Phone call
complaints-channel-visit = Visit
complaints-channel-letter = Letter
complaints-channel-mail = Mail
act-complaint-received = Received
act-complaint-recorded = Recorded
act-complaint-seen = Seen
act-complaint-unseen = Taken back: seen
act-complaint-noted = Remark
act-complaint-corrected = Record corrected
act-complaint-reach-corrected = Name and phone corrected
act-complaint-photo-removed = One photo deleted
act-complaint-moved = Passed to another office
act-complaint-erased = Personal data deleted, as the person asked
act-complaint-contact-withdrawn = Resident withdrew the contact details
act-complaint-contact-expired = 90 days over: name and phone deleted
act-complaint-photos-expired = 90 days over: photos deleted
act-complaint-photos-unchecked = Not checked within 7 days: photos deleted
flash-contact-withdrawn = Your contact details are withdrawn; name and phone are deleted.
flash-complaint-seen = Marked as seen. Please handle or answer it within two days of receipt.
flash-complaint-same = This was recorded a moment ago, and not twice.
flash-complaint-recorded = Recorded under the report number below.
complaints-photos-at-once = Please choose all photos at once: choosing again replaces the first choice.
complaints-photos-kept = { $count ->
    [one] 1 photo is kept already: no need to choose it again. Untick it if you do not want to send it
   *[other] { $count } photos are kept already: no need to choose them again. Untick what you do not want to send
}
complaints-photo-kept = Photo { $n }
complaints-photo-remove = Remove
complaints-photo-many = At most { $count } photos: the rest were not added.
complaints-photo-heavy = “{ $name }” is larger than 20 MB and was not added. Please choose a smaller one.
complaints-photo-bad = “{ $name }” cannot be opened and was not added. Please choose a JPEG or PNG photo, or take a screenshot of it.
follow-find = See how it goes
follow-find-text = Enter the report number you got after sending, and the phone number you left.
follow-find-phone = The phone number you left
follow-find-do = Look it up
follow-find-else = If you left no phone number, open the private link you kept, or call the management office and give the report number.
follow-not-found = Nothing was found. Please check the report number; the phone number must be the one you left. Reports without a phone number, or whose phone number was withdrawn or is over 90 days old, cannot be found here: please call the management office.
follow-too-many = Too many tries. Please try again in { $minutes } min, or call the management office.
follow-copy = Copy the link
follow-copied = Copied
follow-uncopied = Not copied: press and hold the link above
follow-others = Other reports on this phone
complaints-place-any = Look in all of them
complaints-community = Community
complaints-place-hint = Type 4-2-1203 (building, entrance, home), 4-2, or the name of a spot; leave it empty for a place outside and describe it below.
complaints-place-unknown = “{ $typed }” was not found. Write it like 4-2-1203 or 4-2, or the name of a spot; leave it empty for a place outside and describe it below.
complaints-place-which = “{ $typed }” may be: { $names }. Please write it in full.
complaints-office = Office
