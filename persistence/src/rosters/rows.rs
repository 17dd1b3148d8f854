//! Rows as an import inserts them.
//!
//! Their values are plain bytes and texts rather than the sealed types, because a statement with
//! many rows is written for one database and not for both.

#![expect(
    clippy::ref_option_ref,
    reason = "what `Insertable` makes of an optional word"
)]

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    classes::class_role::ClassRole,
    ids::AgreementId,
    rosters::plan::{RoleRecord, SchoolEnrollmentRecord, Seat},
    text_enum::TextEnum,
};

use crate::{
    schema::{
        academic_sessions, classes, enrollments, guardian_contacts, handles, roster_bundles,
        roster_findings, school_enrollments, schools, staff_roles, subject_keys,
        teaching_assignments, users,
    },
    sql_types::{BindInstant, BindUuid, bind_id, bind_instant},
};

/// The `origin` of roles that a roster gave.
pub(super) const ROSTER: &str = "roster";

#[derive(Insertable)]
#[diesel(table_name = schools, treat_none_as_default_value = false)]
pub(super) struct SchoolRow {
    pub(super) organization_id: BindUuid,
    pub(super) id: BindUuid,
    pub(super) name: String,
    pub(super) time_zone: String,
    pub(super) source_id: Option<String>,
    pub(super) created_at: BindInstant,
    pub(super) updated_at: BindInstant,
}

#[derive(Insertable)]
#[diesel(table_name = academic_sessions, treat_none_as_default_value = false)]
pub(super) struct SessionRow {
    pub(super) organization_id: BindUuid,
    pub(super) id: BindUuid,
    pub(super) kind: &'static str,
    pub(super) title: String,
    pub(super) starts_on: NaiveDate,
    pub(super) ends_on: NaiveDate,
    pub(super) school_year: i32,
    pub(super) parent_id: Option<BindUuid>,
    pub(super) source_id: String,
    pub(super) created_at: BindInstant,
    pub(super) updated_at: BindInstant,
}

#[derive(Insertable)]
#[diesel(table_name = classes, treat_none_as_default_value = false)]
pub(super) struct ClassRow {
    pub(super) organization_id: BindUuid,
    pub(super) id: BindUuid,
    pub(super) school_id: BindUuid,
    pub(super) academic_session_id: Option<BindUuid>,
    pub(super) title: String,
    pub(super) grade_level: Option<&'static str>,
    pub(super) sign_in_code: String,
    pub(super) access_ends_at: BindInstant,
    pub(super) source_id: String,
    pub(super) created_at: BindInstant,
    pub(super) updated_at: BindInstant,
}

#[derive(Insertable)]
#[diesel(table_name = handles, treat_none_as_default_value = false)]
pub(super) struct HandleRow {
    pub(super) kind: &'static str,
    pub(super) handle: String,
    pub(super) organization_id: BindUuid,
}

#[derive(Insertable)]
#[diesel(table_name = subject_keys, treat_none_as_default_value = false)]
pub(super) struct SubjectKeyRow {
    pub(super) organization_id: BindUuid,
    pub(super) subject_id: BindUuid,
    pub(super) wrapped: Vec<u8>,
}

#[derive(Insertable)]
#[diesel(table_name = users, treat_none_as_default_value = false)]
pub(super) struct PersonRow {
    pub(super) organization_id: BindUuid,
    pub(super) id: BindUuid,
    pub(super) kind: &'static str,
    pub(super) status: &'static str,
    pub(super) given_name: Vec<u8>,
    pub(super) family_name: Vec<u8>,
    pub(super) display_name: Vec<u8>,
    pub(super) name_index: Vec<u8>,
    pub(super) email: Option<Vec<u8>>,
    pub(super) email_index: Option<Vec<u8>>,
    pub(super) username: Option<Vec<u8>>,
    pub(super) username_index: Option<Vec<u8>>,
    pub(super) source_id: Vec<u8>,
    pub(super) source_index: Vec<u8>,
    pub(super) source_statement: Vec<u8>,
    pub(super) grade_level: Option<&'static str>,
    pub(super) created_at: BindInstant,
    pub(super) updated_at: BindInstant,
}

#[derive(Insertable)]
#[diesel(table_name = staff_roles, treat_none_as_default_value = false)]
pub(super) struct RoleRow {
    pub(super) organization_id: BindUuid,
    pub(super) id: BindUuid,
    pub(super) user_id: BindUuid,
    pub(super) school_id: Option<BindUuid>,
    pub(super) role: &'static str,
    pub(super) origin: &'static str,
    pub(super) begins_at: BindInstant,
    pub(super) ends_at: Option<BindInstant>,
}

