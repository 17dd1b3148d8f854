//! `GET /v1/students/{student_id}/directory-information`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    annual_notices::AnnualNoticeStanding,
    ids::{SchoolId, UserId},
    text::SchoolName,
};
use persistence::directory::{self, DirectoryChoices, SchoolDirectory};
use serde::Serialize;
use utoipa::ToSchema;

use super::{designation_view::DirectoryDesignationView, refused_view::RefusedTypeView};
use crate::{
    annual_notices::AnnualNoticeView, app::Hallpass, caller::Caller, http::Answer,
    problem::ApiError,
};

/// What the schools of a student gave notice of and designate, and what is refused.
#[derive(Serialize, ToSchema)]
pub struct DirectoryChoicesView {
    /// The schools that have or had the student.
    #[schema(max_items = 100)]
    pub schools: Vec<SchoolDirectoryView>,
    /// The types that are refused for the student, at each of them.
    #[schema(max_items = 2)]
    pub refused: Vec<RefusedTypeView>,
}

/// What a school gave notice of and designates.
#[derive(Serialize, ToSchema)]
pub struct SchoolDirectoryView {
    /// The school.
    pub school_id: SchoolId,
    /// Its name.
    #[schema(value_type = SchoolName)]
    pub school_name: String,
    /// Where its annual notice stands.
    pub annual_notice_standing: AnnualNoticeStanding,
    /// The annual notice that it gave last; `null` if it gave none.
    pub annual_notice: Option<AnnualNoticeView>,
    /// What it designates as directory information; `null` if it designates nothing.
    pub designation: Option<DirectoryDesignationView>,
}

impl From<DirectoryChoices> for DirectoryChoicesView {
    fn from(choices: DirectoryChoices) -> Self {
        Self {
            schools: choices.schools.into_iter().map(Into::into).collect(),
            refused: choices.refused.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<SchoolDirectory> for SchoolDirectoryView {
    fn from(school: SchoolDirectory) -> Self {
        Self {
            school_id: school.school,
            school_name: school.name,
            annual_notice_standing: school.standing,
            annual_notice: school.annual_notice.map(Into::into),
            designation: school.designation.map(Into::into),
        }
    }
}

/// Get the notices of a student's schools, and what the family refused
///
/// For each school that has or had the student: the annual notice that it gave, and when; what it designates as
/// directory information, for whom, and from when on it is released. And what of it is refused for the student,
/// by whomever. For guardians, for the student, and for administrators.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student")),
    responses((status = OK, description = "Notices and choices", body = DirectoryChoicesView)),
)]
#[get("/v1/students/{student_id}/directory-information")]
pub async fn show_directory_choices(
    caller: Caller,
    student: Path<UserId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            let choices = directory::choices(tx, &permit)?;
            Answer::ok(&DirectoryChoicesView::from(choices))
        })
        .await
}
