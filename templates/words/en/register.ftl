register-title = Register of signs
register-short = Register
register-round-short = Round
register-codes-short = Blank codes
register-note = Every sign the office answers for: printed here, temporary, and the signs and lamps the law asks for.
register-count = { $n ->
    [0] No sign matches
    [one] 1 sign
   *[other] { $n } signs
}
register-count-over = more than { $n } signs
register-all-communities = All communities
register-all-groups = All kinds
register-all-states = In use
register-overdue-only = Overdue looks only
register-filter = Show
register-next = Next page
register-first = Back to the first page
register-add = Register a sign that hangs already
register-empty = The register is empty. Register a sign that hangs already, or print new ones.
register-group-temporary = Temporary
register-group-warning = Warning
register-group-prohibition = Prohibition
register-group-mandatory = Mandatory
register-group-safe-condition = Escape and first aid
register-group-fire = Fire
register-group-information = Information and plates
register-over = its stop is over; take it down

register-col-place = Place
register-col-what = Sign
register-col-code = Code
register-col-state = State
register-col-due = Next look, or end

register-new-title = Register a sign or lamp that hangs already
register-new-note = Transformer warnings, fire signs and escape lamps are not printed here, but have to be registered and looked at. Each gets a code; stick its small label beside it and scan it on the round.
register-code = Code
register-code-hint = If a blank label is stuck on already, type its code; otherwise leave it empty and get a new one.
register-area = Building and entrance
register-within = Floor, lift or spot
register-within-hint = For example 15, Floor 15, Lift 1, East gate; leave empty for the lobby or the whole building.
register-spot = Exactly where
register-spot-example = 东侧楼梯间门上方
register-design = What it is
register-things = Not printed here
register-designs = From the catalogue
register-thing = { $what } · every { $n ->
    [one] day
   *[other] { $n } days
}
register-standard = Standard
register-standard-hint = Leave empty for the one that goes with the kind.
register-interval = Days between two looks
register-interval-hint = Leave empty for what is proposed for the kind; 1826 days at most.
register-inspected = Last look
register-inspected-hint = Leave empty when not known; it goes on the round at once.
register-photo = Photo
register-photo-hint = One is enough, at most 20 MB.
register-photo-kept = The photo you chose is kept: no need to choose it again. Untick it to leave it out.
register-photo-again = The photo you chose before is not there any more. Please choose it again, or send the form without one.
register-save = Register
register-choose = Please choose
register-taken = Code { $code } is in use already at: { $place }
register-taken-way = If that sign was moved, open its page and choose “Move it”. If this is another sign, take another blank code or leave the code empty.
register-taken-open = Open that sign

register-no-area = Please choose a building, an entrance or the public areas.
register-no-design = Please choose what it is.
register-no-such-floor = { $area } has no “{ $typed }”: it goes from { $first } to { $last }.
register-nothing-within = Nothing is registered within { $area }. Leave this empty, or add floors and spots under Communities.
register-no-such-place = { $area } has no “{ $typed }”. It has: { $names }.
register-look-ahead = The last look cannot be later than today.
register-code-slip = The code has a slip. Please compare it with the label: 10 letters and digits.
register-code-unknown = Code { $code } was not given out by your office. Please check it; if it really stands on the label, somebody may have stuck on a fake: take it off and report it.
register-code-revoked = Code { $code } was revoked. Take another blank label, or leave the code empty.
register-code-taken = Code { $code } is in use already at { $place }. If that sign was moved, open its page and choose “Move it”; otherwise take another code.
register-other-office = It cannot move to another office's community. Take it down here and let that office register it.
register-is-down = This sign is registered as taken down. If it still hangs, press “Mistake: it still hangs” on its page; for a new one, register that.
register-code-changed = Somebody gave it another code since you opened this page; it is { $code } now. Please check it, and do it again if need be.

