set-up-title = Getting started
set-up-text = Begin with the company and the first administrator. Then add offices, people and communities; it takes a few minutes.
set-up-company = Company
set-up-company-name = Full name of the company
set-up-company-example = 锦绣物业服务有限公司
set-up-short-name = Short name
set-up-short-name-hint = Stands in the numbers of notices, for example 锦绣物业〔2026〕12号
set-up-phone = Company telephone
set-up-phone-hint = Printed on notices; best a number that is answered at any hour
set-up-address = Public address
set-up-address-hint = An address that phones can open, such as https://wy.example.cn; it stands in every code. Leave it empty if you do not know it yet and give it later under “Address and mail”; without it no notice can be approved.
set-up-administrator = First administrator
set-up-do = Found the company
set-up-next = You are then signed in, and the page lists what is still missing. This link works once.

offices-title = Management offices
offices-name = Name of the office
offices-name-example = 锦绣花园管理处
offices-phone = 24-hour telephone
offices-email = E-mail
offices-mark = Mark in numbers
offices-mark-hint = Optional. With 锦 new notices are numbered 锦〔2026〕3号 and new complaints TS-锦-2026-00003. No two offices have the same; earlier numbers stay.
offices-mark-characters = A mark has only letters, characters and figures
offices-mark-taken = “{ $name }” has this mark already; choose another
offices-head = head office
offices-add = Add an office
offices-change-note = Later notices, signs and pages behind codes show it; what is approved or printed keeps what it says.
company-title = Company
company-change-note = The short name stands in later numbers of notices; numbers given keep it.
act-office-added = added
act-office-changed = changed
act-company-changed = changed

places-title = Communities
places-none = There are no communities yet.
places-office = Run by which office
places-name = Name
places-name-example = 锦绣花园
places-name-en = English name
places-name-en-hint = Shown on English pages
places-head-has-none = The head office runs no communities itself. Please choose an office.
places-add-community = Add a community
places-whole = Whole community
places-and = {", "}
places-save = Save
places-history = History
places-change = Change
places-change-note = Names can always be changed: later notices and signs show the new one, printed ones keep theirs. Position and homes wait until nothing hangs on it.
places-above = one level up
places-parent = Lies in
places-kind = Kind
places-within = Within it
places-add-within = Add within it
places-name-taken = There is { $name } here already. Please choose another name.
places-close = Close
places-close-sure = Close { $name }? Nobody can choose it any more and no board needs to serve it; what is printed keeps its name, the record stays, and it can be opened again.
places-close-yes = Yes, close it
places-closed = closed
places-closed-on = Closed since
places-closed-since = Closed since { $date }
places-closed-ahead = The date lies ahead. Please close it on that day.
places-closed-ones = Closed:
places-reopen = Open again
places-reopen-text = It can be chosen again, and so can what was closed together with it.
places-parent-closed = What it lies in is closed. Please open that first.
places-tied-notices = { $count ->
    [one] One notice
   *[other] { $count } notices
} in review or on the boards concern this place. Move it or correct its homes when they are over; its name can be changed, and it can be closed.
places-tied-signs = { $count ->
    [one] One sign is
   *[other] { $count } signs are
} not taken down here. Move it or correct its homes afterwards; its name can be changed, and it can be closed.
places-tied-sheets = { $count ->
    [one] One sheet is
   *[other] { $count } sheets are
} not taken down from this board. Change its position, kind and what it serves afterwards; its name can be changed, and it can be taken out of use.
place-building = Building
place-community = Community
place-entrance = Entrance
place-floor = Floor
place-home = Home
place-lift = Lift
place-spot = Other spot
act-place-changed = changed
act-place-added = added within it
act-place-closed = closed
act-place-reopened = opened again
act-community-added = community added
act-buildings-added = buildings added
act-spot-added = spot added
act-board-added = board added
act-board-changed = changed
act-board-retired = board retired

places-missing = Still missing
places-missing-factor = Administrators who sign in with a password alone: { $names }. Whoever gets that password can do everything.
places-missing-factor-do = Turn on my second step
places-missing-office = There is no management office yet. Communities, people and notices belong to one.
places-missing-office-do = Add an office
places-missing-people = { $name } needs at least two people: one drafts, another reviews.
places-missing-people-do = Add people
places-missing-community = { $name } has no community yet.
places-missing-community-do = Add a community
places-missing-buildings = { $name } has no buildings yet.
places-missing-buildings-do = Add buildings
places-missing-boards = { $name } has no notice board yet, so notices have nowhere to hang.
places-missing-boards-do = Add boards
places-missing-served = { $name }: { $count ->
    [one] one entrance is
   *[other] { $count } entrances are
} served by no notice board.
places-missing-served-do = Add boards

