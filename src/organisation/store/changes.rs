//! What is changed of the company, its offices, places and boards, each under its version.

pub(in super::super) mod places;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::super::service::NewOffice;
use super::super::versioned::Versioned;
use super::super::{Company, Office, OfficeId};
use super::marks;
use crate::error::{Error, Result};
use crate::people::Scope;
use crate::platform::db::{Conn, Tx};
use crate::schema::{companies, offices};

/// An office within reach.
pub(in super::super) fn office(
    conn: &mut Conn,
    scope: &Scope,
    id: &OfficeId,
) -> Result<Versioned<NewOffice>> {
    let found: (Office, i64) = offices::table
        .filter(offices::id.eq(id))
        .filter(offices::id.eq_any(scope.offices()))
        .select((Office::as_select(), offices::version))
        .first(conn)?;
    let (office, version) = found;
    Ok(Versioned {
        thing: NewOffice {
            name: office.name,
            name_en: office.name_en,
            phone: office.phone,
            email: office.email,
            mark: marks::of(conn, id)?,
        },
        version,
    })
}

/// The company.
pub(in super::super) fn company(conn: &mut Conn) -> Result<Versioned<Company>> {
    let found: (Company, i64) = companies::table
        .select((Company::as_select(), companies::version))
        .first(conn)?;
    let (thing, version) = found;
    Ok(Versioned { thing, version })
}

/// Writes an office of this version; `Conflict` when somebody else was faster.
pub(in super::super) fn update_office(
    tx: &mut Tx<'_>,
    id: &OfficeId,
    version: i64,
    new: &NewOffice,
) -> Result<()> {
    let row = offices::table
        .filter(offices::id.eq(id))
        .filter(offices::version.eq(version));
    let done = diesel::update(row)
        .set((
            offices::name.eq(&new.name),
            offices::name_en.eq(&new.name_en),
            offices::phone.eq(&new.phone),
            offices::email.eq(new.email.as_deref()),
            offices::mark.eq(new.mark.as_deref()),
            offices::version.eq(version + 1),
        ))
        .execute(&mut **tx)?;
    once(done)
}

/// The same for the company.
pub(in super::super) fn update_company(tx: &mut Tx<'_>, version: i64, new: &Company) -> Result<()> {
    let done = diesel::update(companies::table.filter(companies::version.eq(version)))
        .set((
            companies::name.eq(&new.name),
            companies::short_name.eq(&new.short_name),
            companies::version.eq(version + 1),
        ))
        .execute(&mut **tx)?;
    once(done)
}

pub(super) fn once(done: usize) -> Result<()> {
    if done == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}
