//! Districts of real size.

use std::time::{Duration, Instant};

use domain::rosters::Version;

use super::fixtures::District;

fn reads_within(district: District, bound: Duration) {
    let zip = district.files().zip();
    let began = Instant::now();
    let bundle = super::super::read(&zip).unwrap();
    let took = began.elapsed();
    assert_eq!(bundle.report.findings(), []);
    assert_eq!(
        bundle.people.iter().count(),
        district.students + district.classes
    );
    assert_eq!(
        bundle.enrollments.len(),
        district.students * district.classes_each + district.classes
    );
    assert!(took < bound, "took {took:?}");
}

#[test]
fn twenty_thousand_students_are_read_in_seconds() {
    let district = District {
        version: Version::V1_2,
        schools: 40,
        classes: 4_000,
        students: 20_000,
        classes_each: 6,
    };
    reads_within(district, Duration::from_secs(20));
}

#[test]
#[ignore = "takes a minute without optimisation; run by hand with --release"]
fn two_hundred_thousand_students_are_read_in_seconds() {
    let district = District {
        version: Version::V1_2,
        schools: 400,
        classes: 40_000,
        students: 200_000,
        classes_each: 6,
    };
    reads_within(district, Duration::from_mins(1));
}
