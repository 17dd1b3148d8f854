//! A read on SQLite cannot write: the events that it records wait until it has ended, each for the
//! tenant in which it was recorded.

use std::sync::Arc;

use chrono::DateTime;
use diesel::prelude::*;
use domain::{
    audit::{AccountEvent, Channel},
    ids::{OrganizationId, PLATFORM},
    mint::{Mint, Sequence},
};
use uuid::Uuid;

use crate::{
    Address, Database, DbError, Scope, Settings, Tx, audit,
    audit::Entry,
    keys::{Keyring, MasterKey, MasterKeys},
    migrate,
    schema::{audit_events, audit_links, organization_keys, organizations},
    sql_types::bind_instant,
};

const DISTRICT: OrganizationId = OrganizationId::from_uuid(Uuid::from_u128(2));

#[derive(Default)]
struct Sevens(Sequence);

impl Mint for Sevens {
    fn fill(&self, buffer: &mut [u8]) {
        buffer.fill(7);
    }

    fn sequence(&self) -> &Sequence {
        &self.0
    }
}

#[test]
fn an_event_of_a_read_is_written_and_linked_in_the_tenant_in_which_it_was_recorded() {
    let directory = tempfile::TempDir::new().unwrap();
    let address = Address::Sqlite(directory.path().join("hallpass.db"));
    migrate(&address, "hallpass_service").unwrap();
    let masters = MasterKeys::new(MasterKey::new("test-1", [42; 32]), Vec::new());
    let keys = Arc::new(Keyring::new(masters, Arc::new(Sevens::default())));
    let database = Database::open(&address, &Settings::default(), keys).unwrap();
    let scope = Scope::new(Channel::Worker, PLATFORM, DateTime::UNIX_EPOCH, Uuid::nil());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let written = runtime.unwrap().block_on(async {
        database.write(scope, found).await?;
        database.read(scope, record_in_both).await?;
        database.read(scope, events).await
    });
    let platforms = (PLATFORM, "signed_in".to_owned());
    let districts = (DISTRICT, "signed_out".to_owned());
    assert_eq!(written.unwrap(), [districts, platforms]);
}

fn found(tx: &mut Tx<'_>) -> Result<(), DbError> {
    for (organization, kind) in [(PLATFORM, "platform"), (DISTRICT, "district")] {
        let row = (
            organizations::organization_id.eq(organization),
            organizations::kind.eq(kind),
            organizations::name.eq(kind),
            organizations::slug.eq(kind),
            organizations::state.eq("active"),
            organizations::created_at.eq(bind_instant(tx.now())),
            organizations::updated_at.eq(bind_instant(tx.now())),
        );
        diesel::insert_into(organizations::table)
            .values(row)
            .execute(tx.conn())?;
        let (master, wrapped) = tx.keys().create_organization(organization)?;
        let row = (
            organization_keys::organization_id.eq(organization),
            organization_keys::master_key_id.eq(master),
            organization_keys::wrapped.eq(wrapped),
            organization_keys::created_at.eq(bind_instant(tx.now())),
        );
        diesel::insert_into(organization_keys::table)
            .values(row)
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Records in another tenant, and then in the one in which it began.
fn record_in_both(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let entry = |event| Entry::account(event, None);
    tx.within(DISTRICT, |tx| {
        audit::append(tx, &entry(AccountEvent::SignedOut))
    })?;
    audit::append(tx, &entry(AccountEvent::SignedIn))
}

/// The events that have their place in the chain of a tenant, and the tenant.
fn events(tx: &mut Tx<'_>) -> Result<Vec<(OrganizationId, String)>, DbError> {
    let of_link = audit_events::organization_id
        .eq(audit_links::organization_id)
        .and(audit_events::id.eq(audit_links::event_id));
    Ok(audit_links::table
        .inner_join(audit_events::table.on(of_link))
        .order(audit_links::organization_id)
        .select((audit_links::organization_id, audit_events::happening))
        .load(tx.conn())?)
}
