//! People by their ids, and the classes of a student.

use super::{By, Sample};

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("list_people", By::Teacher).query("?ids={student_id}"),
    Sample::new("show_person", By::DistrictAdmin),
    Sample::new("list_student_classes", By::Teacher),
];
