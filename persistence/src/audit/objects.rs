//! The objects of events. Each list of them stands once, however many events were about the same: a
//! class that is looked at all day costs one list, and each event its digest.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    audit::{Object, ObjectRole, Objects},
    ids::ObjectKind,
    text_enum::TextEnum,
};

use super::hashes::{Digest, LeafHasher};
use crate::{
    connection::AnyConnection, database::Tx, error::DbError, schema::audit_objects,
    sql_types::BindUuid,
};

/// The digest that names a list in the events that were about it.
pub(super) fn digest(objects: &[Object]) -> Digest {
    let hasher = objects
        .iter()
        .fold(LeafHasher::of_list(), |hasher, object| {
            hasher
                .field(Some(object.role.as_str().as_bytes()))
                .field(Some(object.kind.as_str().as_bytes()))
                .field(Some(object.id.as_bytes()))
        });
    hasher.finish()
}

/// Puts a list in place, unless it is.
pub(super) fn keep(tx: &mut Tx<'_>, list: Digest, objects: &Objects) -> Result<(), DbError> {
    let tenant = tx.tenant();
    let rows = (0_i32..).zip(objects.as_slice()).map(|(position, object)| {
        (
            audit_objects::organization_id.eq(tenant),
            audit_objects::list.eq(list.to_vec()),
            audit_objects::position.eq(position),
            audit_objects::role.eq(object.role.as_str()),
            audit_objects::kind.eq(object.kind.as_str()),
            audit_objects::object_id.eq(BindUuid(object.id)),
        )
    });
    // No look before on PostgreSQL: serializable transactions that write other lists would refuse this
    // one.
    if let AnyConnection::Sqlite(conn) = tx.conn() {
        let first = audit_objects::table.find((tenant, list.to_vec(), 0));
        let standing: Option<i32> = first
            .select(audit_objects::position)
            .first(conn)
            .optional()?;
        if standing.is_some() {
            return Ok(());
        }
    }
    insert_all!(tx, audit_objects::table, rows, |insert| insert
        .on_conflict_do_nothing());
    Ok(())
}

/// The first objects of each of these lists, in their order.
pub(super) fn first(
    tx: &mut Tx<'_>,
    lists: &[Vec<u8>],
    at_most: i32,
) -> Result<HashMap<Vec<u8>, Vec<Object>>, DbError> {
    type Row = (Vec<u8>, String, String, BindUuid);
    let rows: Vec<Row> = audit_objects::table
        .filter(audit_objects::organization_id.eq(tx.tenant()))
        .filter(audit_objects::list.eq_any(lists))
        .filter(audit_objects::position.lt(at_most))
        .order((audit_objects::list, audit_objects::position))
        .select((
            audit_objects::list,
            audit_objects::role,
            audit_objects::kind,
            audit_objects::object_id,
        ))
        .load(tx.conn())?;
    let mut found: HashMap<Vec<u8>, Vec<Object>> = HashMap::new();
    for (list, role, kind, id) in rows {
        // A word that is none is what a person wrote there: the list no longer has its digest.
        if let (Some(role), Some(kind)) = (ObjectRole::parse(&role), ObjectKind::parse(&kind)) {
            let object = Object {
                role,
                kind,
                id: id.0,
            };
            found.entry(list).or_default().push(object);
        }
    }
    Ok(found)
}
