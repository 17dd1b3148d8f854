//! Who is responsible for a class.

use crate::{
    classes::class_role::ClassRole,
    rosters::{EnrollmentRole, File, sheets::Sheets},
};

/// Two teachers, of whom the bundle says this in `primary`.
fn marked(first: &str, second: &str) -> Sheets {
    Sheets::v1_2()
        .with(
            File::Users,
            "te2|||true|edsger||Edsger|Dijkstra||||||||||||||",
        )
        .with(File::Roles, "r4|||te2|primary|teacher|||s1|")
        .edit(
            File::Enrollments,
            "te1|teacher|true|",
            &format!("te1|teacher|{first}|"),
        )
        .with(
            File::Enrollments,
            &format!("e4|||k1|s1|te2|teacher|{second}||"),
        )
}

/// What they are in the class.
fn roles(sheets: &Sheets) -> Vec<EnrollmentRole> {
    let bundle = sheets.read().unwrap();
    let all = bundle.enrollments.iter().map(|enrollment| enrollment.role);
    all.filter(|role| *role != EnrollmentRole::Student)
        .collect()
}

fn said(sheets: &Sheets) -> Vec<String> {
    let findings = sheets.findings().into_iter();
    findings.filter(|f| f.contains(" primary ")).collect()
}

#[test]
fn the_teacher_marked_as_primary_is_the_one_of_record() {
    for (first, second) in [("true", ""), ("true", "false")] {
        let sheets = marked(first, second);
        let expected = [
            EnrollmentRole::Staff(ClassRole::TeacherOfRecord),
            EnrollmentRole::Staff(ClassRole::CoTeacher),
        ];
        assert_eq!(roles(&sheets), expected);
        assert_eq!(said(&sheets), Vec::<String>::new());
    }
}

#[test]
fn two_teachers_of_record_are_taken_and_reported() {
    let sheets = marked("true", "true");
    assert_eq!(
        roles(&sheets),
        [EnrollmentRole::Staff(ClassRole::TeacherOfRecord); 2]
    );
    assert_eq!(
        said(&sheets),
        ["enrollments 5 primary several_teachers_of_record warning"]
    );
}

#[test]
fn where_no_teacher_is_marked_all_are_of_record_and_the_class_is_reported_once() {
    for (first, second) in [("", ""), ("false", "false"), ("", "false")] {
        let sheets = marked(first, second);
        assert_eq!(
            roles(&sheets),
            [EnrollmentRole::Staff(ClassRole::TeacherOfRecord); 2]
        );
        assert_eq!(
            said(&sheets),
            ["enrollments 2 primary no_teacher_of_record warning"]
        );
    }
}

#[test]
fn nobody_is_promoted_while_the_row_of_a_teacher_cannot_be_read() {
    let sheets = marked("perhaps", "");
    assert_eq!(
        roles(&sheets),
        [EnrollmentRole::Staff(ClassRole::CoTeacher)]
    );
    let students = marked("", "").with(File::Enrollments, "e5|||k1|s1|pu1|student||soon|");
    assert_eq!(
        roles(&students),
        [EnrollmentRole::Staff(ClassRole::TeacherOfRecord); 2]
    );
}
