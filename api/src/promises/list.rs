//! `GET /v1/promises`

use actix_web::get;
use domain::{
    promises::{Promise, PromiseState, PromiseSubject, about},
    text_enum::TextEnum as _,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Answer, problem::ApiError};

/// The register of promises.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromiseRegister {
    /// The promises, in the order of their numbers.
    #[schema(max_items = 200)]
    pub promises: Vec<PromiseKept>,
}

/// A promise, and how it is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromiseKept {
    /// Its number.
    #[schema(minimum = 1, maximum = 200, example = 13)]
    pub number: u8,
    /// What it is about.
    pub subject: PromiseSubject,
    /// What is promised.
    #[schema(
        max_length = 200,
        pattern = "^[^\\r\\n]+$",
        example = "The catalogue can be read without an account"
    )]
    pub promise: &'static str,
    /// How far it is kept.
    pub state: PromiseState,
    /// The operations by which it is kept, by their ids in this document.
    #[schema(max_items = 20)]
    pub operations: Vec<Name>,
    /// The rules by which it is kept.
    #[schema(max_items = 20)]
    pub rules: Vec<RuleId>,
    /// The tests that prove it.
    #[schema(max_items = 20)]
    pub tests: Vec<Name>,
    /// What is missing, or why there is nothing to keep; `null` where it is kept.
    #[schema(
        max_length = 200,
        pattern = "^[^\\r\\n]+$",
        example = "a second factor"
    )]
    pub missing: Option<&'static str>,
}

/// The name of an operation or of a test.
#[derive(Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, max_length = 120, pattern = "^[a-z0-9_]+$", example = "list_courses")]
pub struct Name(&'static str);

/// The id of a rule.
#[derive(Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, max_length = 8, pattern = "^[A-Z]{1,3}-[A-Z0-9]+$", example = "FER-05")]
pub struct RuleId(&'static str);

impl PromiseKept {
    fn of(subject: PromiseSubject, promise: &Promise) -> Self {
        let names = |names: &[&'static str]| names.iter().copied().map(Name).collect();
        Self {
            number: promise.number,
            subject,
            promise: promise.promise,
            state: promise.state,
            operations: names(promise.operations),
            rules: promise.rules.iter().copied().map(RuleId).collect(),
            tests: names(promise.tests),
            missing: Some(promise.missing).filter(|missing| !missing.is_empty()),
        }
    }
}

/// List the promises and how they are kept
///
/// What the privacy policy of a learning platform promises: how far Hallpass keeps it, by which
/// operations and rules, and which tests prove it. Public.
#[utoipa::path(
    tag = "meta",
    responses((status = OK, description = "The register", body = PromiseRegister)),
)]
#[get("/v1/promises")]
pub async fn list_promises() -> Result<Answer, ApiError> {
    let promises = PromiseSubject::ALL.iter().flat_map(|subject| {
        let promises = about(*subject).iter();
        promises.map(|promise| PromiseKept::of(*subject, promise))
    });
    let register = PromiseRegister {
        promises: promises.collect(),
    };
    Ok(Answer::ok(&register)?.public())
}
