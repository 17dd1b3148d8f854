//! Who is taken, and as what.

use crate::{
    accounts::credentials::PersonKind,
    rosters::{Bundle, EnabledState, File, RosterRole, Severity, sheets::Sheets},
    staff::role::StaffRole,
};

fn names(bundle: &Bundle) -> Vec<&str> {
    bundle
        .people
        .iter()
        .map(|(_, _, person)| person.given_name)
        .collect()
}

fn roles(bundle: &Bundle, sourced_id: &str) -> Vec<(RosterRole, String)> {
    let (number, _, _) = bundle
        .people
        .iter()
        .find(|(_, _, person)| person.sourced_id == sourced_id)
        .unwrap();
    bundle
        .grants
        .iter()
        .filter(|grant| grant.person == number)
        .map(|grant| {
            (
                grant.role,
                bundle.orgs[grant.org.index()].sourced_id.clone(),
            )
        })
        .collect()
}

#[test]
fn families_get_no_account() {
    let one = Sheets::v1_1().with(File::Users, "pa1|||true|s1|parent|anne||Anne|Byron||||||||");
    let two = Sheets::v1_2()
        .with(File::Users, "pa1|||true|anne||Anne|Byron||||||||||||||")
        .with(File::Roles, "r9|||pa1|primary|guardian|||s1|");
    for (sheets, file) in [(one, "users 5"), (two, "roles 5")] {
        let bundle = sheets.read().unwrap();
        assert!(!names(&bundle).contains(&"Anne"));
        assert_eq!(bundle.report.total(Severity::Error), 0);
        let expected = format!("{file} role ignored_role info");
        assert!(sheets.findings().contains(&expected));
    }
}

#[test]
fn what_hallpass_does_not_need_is_dropped_at_the_door() {
    let bundle = Sheets::v1_2()
        .with(
            File::Users,
            "pu3|||true|lin||Lin|Example|Middleword|ID-77|lin@example.edu|555-0100|555-0101|pa1|04|hunter2|MASTER-1|||||they",
        )
        .with(File::Roles, "r9|||pu3|primary|student|||s1|")
        .read()
        .unwrap();
    assert!(names(&bundle).contains(&"Lin"));
    let printed = format!("{bundle:?}");
    assert!(printed.contains("lin@example.edu"));
    for dropped in [
        "Middleword",
        "ID-77",
        "555-01",
        "hunter2",
        "MASTER-1",
        "they",
    ] {
        assert!(!printed.contains(dropped), "{dropped}");
    }
}

#[test]
fn administrators_are_those_of_their_organization() {
    let bundle = Sheets::v1_1()
        .with(
            File::Users,
            "ad1|||true|\"d1\"|administrator|a1||Ada1|Admin||||||||"
                .replace('"', "")
                .as_str(),
        )
        .with(
            File::Users,
            "ad2|||true|s1|administrator|a2||Ada2|Admin||||||||",
        )
        .read()
        .unwrap();
    assert_eq!(
        roles(&bundle, "ad1"),
        vec![(RosterRole::Staff(StaffRole::DistrictAdmin), "d1".to_owned())]
    );
    assert_eq!(
        roles(&bundle, "ad2"),
        vec![(RosterRole::Staff(StaffRole::SchoolAdmin), "s1".to_owned())]
    );

    let sheets = Sheets::v1_2()
        .with(File::Users, "ad1|||true|a1||Ada1|Admin||||||||||||||")
        .with(File::Roles, "r9|||ad1|primary|districtAdministrator|||s1|");
    let bundle = sheets.read().unwrap();
    assert_eq!(
        roles(&bundle, "ad1"),
        vec![(RosterRole::Staff(StaffRole::SchoolAdmin), "s1".to_owned())]
    );
    assert!(
        sheets
            .findings()
            .contains(&"roles 5 role narrowed_role warning".to_owned())
    );
}

#[test]
fn a_person_of_several_schools_has_a_role_in_each() {
    let bundle = Sheets::v1_1()
        .with(File::Orgs, "s2|||Adams|school||d1")
        .edit(File::Users, "te1|||true|s1|", "te1|||true|s1, s2,d1|")
        .read()
        .unwrap();
    let expected = vec![
        (RosterRole::Staff(StaffRole::Teacher), "s1".to_owned()),
        (RosterRole::Staff(StaffRole::Teacher), "s2".to_owned()),
    ];
    assert_eq!(roles(&bundle, "te1"), expected);
}

#[test]
fn who_is_a_student_gets_no_role_of_staff() {
    let sheets = Sheets::v1_2()
        .with(File::Roles, "r9|||pu1|secondary|teacher|||s1|")
        .with(
            File::Roles,
            "r10|||pu2|secondary|districtAdministrator|||d1|",
        )
        .with(File::Enrollments, "e9|||k1|s1|pu1|teacher|true||");
    let bundle = sheets.read().unwrap();
    assert_eq!(
        roles(&bundle, "pu1"),
        vec![(RosterRole::Student, "s1".to_owned())]
    );
    assert_eq!(
        roles(&bundle, "pu2"),
        vec![(RosterRole::Student, "s1".to_owned())]
    );
    assert_eq!(bundle.enrollments.len(), 3);
    let findings = sheets.findings();
    for expected in [
        "roles 5 role role_conflict error",
        "roles 6 role role_conflict error",
        "enrollments 5 role role_conflict error",
    ] {
        assert!(findings.contains(&expected.to_owned()), "{expected}");
    }
}

