set-up-title = Getting started
set-up-text = Begin with the company and the first administrator. Then add offices, people and communities; it takes a few minutes.
set-up-company = Company
set-up-company-name = Full name of the company
set-up-company-example = 锦绣物业服务有限公司
set-up-short-name = Short name
set-up-short-name-hint = Stands in the numbers of notices, for example 锦绣物业〔2026〕12号
set-up-phone = Company telephone
set-up-phone-hint = Printed on notices; best a number that is answered at any hour
set-up-administrator = First administrator
set-up-do = Found the company
set-up-next = Then sign in; the page will list what is still missing. This link works once.

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

flash-founded = The company is founded. Please sign in with the name and password you just chose.
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
