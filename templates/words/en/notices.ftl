notices-title = Notices
notices-new-water = Schedule a water outage
notices-new-power = Schedule a power outage
notices-filter = Filter by stage
notices-col-title = Notice
notices-col-community = Community
notices-col-stage = Stage
notices-col-happens = When it happens
notices-returned-badge = Returned
notices-col-author = Author
notices-older = Older
notices-none = No notices here yet. "Schedule a water outage" at the top takes a minute.
notices-late = Published late
notices-held = Waits for a decision
notices-edit = Edit
notices-follows = Follows { $number }
notices-followed = Followed by: { $title }
notices-returned = Returned by the reviewer
notices-open = Open
notices-no-number = No number yet

notices-title-water = Schedule a water outage
notices-title-power = Schedule a power outage
notices-title-apology = Apology and explanation
notices-title-cancellation = Cancellation
notices-what = What stops
notices-community = Community
utility-water = Water
utility-power = Power
notices-when = When
notices-date = Date
notices-time = Time
notices-start = Start
notices-end = End
notices-more-days = It ends on another day
notices-ends-next-day = Overnight: it ends the next day, { $at }
notices-end-date = End date
notices-rule-ok = Post by { $at }
notices-rule-ok-note = { $left } · { $clause }: 24 hours ahead
notices-rule-late = Too late: it had to hang by { $at }
notices-rule-late-note = The earliest start is { $earliest } · { $clause }: 24 hours ahead
notices-rule-none = The 24 hours do not apply; post it as soon as possible
notices-rule-none-note = { $clause } binds our own maintenance only
notices-rule-told = Asks no more than the notice before; post it at once, by { $at } at the latest
notices-rule-told-note = No new 24 hours are needed ({ $clause })
notices-rule-running = This stop has begun: it cannot be made longer, earlier or wider
notices-rule-running-note = What has begun cannot be told 24 hours ahead, and is no emergency ({ $clause })
notices-rule-unknown = Once date and time are filled in, the latest time to post appears here
notices-rule-unknown-note = { $clause }: 24 hours ahead
notices-way-on = Cannot wait? Turn it into a repair notice
notices-supply-point = Temporary supply point
notices-supply-hint = Water stops for more than 24 hours: say where water can be had
notices-where = Where
notices-entrances = Only some entrances
notices-parts = Garages, pump rooms, lifts and other spots
notices-within = Only a floor or a home
notices-within-find = Floor or home
notices-within-hint = such as 3号楼 12层
notices-within-do = Find
notices-within-more = Not all are shown: type more of the name, such as the building.
notices-within-none = Nothing is called “{ $find }”.
notices-boards = { $homes } homes · { $count } boards{ $count ->
    [0] {""}
   *[other] : { $names }
}
notices-why = Why
notices-reason = Reason
cause-own = Our own maintenance
cause-relayed = Planned by the utility
cause-municipal = Municipal
cause-emergency = Emergency repair
notices-late-reason = Why it could not be told in time
notices-late-reason-hint = This goes into the notice
notices-received-date = Date we were told
notices-received-time = Time we were told
notices-body = Text
notices-body-hint = written from the fields above; you may change it
notices-body-label = Text
notices-apology-hint = the facts are filled in from the outage; add what will be done
notices-contact = Contact
notices-phone = 24-hour phone
notices-publish-date = Online from (date)
notices-publish-time = Online from (time)
notices-publish-hint = Left empty, it appears online once approved. What counts is the sheet on the board.
notices-send = Send to review
notices-keep = Save draft
notices-preview = Preview
notices-kept = Draft saved
notices-keep-failed = The draft was not saved; check the network
notices-then = A colleague reviews it. When it appears, { $n } subscribers and the office get a mail.
notices-sheets = { $n ->
    [one] 1 sheet
   *[other] { $n } sheets
}

