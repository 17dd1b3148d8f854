//! The privacy policy.

use super::{By, Sample};

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("list_policies", By::Anybody),
    Sample::new("show_policy_version", By::Anybody),
    Sample::new("show_my_policies", By::Teacher),
    Sample::new("accept_policy", By::Teacher),
];