places-buildings = buildings
places-entrances = entrances
places-floors = floors
places-lifts = lifts
places-homes = homes
places-notice-boards = notice boards
places-homes-of = { $count } homes
places-building = Building
places-buildings-title = Buildings
places-no-buildings = There are no buildings yet.
places-add-buildings = Add buildings
places-add-buildings-note = entrances, floors and lifts in one go
places-numbers = Numbers, such as 1-8, 10
places-suffix = Called
places-as-it-is = as it is written
places-english = English names
places-english-hint = For names written as they are, one for each, separated by commas; a number becomes Building 1 by itself
places-english-wanted = Please give English names: { $count }, one for each building, separated by commas.
places-english-count = There are { $count } buildings: please give as many English names, separated by commas.
places-name-long = “{ $name }” is too long: a building's name has at most { $max } characters.
places-bad-floors = “{ $part }” cannot be read. Please write floors as 18, or as -1, 1-3, 5-18.
places-entrances-each = Entrances per building
places-floors-each = Floors in each entrance, as 18 or -1, 1-3, 5-18
places-homes-each = Homes per floor
places-lifts-each = Lifts per entrance
places-lobby-too = Hang a notice board in the lobby of each entrance too
places-bad-numbers = “{ $part }” cannot be read. Please write the numbers like 1-8, 10.
places-too-many-buildings = At most { $max } buildings can be added at once. Please do it in several steps.
places-building-there = { $name } is there already. Please take it out of the numbers.

places-boards-title = Boards
places-board = Board
places-serves = Serves
places-no-boards = There are no boards yet.
places-bare = { $count ->
    [one] One entrance lobby has
   *[other] { $count } entrance lobbies have
} no notice board
places-bare-do = Add one to each lobby
places-add-board = Add a board
places-board-at = Where it hangs
places-board-name = Name
places-board-example = 东门公告栏
places-board-kind = Used for
places-board-serves = Which buildings it serves
places-serves-nothing = Please choose at least one building, or the whole community.
places-retire = Retire
places-retire-of = Retire { $name }
places-retire-sure = Take { $name } out of use? Later notices need not hang there; what hung there stays on record.
places-retire-yes = Yes, take it out of use
board-notice = Notices
board-display = Display only, no rule asks for it

places-spots-title = Other spots
places-spots-text = Gates, ramps, playgrounds: boards can hang there and signs can be placed.
places-spot-example = 东门
places-add-spot = Add a spot

flash-founded = The company is founded, and you are signed in.
flash-founded-before = The company was founded with this link; nothing more is to be filled in. If you are not signed in, use the login and password given then.
flash-office-added = The office is added. Next: its people and its communities.
flash-office-changed = The office is changed.
flash-company-changed = The company is changed.
flash-community-added = The community is added. Next: its buildings.
flash-buildings-added = The buildings are added with entrances, floors and lifts. Next: its boards.
flash-spot-added = The spot is added.
flash-place-changed = Saved. Later notices and signs show it.
flash-place-added = Added.
flash-place-closed = Closed.
flash-place-reopened = Open again.
flash-board-changed = The board is changed.
flash-boards-added = A board is added to every lobby that had none.
flash-board-added = The board is added; notices from now on count it.
flash-board-retired = The board is retired; notices from now on leave it out. Its earlier postings stay on record.

import-title = Import buildings and homes
import-text = One line a home, or one line a floor with its number of homes. A list adds; what is there is not changed. If one line cannot be read, nothing is added.
import-sample = Download what is there as a list (CSV)
import-file = List (.xlsx or CSV)
import-hint = Columns: 楼栋 (building), 单元 (entrance), 楼层 (floor), 房号 (home), 户数 (homes), 英文 (English name), 电梯 (lift), 位置 (spot). A lift or a spot takes a line of its own; a lift is written 1号电梯. Leave out floors that do not exist (4, 14); write B1 or -1 for a basement.
import-read = Read the list and show what it adds
import-lists = Earlier lists
import-no-lists = Nothing has been imported yet.
import-lines = { $count ->
    [one] 1 line
   *[other] { $count } lines
 }
