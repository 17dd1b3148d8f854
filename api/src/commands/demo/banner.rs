//! What the demo says when it is ready.

use std::{fmt::Write as _, net::SocketAddr, path::Path};

use serde_json::json;

use crate::{
    commands::{CommandError, say},
    pages::DemoLogins,
};

/// Where the logins are written, for a shell.
const LOGINS: &str = "logins.sh";
/// Where they are written for a demo that is kept.
const KEPT: &str = "logins.json";
/// The first line of that file.
const HEADING: &str = "# Made anew by each `hallpass demo`.";

/// Whether a demo wrote its logins into this directory.
pub(super) fn is_ours(directory: &Path) -> bool {
    std::fs::read_to_string(directory.join(LOGINS))
        .is_ok_and(|script| script.lines().next() == Some(HEADING))
}

/// The logins of an earlier demo in this directory, if it is whole.
pub(super) fn kept(directory: &Path) -> Option<DemoLogins> {
    let written = std::fs::read(directory.join(KEPT)).ok()?;
    serde_json::from_slice(&written)
        .ok()
        .filter(|_| is_ours(directory))
}

/// Lets only the owner read a file, where there are such permissions.
fn keep_to_oneself(file: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    std::fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(())
}

/// Writes `logins.sh` for the README's lines and `logins.json` for `--keep`, and prints address, logins and first requests.
pub(super) fn make(
    directory: &Path,
    address: SocketAddr,
    logins: &DemoLogins,
) -> Result<(), CommandError> {
    let origin = format!("http://{address}");
    let script = directory.join(LOGINS);
    let kept = directory.join(KEPT);
    std::fs::write(&script, variables(&origin, logins))?;
    std::fs::write(&kept, json!(logins).to_string())?;
    keep_to_oneself(&script)?;
    keep_to_oneself(&kept)?;
    say(&format!(
        "\nHallpass listens at {origin}   (examples and documentation: open it in a browser)\n\n\
         Sign in to organization \"{}\" with the password \"{}\":\n  \
         district admin  {}\n  school admin    {}\n  teacher         {}\n  \
         guardian        {}\n\
         Student: class code {}, username {}, passphrase \"{}\"\n\
         Platform operator: organization \"hallpass\", {}, the same password\n",
        logins.organization,
        logins.password,
        logins.district_admin,
        logins.school_admin,
        logins.teacher,
        logins.guardian,
        logins.class_code,
        logins.student_username,
        logins.student_passphrase,
        logins.operator,
    ));
    say(&first_requests(&script.display().to_string()));
    Ok(())
}

/// The names and secrets of the demo as shell variables.
fn variables(origin: &str, logins: &DemoLogins) -> String {
    let sign_in = |email: &str| {
        json!({"organization": logins.organization, "email": email, "password": logins.password})
            .to_string()
    };
    let student = json!({
        "class_code": logins.class_code,
        "username": logins.student_username,
        "passphrase": logins.student_passphrase,
        "device": "personal",
    });
    let mut script = format!("{HEADING}\n");
    for (name, value) in [
        ("HALLPASS", origin.to_owned()),
        ("CLASS_ID", logins.class_id.clone()),
        ("COURSE_ID", logins.course_id.clone()),
        ("STUDENT_ID", logins.student_id.clone()),
        ("LEAVING_STUDENT_ID", logins.leaving_student_id.clone()),
        ("ADMIN_SIGN_IN", sign_in(&logins.district_admin)),
        ("SCHOOL_ADMIN_SIGN_IN", sign_in(&logins.school_admin)),
        ("TEACHER_SIGN_IN", sign_in(&logins.teacher)),
        ("GUARDIAN_SIGN_IN", sign_in(&logins.guardian)),
        ("STUDENT_SIGN_IN", student.to_string()),
        ("STUDENT_ATTEMPT", logins.attempt.to_string()),
    ] {
        let _ = writeln!(script, "{name}='{}'", value.replace('\'', r"'\''"));
    }
    script
}

fn first_requests(logins: &str) -> String {
    let token = r#"sed 's/.*"access_token":"\([^"]*\)".*/\1/'"#;
    let json = "-H 'Content-Type: application/json'";
    format!(
        "First requests, in another terminal:\n\n\
         . '{logins}'\n\
         TOKEN=$(curl -sS \"$HALLPASS/v1/auth/sign-in\" {json} -d \"$TEACHER_SIGN_IN\" | {token})\n\
         curl -sS \"$HALLPASS/v1/me/classes\" -H \"Authorization: Bearer $TOKEN\"\n\
         curl -sS \"$HALLPASS/v1/classes/$CLASS_ID/progress\" -H \"Authorization: Bearer $TOKEN\"\n\
         curl -sS \"$HALLPASS/v1/progress/events\" {json} -d \"$STUDENT_ATTEMPT\" \
         -H \"Authorization: Bearer $(curl -sS \"$HALLPASS/v1/auth/class-sign-in\" {json} -d \"$STUDENT_SIGN_IN\" | {token})\"\n\
         curl -sS \"$HALLPASS/v1/courses/$COURSE_ID\"\n\
         PARENT=$(curl -sS \"$HALLPASS/v1/auth/sign-in\" {json} -d \"$GUARDIAN_SIGN_IN\" | {token})\n\
         curl -sS \"$HALLPASS/v1/students/$STUDENT_ID/record\" -H \"Authorization: Bearer $PARENT\"\n\
         curl -sS \"$HALLPASS/v1/students/$STUDENT_ID/access-log\" -H \"Authorization: Bearer $PARENT\"\n"
    )
}
