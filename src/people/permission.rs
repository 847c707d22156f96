//! Permission as a type: a handler that names it cannot be reached without it.

use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::sync::Arc;

use actix_web::dev::{Extensions, Payload};
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use super::signed_in::{Scope, SignedIn, Unenrolled};
use super::{OfficeId, Principal, Role, UserId, policy};
use crate::error::Error;
use crate::platform::db::{Actor, Acts, ActsFor};

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// What may be allowed; the policy says to whom.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Permission { $($(#[$doc])* $name,)+ }

        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl Permit for $name {
                const PERMISSION: Permission = Permission::$name;
            }
        )+
    };
}

/// A permission as a type.
pub trait Permit: Send + Sync + 'static {
    /// The permission it stands for.
    const PERMISSION: Permission;
}

permissions! {
    /// See notices, boards and sheets.
    ReadNotices,
    /// Draft, send to review, restore, cancel and replace notices.
    WriteNotices,
    /// Approve or return another person's notice.
    ReviewNotices,
    /// Mark sheets as posted and taken down.
    PostNotices,
    /// See complaints and their photos.
    ReadComplaints,
    /// Mark complaints as seen; record contacts, and put right what was recorded.
    TakeComplaints,
    /// See the catalogue and the register of signs.
    ReadSigns,
    /// Print and place signs.
    MakeSigns,
    /// See communities, buildings and boards.
    ReadPlaces,
    /// Change communities, buildings and boards.
    ManagePlaces,
    /// Add a place that is not in the list, for whoever keeps the places to tidy.
    ProposePlaces,
    /// Open and close accounts, add offices.
    ManagePeople,
    /// Say that the clock is right, and let go on what was held.
    ConfirmTime,
    /// See everything that was done, and what was refused.
    ReadAudit,
}

impl SignedIn {
    /// Whether the policy gives them a permission, by their own role or by that of somebody they
    /// stand for.
    pub fn may(&self, permission: Permission) -> bool {
        policy::may(self.role, permission) || self.stands_for(permission).is_some()
    }

    /// For whom they do what a permission allows; nobody where their own role carries it.
    pub fn stands_for(&self, permission: Permission) -> Option<&Principal> {
        self.stands_beside(permission, &[])
    }

    /// The same: of several one that is none of these people, where there is one.
    pub fn stands_beside(&self, permission: Permission, but: &[UserId]) -> Option<&Principal> {
        if policy::may(self.role, permission) || !policy::is_lent(permission) {
            return None;
        }
        let lends = |principal: &&Principal| policy::may(principal.role, permission);
        let mut others = self.principals.iter().filter(lends);
        let other = others.find(|principal| !but.contains(&principal.user));
        other.or_else(|| self.principals.iter().find(lends))
    }
}

/// A signed-in person who may do `P`. Only the policy makes one.
#[derive(Debug)]
pub struct Allowed<P> {
    who: Arc<SignedIn>,
    /// For whom they do it, where their own role does not carry it.
    principal: Option<Principal>,
    of: PhantomData<P>,
}

impl<P> Clone for Allowed<P> {
    fn clone(&self) -> Self {
        Self {
            who: Arc::clone(&self.who),
            principal: self.principal.clone(),
            of: PhantomData,
        }
    }
}

impl<P: Permit> Allowed<P> {
    /// Asks the policy.
    pub(super) fn ask(who: &Arc<SignedIn>) -> Result<Self, Error> {
        if who.may(P::PERMISSION) {
            Ok(Self {
                who: Arc::clone(who),
                principal: who.stands_for(P::PERMISSION).cloned(),
                of: PhantomData,
            })
        } else {
            Err(Error::Forbidden)
        }
    }

    /// The same person, who does it for somebody that is none of these where she stands for several.
    #[must_use]
    pub fn beside(self, but: &[UserId]) -> Self {
        let principal = self.who.stands_beside(P::PERMISSION, but).cloned();
        Self { principal, ..self }
    }
}

impl<P> Allowed<P> {
    /// The person.
    pub fn user(&self) -> &UserId {
        &self.who.user
    }

    /// Their name.
    pub fn name(&self) -> &str {
        &self.who.name
    }

    /// The office they act for.
    pub fn office(&self) -> &OfficeId {
        &self.who.office
    }

