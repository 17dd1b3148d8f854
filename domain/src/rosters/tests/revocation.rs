//! What is taken out of a bundle ends, and only what could not be read stays as it is.

use crate::rosters::{Bundle, File, SparedRoles, sheets::Sheets};

fn names(bundle: &Bundle) -> Vec<&str> {
    let people = bundle.people.iter();
    people.map(|(_, _, person)| person.sourced_id).collect()
}

fn spared(bundle: &Bundle) -> Vec<(&str, SparedRoles)> {
    bundle.spared.roles().collect()
}

#[test]
fn a_role_of_somebody_who_is_gone_spares_nobody() {
    let gone = Sheets::v1_2().edit(
        File::Users,
        "te1|||true|grace||Grace|Hopper|||grace@example.edu|||||||||||\n",
        "",
    );
    let deleted = Sheets::v1_2().edit(File::Users, "te1|||true", "te1|tobedeleted||true");
    for sheets in [gone, deleted] {
        let bundle = sheets.read().unwrap();
        assert!(!names(&bundle).contains(&"te1"));
        assert_eq!(spared(&bundle), []);
        assert_eq!(bundle.spared.keys(File::Users).count(), 0);
        assert!(
            sheets
                .findings()
                .contains(&"roles 2 userSourcedId unknown_reference warning".to_owned())
        );
    }
}

#[test]
fn a_role_of_somebody_whose_row_cannot_be_read_stays() {
    let sheets = Sheets::v1_2().edit(File::Users, "Grace|Hopper", "|");
    let bundle = sheets.read().unwrap();
    assert_eq!(spared(&bundle), [("te1", SparedRoles::Everywhere)]);
    assert!(
        sheets
            .findings()
            .contains(&"roles 2 userSourcedId unknown_reference error".to_owned())
    );
}

#[test]
fn who_has_no_role_any_more_is_left_out_and_not_spared() {
    let sheets = Sheets::v1_2()
        .edit(File::Roles, "r1|||te1|primary|teacher|||s1|\n", "")
        .edit(File::Enrollments, "e1|||k1|s1|te1|teacher|true||\n", "");
    let bundle = sheets.read().unwrap();
    assert!(!names(&bundle).contains(&"te1"));
    assert_eq!(bundle.spared.keys(File::Users).count(), 0);
    assert!(
        sheets
            .findings()
            .contains(&"users 2 sourcedId no_role error".to_owned())
    );
}

#[test]
fn who_works_for_the_district_only_has_no_role_at_a_school() {
    let one = Sheets::v1_1()
        .edit(
            File::Users,
            "te1|||true|s1|teacher",
            "te1|||true|d1|teacher",
        )
        .edit(File::Enrollments, "e1|||k1|s1|te1|teacher|true||\n", "");
    let two = Sheets::v1_2()
        .edit(
            File::Roles,
            "te1|primary|teacher|||s1",
            "te1|primary|principal|||d1",
        )
        .edit(File::Enrollments, "e1|||k1|s1|te1|teacher|true||\n", "");
    for sheets in [one, two] {
        let bundle = sheets.read().unwrap();
        assert!(!names(&bundle).contains(&"te1"));
        assert_eq!(bundle.grants.len(), 2);
        assert_eq!(spared(&bundle), []);
        assert_eq!(bundle.spared.keys(File::Users).count(), 0);
    }
}

#[test]
fn a_role_at_an_unknown_school_spares_nothing_and_at_an_unread_one_what_is_elsewhere() {
    let unknown = Sheets::v1_2().with(File::Roles, "r9|||te1|secondary|aide|||s9|");
    let bundle = unknown.read().unwrap();
    assert!(names(&bundle).contains(&"te1"));
    assert_eq!(spared(&bundle), []);

    let unread = unknown.with(File::Orgs, "s9|||Adams|||d1");
    let bundle = unread.read().unwrap();
    assert!(names(&bundle).contains(&"te1"));
    assert_eq!(spared(&bundle), [("te1", SparedRoles::Elsewhere)]);

    let unread = Sheets::v1_1()
        .edit(File::Users, "te1|||true|s1|", "te1|||true|s1,s9|")
        .with(File::Orgs, "s9|||Adams|||d1");
    let bundle = unread.read().unwrap();
    assert_eq!(spared(&bundle), [("te1", SparedRoles::Elsewhere)]);

    let unknown = Sheets::v1_1().edit(File::Users, "te1|||true|s1|", "te1|||true|s9|");
    let bundle = unknown.read().unwrap();
    assert!(!names(&bundle).contains(&"te1"));
    assert_eq!(bundle.spared.keys(File::Users).count(), 0);
}

#[test]
fn a_role_that_cannot_be_read_spares_the_roles_at_its_school() {
    let sheets = Sheets::v1_2().with(File::Roles, "r9|||te1|secondary|aide|soon||s1|");
    let bundle = sheets.read().unwrap();
    let school = bundle.classes[0].school;
    assert_eq!(spared(&bundle), [("te1", SparedRoles::At(school))]);
    let ragged = Sheets::v1_2().with(File::Roles, "r9|||te1|secondary|aide|||s1||more");
    let bundle = ragged.read().unwrap();
    assert_eq!(spared(&bundle), [("te1", SparedRoles::Everywhere)]);
}

#[test]
fn a_user_of_1_1_that_cannot_be_read_keeps_all_roles() {
    let sheets = Sheets::v1_1().edit(File::Users, "Grace|Hopper", "|");
    let bundle = sheets.read().unwrap();
    assert_eq!(spared(&bundle), [("te1", SparedRoles::Everywhere)]);
    assert_eq!(bundle.spared.keys(File::Users).collect::<Vec<_>>(), ["te1"]);
}
