//! How to sign in to the demo. In any other environment nobody's secrets are on a page.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How to sign in to the sample district. Published, like everything in it.
#[derive(Debug, Deserialize, Serialize)]
pub struct DemoLogins {
    /// The short name of the district.
    pub organization: String,
    /// The password of every adult.
    pub password: String,
    /// The operator's address; their organization is `hallpass`.
    pub operator: String,
    /// The district administrator's address.
    pub district_admin: String,
    /// The school administrator's address.
    pub school_admin: String,
    /// The teacher's address.
    pub teacher: String,
    /// The address of the student's guardian.
    pub guardian: String,
    /// The teacher's class.
    pub class_id: String,
    /// The code by which its students sign in.
    pub class_code: String,
    /// A student of the class.
    pub student_id: String,
    /// Another student of the class, of the same guardian: the one whom the README erases.
    pub leaving_student_id: String,
    /// The student's username.
    pub student_username: String,
    /// The student's passphrase.
    pub student_passphrase: String,
    /// The course of the class.
    pub course_id: String,
    /// A body with an attempt of the student.
    pub attempt: Value,
}