notices-public = Web page
notices-public-page = What residents see
notices-mails = Mail
notices-mails-count = { $sent } sent, { $pending } waiting, { $failed } failed
notices-mails-withdrawn = , { $n } withdrawn
notices-review = Review
notices-review-hint = The sheet on this page is as it will hang. Approval gives it its number; after that the text cannot change.
notices-approve = Approve
notices-since-return = What changed since it was in review before
notices-since-nothing = The text is the same.
notices-remark = Remark
notices-return = Return
notices-waiting-review = Waiting for a colleague's review
notices-own-text = You wrote a part of this notice, so somebody else reviews it
notices-waiting-roles = Waiting for one of: { $roles }
notices-print = Print { $n ->
    [one] 1 sheet
   *[other] { $n } sheets
}
notices-print-one = Print this one
notices-sheets-over = Print { $n } (stamped as void)
notices-text-differs = The text says “{ $words }”, which is not what the fields above say
notices-text-weekday = The text says “{ $words }”, but that day is a { $is }
notices-text-meant = Checked: it is meant so
notices-beside = At the same place and time there is also
notices-take-back-ask = Its approval falls: it has to be sent, approved and printed again. Take it back?
notices-take-back-hangs = It hangs on these boards and has to come down there: { $names }
notices-delete-ask = A deleted draft cannot be brought back. Delete it?
notices-publish-held-ask = This stop is over; publishing now writes to every subscriber. Publish it?
notices-step-yes = Yes
notices-sheets-open = { $n ->
    [one] Open 1 sheet
   *[other] Open { $n } sheets
}
notices-go-on = Go on writing
notices-publish-held = Publish all the same
notices-apologise = Write the apology
notices-take-back = Take back to change
notices-replace = Replace
notices-delete = Delete draft
notices-restored = Supply is restored
notices-restored-hint = Give the actual time. After municipal and emergency causes an apology must follow on the boards (QP7.3 §4.3.3).
notices-restored-do = Record the end
notices-restored-wrong = The recorded end is wrong
notices-restored-wrong-hint = Give the actual time; the pages behind the codes say so at once.
notices-restored-mend = Correct the end
notices-still-out = It is still out
notices-still-out-hint = Give the time at which it should be back now. The pages behind the codes say so at once, and you are asked again then; paper keeps its time.
notices-still-out-do = Record the new expected time
notices-still-out-past = The expected time must be later than now
notices-apologised = The apology is in review or out; the end cannot be changed any more
notices-cancel = Cancel this outage
notices-cancel-hint = A colleague reviews it, then it is published at once. The page behind the old sheets will say so, and the sheets go on the take-down list.
notices-cancel-reason = Reason
notices-cancel-do = Send the cancellation to review
notices-boards-title = Boards
notices-board = Board
notices-copy = Copy
notices-code = Code
notices-history = History
notices-standing-some = Posted { $posted } of { $boards }, { $left }
notices-standing-all = All { $boards } boards were posted in time
notices-standing-missed = Posted { $posted } of { $boards }; { $missed } missed the latest time to post
notices-fact-post-by = Post by
notices-at-once-by = { $at } (hang at once)
notices-fact-remove-after = Take down after
notices-fact-published = Online since
notices-fact-publish-at = Online from
notices-fact-restored = Restored
notices-fact-expected-end = Expected end

stage-open = Open
stage-all = All
stage-draft = Draft
stage-in-review = In review
stage-scheduled = Scheduled
stage-published = Published
stage-superseded = Superseded
stage-cancelled = Cancelled
stage-expired = Expired

