//! That a database was restored from a backup, and whether the ledger was replayed against it.

use chrono::{DateTime, SecondsFormat, Utc};
use diesel::prelude::*;
use domain::{audit::AccountEvent, ids::PLATFORM};
use uuid::Uuid;

use crate::{
    access::Installation,
    audit::{self, Entry},
    connection::AnyConnection,
    database::Tx,
    error::DbError,
    schema::restorations,
    sql_types::{BindInstant, BindUuid, bind_id, bind_instant},
};

/// A restoration of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restoration {
    /// Its id.
    pub id: Uuid,
    /// The instant of the backup.
    pub backed_up_at: DateTime<Utc>,
    /// When it was restored.
    pub restored_at: DateTime<Utc>,
}

/// Marks a copy of the embedded database as restored.
pub(super) fn mark(conn: &mut AnyConnection, restoration: &Restoration) -> Result<(), DbError> {
    let row = (
        restorations::organization_id.eq(bind_id(PLATFORM)),
        restorations::id.eq(BindUuid(restoration.id)),
        restorations::backed_up_at.eq(bind_instant(restoration.backed_up_at)),
        restorations::restored_at.eq(bind_instant(restoration.restored_at)),
    );
    diesel::insert_into(restorations::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// The statements that mark a PostgreSQL database as restored, for the transaction that restores it.
pub fn statements(restoration: &Restoration) -> String {
    let text = |instant: DateTime<Utc>| instant.to_rfc3339_opts(SecondsFormat::Micros, true);
    format!(
        "SET LOCAL row_security = on;\n\
         SET LOCAL hallpass.organization = '{PLATFORM}';\n\
         INSERT INTO public.restorations (organization_id, id, backed_up_at, restored_at)\n\
         VALUES ('{PLATFORM}', '{}', '{}', '{}');\n",
        restoration.id,
        text(restoration.backed_up_at),
        text(restoration.restored_at),
    )
}

/// The instant of the oldest backup from which the database was restored and against which no ledger was
/// replayed; `None` if there is none.
///
/// # Errors
/// If the database fails.
pub fn unreplayed(tx: &mut Tx<'_>) -> Result<Option<DateTime<Utc>>, DbError> {
    tx.require_platform()?;
    Ok(restorations::table
        .filter(restorations::organization_id.eq(tx.tenant()))
        .filter(restorations::replayed_at.is_null())
        .order(restorations::backed_up_at)
        .select(restorations::backed_up_at)
        .first(tx.conn())
        .optional()?)
}

/// Writes down that the ledger was replayed: the database may serve.
///
/// # Errors
/// If the database fails.
pub fn replayed(tx: &mut Tx<'_>, _by: &Installation) -> Result<(), DbError> {
    tx.require_platform()?;
    let now: BindInstant = bind_instant(tx.now());
    let waiting = restorations::table
        .filter(restorations::organization_id.eq(tx.tenant()))
        .filter(restorations::replayed_at.is_null());
    diesel::update(waiting)
        .set(restorations::replayed_at.eq(Some(now)))
        .execute(tx.conn())?;
    audit::append(tx, &Entry::account(AccountEvent::DatabaseRestored, None))
}
