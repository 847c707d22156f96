role-administrator = Administrator
role-executive = Executive
role-quality-representative = Quality representative
role-operations = Operations department
role-planning = Planning department
role-office-manager = Office manager
role-reviewer = Reviewer
role-clerk = Clerk

people-sign-in = Sign in
people-login = Sign-in name
people-login-hint = Lower-case letters, digits, dots and hyphens, for example wangfang
people-password = Password
people-forgotten = Forgotten it? An administrator can send you a new link from the People page.
people-wrong-sign-in = The sign-in name or the password is wrong. Please check both and try again.
people-too-many-sign-ins = Too many wrong passwords. Please try again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}, or ask an administrator for a new link.
people-crowded = Many people are signing in or setting a password just now. Please type your password again in a few seconds.
people-kept = You were away too long and have been signed out.
people-kept-more = What you typed is not lost: sign in and you can send it.
people-demo = Demo accounts
people-demo-password = The password of every demo account:

people-resume = Carry on
people-resume-text = You are signed in again. What you typed is still here and has not been sent yet.
people-resume-send = Send what I typed
people-resume-drop = Drop it and go home

people-set-password = Set password
people-set-password-for = Your sign-in name is { $login }. Once the password is set, this link stops working.
people-password-new = New password
people-password-again = Once more
people-password-current = Present password
people-password-hint = At least 8 characters; a sentence is fine
people-password-short = That is too short. Please use at least 8 characters.
people-password-long = That is too long. Please use at most 256 characters.
people-password-common = This password is easily guessed: it is a common one, or made of your sign-in name or of a name of the company or its offices. Please choose another, for example a sentence that only you know.
people-password-differs = The two passwords differ. Please type them again.
people-password-wrong = The present password is wrong. Please type it again.
people-too-many-currents = The present password was wrong too often. Please try again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}. If you have forgotten it, ask an administrator for a new link.

people-account = My account
people-change-password = Change password
people-change-password-note = You will be signed out everywhere else.
people-offices = Offices I work for
people-office-now = now
people-office-switch = Switch here
people-sessions = Where I am signed in
people-session-this = this browser
people-session-unknown = Unknown browser
people-session-end = Sign out
people-session-end-of = Sign out what was opened { $opened }
act-sign-in-ended = signed out one place
people-session-times = Signed in { $opened }, last used { $seen }
people-sign-out-others = Sign out everywhere else

people-list = People
people-name = Name
people-role = Role
people-role-hint = Offices have managers, reviewers and clerks; the other roles belong to the head office
people-office = Office
people-do = Actions
people-closed = closed
people-reset = New link
people-reset-of = New link for { $name } to set a password
people-close = Close
people-close-of = Close the account of { $name }
people-close-sure = Close the account of { $name }? They are signed out at once; what they did stays on record. It can be opened again.
people-close-yes = Yes, close it
people-enable = Open again
people-enable-of = Open again the account of { $name }
people-enable-text = The person can sign in again with the password as it was; if it is forgotten, make a new link.
people-email = Mail
people-save = Save
people-change-note = Who gets another office or role is signed out at once and works in it from the next sign-in.
people-history = History of the account
people-not-your-own-role = You cannot change your own role or office. Another administrator can.
people-post-there = The person has a role in this office already. Please choose another office.
act-account-opened = account opened
act-account-opened-again = opened again
act-account-changed = changed
act-account-closed = closed
act-account-link-made = link to set a password made
act-account-password-set = password set through a link
act-account-password-changed = password changed
act-account-password-refused = wrong present password while changing it
act-sign-in-done = signed in
act-sign-in-others-ended = signed out everywhere else
people-add = Add a person
people-add-note = You will get a link to hand over; with it the person sets a password. It works once, within three days.
people-link = Please hand this link over
people-link-text = Opening it sets the password. It works once, within three days, and is not shown again after you leave this page.
people-login-taken = Somebody has this sign-in name already. Please choose another one.
people-login-letters = Use 2 to 40 lower-case letters, digits, dots or hyphens, for example wangfang.
people-no-office = There is no such office. Please choose again.
people-role-elsewhere = This role does not belong to the chosen office. Please choose another role or office.
people-not-yourself = You cannot close your own account. Another administrator can.

audit-title = Record of acts
audit-group = Which
audit-of-all = All
audit-of-refused = Refused
audit-of-sign-in = Signing in
audit-of-accounts = Accounts
audit-of-places = Company, offices, communities
audit-of-notices = Notices
audit-of-signs = Signs
audit-of-complaints = Complaints
audit-text = With (name, sign-in name, reason)
audit-from = From
audit-until = To
audit-show = Show
audit-at = When
audit-who = Who
audit-act = What
audit-subject = To what
audit-none = Nothing of that kind is on record.
act-access-refused = asked for what the role may not do
act-sign-in-refused = wrong sign-in name or password
act-sign-in-locked = too many wrong passwords, locked for a while

