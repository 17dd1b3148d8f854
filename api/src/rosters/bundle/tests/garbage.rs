//! Bytes that mean nothing.

use domain::rosters::Version;
use proptest::prelude::*;

use super::super::read;
use super::fixtures::District;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        prop_assert!(read(&bytes).is_err());
    }

    #[test]
    fn no_damage_to_an_archive_makes_the_reader_panic(
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let mut zip = District::small(Version::V1_2).files().zip();
        for (at, byte) in hits {
            let at = at.index(zip.len());
            zip[at] = byte;
        }
        let _ = read(&zip);
    }

    #[test]
    fn no_text_in_a_file_makes_the_reader_panic(
        name in prop::sample::select(vec![
            "manifest.csv", "orgs.csv", "academicSessions.csv", "courses.csv", "classes.csv",
            "users.csv", "roles.csv", "enrollments.csv",
        ]),
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..30),
        tail in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let mut files = District::small(Version::V1_2).files();
        let (_, bytes) = files.0.iter_mut().find(|(known, _)| known == name).unwrap();
        for (at, byte) in hits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.extend(tail);
        if let Ok(bundle) = read(&files.zip()) {
            for grant in &bundle.grants {
                prop_assert!(bundle.people.get(grant.person).is_some());
                prop_assert!(bundle.orgs.get(grant.org.index()).is_some());
            }
            for enrollment in bundle.enrollments.iter() {
                prop_assert!(bundle.people.get(enrollment.person).is_some());
                prop_assert!(bundle.classes.get(enrollment.class.index()).is_some());
            }
        }
    }
}
