//! The names with which students sign in, and who corrects them.

use serde_json::json;
use tests::on_each_backend;

on_each_backend! {
    async fn a_student_signs_in_with_a_corrected_username_and_the_same_passphrase(school: TestApp) {
        let people = school.people().await;
        let students = format!("/v1/classes/{}/students", people.class);
        let slip = people.rivera.post(&students, json!({"students": [{"given_name": "Bo", "username": "boo"}]})).await.assert(201);
        let login = format!("{students}/{}/login", slip.text("/students/0/student_id"));
        let shown = people.diaz.get(&login).await.assert(200);
        assert_eq!(shown.text("/username"), "boo");
        people.rivera.patch(&login, "*", json!({"username": "bo"})).await.assert_problem(403, "forbidden");
        let changed = people.diaz.patch(&login, &shown.header("etag"), json!({"username": " Bo "})).await.assert(200);
        assert_eq!(changed.text("/username"), "bo");
        people.diaz.patch(&login, &shown.header("etag"), json!({"username": "b"})).await.assert_problem(412, "precondition_failed");
        people.diaz.patch(&login, "*", json!({"username": "b@example.edu"})).await.assert_problem(422, "invalid_fields");
        // FER-04, D2: the district changes the name of who is at two schools, and of nobody else.
        people.moore.patch(&login, "*", json!({"username": "ADA"})).await.assert_conflict("username_beyond_reach");
        let taken = people.diaz.patch(&login, "*", json!({"username": "ADA"})).await.assert_problem(409, "already_exists");
        assert_eq!(taken.text("/errors/0/pointer"), "/username");
        for (username, status) in [("boo", 401), ("bo", 200)] {
            let claim = json!({
                "class_code": slip.text("/students/0/sign_in_code"),
                "username": username,
                "passphrase": slip.text("/students/0/passphrase"),
            });
            school.anybody().post("/v1/auth/class-sign-in", claim).await.assert(status);
        }
        // It is the same name: nothing changes.
        let same = people.diaz.patch(&login, &changed.header("etag"), json!({"username": "bo"})).await.assert(200);
        assert_eq!(same.header("etag"), changed.header("etag"));
    }

    async fn a_username_of_a_student_of_two_schools_is_the_districts_to_change(school: TestApp) {
        let people = school.people().await;
        let lindqvist = school.teacher_at_other_school("Lindqvist").await;
        let classes = format!("/v1/schools/{}/classes", school.world.other_school);
        let theirs = lindqvist.post(&classes, json!({"title": "Music"})).await.assert(201).text("/id");
        let joined = json!({"student_id": people.ada.user.uuid()});
        people.moore.post(&format!("/v1/classes/{theirs}/enrollments"), joined).await.assert(201);
        let login = format!("/v1/classes/{}/students/{}/login", people.class, people.ada.user);
        people.diaz.patch(&login, "*", json!({"username": "countess"})).await.assert_conflict("username_beyond_reach");
        let changed = people.moore.patch(&login, "*", json!({"username": "countess"})).await.assert(200);
        assert!(changed.json()["username"].is_null());
        assert_eq!(people.diaz.get(&login).await.assert(200).text("/username"), "countess");
        people.ada.get("/v1/me/classes").await.assert(200);
    }
}