flash-signed-out = You are signed out.
flash-password-set = The password is set. Please sign in.
flash-password-changed = The password is changed. You are signed out everywhere else.
flash-others-signed-out = You are signed out everywhere else.
flash-session-ended = That place is signed out.
flash-account-closed = The account is closed and signed out. What the person did stays on record.
flash-account-changed = The account is changed.
flash-account-opened-again = The account is open again.

people-lost = You have been signed out.
people-lost-more = What was sent just now was not kept. Please sign in, go back to the page and send it again.

people-second = Second step
people-second-text = Your password is right. Now please type the code that your phone shows.
people-second-code = Code
people-second-hint = The six digits of your authenticator, or one of the codes that you wrote down
people-second-wrong = This code is wrong, or was used already. Please type the one that is shown now.
people-second-too-many = Too many wrong codes. Please try again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}.
people-second-late = That took more than ten minutes. Please sign in again from the beginning.
people-second-lost = No phone and no codes? An administrator can take the second step off your account.
people-second-back = Sign in as somebody else

people-factor = Second step at sign-in
people-factor-is-on = second step on
people-factor-is-off = Only the password is asked for.
people-factor-see = Look at it
people-factor-begin = Turn it on
people-factor-first = Your role asks for a second step at sign-in.
people-factor-first-more = Please set it up now; the other pages open afterwards.
people-factor-anew = You are setting it up anew.
people-factor-anew-more = Once it is done, the old phone's codes and all codes written down are good no longer.
people-factor-scan = Open an authenticator on your phone, such as the WeChat mini program 腾讯身份验证器 or Microsoft Authenticator, and scan this picture.
people-factor-picture = Picture for the authenticator; the same stands below in letters
people-factor-type = It cannot be scanned? Type this key into the authenticator:
people-factor-passcode = Code
people-factor-passcode-hint = The six digits that the authenticator shows now
people-factor-on-do = Turn it on
people-factor-wrong = This code does not fit. Please type the six digits that the authenticator shows now; the phone's time must be right.
people-factor-stale = This page stood open for too long. Please scan the new picture.
people-factor-since = On since { $since }.
people-factor-left = { $left ->
    [0] None of the codes written down are left.
    [one] One of the codes written down is left.
   *[other] { $left } of the codes written down are left.
}
people-factor-renew = Set it up anew
people-factor-renew-note = For a new phone, or when few codes are left: everything before is then good no longer.
people-factor-needed = Your role asks for the second step: it can be set up anew, but not turned off.
people-factor-off = Turn it off
people-factor-off-do = Turn it off
people-factor-off-note = Only the password is asked for from then on.
people-factor-take = Take off second step
people-factor-take-of = Take the second step off the account of { $name }
people-factor-take-sure = Take the second step off the account of { $name }? Please make sure that it is really they who ask. They are signed out at once, and told by mail where they have an address.
people-factor-take-yes = Yes, take it off
people-not-your-own-factor = Turn off your own second step on the page “My account”; it asks for your password.

people-recovery = Please write down these codes
people-recovery-text = Each of them signs you in once, when your phone is not at hand. They are shown only now.
people-recovery-note = Print or copy them, and keep them apart from the phone. Whoever has your password and one of these gets in.
people-recovery-on = I have written them down

account-news-browser = was signed in to from a new browser
account-news-link = got a new link to set its password
account-news-set = had its password set through a link
account-news-changed = had its password changed
account-news-factor-on = had its second step set up
account-news-factor-off = had its second step turned off
account-news-factor-taken = had its second step taken off by an administrator
account-news-recovery = was signed in to with one of the codes written down
account-news-mail = had its mail address changed by an administrator; mails no longer come here

act-account-factor-on = second step turned on
act-account-factor-renewed = second step set up anew
act-account-factor-off = second step turned off
act-account-factor-taken-off = second step taken off
act-sign-in-code-refused = wrong code of the second step
act-sign-in-recovery-used = signed in with a code written down
act-sign-in-out = signed out

flash-factor-off = The second step is off. Only the password is asked for.
flash-factor-taken-off = The second step is taken off. The person has been signed out, and is told by mail where they have an address.
deputies-title = Deputies
deputies-text = Name a colleague of { $office } who stands for you for some days: what waits for you waits for both, and the record says for whom it was done. What you wrote, a deputy cannot approve for you. It ends by itself, and can be ended before.
deputies-name = Name a deputy
deputies-who = Deputy
deputies-from = First day
deputies-until = Last day
deputies-do = Name
deputies-nobody = There is nobody else in this office yet.
deputies-spans = Who stood for whom
deputies-none = Nobody was named yet.
deputies-line = { $by } for { $of }
deputies-now = now
deputies-later = not yet
deputies-over = over
deputies-end = End it now
deputies-until-before = The last day cannot be before the first.
deputies-from-past = The first day is over already. Begin today or later.
deputies-until-past = The last day is over already.
deputies-too-long = A deputy stands for at most { $days } days; for longer, let the administrator change the post.
deputies-one = Somebody was named for some of these days already. End that first.
people-stands-for = for { $names }
act-account-deputy-named = Deputy named
act-account-deputy-ended = Deputy ended
flash-deputy-named = Named, from the first day on.
flash-deputy-ended = It has ended.