#[test]
fn an_enrollment_implies_the_role_at_its_school() {
    let sheets = Sheets::v1_2().edit(
        File::Roles,
        "te1|primary|teacher|||s1",
        "te1|primary|teacher|||d1",
    );
    let bundle = sheets.read().unwrap();
    assert_eq!(
        roles(&bundle, "te1"),
        vec![(RosterRole::Staff(StaffRole::Teacher), "s1".to_owned())]
    );
    let findings = sheets.findings();
    assert!(findings.contains(&"roles 2 orgSourcedId wrong_kind warning".to_owned()));
    assert!(findings.contains(&"enrollments 2 userSourcedId no_role_at_school warning".to_owned()));
}

#[test]
fn two_primary_roles_in_one_organization_are_reported() {
    let sheets = Sheets::v1_2().with(File::Roles, "r9|||te1|primary|aide|||s1|");
    let findings = sheets.findings();
    assert!(
        findings
            .iter()
            .any(|f| f.ends_with("roleType several_primary_roles warning"))
    );
    assert_eq!(sheets.read().unwrap().grants.len(), 4);
}

#[test]
fn a_disabled_person_stays_and_may_not_sign_in() {
    let bundle = Sheets::v1_2()
        .edit(File::Users, "pu1|||true", "pu1|||false")
        .read()
        .unwrap();
    let (_, kind, ada) = bundle.people.iter().nth(1).unwrap();
    assert_eq!(
        (kind, ada.standing),
        (PersonKind::Student, EnabledState::Disabled)
    );
}

#[test]
fn a_missing_username_or_a_wrong_address_does_not_lose_the_person() {
    let sheets = Sheets::v1_2()
        .edit(File::Users, "true|ada|", "true||")
        .edit(File::Users, "ada@example.edu", "ada at example.edu");
    let bundle = sheets.read().unwrap();
    let (_, _, ada) = bundle.people.iter().nth(1).unwrap();
    assert_eq!((ada.username, ada.email), (None, None));
    let findings = sheets.findings();
    assert!(findings.contains(&"users 3 username missing_value warning".to_owned()));
    assert!(findings.contains(&"users 3 email invalid_email warning".to_owned()));
}

#[test]
fn a_person_may_have_one_name_and_may_be_called_null() {
    for sheets in [Sheets::v1_1(), Sheets::v1_2()] {
        let one = sheets.clone().edit(File::Users, "Alan|Turing", "Suharto|");
        let bundle = one.read().unwrap();
        let (_, _, suharto) = bundle.people.iter().nth(2).unwrap();
        assert_eq!((suharto.given_name, suharto.family_name), ("Suharto", ""));
        let expected = "users 4 familyName missing_value warning";
        assert!(one.findings().contains(&expected.to_owned()));
        for name in ["Null", "NULL", "null"] {
            let edited = format!("Jennifer|{name}");
            let sheets = sheets.clone().edit(File::Users, "Alan|Turing", &edited);
            let bundle = sheets.read().unwrap();
            let (_, _, jennifer) = bundle.people.iter().nth(2).unwrap();
            assert_eq!(jennifer.family_name, name);
        }
        let nameless = sheets.edit(File::Users, "Alan|Turing", "|NULL");
        let expected = "users 4 givenName missing_value error";
        assert!(nameless.findings().contains(&expected.to_owned()));
    }
}

#[test]
fn names_are_those_that_the_api_takes() {
    for name in [
        "s/o Muthu",
        "Kumar a/l Raju",
        "Ma.Theresa",
        "st.john",
        "O'Brien",
        "علی\u{200C}رضا",
        "葛\u{E0100}城",
    ] {
        let sheets = Sheets::v1_2().edit(File::Users, "Alan", name);
        assert!(names(&sheets.read().unwrap()).contains(&name), "{name}");
        assert_eq!(sheets.findings(), Vec::<String>::new(), "{name}");
    }
    let long = "x".repeat(81);
    for (name, code) in [
        ("win at free-prize.example.com/x", "not_a_name"),
        ("alan@example.edu", "not_a_name"),
        (long.as_str(), "too_long"),
    ] {
        let sheets = Sheets::v1_2().edit(File::Users, "Alan", name);
        let bundle = sheets.read().unwrap();
        assert!(!names(&bundle).contains(&name), "{name}");
        assert_eq!(bundle.spared.keys(File::Users).collect::<Vec<_>>(), ["pu2"]);
        let expected = format!("users 4 givenName {code} error");
        assert!(sheets.findings().contains(&expected), "{expected}");
    }
}

#[test]
fn an_address_that_no_mail_reaches_is_reported() {
    let sheets = Sheets::v1_2().edit(File::Users, "grace@example.edu", "te0@-school");
    let bundle = sheets.read().unwrap();
    let (_, _, grace) = bundle.people.iter().next().unwrap();
    assert_eq!(grace.email, None);
    let expected = "users 2 email invalid_email warning";
    assert!(sheets.findings().contains(&expected.to_owned()));
}

#[test]
fn a_person_in_two_grades_is_in_none_and_it_is_said() {
    let sheets = Sheets::v1_2().edit(File::Users, "||04|secret|", "||03,04|secret|");
    let bundle = sheets.read().unwrap();
    let (_, _, alan) = bundle.people.iter().nth(2).unwrap();
    assert_eq!(alan.grade, None);
    let expected = "users 4 grades several_grades warning";
    assert!(sheets.findings().contains(&expected.to_owned()));
}