register-community = Community
register-version = Version
register-placed = Put up
register-hung-before = it hung there before
register-every = Looks
register-every-days = { $n ->
    [one] every day
   *[other] every { $n } days
}
register-never = nobody has looked yet
register-due = Next look
register-scans = Scans in 30 days
register-scans-n = { $n }
register-code-off = The code is revoked and opens nothing
register-of-stop = This is a temporary sign of a stop that ends { $ends }
register-open-stop = Open the stop
register-must-down = The stop is over and this sign should be down
register-overdue = The look is overdue
register-photos = Photos
register-photo-of = Photo of { $at }
register-history = What happened

register-look-title = Look at it
register-remark = Remark
register-ok = In order
register-damaged = Damaged
register-missing = Gone
register-mend = Mended
register-replace = Replaced
register-put-up = It is up
register-take-down = It is down
register-change = Move it, its code, its days
register-move = Move it
register-move-note = The code goes with the sign: a scan shows the new place at once.
register-move-do = Move it here
register-code-title = QR code
register-code-note = When the code was tampered with or covered, revoke it first; stick on the new one after changing it.
register-revoke = Revoke the code
register-recode-code = Change to this blank code
register-recode-hint = Leave empty for a new one.
register-recode = Change the code
register-interval-do = Change the days
register-down-title = Take it down
register-down-note = Record it when the sign is gone for good; a scan of its code will say so.

signs-round-title = Round of the signs
signs-round-hint = By community, building and floor. Look, and press; add a word or a photo where something is wrong.
signs-round-count = { $n } to look at, { $overdue } overdue
signs-round-none = No sign has to be looked at within a week.
signs-round-more = Add a word or a photo
signs-fault-one = Damaged

codes-title = Blank codes
codes-note = Print them first, stick them on, register them on the spot: scan, choose the place, done.
codes-count = How many
codes-make = Make blank codes
codes-blank = Codes not used yet
codes-none = There are no blank codes.
codes-unknown = Unknown codes were scanned
codes-unknown-note = They are well formed, but we did not give them out: somebody may have stuck on fakes. Look where people scan, take them off, and record it here.
codes-unknown-line = { $n ->
    [one] once
   *[other] { $n } times
}, last { $last }
codes-checked = Looked into
codes-checked-remark = What was done
codes-silent = Busy signs that nobody scans any more
codes-silent-note = Perhaps covered, torn off, or replaced by a fake. Go and look; a look ends the reminder.
codes-silent-line = { $n } scans in 30 days before, none for { $days } days

sign-standing = In place
sign-missing = Gone

act-sign-entered = entered it
act-sign-registered = registered it
act-sign-inspected = looked: in order
act-sign-damaged = found it damaged
act-sign-missing = found it gone
act-sign-mended = mended it
act-sign-moved = moved it
act-sign-revoked = revoked the code
act-sign-recoded = changed the code
act-sign-interval = changed the days between looks to
act-sign-completed = completed the entry
act-codes-made = made codes in advance
act-code-checked = checked a code

flash-register-done = Registered. Please stick the small code beside it.
flash-register-found-ok = Recorded: in order.
flash-register-found-fault = Recorded; it stays on Today until it is mended, replaced or taken down.
flash-register-mended = Recorded: mended.
flash-register-revoked = This code is revoked and opens nothing.
flash-register-moved = Moved; a scan shows the new place at once.
flash-register-recoded = It has a new code; the old one is revoked. Please stick the new one on.
flash-register-interval = The days between two looks were changed.
flash-register-codes-made = The blank codes are made.
flash-register-checked = Recorded as looked into.
register-find = Code on the sign
register-find-do = Find it
register-label-revoked = This code was revoked and opens nothing. Give the sign a new code first, then print the label.
register-restore = Mistake: it still hangs
register-revoke-sure = I know: the code on the wall opens nothing from now on, for good
register-not-sure = Please tick first that the code on the wall opens nothing any more.
register-one-run = Only this run: 
register-open-run = Back to the run
register-all-again = All signs
flash-register-same = It was registered a moment ago, and not twice; days and a photo that you changed were added. If another one hangs beside it, please say where exactly and register that.
codes-settled = Looked into lately
codes-uncheck = Take back
act-code-unchecked = took back the check of a code
flash-register-unchecked = Taken back: it waits for somebody to look into it.
