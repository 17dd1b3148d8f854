//! How staff are shown to students (COM-03).

use domain::staff::role::StaffRole;
use serde_json::json;
use tests::{accounts::PASSWORD, on_each_backend};

const UNFIT: [&str; 5] = [
    "see https://example.org",
    "rivera@example.edu",
    "Mx.\u{202E} Rivera",
    "two\nlines",
    "a name of more than forty characters, which is not one",
];

on_each_backend! {
    async fn nobody_on_the_staff_is_shown_as_an_address_or_otherwise_than_they_look(school: TestApp) {
        let (okoye, rivera) = (school.district_admin("Okoye").await, school.teacher("Rivera").await);
        let token = school.invitation(school.world.district, "Okoro", StaffRole::DistrictAdmin).await;
        let at_school = format!("/v1/schools/{}/staff-invitations", school.world.school);
        for name in UNFIT {
            let own = rivera.patch("/v1/me", "*", json!({"display_name": name})).await;
            let accepted = json!({"token": token, "password": PASSWORD, "display_name": name});
            let accepted = school.anybody().post("/v1/auth/invitations/accept", accepted).await;
            let mut body = json!({"email": "sam@example.edu", "given_name": "Sam", "family_name": "Rivera", "display_name": name});
            let district = okoye.post("/v1/staff-invitations", body.clone()).await;
            body["role"] = json!("teacher");
            let invited = okoye.post(&at_school, body).await;
            for reply in [own, accepted, district, invited] {
                let refused = reply.assert_problem(422, "invalid_fields");
                assert_eq!(refused.text("/errors/0/pointer"), "/display_name", "{name}");
            }
        }
        let body = json!({"email": "sam@example.edu", "given_name": "example.org", "family_name": "Rivera", "display_name": "Sam"});
        let refused = okoye.post("/v1/staff-invitations", body).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/given_name");
        school.accept(&token).await.assert(200);
    }
}
