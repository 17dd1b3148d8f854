//! Whom a bundle names as parents and guardians.

use crate::{
    guardians::GuardianKind,
    rosters::{
        Bundle, File, GUARDIANS_OF_A_STUDENT, GUARDIANS_OF_AN_ADDRESS, STUDENTS_OF_A_GUARDIAN,
        Severity, sheets::Sheets,
    },
};

/// A user of 1.1 with agents.
fn user_1_1(key: &str, role: &str, agents: &str) -> String {
    format!("{key}|||true|s1|{role}|{key}||{key}|Byron|||{key}@example.org|||{agents}||")
}

/// A user of 1.2 with agents.
fn user_1_2(key: &str, agents: &str) -> String {
    format!("{key}|||true|{key}||{key}|Byron|||{key}@example.org|||{agents}||||||||")
}

fn role_1_2(key: &str, role: &str) -> String {
    format!("r-{key}|||{key}|primary|{role}|||s1|")
}

/// Who is a contact of whom, and as what.
fn contacts(bundle: &Bundle) -> Vec<(String, String, GuardianKind)> {
    let contacts = bundle.contacts.iter().map(|contact| {
        let student = bundle.people.get(contact.student).unwrap();
        let (guardian, role) = bundle.people.family(contact.guardian).unwrap();
        (
            student.sourced_id.to_owned(),
            guardian.sourced_id.to_owned(),
            role.kind,
        )
    });
    contacts.collect()
}

fn pairs(sheets: &Sheets) -> Vec<(String, String)> {
    let bundle = sheets.read().unwrap();
    let contacts = contacts(&bundle).into_iter();
    contacts
        .map(|(student, guardian, _)| (student, guardian))
        .collect()
}

/// The bundle of 1.1, of whose students the first names agents.
fn ada_names(agents: &str) -> Sheets {
    Sheets::v1_1().edit(
        File::Users,
        "ada@example.edu||||04",
        &format!("ada@example.edu|||{agents}|04"),
    )
}

fn pair(student: &str, guardian: &str) -> (String, String) {
    (student.to_owned(), guardian.to_owned())
}

fn agent_findings(sheets: &Sheets) -> Vec<String> {
    let findings = sheets.findings().into_iter();
    findings
        .filter(|found| found.contains("agentSourcedIds"))
        .collect()
}

#[test]
fn a_student_names_a_parent_in_either_version_and_nobody_gets_an_account() {
    let one = ada_names("pa1").with(File::Users, &user_1_1("pa1", "parent", ""));
    let two = Sheets::v1_2()
        .edit(
            File::Users,
            "ada@example.edu||||04",
            "ada@example.edu|||pa1|04",
        )
        .with(File::Users, &user_1_2("pa1", ""))
        .with(File::Roles, &role_1_2("pa1", "parent"));
    for sheets in [one, two] {
        let bundle = sheets.read().unwrap();
        let expected = [("pu1".to_owned(), "pa1".to_owned(), GuardianKind::Parent)];
        assert_eq!(contacts(&bundle), expected);
        assert_eq!(bundle.people.iter().count(), 3, "an account for nobody");
        assert_eq!(bundle.report.total(Severity::Error), 0);
        assert_eq!(agent_findings(&sheets), Vec::<String>::new());
    }
}

#[test]
fn a_parent_names_students_and_both_directions_together_are_one_pair() {
    let parent = ada_names("").with(File::Users, &user_1_1("pa1", "guardian", "pu1, pu2,pu1"));
    assert_eq!(pairs(&parent), [pair("pu1", "pa1"), pair("pu2", "pa1")]);
    let both = ada_names("pa1,pa1").with(File::Users, &user_1_1("pa1", "guardian", "pu1"));
    assert_eq!(pairs(&both), [pair("pu1", "pa1")]);
    assert_eq!(agent_findings(&both), Vec::<String>::new());
}

