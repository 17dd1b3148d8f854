//! Classes.

use super::{By, Sample};

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("create_class", By::Teacher),
    Sample::new("list_school_classes", By::SchoolAdmin),
    Sample::new("list_my_classes", By::Teacher),
    Sample::new("show_class", By::Teacher),
    Sample::new("update_class", By::Teacher),
    Sample::new("archive_class", By::Teacher),
];
