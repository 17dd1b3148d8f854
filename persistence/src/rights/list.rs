//! The requests that a person made, and those that they decide about.

use diesel::prelude::*;
use domain::{
    access::{
        Relationship,
        action::{ListRequests, ReadRequest},
    },
    audit::Shown,
    ids::{OrganizationId, PLATFORM, RightsRequestId, SchoolId},
    rights::{RequestDecider, request::RightsRequestState},
    staff::role::StaffRole,
};

use super::{
    erasure,
    inbox::tenant_of,
    restrictions,
    row::{RightsRequest, ShownRequest, deadlines_of, find, require, steps_of},
};
use crate::{
    access::{Permit, relationships::roles_of},
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::{request_inbox, rights_requests},
};

/// A page of the requests that the caller made or decides about, the oldest first; those that are yet to
/// be decided, if only these are wanted. An operator gets those of the inbox, of all tenants, and their own.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListRequests>,
    only_open: bool,
    page: PageRequest,
) -> Result<Slice<ShownRequest>, DbError> {
    let slice = if tx.organization() == PLATFORM {
        of_inbox(tx, permit, only_open, page)?
    } else {
        of_tenant(tx, permit, only_open, page)?
    };
    let shown = slice.rows.iter();
    let requests = Shown::each(shown.clone().map(|shown| shown.request.id));
    let told = shown.filter(|shown| shown.relationship != Relationship::PlatformOperator);
    let people = told.flat_map(|shown| [shown.request.subject_id, shown.request.requester_id]);
    audit::disclosed(tx, permit, requests.and(Shown::each(people)))?;
    Ok(slice)
}

fn of_tenant<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListRequests>,
    only_open: bool,
    page: PageRequest,
) -> Result<Slice<ShownRequest>, DbError> {
    let me = permit.actor().user();
    let roles = roles_of(tx, permit.actor())?;
    let holds = |wanted| roles.iter().any(|(role, _)| *role == wanted);
    let administered: Vec<SchoolId> = roles
        .iter()
        .filter(|(role, _)| *role == StaffRole::SchoolAdmin)
        .filter_map(|(_, school)| *school)
        .collect();
    let mut query = rights_requests::table
        .filter(rights_requests::organization_id.eq(tx.tenant()))
        .filter(rights_requests::id.gt(page.after_id()))
        .order(rights_requests::id)
        .limit(page.limit_plus_one())
        .select(RightsRequest::as_select())
        .into_boxed::<MultiBackend>();
    let decided_by = |decider| rights_requests::decider.eq(decider);
    query = if holds(StaffRole::DistrictAdmin) {
        query.filter(
            rights_requests::requester_id
                .eq(me)
                .or(decided_by(RequestDecider::School)),
        )
    } else if holds(StaffRole::Parent) {
        query.filter(
            rights_requests::requester_id
                .eq(me)
                .or(decided_by(RequestDecider::Parent)),
        )
    } else {
        query.filter(
            rights_requests::requester_id
                .eq(me)
                .or(decided_by(RequestDecider::School).and(
                    rights_requests::school_id
                        .assume_not_null()
                        .eq_any(administered),
                )),
        )
    };
    if only_open {
        query = query.filter(rights_requests::state.eq_any(OPEN));
    }
    let rows = query.load(tx.conn())?;
    let slice = page.into_page(rows, |request: &RightsRequest| request.id.uuid());
    let mut shown_rows = Vec::new();
    for request in slice.rows {
        shown_rows.push(shown(tx, request, permit.relationship())?);
    }
    Ok(Slice {
        rows: shown_rows,
        next: slice.next,
    })
}

/// The states of a request that is yet to be decided.
const OPEN: [RightsRequestState; 3] = [
    RightsRequestState::Received,
    RightsRequestState::Acknowledged,
    RightsRequestState::Paused,
];

fn of_inbox<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListRequests>,
    only_open: bool,
    page: PageRequest,
) -> Result<Slice<ShownRequest>, DbError> {
    let rows: Vec<(RightsRequestId, OrganizationId)> = request_inbox::table
        .filter(request_inbox::organization_id.eq(tx.tenant()))
        .filter(request_inbox::request_id.gt(page.after_id()))
        .order(request_inbox::request_id)
        .limit(page.limit_plus_one())
        .select((request_inbox::request_id, request_inbox::tenant_id))
        .load(tx.conn())?;
    let slice = page.into_page(rows, |(request, _)| request.uuid());
    let me = permit.actor().user();
    let mut shown_rows = Vec::new();
    for (request, tenant) in slice.rows {
        let found = tx.within(tenant, |tx| {
            let request = require(tx, request)?;
            let relationship = if request.requester_id == me {
                permit.relationship()
            } else {
                Relationship::PlatformOperator
            };
            shown(tx, request, relationship)
        })?;
        if !only_open || found.request.state.is_open() {
            shown_rows.push(found);
        }
    }
    Ok(Slice {
        rows: shown_rows,
        next: slice.next,
    })
}

/// The permitted request.
///
/// # Errors
/// If the database fails.
pub fn read<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadRequest>,
) -> Result<Option<ShownRequest>, DbError> {
    let (id, relationship) = (permit.subject(), permit.relationship());
    let tenant = tenant_of(tx, id, relationship)?;
    let found = tx.within(tenant, |tx| {
        let request = find(tx, id)?;
        request
            .map(|request| shown(tx, request, relationship))
            .transpose()
    })?;
    let mut told = Shown::each([id]);
    if let Some(found) = &found
        && relationship != Relationship::PlatformOperator
    {
        let people = [found.request.subject_id, found.request.requester_id];
        told = told.and(Shown::each(people));
    }
    audit::disclosed(tx, permit, told)?;
    Ok(found)
}

/// A request of the tenant with what follows from it at this instant.
pub(super) fn shown(
    tx: &mut Tx<'_>,
    request: RightsRequest,
    relationship: Relationship,
) -> Result<ShownRequest, DbError> {
    Ok(ShownRequest {
        deadlines: deadlines_of(tx, request.id)?,
        steps: steps_of(tx, request.id)?,
        is_overdue: request.state.is_open() && request.due_at <= tx.now(),
        restorable_until: erasure::restorable_until(tx, request.id)?,
        restriction: restrictions::of_request(tx, request.id)?,
        request,
        relationship,
    })
}