notices-standing-hangs = { $n ->
    [one] 1 board still carries
   *[other] { $n } boards still carry
} this notice; please take it down
notices-standing-was-missed = { $n } of { $boards } boards missed the latest time to post
posting-dropped = No longer needed
posting-wanted = To be posted
posting-missing = Missed, not posted
posting-up = Posted
posting-up-late = Posted late
posting-down = Taken down
posting-old = Older text, take it down
posting-mark-up = Posted
posting-mark-down = Taken down
posting-undo = Undo
posting-redo = Put it back
posting-more = Earlier time, correct
posting-miss = Missed the latest time to post
posting-back = Back
posting-earlier = Posted earlier: record it now
posting-earlier-down = Taken down earlier: record it now
posting-earlier-hint = Give the actual time. Whether it hung in time goes by when it was recorded; that stays as it is.
posting-earlier-down-hint = Give the actual time.
posting-earlier-do = Record
posting-reason = Why it is recorded only now
posting-reason-hint = Not needed within ten minutes
posting-over = This notice is over or has a new text; take down what still hangs.
posting-changed = Recorded since you opened it:
posting-recorded-late = Recorded after the latest time to post: counts as missed
posting-correct = Correct the record
posting-correct-hint = What was recorded before stays in the history below.
posting-correct-do = Record the correction
posting-what = What is wrong
posting-wrong-posted = It was not posted
posting-wrong-posted-at = It was posted at another time
posting-wrong-down = It was not taken down and still hangs
posting-wrong-down-at = It was taken down at another time
posting-wrong-correction = This line is wrong, go back to what was recorded before: { $line }
posting-right-date = Right date
posting-right-time = Right time
posting-right-hint = Only where the time is wrong
posting-why = Why it is corrected
posting-history = Record
posting-no-history = Nothing is recorded yet.
posting-said-posted = Posted { $at } · { $who }
posting-said-posted-soon = Posted { $at } · recorded by { $who } { $recorded }
posting-said-posted-later = Posted { $at } · recorded late by { $who } { $recorded }
posting-said-posted-at = Time of posting corrected to { $at } · { $who } { $recorded }
posting-said-down = Taken down { $at } · { $who }
posting-said-down-soon = Taken down { $at } · recorded by { $who } { $recorded }
posting-said-down-later = Taken down { $at } · recorded late by { $who } { $recorded }
posting-said-down-at = Time of taking down corrected to { $at } · { $who } { $recorded }
posting-said-not-posted = Record of posting undone · { $who } { $recorded }
posting-said-not-down = Record of taking down undone · { $who } { $recorded }
posting-said-restored = Earlier record restored · { $who } { $recorded }
posting-said-why = { $line }: { $reason }
posting-printed = { $n ->
    [one] 1 sheet
   *[other] { $n } sheets
} printed { $at } · { $who }
posting-printed-last = Last time { $n ->
    [one] 1 sheet
   *[other] { $n } sheets
} printed { $at } · { $who }
round-title = Board round
round-hint = Tap once for each sheet you post or take down, or scan the code on the sheet.
round-up = To post
round-down = To take down
round-all-up = All { $n } here are up
round-all-down = All { $n } here are down
round-none-up = Nothing to post.
round-none-down = Nothing to take down.