import-waiting = To be confirmed
import-entered = Imported
import-taken-back = Taken back
import-adds = It adds
import-added = It added
import-floors = floors
import-new = new
import-counted = { $count } of the homes were only counted so far and are registered by number now; none is counted twice.
import-derived = { $count } homes have no floor in the list; it follows from their number (1503 is on floor 15).
import-there = { $count } lines name what is there already; that is not changed.
import-unread = Columns that are not read: { $columns }
import-differs = Other numbers of homes than registered; nothing is changed here. Correct them on the page of the place
import-differs-line = Row { $row }: { $name } has { $there } homes, the list says { $said }
import-enter = Import all of it
import-throw-away = Throw the list away
import-take-back = Take this import back
import-take-back-sure = Take this import back? The buildings, floors and homes it added are closed, and homes are counted as before.
import-take-back-yes = Take it back
import-tied = It cannot be taken back yet
import-against = It cannot be imported now
import-changed = The list or the community has changed meanwhile. Look at how it stands now, and decide again.
import-tied-places = { $count } places were added in them since; close those first.
import-tied-boards = { $count } boards hang there or serve them; retire or change those first.
import-nothing = There is nothing in the list that can be imported.
import-nothing-new = All of the list is there already; there is nothing to add.
import-more-faults = { $n } more. Mend these and send the list again to see the rest.
import-two-columns = Several columns say the same thing: { $columns }. Keep one.
import-no-column = The list has no column “{ $column }”. Download the list and use its headings.
import-hidden-rows = Rows { $rows } are hidden in the file. Show or delete them, and choose the file again.
import-hidden-columns = Columns that are hidden in the file: { $columns }. Show or delete them, and choose the file again.
import-blank = Row { $row } lacks “{ $column }”.
import-lift-alone = Line { $row } names a lift (“{ $column }”): leave floor, home and spot empty and give them a line of their own.
import-spot-home = Line { $row } names a spot (“{ $column }”): leave the home empty; a spot is on a floor, in an entrance or in a building.
import-not-counted = Line { $row } is about a lift or a spot: leave “{ $column }” empty.
import-which-lift = Line { $row }, “{ $column }”: which lift “{ $typed }” is cannot be told. Write 1号电梯 or 货梯, one a line.
import-home-counted = Row { $row } names one home; leave “{ $column }” empty.
import-long = Row { $row }, “{ $column }”: too long, at most { $max } characters.
import-unprintable = Row { $row }, “{ $column }”: { $missing } cannot be printed. Use another character.
import-no-door = Row { $row }, “{ $column }”: “{ $typed }” is no number of a home. Make this column text and type it again.
import-no-floors = Row { $row }, “{ $column }”: “{ $typed }” cannot be read. Write -1, 1-3, 5-18.
import-no-floor = Row { $row }, “{ $column }”: “{ $typed }” cannot be read. Write 15 or B1; a row with a home names one floor.
import-no-number = Row { $row }, “{ $column }”: “{ $typed }” is no number from 0 to { $max }.
import-twice = Rows { $row } and { $first } name the same place. Keep one.
import-which = Row { $row }, “{ $column }”: it could be any of { $names }. Write the whole name.
import-whole-name = Row { $row }, “{ $column }”: “{ $typed }” alone is no name. Write it whole, such as “{ $typed }号楼” or “{ $typed }栋”.
import-alike = Row { $row }, “{ $column }”: “{ $typed }” may be “{ $name }”. If it is, write “{ $name }”; if not, add it on the page of the community first.
import-several = Row { $row }, “{ $column }”: “{ $typed }” is more than one. Write a row for each.
import-too-many = This list adds more than { $max } places. Import it in several parts.
import-english = { $name } has no English name yet. Add a row with this building alone and fill in “{ $column }” (row { $row } uses it).
act-places-imported = Buildings and homes imported
act-places-import-taken-back = Import taken back
flash-import-entered = Everything was imported.
flash-import-taken-back = Taken back; what was added is closed.
flash-import-thrown-away = The list was thrown away; nothing was added.