#[test]
fn what_a_role_says_is_taken_and_a_guardian_who_teaches_is_both() {
    for (role, kind) in [
        ("parent", GuardianKind::Parent),
        ("guardian", GuardianKind::LegalGuardian),
        ("relative", GuardianKind::ActingParent),
    ] {
        let sheets = ada_names("pa1").with(File::Users, &user_1_1("pa1", role, ""));
        let bundle = sheets.read().unwrap();
        assert_eq!(contacts(&bundle)[0].2, kind, "{role}");
    }
    let sheets = Sheets::v1_2()
        .edit(
            File::Users,
            "ada@example.edu||||04",
            "ada@example.edu|||te1|04",
        )
        .with(File::Roles, &role_1_2("te1", "relative"))
        .with(File::Roles, "r-2|||te1|secondary|parent|||s1|");
    let bundle = sheets.read().unwrap();
    let expected = [(
        "pu1".to_owned(),
        "te1".to_owned(),
        GuardianKind::ActingParent,
    )];
    assert_eq!(contacts(&bundle), expected);
    assert_eq!(bundle.people.iter().count(), 3, "the teacher stays one");
}

#[test]
fn who_is_no_parent_is_no_contact() {
    let nobody = ada_names("ghost");
    assert_eq!(pairs(&nobody), []);
    let expected = ["users 3 agentSourcedIds unknown_reference warning"];
    assert_eq!(agent_findings(&nobody), expected);
    for agent in ["pu2", "te1", "pu1"] {
        let sheets = ada_names(agent);
        assert_eq!(pairs(&sheets), [], "{agent}");
        let expected = ["users 3 agentSourcedIds agent_not_taken warning"];
        assert_eq!(agent_findings(&sheets), expected, "{agent}");
    }
    let disabled = user_1_1("pa1", "parent", "").replace("|true|", "|false|");
    let disabled = ada_names("pa1").with(File::Users, &disabled);
    assert_eq!(pairs(&disabled), []);
    let of_nobody = ada_names("").with(File::Users, &user_1_1("pa1", "parent", ""));
    assert_eq!(pairs(&of_nobody), []);
}

/// A student who is a parent stays a student, whatever else is written (a child's account is no adult's).
#[test]
fn a_student_with_a_role_of_a_family_is_no_contact() {
    let sheets = Sheets::v1_2()
        .edit(
            File::Users,
            "ada@example.edu||||04",
            "ada@example.edu|||pu2|04",
        )
        .with(File::Roles, &role_1_2("pu2", "guardian"));
    assert_eq!(pairs(&sheets), []);
}

#[test]
fn a_parent_of_more_students_than_a_family_has_is_nobodys() {
    let sheets = |students: usize| {
        let keys: Vec<String> = (0..students).map(|n| format!("x{n}")).collect();
        let parent = user_1_1("pa1", "parent", &keys.join(","));
        keys.iter()
            .fold(Sheets::v1_1().with(File::Users, &parent), |sheets, key| {
                sheets.with(File::Users, &user_1_1(key, "student", ""))
            })
    };
    let most = sheets(STUDENTS_OF_A_GUARDIAN);
    assert_eq!(pairs(&most).len(), STUDENTS_OF_A_GUARDIAN);
    assert_eq!(agent_findings(&most), Vec::<String>::new());
    let more = sheets(STUDENTS_OF_A_GUARDIAN + 1);
    assert_eq!(pairs(&more), []);
    let expected = ["users 5 agentSourcedIds too_many_agents warning"];
    assert_eq!(agent_findings(&more), expected);
}

#[test]
fn a_student_has_no_more_parents_than_may_be() {
    let keys: Vec<String> = (0..=GUARDIANS_OF_A_STUDENT)
        .map(|n| format!("pa{n}"))
        .collect();
    let sheets = keys.iter().fold(ada_names(&keys.join(",")), |sheets, key| {
        sheets.with(File::Users, &user_1_1(key, "parent", ""))
    });
    assert_eq!(pairs(&sheets), []);
    let expected = ["users 3 agentSourcedIds too_many_agents warning"];
    assert_eq!(agent_findings(&sheets), expected);
}

