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
people-reset-of = Make { $name } a new link to set a password
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
