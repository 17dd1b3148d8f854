//! Who gets a copy, and how much of it (FER-04, RTS-03).

use api::accounts::key_store::keep;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{accounts::sessions::SessionKind, mint::Clock as _};
use serde_json::json;
use tests::{
    classes::NOWHERE,
    families::Family,
    founding::installation,
    learning::{Events, Membership, StarterCourse, end_membership, now_of},
    on_each_backend,
};

use super::{Life, MINE, WRITTEN, of_student};

on_each_backend! {
    async fn a_school_gets_what_a_teacher_was_shown(school: TestApp) {
        let Life { robin, .. } = Life::lived(&school).await;
        let diaz = school.school_admin("Diaz").await;
        let copy = diaz.copy_from(&of_student(robin.user)).await;
        let [code, answer, draft] = WRITTEN;
        assert!(copy.says("Canaryfamily") && copy.says(code));
        assert!(!copy.says(answer), "an attitudinal answer is no one's but the learner's and the teacher's");
        assert!(!copy.says(draft), "what is not handed in is the learner's");
        for table in ["sessions", "known_networks", "known_devices", "saved_work", "activity_states"] {
            assert!(copy.rows(table).is_empty(), "{table}");
        }
        assert_eq!(copy.exemption("sessions", "client").as_deref(), Some("not_for_reader"));
        assert_eq!(copy.exemption("saved_work", "content").as_deref(), Some("not_handed_in"));
        assert_eq!(copy.rows("feedback").len(), 1);
        let audited = school.district_admin("Moore").await.get("/v1/audit/events?limit=50").await;
        let audited = audited.assert(200).json().to_string();
        assert!(audited.contains("export_student") && audited.contains("fetch_own_export"));
    }

    /// FER-04, D6 to D8a: what a student did when nobody taught the class any more was shared with nobody.
    async fn a_school_gets_no_work_that_no_teacher_was_shown(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let robin = school.student_in(class, "Robin").await;
        let works = async |number: u128, code: &str| {
            school.clock.advance(TimeDelta::minutes(1));
            let events = Events::from(&school, number);
            let attempt = events.attempt(30, course.activities(0)[1], "passed", code);
            robin.post("/v1/progress/events", json!({ "events": [attempt] })).await.assert(200);
        };
        works(1, "BEFORE-CODE").await;
        school.clock.advance(TimeDelta::minutes(1));
        end_membership(&school, Membership::Teaching, class, rivera.user, now_of(&school));
        works(100, "AFTER-CODE").await;
        let diaz = school.school_admin("Diaz").await;
        let copy = diaz.copy_from(&of_student(robin.user)).await;
        assert!(copy.says("BEFORE-CODE") && !copy.says("AFTER-CODE"));
        assert_eq!(copy.rows("progress_events").len(), 1);
        let own = robin.copy_from(MINE).await;
        assert_eq!(own.rows("progress_events").len(), 2);
    }

    async fn nobody_else_gets_a_copy_of_a_student(school: TestApp) {
        let Life { robin, rivera, class } = Life::lived(&school).await;
        let path = of_student(robin.user);
        let rivera = school.again(&rivera, SessionKind::Staff).await;
        rivera.post_empty(&path).await.assert_problem(403, "forbidden");
        let moore = school.district_admin("Moore").await;
        moore.post_empty(&path).await.assert_problem(403, "forbidden");
        let ben = school.student_in(class, "Ben").await;
        for stranger in [
            ben,
            school.teacher_at_other_school("Novak").await,
            school.teacher_in_other_district("Silva").await,
            school.operator("Olsen").await,
            Family::register(&school, "Diaz").await.parent,
        ] {
            stranger.post_empty(&path).await.assert_problem(404, "not_found");
        }
        let diaz = school.school_admin("Diaz").await;
        diaz.post_empty(&of_student(domain::ids::Id::from_uuid(NOWHERE.parse().unwrap())))
            .await
            .assert_problem(404, "not_found");
        diaz.post_empty(&of_student(rivera.user)).await.assert_problem(404, "not_found");
    }

    /// FER-04: what a child's own device says of the age adds nothing to the child's copy.
    async fn a_childs_own_device_adds_nothing_to_the_copy(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let signed_in = school.anybody().post("/v1/auth/class-sign-in", child.sign_in).await;
        let robin = school.bearer(&signed_in.assert(200).text("/access_token"));
        robin.post("/v1/me/age-signal", json!({ "bracket": "18_or_older" })).await.assert(204);
        let copy = robin.copy_from(MINE).await;
        assert_eq!(copy.exemption("rights_requests", "kind").as_deref(), Some("not_for_reader"));
        let copy = family.parent.copy_from(&format!("/v1/students/{}/exports", child.id)).await;
        assert_eq!(copy.exemption("rights_requests", "kind"), None);
    }

    /// RTS-03: a parent, of their own child only.
    async fn a_parent_gets_copies_about_their_own_child_alone(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child_of(json!({ "given_name": "Robin", "born": "2017-05" })).await;
        let path = format!("/v1/students/{}/exports", child.id);
        family.parent.copy_from(&path).await;
        let other = Family::register(&school, "Reyes").await;
        other.parent.post_empty(&path).await.assert_problem(404, "not_found");
    }

    /// At thirteen the parent looks on for thirty days, and not at what the young person wrote of themself.
    async fn age_12_a_parent_takes_no_copy_thirty_days_after_the_child_decides_alone(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child_of(json!({ "given_name": "Robin", "born": "2013-12" })).await;
        family.mail_is_delivered().await;
        let path = format!("/v1/students/{}/exports", child.id);
        let thirteen: DateTime<Utc> = "2026-12-31T08:00:00Z".parse().unwrap();
        let later = thirteen + TimeDelta::days(30);
        school.clock.advance(later - TimeDelta::seconds(1) - school.clock.now());
        keep(installation(), &school.hallpass).await.unwrap();
        family.sign_in().await;
        family.parent.copy_from(&path).await;
        let asked = family.parent.post_empty(&path).await.assert(201).text("/id");
        school.clock.advance(TimeDelta::seconds(1));
        family.parent.post_empty(&path).await.assert_problem(404, "not_found");
        // What was asked for in time is not built any more, nor handed out.
        school.does_its_work().await;
        let fetched = family.parent.fetches(&asked).await;
        assert!(fetched.status.is_client_error(), "{}", fetched.status);
    }

    /// AGE-14: nobody of an adult.
    async fn a_parent_gets_no_copy_about_an_adult(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child_of(json!({ "given_name": "Robin", "born": "2008-10" })).await;
        family.mail_is_delivered().await;
        let path = format!("/v1/students/{}/exports", child.id);
        school.clock.advance(TimeDelta::days(45));
        family.sign_in().await;
        let grown = family.parent.post_empty(&path).await;
        grown.assert_problem(404, "not_found");
    }
}