notices-too-late = Too late: our own work must hang on the boards 24 hours ahead, so this had to hang by { $latest }. The earliest start is { $earliest }. If it cannot wait, turn it into a repair notice and give the reason ({ $clause }).
notices-running = The stop before has begun: longer, earlier or wider cannot be told 24 hours ahead, nor called an emergency. It can be made shorter, later or smaller; if supply is not back in time, the pages say so, and its return is recorded on the notice before.
notices-end-before-start = The end must come after the start, { $start }. For a night, give the time of the next morning; for longer, fill in the end date.
notices-too-far = That is more than a year ahead. Please check the year.
notices-too-long = That is more than 30 days. Please check the end date.
notices-no-place = Choose the buildings, entrances or the whole community.
notices-no-board = No board serves these places. Please register the boards under Communities first.
notices-no-community = There is no community yet. Please ask the administrator to add one with its buildings and boards.
notices-all-past = The end has already passed. Please check the date.
notices-reason-wanted = Say why it could not be told in time; it goes into the repair notice.
notices-received-later = The time we were told cannot be in the future.
notices-supply-wanted = Water stops for more than { $hours } hours: please name a temporary supply point.
notices-publish-late = It cannot go online later than the latest time to post, { $latest }.
notices-unprintable = The print face has no such characters: { $missing }. Please write it differently.
notices-own-review = Nobody reviews their own words. You wrote a part of this notice: please ask a colleague who did not.
notices-not-followed = This kind of notice is neither replaced nor called off; write a new one.
notices-successor-under-way = A replacement or cancellation is already under way. Please finish that one first.
notices-end-impossible = The end must be after the start and not in the future.
notices-not-ended = The end is not recorded yet. Please record it first.
notices-no-outage = The outage was not found.
notices-no-notice-before = The notice that this one calls off was not found.
notices-unfinished = It is not finished yet: please check what is filled in.
postings-future = The time cannot be in the future.
postings-reason-wanted = This is recorded more than ten minutes later than it was done. Please say why.
postings-before-approval = This notice was approved { $at }; the time cannot be before that.
postings-before-print = This notice was printed { $at }; the time cannot be before that.
postings-before-hung = This sheet was posted { $at }; it cannot have been taken down before that.
postings-up-after-down = This sheet was taken down { $at }; it was posted before that.
postings-undo-over = That was recorded more than ten minutes ago and can no longer be undone. Use "Correct the record" and say why.
postings-changed = The record of this sheet has changed, so nothing was done. Look at it as it stands now, then decide.
postings-already = This sheet was recorded already; what you typed was not
postings-already-way = If the actual time is another one, correct the record below, where your words stand already. If not, there is nothing left to do.
postings-down-before-up = It cannot be taken down before it was posted. Please record the posting first.
press-no-address = The public address is not given, so codes lead nowhere: nothing can be approved or printed. The administrator gives it under “Address and mail”.
press-missing-character = The print face has no such character: { $missing }. Please write it differently.
press-missing-in = The print face has no { $missing }, which stands in “{ $text }”. Please write it differently; if it is a name of a place, a board or the company, change that name first.

flash-notice-sent = Sent to review.
flash-notice-kept = Draft saved.
flash-notice-approved = Approved and numbered. Print and post it; it goes online by itself.
flash-notice-returned = Returned to its author with your remark.
flash-notice-deleted = Draft deleted.
flash-notice-published = Published.
flash-outage-still-out = The new expected time is recorded; the pages behind the codes say so.
flash-outage-restored = The end is recorded; the pages behind the codes say so.
flash-posting-posted = Recorded as posted.
flash-posting-outdated = Recorded as posted. But this text was taken back or is over: take the sheet down, and record that.
flash-posting-taken-down = Recorded as taken down.
flash-posting-undone = Back to what was recorded before.
flash-posting-corrected = The correction is recorded.
flash-print-over = This notice is over or is being changed: there is nothing to print.

act-notice-drafted = drafted
act-notice-rewritten = changed the text
act-notice-sent = sent to review
act-notice-returned = returned
act-notice-approved = approved
act-notice-taken-back = taken back
act-notice-draft-deleted = draft deleted
act-notice-published = published
act-notice-held = held: the outage is over
act-notice-superseded = superseded
act-notice-cancelled = cancelled
act-notice-expired = expired
act-notice-replacement-drafted = replacement drafted
act-notice-cancellation-sent = cancellation sent to review
act-notice-apology-drafted = apology drafted
act-outage-restored = end recorded
act-outage-still-out = recorded as still out, expected back
act-posting-posted = posted
act-posting-taken-down = taken down
act-posting-posted-later = posted, recorded late
act-posting-taken-down-later = taken down, recorded late
act-posting-posted-at = time of posting corrected
act-posting-taken-down-at = time of taking down corrected
act-posting-not-posted = record of posting undone
act-posting-not-taken-down = record of taking down undone
act-posting-restored = earlier record of a sheet restored
act-notice-printed = printed

