//! The household, as its parent sees it.

use diesel::prelude::*;
use domain::{
    access::action::ReadHousehold,
    countries::Country,
    ids::{ClassId, SchoolId, UserId},
    mail::Language,
};

use crate::{
    access::Permit,
    database::Tx,
    error::DbError,
    schema::{classes, households, organizations, schools},
};

/// A household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household {
    /// The short name by which its parent says where they sign in.
    pub slug: String,
    /// Its parent.
    pub parent: UserId,
    /// The home.
    pub school: SchoolId,
    /// The class in which its children learn.
    pub class: ClassId,
    /// The code with which they sign in.
    pub sign_in_code: String,
    /// Where it is.
    pub country: Country,
    /// In which language it is spoken to.
    pub language: Language,
    /// The IANA name of its time zone.
    pub time_zone: String,
}

/// The permitted household.
///
/// # Errors
/// If the database fails; [`DbError::Corrupt`] if the organization is no household.
pub fn read<'t>(
    tx: &mut Tx<'t>,
    _permit: &Permit<'t, ReadHousehold>,
) -> Result<Household, DbError> {
    of_tenant(tx)?.ok_or(DbError::Corrupt("a parent has a household"))
}

/// The household that the tenant is; `None` if it is another kind of organization.
pub(crate) fn of_tenant(tx: &mut Tx<'_>) -> Result<Option<Household>, DbError> {
    type Row = (
        String,
        UserId,
        (ClassId, SchoolId, String),
        String,
        Language,
        String,
    );
    let row: Option<Row> = households::table
        .inner_join(
            organizations::table.on(organizations::organization_id.eq(households::organization_id)),
        )
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(households::organization_id)
                .and(classes::id.eq(households::class_id))),
        )
        .inner_join(
            schools::table.on(schools::organization_id
                .eq(classes::organization_id)
                .and(schools::id.eq(classes::school_id))),
        )
        .filter(households::organization_id.eq(tx.tenant()))
        .select((
            organizations::slug,
            households::parent_id,
            (classes::id, classes::school_id, classes::sign_in_code),
            households::country,
            households::language,
            schools::time_zone,
        ))
        .first(tx.conn())
        .optional()?;
    row.map(
        |(slug, parent, (class, school, sign_in_code), country, language, time_zone)| {
            Ok(Household {
                slug,
                parent,
                school,
                class,
                sign_in_code,
                country: Country::parse(&country)
                    .map_err(|_| DbError::Corrupt("a country is two letters"))?,
                language,
                time_zone,
            })
        },
    )
    .transpose()
}