impl RoleRow {
    pub(super) fn of(organization_id: BindUuid, id: BindUuid, role: &RoleRecord) -> Self {
        Self {
            organization_id,
            id,
            user_id: bind_id(role.user),
            school_id: role.school.map(bind_id),
            role: role.role.as_str(),
            origin: ROSTER,
            begins_at: bind_instant(role.span.begins_at),
            ends_at: role.span.ends_at.map(bind_instant),
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = school_enrollments, treat_none_as_default_value = false)]
pub(super) struct SchoolEnrollmentRow {
    pub(super) organization_id: BindUuid,
    pub(super) id: BindUuid,
    pub(super) school_id: BindUuid,
    pub(super) user_id: BindUuid,
    pub(super) begins_at: BindInstant,
    pub(super) ends_at: Option<BindInstant>,
}

impl SchoolEnrollmentRow {
    pub(super) fn of(
        organization_id: BindUuid,
        id: BindUuid,
        enrolled: &SchoolEnrollmentRecord,
    ) -> Self {
        Self {
            organization_id,
            id,
            school_id: bind_id(enrolled.school),
            user_id: bind_id(enrolled.user),
            begins_at: bind_instant(enrolled.span.begins_at),
            ends_at: enrolled.span.ends_at.map(bind_instant),
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = enrollments, treat_none_as_default_value = false)]
pub(super) struct EnrollmentRow {
    pub(super) organization_id: BindUuid,
    pub(super) id: BindUuid,
    pub(super) class_id: BindUuid,
    pub(super) user_id: BindUuid,
    pub(super) collected_under: BindUuid,
    pub(super) begins_at: BindInstant,
    pub(super) ends_at: Option<BindInstant>,
    pub(super) source_index: Vec<u8>,
}

impl EnrollmentRow {
    pub(super) fn of(organization_id: BindUuid, id: BindUuid, seat: &Seat<AgreementId>) -> Self {
        Self {
            organization_id,
            id,
            class_id: bind_id(seat.class),
            user_id: bind_id(seat.user),
            collected_under: bind_id(seat.part),
            begins_at: bind_instant(seat.span.begins_at),
            ends_at: seat.span.ends_at.map(bind_instant),
            source_index: seat.source.to_vec(),
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = teaching_assignments, treat_none_as_default_value = false)]
pub(super) struct AssignmentRow {
    pub(super) organization_id: BindUuid,
    pub(super) id: BindUuid,
    pub(super) class_id: BindUuid,
    pub(super) user_id: BindUuid,
    pub(super) role: &'static str,
    pub(super) granted_by: Option<BindUuid>,
    pub(super) begins_at: BindInstant,
    pub(super) ends_at: Option<BindInstant>,
    pub(super) source_index: Vec<u8>,
}

impl AssignmentRow {
    pub(super) fn of(organization_id: BindUuid, id: BindUuid, seat: &Seat<ClassRole>) -> Self {
        Self {
            organization_id,
            id,
            class_id: bind_id(seat.class),
            user_id: bind_id(seat.user),
            role: seat.part.as_str(),
            granted_by: None,
            begins_at: bind_instant(seat.span.begins_at),
            ends_at: seat.span.ends_at.map(bind_instant),
            source_index: seat.source.to_vec(),
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = guardian_contacts, treat_none_as_default_value = false)]
pub(super) struct ContactRow {
    pub(super) organization_id: BindUuid,
    pub(super) id: BindUuid,
    pub(super) student_id: BindUuid,
    pub(super) source_index: Vec<u8>,
    pub(super) statement: Vec<u8>,
    pub(super) kind: &'static str,
    pub(super) given_name: Vec<u8>,
    pub(super) family_name: Vec<u8>,
    pub(super) email: Option<Vec<u8>>,
    pub(super) named_at: BindInstant,
}

#[derive(Insertable)]
#[diesel(table_name = roster_bundles, treat_none_as_default_value = false)]
pub(super) struct PartRow {
    pub(super) organization_id: BindUuid,
    pub(super) import_id: BindUuid,
    pub(super) part: i32,
    pub(super) content: Vec<u8>,
}

#[derive(Insertable)]
#[diesel(table_name = roster_findings, treat_none_as_default_value = false)]
pub(super) struct FindingRow {
    pub(super) organization_id: BindUuid,
    pub(super) import_id: BindUuid,
    pub(super) number: i32,
    pub(super) file: &'static str,
    pub(super) line: Option<i32>,
    pub(super) source_id: Option<Vec<u8>>,
    pub(super) field: Option<&'static str>,
    pub(super) code: &'static str,
    pub(super) severity: &'static str,
    pub(super) times: i64,
}