    /// Their role there.
    pub fn role(&self) -> Role {
        self.who.role
    }

    /// The offices within their reach.
    pub fn scope(&self) -> &Scope {
        &self.who.scope
    }

    /// Whether the policy gives them another permission too, for a page that offers it.
    pub fn may(&self, permission: Permission) -> bool {
        self.who.may(permission)
    }

    /// For whom they do what this allows; nobody where they do it themselves.
    pub fn principal(&self) -> Option<&Principal> {
        self.principal.as_ref()
    }

    /// For whom they would do what another permission allows: of several for one that is none of these
    /// people, where there is one.
    pub fn stands_beside(&self, permission: Permission, but: &[UserId]) -> Option<&Principal> {
        self.who.stands_beside(permission, but)
    }

    /// The session they act in.
    pub fn session(&self) -> &SignedIn {
        &self.who
    }
}

impl<P> Acts for Allowed<P> {
    fn actor(&self) -> Actor {
        Actor {
            id: self.who.user.to_string(),
            name: self.who.name.clone(),
            office: Some(self.who.office.to_string()),
            acts_for: self.principal.as_ref().map(|principal| ActsFor {
                id: principal.user.to_string(),
                name: principal.name.clone(),
            }),
        }
    }
}

impl<P: Permit> FromRequest for Allowed<P> {
    type Error = Error;
    // A ready future: the refusal comes before any body is read.
    type Future = Ready<Result<Self, Error>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(who_of(req).and_then(|who| Self::ask(&who)))
    }
}

/// Who asks; an error for nobody, and for somebody who has to set up a second factor first.
fn who_of(req: &HttpRequest) -> Result<Arc<SignedIn>, Error> {
    let extensions = req.extensions();
    match extensions.get::<Arc<SignedIn>>() {
        Some(who) => Ok(Arc::clone(who)),
        None if extensions.contains::<Unenrolled>() => Err(Error::Unenrolled),
        None => Err(Error::SignedOut),
    }
}

/// A signed-in person, also one who has to set up a second factor before anything else: for the pages
/// of that, and for the way out.
#[derive(Debug, Clone)]
pub struct Arrived(pub Arc<SignedIn>);

impl From<Anyone> for Arrived {
    fn from(Anyone(who): Anyone) -> Self {
        Self(who)
    }
}

impl Acts for Arrived {
    fn actor(&self) -> Actor {
        Anyone(Arc::clone(&self.0)).actor()
    }
}

impl FromRequest for Arrived {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let unenrolled = req.extensions().get::<Unenrolled>().cloned();
        ready(match unenrolled {
            Some(Unenrolled(who)) => Ok(Self(who)),
            None => who_of(req).map(Self),
        })
    }
}

/// A signed-in person, whatever they may do.
#[derive(Debug, Clone)]
pub struct Anyone(pub Arc<SignedIn>);

impl Anyone {
    /// The person as somebody who may do `P`, if the policy says so.
    pub fn allowed<P: Permit>(&self) -> Result<Allowed<P>, Error> {
        Allowed::ask(&self.0)
    }
}

impl Acts for Anyone {
    fn actor(&self) -> Actor {
        Actor {
            id: self.0.user.to_string(),
            name: self.0.name.clone(),
            office: Some(self.0.office.to_string()),
            acts_for: None,
        }
    }
}

impl FromRequest for Anyone {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(who_of(req).map(Self))
    }
}

/// The signed-in person on a page that everybody may see, or nobody.
#[derive(Debug, Clone)]
pub struct Perhaps(pub Option<Arc<SignedIn>>);

impl Perhaps {
    /// Whether nobody has signed in, not even somebody who has to set up a second factor first.
    pub fn nobody(extensions: &Extensions) -> bool {
        !extensions.contains::<Arc<SignedIn>>() && !extensions.contains::<Unenrolled>()
    }

    /// The person as somebody who may do `P`, if that is who is looking.
    pub fn allowed<P: Permit>(&self) -> Option<Allowed<P>> {
        self.0.as_ref().and_then(|who| Allowed::ask(who).ok())
    }
}

impl FromRequest for Perhaps {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(req.extensions().get::<Arc<SignedIn>>().cloned())))
    }
}