propose-title = Propose a place
propose-text = A place that exists and is not in the list can be used as soon as you write it here. The manager will check it later: keep it, rename it or merge it into one that is there.
propose-within = Where
propose-example = Water pump room
propose-remark = Remark, such as how to get there
propose-do = Propose and use it
propose-link = The place is not in the list? Propose it
places-proposals = Places to tidy
places-proposals-own = Places I proposed
places-proposal-by = proposed by { $who }
places-missing-proposals = { $name } has { $count } newly proposed places to tidy.
places-missing-proposals-do = Tidy them
proposal-by = Proposed by { $who }, { $at }.
proposal-open = To be tidied
proposal-verdict-accepted = Accepted
proposal-verdict-merged = Merged into { $answer }
proposal-verdict-refused = Not accepted: { $answer }
proposal-accept-title = Accept
proposal-accept = Accept under this name
proposal-merge-title = Merge into a place that is there
proposal-merge-text = Signs and boards that hang here, and complaints written down here, move there; printed names stay.
proposal-into = Into
proposal-merge = Merge
proposal-refuse-title = Do not accept
proposal-refuse-text = The place is closed and can be chosen no more; signs that hang here and complaints written down here keep its name.
proposal-why = Reason
proposal-refuse = Do not accept
proposal-decided = This was decided already. Name and position can still be changed:
act-place-proposed = Place proposed
act-place-proposal-accepted = Accepted
act-place-proposal-merged = Merged into
act-place-merged-in = Merged in
act-place-proposal-refused = Not accepted
flash-place-proposed = Added; you can choose it now.
flash-proposal-accepted = Accepted.
flash-proposal-merged = Merged; what hung here hangs there now.
flash-proposal-refused = Not accepted; the place is closed.

hand-title = Hand over to another office
hand-now = { $office } has charge of it now.
hand-along = What goes along
hand-places = The community's buildings, places and boards
hand-codes = { $count } numbers and codes; whoever scans them sees the new office's telephone
hand-notices = { $count } notices that are not over (drafts, in review, waiting, published, with sheets still hanging, an end not confirmed or an apology due)
hand-subscribers = { $count } subscribers
hand-signs = { $count } signs and registered things with their inspections
hand-stops = { $count } stops
hand-runs = { $count } print runs
hand-bins = The colours of the bins
hand-complaints = { $count } complaints with their contacts and photos
hand-stays = Notices that are over stay with the office they were of; what is printed or published does not change.
hand-to = To
hand-do = Hand over
hand-back = It can be handed back the same way.
hand-nobody = There is no other office to hand it to.
hand-charges = Who had charge
hand-since = since { $date }
hand-never = The present office has had charge of it all along.
act-community-handed-over = Handed over
flash-community-handed-over = Handed over; what is not over is the new office's now.

reach-title = Address and mail
reach-address = Public address
reach-address-text = It stands in every code and is what residents' phones open. Once saved it counts at once; codes printed from then on carry the new one.
reach-address-none = It is not given: no notice can be approved and no code printed.
reach-address-set = The address is set in the settings file gaoshi.toml (public_url) or in the environment of the program. That counts, and it cannot be changed here.
reach-address-hint = An address that phones can open, the host alone, such as https://wy.example.cn
reach-address-do = Save the address
reach-address-wrong = Write the address like https://wy.example.cn: the host, with a port if there is one, and no path.
reach-address-https = The address begins with https://, so that residents' phones open it without a warning.
reach-address-meanwhile = Somebody has just changed the address; it stands above. If you still want to change it, press once more.
reach-address-codes = { $count ->
    [one] One printed code leads to another address. That one must go on leading here, or this code opens nothing.
   *[other] { $count } printed codes lead to another address. That one must go on leading here, or these codes open nothing.
 }
reach-address-sure = I know: the old address goes on leading here, or they are printed anew
reach-codes-elsewhere = { $count ->
    [one] One printed code leads to another address: let that one go on leading here, or print it anew.
   *[other] { $count } printed codes lead to another address: let that one go on leading here, or print them anew.
 }
reach-label-room = This host is too long for labels, which have room for about { $room } characters. Choose a shorter one.
flash-address-given = The address is saved and counts from now on.
act-company-address-given = Public address given
reach-mail = Mail
reach-relay = Mails leave through { $relay }.
reach-files = No mail server is set: mails are not sent, only written to files in { $folder }.
reach-trial-to = Address to send to
reach-trial = Send a trial mail
reach-trial-subject = A trial mail of the notice system
reach-trial-body = If you read this, mails leave the house.
reach-trials = Trials: { $sent } handed over, { $pending } waiting, { $failed } failed
reach-missing-address = The public address is not set: no notice can be approved.
reach-missing-relay = No mail server is set: mails are only written to files.
reach-missing-do = Set it
act-mail-tried = Trial mail sent
flash-trial-sent = The trial mail is in the outbox; reload in a moment to see how it fared.
