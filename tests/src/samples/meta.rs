//! The service itself.

use super::{By, Sample};

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("show_health", By::Anybody),
    Sample::new("show_readiness", By::Anybody),
    Sample::new("show_limits", By::Anybody),
    Sample::new("show_version", By::Operator),
    Sample::new("show_status", By::Operator),
    Sample::new("show_document_json", By::Anybody),
    Sample::new("show_document_yaml", By::Anybody),
    Sample::new("show_problem_type", By::Anybody),
    Sample::new("show_retention_schedule", By::Anybody),
    Sample::new("list_promises", By::Anybody),
];