#[test]
fn a_parent_without_a_usable_address_is_kept_without_it() {
    let broken = user_1_1("pa1", "parent", "").replace("pa1@example.org", "not an address");
    let sheets = ada_names("pa1").with(File::Users, &broken);
    let bundle = sheets.read().unwrap();
    let contact = bundle.contacts.iter().next().unwrap();
    let (guardian, _) = bundle.people.family(contact.guardian).unwrap();
    assert_eq!(guardian.email, None);
    let expected = "users 5 email invalid_email warning".to_owned();
    assert!(sheets.findings().contains(&expected));
}

#[test]
fn a_parent_whose_row_cannot_be_read_is_left_as_they_are() {
    let nameless = "pa1|||true|s1|parent|pa1|||||||||||";
    let sheets = ada_names("pa1").with(File::Users, nameless);
    assert_eq!(pairs(&sheets), []);
    assert_eq!(agent_findings(&sheets), Vec::<String>::new());
    let bundle = sheets.read().unwrap();
    assert!(bundle.spared.keys(File::Users).any(|key| key == "pa1"));
}

#[test]
fn agents_that_cannot_be_read_leave_the_student_in_and_the_contacts_as_they_are() {
    let long = "x".repeat(300);
    let sheets = ada_names(&long);
    let bundle = sheets.read().unwrap();
    assert_eq!(bundle.people.iter().count(), 3);
    assert_eq!(bundle.contacts.unreadable().collect::<Vec<_>>(), ["pu1"]);
    let expected = ["users 3 agentSourcedIds too_long warning"];
    assert_eq!(agent_findings(&sheets), expected);
}

/// The addresses of contacts that mail can go to.
fn addresses(bundle: &Bundle) -> Vec<String> {
    let guardians = bundle.contacts.iter().map(|contact| contact.guardian);
    let addresses = guardians.filter_map(|guardian| {
        let address = bundle.contacts.address(&bundle.people, guardian)?;
        Some(address.as_str().to_owned())
    });
    addresses.collect()
}

/// COM-01: a family that gave the school the student's address has no invitation mailed to it.
#[test]
fn com_01_an_address_of_a_student_is_no_parents() {
    let parent = user_1_1("pa1", "parent", "");
    let own = ada_names("pa1").with(File::Users, &parent);
    assert_eq!(addresses(&own.read().unwrap()), ["pa1@example.org"]);
    let students = parent.replace("pa1@example.org", "Ada@Example.edu");
    let students = ada_names("pa1").with(File::Users, &students);
    assert_eq!(addresses(&students.read().unwrap()), Vec::<String>::new());
    assert_eq!(pairs(&students), [pair("pu1", "pa1")], "the contact stays");
    let expected = "users 5 email address_not_theirs warning".to_owned();
    assert!(students.findings().contains(&expected));
}

#[test]
fn an_address_of_more_parents_than_a_family_has_is_a_placeholder() {
    let sheets = |parents: usize| {
        let keys: Vec<String> = (0..parents).map(|n| format!("pa{n}")).collect();
        keys.iter().fold(ada_names(&keys.join(",")), |sheets, key| {
            let parent = user_1_1(key, "parent", "");
            let address = format!("{key}@example.org");
            sheets.with(File::Users, &parent.replace(&address, "none@example.org"))
        })
    };
    let family = sheets(GUARDIANS_OF_AN_ADDRESS).read().unwrap();
    assert_eq!(addresses(&family).len(), GUARDIANS_OF_AN_ADDRESS);
    let placeholder = sheets(GUARDIANS_OF_AN_ADDRESS + 1).read().unwrap();
    assert_eq!(addresses(&placeholder), Vec::<String>::new());
}