public-now-here = Happening now
public-ahead = Coming up
public-past = Lately
public-nothing = No notices are published.
public-look = Read
public-phone = 24-hour phone
public-code = Enter the code on a sign
public-newer = Read the newer notice
public-text-is-chinese = The text itself is in Chinese.
unsubscribe-title = Unsubscribe
unsubscribe-ask = Stop sending this community's notices to { $address }?
unsubscribe-do = Unsubscribe
unsubscribe-gone = { $address } will get no more notices of this community.
menu-notices = Notices
menu-boards = Boards

public-instead = Now
public-was = Was
public-old-text = What it said
public-superseded = A newer notice has replaced this one
public-cancelled = This notice has been cancelled
public-changing = This notice is being changed and its time may change: make no plans by this sheet yet
public-restored = Restored { $at }
public-now = Happening now
public-still = Still out; now expected back { $at }
public-over = The expected end has passed; the office has not confirmed that supply is back (last word: { $at })
public-still-out = Still out? Call

notices-place-whole = The whole community
notices-place-homes = { $homes ->
    [one] 1 home
   *[other] { $homes } homes
}
notices-place-entrances = { $entrances ->
    [one] 1 entrance
   *[other] { $entrances } entrances
} · { $homes ->
    [one] 1 home
   *[other] { $homes } homes
}
notices-list-comma = {", "}

notices-step-done = This step was taken already; there is nothing left to do
notices-step-changed = This changed after you opened the page; your step was not taken
notices-step-impossible = This step cannot be taken now
notices-step-again = Below is how it stands now; what you typed is still there. If you still want to, press once more.
notices-texts-again = Below is what you typed. If you still want it so, press once more: it takes the place of what is kept.
notices-step-back = Back to the notice
notices-texts-changed = What the text says now (as you saw it → now)
notices-texts-yours = Where it differs from yours (as kept → as you typed it)
notices-text-empty = (nothing)
notices-text-follows = (follows the fields)
notices-kept-not = { $who } changed this draft, so yours was not saved by itself. Press “Save draft” to see both before you decide.
notices-typed = What you typed
notices-gone-text = This draft was deleted; what you typed was not saved
notices-gone-step = This notice was deleted; your step was not taken
notices-gone-told = { $who } deleted it: { $at }. A deleted draft cannot be brought back.
notices-gone-copy = Below is all that you typed. Copy what you still need, then write a new notice.
notices-gone-list = Back to the notices
notices-gone-new = Write a new one
notices-kept-gone = { $who } deleted this draft ({ $at }); yours was not saved. Press “Save draft” to copy what you typed, then write a new one.

subscribers-title = Mail subscribers
subscribers-count = { $n ->
    [one] One subscriber gets
   *[other] { $n } subscribers get
} a mail when a notice appears; each mail has a link to leave.
subscribers-more = Not all are listed: look one up by its address.
subscribers-find = Find
subscribers-find-all = Show all
subscribers-find-none = No address holds “{ $part }”.
subscribers-email = E-mail
subscribers-place = Notices of
subscribers-consent = How they agreed
subscribers-consent-hint = When and how the person agreed, such as: signed a form at the front desk on 24 November
subscribers-step = Step
subscribers-since = since { $at }
subscribers-herself = Signed up themselves
subscribers-add = Add a subscriber
subscribers-add-hint = Add only who agreed. The address is used for notices of this community alone.
subscribers-remove = Remove
subscribers-remove-ask = No more mails are sent to them, not even those that wait. This can be undone.
subscribers-removed = Removed { $at }
subscribers-restore = Put back
subscribers-left = Left themselves { $at }
subscribers-there = This address is on the list already
subscribers-left-herself = This person left. To add them again, ask anew and write down how they agreed.
flash-subscriber-added = The subscriber is added.
flash-subscriber-removed = Removed.
flash-subscriber-restored = Put back.
act-subscriber-added = subscriber added
act-subscriber-removed = subscriber removed
act-subscriber-restored = subscriber put back
notices-principal-review = { $name }, for whom you stand, wrote a part of this text. Somebody else must review it.
