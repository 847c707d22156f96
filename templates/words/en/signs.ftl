menu-signs = Signs

signs-title = Signs
signs-new = New
signs-down-title = Signs to take down
signs-down-note = past their end and still on the wall
signs-waiting-title = Signs to put up
signs-up-title = In use
signs-none-up = No work signs are up at the moment.
signs-catalogue-title = Make a sign
signs-ended-title = Ended recently
signs-n-up = { $n } on the wall
signs-n-wanted = { $n } to print
signs-n-printed = { $n } to put up
signs-n-old = { $n } with an old end
signs-up-of = { $up } of { $all } are up

signs-where = Where
signs-community = Community
signs-area = Building and entrance
signs-place = Place
signs-doors = One sign each; untick where none is needed
signs-public-area = Public areas
signs-lobby = Lobby
signs-car = Inside the car
signs-no-area = This community has no place for this sign yet. Please add one under Communities first.
signs-choose = Choose and go on
signs-when = When
signs-from-date = First day
signs-from-time = Begins at
signs-to-date = Last day
signs-to-time = Ends at
signs-rule = A temporary sign always says when it ends, and comes down then
signs-instead = What to use instead
signs-alternative = Please use
signs-alternative-example = 1号梯
signs-alternative-note = A word more
signs-alternative-note-example = 老人、推车请呼门岗协助
signs-words = Other words
signs-apology = Apology
signs-phone = 24-hour phone
signs-make = Make the signs
signs-look = Preview
signs-sheet = Sample sheet
signs-sheet-note = { $copies ->
    [0] A4 · choose a place to see how many
    [one] A4 · 1 sheet
   *[other] A4 · { $copies } sheets
}
signs-time = Time
signs-base = Address of the codes

signs-course-ahead = Not begun
signs-course-now = Under way
signs-course-over = Ended
signs-course-called-off = Called off
signs-come-down = { $n } still on the wall; please take down
signs-old = { $n } still show the old end
signs-old-note = Print again and replace them, then record it here
signs-step-print = Next: print { $n }
signs-step-print-note = Each has its own code; put each on its floor
signs-step-place = Next: put up { $n }
signs-step-place-note = Record it here, or scan the code on the sign
signs-all-up = All { $n } are up
signs-print = Print { $n }
signs-place-all = All are up
signs-remove-all = All are down
signs-place-one = It is up
signs-replace-one = Replaced
signs-remove-one = It is down
signs-copies = Each sign
signs-old-end = Old end
signs-end-title = Change the end
signs-end-note = A scan shows the new end at once. Signs already printed do not change: print and replace them.
signs-end-move = Move the end
signs-end-now = It ends now
signs-call-off = Call it off
signs-history = What happened


sign-wanted = To print
sign-printed = Printed
sign-placed = Up
sign-damaged = Damaged
sign-removed = Down

act-sign-made = made them
act-sign-printed = printed
act-sign-placed = put up
act-sign-removed = took down
act-sign-end-moved = moved the end

signs-no-address = No public address is set, so nobody could open the printed codes. Ask the administrator to set public_url, then make the signs.
signs-no-community = Your office has no community yet. Add a community with its buildings first.
signs-no-place = Please choose where the sign hangs.
signs-no-door = Nothing is ticked. Please tick one floor at least.
signs-no-end = Please say when it ends: a temporary sign without an end stays up for ever.
signs-end-before-start = It ends before it begins. Please choose an end after the start.
signs-end-past = The end has passed already. Please choose a later one.
signs-too-long = A stop of more than three months is no temporary one. Make it shorter, or publish a notice.
signs-unprintable = The print fonts lack “{ $missing }”. Please use another character.

flash-signs-made = The signs are made, each with its own code. Next: print them and put them up.
flash-signs-placed = Recorded: this sign is up.
flash-signs-removed = Recorded: this sign is down.
flash-signs-all-placed = Recorded: all signs are up.
flash-signs-all-removed = Recorded: all signs are down.
flash-signs-ended = Recorded as ended; a scan says it is in use again. Please take the signs down.
flash-signs-end-moved = The end was moved; a scan shows the new one. Please print the signs again and replace them.

signs-stop-ahead = Not begun yet; it can be used now
signs-stop-now = Happening now
signs-stop-now-until = Happening now; expected back { $at }
signs-stop-called-off = Called off; it can be used as usual
signs-stop-over = It is in use again
signs-stop-over-and-up = It was due back { $at } and this sign should be down. If it still does not work, please tell us
signs-stop-instead = please use { $other }

signs-moved = The time on this sign has changed. It is now { $at }
signs-moved-later = The time on this sign has changed: it was { $before } and is now put off until { $at }
signs-moved-earlier = The time on this sign has changed: it was { $before } and is now brought forward to { $at }
