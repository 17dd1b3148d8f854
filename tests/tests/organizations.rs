//! Districts, schools, agreements, terms and staff, as those who run them live with them.

use chrono::TimeDelta;
use domain::{
    access::Relationship,
    accounts::sessions::SessionKind,
    classes::grade_level::GradeLevel,
    organizations::{authorization::MissingCondition, staff_role::StaffRole},
};
use persistence::classes::pupils::{self, CreatePupilsOutcome, NewPupil};
use serde_json::{Value, json};
use tests::{app::TestApp, founding, on_each_backend, persona::Persona, reply::Reply, rows::Rows};

const NOWHERE: &str = "01999999-9999-7999-8999-999999999999";

/// Sends a request as it must be sent, whatever its method.
#[cfg(test)]
async fn ask(who: &Persona, method: &str, path: &str, body: &Value) -> Reply {
    match method {
        "GET" => who.get(path).await,
        "DELETE" => who.delete(path).await,
        "PATCH" => who.patch(path, "*", body.clone()).await,
        _ => who.post(path, body.clone()).await,
    }
}

#[cfg(test)]
fn birch() -> Value {
    json!({
        "name": "Birch County Schools",
        "slug": "birch-county",
        "admin": {"email": "Ada.Diaz@example.edu ", "given_name": "Ada", "family_name": "Diaz"},
    })
}

#[cfg(test)]
fn sam(role: &str) -> Value {
    json!({
        "email": "sam.rivera@example.edu",
        "given_name": "Sam",
        "family_name": "Rivera",
        "display_name": "Mx. Rivera",
        "role": role,
    })
}

#[cfg(test)]
fn person(named: &str) -> Value {
    json!({
        "email": format!("{}@example.edu", named.to_lowercase()),
        "given_name": named,
        "family_name": "Example",
        "display_name": named,
    })
}

#[cfg(test)]
fn agreement() -> Value {
    json!({
        "signatory_role": "superintendent",
        "signed_on": "2026-09-01",
        "begins_on": "2026-09-01",
        "ends_on": "2027-07-01",
        "data_schedule": ["name", "login_identifier", "credential", "enrollment", "progress", "work", "check_answer"],
        "document_sha256": "00ff".repeat(16),
    })
}

#[cfg(test)]
fn fall() -> Value {
    json!({
        "kind": "term",
        "title": "Fall 2026",
        "starts_on": "2026-08-24",
        "ends_on": "2026-12-18",
        "school_year": 2027,
    })
}

#[cfg(test)]
async fn other_school_admin(school: &TestApp) -> Persona {
    let world = school.world;
    school
        .staff(
            world.district,
            "Oakes",
            StaffRole::SchoolAdmin,
            Some(world.other_school),
        )
        .await
}

#[cfg(test)]
async fn other_district_admin(school: &TestApp) -> Persona {
    school
        .staff(
            school.world.other_district,
            "Pinewood",
            StaffRole::DistrictAdmin,
            None,
        )
        .await
}

/// Every operation on one school, with a body that would do.
#[cfg(test)]
fn of_school(
    school: impl std::fmt::Display,
    agreement_id: &str,
    person: &str,
) -> Vec<(&'static str, String, Value)> {
    let school = format!("/v1/schools/{school}");
    vec![
        ("GET", school.clone(), json!({})),
        ("PATCH", school.clone(), json!({"name": "Other"})),
        ("POST", format!("{school}/agreements"), agreement()),
        ("GET", format!("{school}/agreements"), json!({})),
        (
            "POST",
            format!("{school}/agreements/{agreement_id}/end"),
            json!({"ends_on": "2026-12-31"}),
        ),
        (
            "POST",
            format!("{school}/staff-invitations"),
            sam("teacher"),
        ),
        ("GET", format!("{school}/staff"), json!({})),
        ("DELETE", format!("{school}/staff/{person}"), json!({})),
    ]
}

/// Every operation on the caller's own district.
#[cfg(test)]
fn of_district() -> Vec<(&'static str, String, Value)> {
    vec![
        (
            "POST",
            "/v1/schools".to_owned(),
            json!({"name": "Elm", "time_zone": "America/Denver"}),
        ),
        ("POST", "/v1/academic-sessions".to_owned(), fall()),
        (
            "PATCH",
            format!("/v1/academic-sessions/{NOWHERE}"),
            json!({"title": "Other"}),
        ),
        ("POST", "/v1/staff-invitations".to_owned(), person("Ada")),
        ("GET", "/v1/audit/events".to_owned(), json!({})),
    ]
}

on_each_backend! {
    async fn an_operator_opens_a_district_and_its_administrator_is_invited(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let opened = olsen.post("/v1/organizations", birch()).await.assert(201);
        let id = opened.text("/organization/id");
        assert_eq!(opened.text("/organization/slug"), "birch-county");
        assert_eq!(opened.header("location"), format!("/v1/organizations/{id}"));
        assert!(opened.text("/invitation_token").starts_with("hpi_"));

        let shown = olsen.get(&format!("/v1/organizations/{id}")).await.assert(200);
        assert_eq!(shown.text("/state"), "active");
        assert!(!String::from_utf8_lossy(&shown.body).contains("hpi_"), "shown once");
        let listed = olsen.get("/v1/organizations").await.assert(200);
        let slugs: Vec<_> = listed.json()["data"].as_array().unwrap().iter().map(|one| one["slug"].clone()).collect();
        assert_eq!(slugs, ["hallpass", "maple", "pine", "birch-county"]);
    }

    async fn a_district_is_opened_once_and_its_short_name_is_its_own(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let first = olsen.post_once("/v1/organizations", "k", birch()).await.assert(201);
        let again = olsen.post_once("/v1/organizations", "k", birch()).await.assert(201);
        assert_eq!(first.body, again.body);
        let taken = olsen.post("/v1/organizations", birch()).await.assert_problem(409, "already_exists");
        assert_eq!(taken.text("/errors/0/pointer"), "/slug");
        let listed = olsen.get("/v1/organizations").await.assert(200);
        assert_eq!(listed.json()["data"].as_array().unwrap().len(), 4);

        for (pointer, wrong) in [
            ("/slug", json!("Birch County")),
            ("/name", json!(" ")),
            ("/admin/email", json!("ada at example")),
            ("/admin/given_name", json!("")),
        ] {
            let mut body = birch();
            *body.pointer_mut(pointer).unwrap() = wrong;
            let refused = olsen.post("/v1/organizations", body).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), pointer);
        }
    }

    async fn nobody_but_an_operator_opens_or_lists_districts(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let refused = [
            (rivera, 403), (school.school_admin("Diaz").await, 403), (school.district_admin("Okoye").await, 403),
            (school.pupil_in(class, "Ada").await, 403), (school.assistant("Kim").await, 404), (school.anybody(), 401),
        ];
        for (who, status) in refused {
            who.post("/v1/organizations", birch()).await.assert(status);
            who.get("/v1/organizations").await.assert(status);
        }
        let olsen = school.operator("Olsen").await;
        for (method, path, body) in of_district() {
            ask(&olsen, method, &path, &body).await.assert(403);
        }
    }

    async fn a_district_is_shown_to_its_members_and_to_operators_only(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let path = format!("/v1/organizations/{}", school.world.district);
        for member in [
            rivera, school.assistant("Kim").await, school.district_admin("Okoye").await,
            school.pupil_in(class, "Ada").await, school.operator("Olsen").await,
        ] {
            assert_eq!(member.get(&path).await.assert(200).text("/slug"), "maple");
        }
        school.anybody().get(&path).await.assert_problem(401, "unauthenticated");
        let stranger = school.teacher_in_other_district("Silva").await;
        let hidden = stranger.get(&path).await.assert_problem(404, "not_found");
        let absent = stranger.get(&format!("/v1/organizations/{NOWHERE}")).await.assert_problem(404, "not_found");
        assert_eq!(hidden.body_without_request_id(), absent.body_without_request_id());
        school.operator("Ortiz").await.get(&format!("/v1/organizations/{NOWHERE}")).await.assert(404);
    }

    async fn a_district_administrator_adds_and_changes_a_school(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let body = json!({"name": "Elm Elementary", "time_zone": "America/Denver"});
        let added = okoye.post_once("/v1/schools", "k", body.clone()).await.assert(201);
        let again = okoye.post_once("/v1/schools", "k", body).await.assert(201);
        assert_eq!(added.body, again.body);
        let path = added.header("location");

        let shown = okoye.get(&path).await.assert(200);
        let etag = shown.header("etag");
        let changed = okoye.patch(&path, &etag, json!({"name": "Elm School"})).await.assert(200);
        assert_eq!(changed.text("/name"), "Elm School");
        assert_eq!(changed.text("/time_zone"), "America/Denver");
        okoye.patch(&path, &etag, json!({"name": "Late"})).await.assert_problem(412, "precondition_failed");

        let first = okoye.get("/v1/schools?limit=3").await.assert(200);
        assert_eq!(first.json()["has_more"], true);
        let rest = okoye.get(&format!("/v1/schools?limit=3&cursor={}", first.text("/next_cursor"))).await.assert(200);
        assert_eq!(rest.json()["data"].as_array().unwrap().len(), 1);
        assert_eq!(rest.text("/data/0/name"), "Elm School");
    }

    async fn a_school_lives_by_the_clocks_of_an_iana_zone(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        for zone in ["Pacific Time", "", "UTC-8"] {
            let body = json!({"name": "Elm", "time_zone": zone});
            let refused = okoye.post("/v1/schools", body).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/code"), "unknown_time_zone");
        }
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let path = format!("/v1/schools/{}", school.world.school);
        okoye.patch(&path, "*", json!({"time_zone": "America/New_York"})).await.assert(200);
        let shown = rivera.get(&format!("/v1/classes/{class}")).await.assert(200);
        assert_eq!(shown.text("/access_ends_at"), "2027-08-30T04:00:00Z");
    }

    async fn strangers_learn_nothing_of_a_school(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let person = rivera.user.to_string();
        let agreements = format!("/v1/schools/{}/agreements", school.world.school);
        let okoye = school.district_admin("Okoye").await;
        let held = okoye.get(&agreements).await.assert(200).text("/data/0/id");
        let real = of_school(school.world.school, &held, &person);
        let absent = of_school(NOWHERE, NOWHERE, NOWHERE);
        let strangers = [
            other_school_admin(&school).await, other_district_admin(&school).await,
            school.teacher_in_other_district("Silva").await, school.operator("Olsen").await,
        ];
        for ((method, path, body), (_, nowhere, _)) in real.iter().zip(&absent) {
            ask(&school.anybody(), method, path, body).await.assert_problem(401, "unauthenticated");
            for stranger in &strangers {
                let hidden = ask(stranger, method, path, body).await.assert_problem(404, "not_found");
                let absent = ask(stranger, method, nowhere, body).await.assert_problem(404, "not_found");
                assert_eq!(hidden.body_without_request_id(), absent.body_without_request_id(), "{method} {path}");
            }
        }
        for (method, path, body) in &absent {
            ask(&okoye, method, path, body).await.assert_problem(404, "not_found");
        }
    }

    async fn what_is_an_administrators_is_not_a_teachers(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let diaz = school.school_admin("Diaz").await;
        let kim = school.assistant("Kim").await;
        let pupil = school.pupil_in(rivera.class("Robots").await, "Ada").await;
        let person = rivera.user.to_string();
        for (method, path, body) in of_school(school.world.school, NOWHERE, &person) {
            let may = method == "GET" && path.ends_with(&school.world.school.to_string());
            ask(&rivera, method, &path, &body).await.assert(if may { 200 } else { 403 });
            ask(&kim, method, &path, &body).await.assert(if may { 200 } else { 404 });
            ask(&pupil, method, &path, &body).await.assert(404);
        }
        for (method, path, body) in of_district() {
            for (who, status) in [(&rivera, 403), (&diaz, 403), (&pupil, 403), (&kim, 404)] {
                ask(who, method, &path, &body).await.assert(status);
            }
            ask(&school.anybody(), method, &path, &body).await.assert(401);
        }
        let agreements = format!("/v1/schools/{}/agreements", school.world.school);
        diaz.get(&agreements).await.assert(200);
        diaz.post(&agreements, agreement()).await.assert_problem(403, "forbidden");
    }

    async fn an_agreement_is_recorded_listed_and_ended_early(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let path = format!("/v1/schools/{}/agreements", school.world.school_without_agreement);
        let recorded = okoye.post_once(&path, "k", agreement()).await.assert(201);
        let again = okoye.post_once(&path, "k", agreement()).await.assert(201);
        assert_eq!(recorded.body, again.body);
        let listed = okoye.get(&path).await.assert(200);
        assert_eq!(listed.json()["data"], json!([recorded.json()]));
        assert_eq!(recorded.text("/document_sha256"), "00ff".repeat(16));

        let end = format!("{path}/{}/end", recorded.text("/id"));
        okoye.post(&end, json!({"ends_on": "2027-08-01"})).await.assert_problem(409, "state_conflict");
        let past = okoye.post(&end, json!({"ends_on": "2026-09-20"})).await.assert_problem(422, "invalid_fields");
        assert_eq!(past.text("/errors/0/code"), "in_the_past");
        let ended = okoye.post(&end, json!({"ends_on": "2026-09-21"})).await.assert(200);
        assert_eq!(ended.text("/ends_on"), "2026-09-21");
        okoye.post(&end, json!({"ends_on": "2026-10-01"})).await.assert_problem(409, "state_conflict");

        let elsewhere = format!("/v1/schools/{}/agreements/{}/end", school.world.school, recorded.text("/id"));
        okoye.post(&elsewhere, json!({"ends_on": "2026-09-21"})).await.assert_problem(404, "not_found");
    }

    async fn an_agreement_that_ended_allows_no_new_pupil(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        school.pupil_in(class, "Ada").await;
        let path = format!("/v1/schools/{}/agreements", school.world.school);
        let held = okoye.get(&path).await.assert(200).text("/data/0/id");
        okoye.post(&format!("{path}/{held}/end"), json!({"ends_on": "2026-09-21"})).await.assert(200);

        let (district, now) = (school.world.district, domain::mint::Clock::now(&*school.clock));
        let outcome = founding::write(&school.database, district, now, move |tx| {
            let permit = founding::permit(district, Relationship::TeacherOfRecord, class);
            let pupil = NewPupil {
                given_name: "Grace".to_owned(),
                family_name: "Example".to_owned(),
                display_name: "Grace E.".to_owned(),
                username: "grace".to_owned(),
                grade_level: Some(GradeLevel::Fourth),
                passphrase_hash: "$argon2id$".to_owned(),
            };
            pupils::create(tx, &permit, &[pupil])
        }).await;
        assert_eq!(outcome, CreatePupilsOutcome::NotAuthorized(MissingCondition::ActiveAgreement));
    }

    async fn an_agreement_that_cannot_be_is_refused(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let path = format!("/v1/schools/{}/agreements", school.world.school);
        for (pointer, wrong, code) in [
            ("/ends_on", json!("2026-09-01"), "not_later"),
            ("/signed_on", json!("2026-10-01"), "in_the_future"),
            ("/begins_on", json!("1999-12-31"), "out_of_range"),
            ("/signatory_role", json!("teacher"), "wrong_type"),
            ("/document_sha256", json!("abc"), "not_a_digest"),
            ("/data_schedule", json!([]), "length"),
        ] {
            let mut body = agreement();
            *body.pointer_mut(pointer).unwrap() = wrong;
            let refused = okoye.post(&path, body).await.assert_problem(422, "invalid_fields");
            assert_eq!((refused.text("/errors/0/pointer"), refused.text("/errors/0/code")), (pointer.to_owned(), code.to_owned()));
        }
    }

    async fn when_a_term_ends_later_so_do_its_classes(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let created = okoye.post_once("/v1/academic-sessions", "k", fall()).await.assert(201);
        let again = okoye.post_once("/v1/academic-sessions", "k", fall()).await.assert(201);
        assert_eq!(created.body, again.body);
        let rivera = school.teacher("Rivera").await;
        let body = json!({"title": "Robots", "academic_session_id": created.text("/id")});
        let class = rivera.post(&format!("/v1/schools/{}/classes", school.world.school), body).await.assert(201);
        assert_eq!(class.text("/access_ends_at"), "2027-01-17T08:00:00Z");
        let other = rivera.class("All year").await;

        let path = created.header("location");
        let etag = rivera.get(&path).await.assert(200).header("etag");
        let changed = okoye.patch(&path, &etag, json!({"ends_on": "2026-12-22"})).await.assert(200);
        assert_eq!(changed.text("/ends_on"), "2026-12-22");
        okoye.patch(&path, &etag, json!({"title": "Late"})).await.assert_problem(412, "precondition_failed");

        let shown = rivera.get(&class.header("location")).await.assert(200);
        assert_eq!(shown.text("/access_ends_at"), "2027-01-21T08:00:00Z");
        let untouched = rivera.get(&format!("/v1/classes/{other}")).await.assert(200);
        assert_eq!(untouched.text("/access_ends_at"), "2027-08-30T07:00:00Z");
        assert_eq!(okoye.get("/v1/academic-sessions").await.text("/data/0/title"), "Fall 2026");
    }

    async fn a_term_of_another_district_does_not_exist(school: TestApp) {
        let pinewood = other_district_admin(&school).await;
        let theirs = pinewood.post("/v1/academic-sessions", fall()).await.assert(201);
        let okoye = school.district_admin("Okoye").await;
        let hidden = okoye.get(&theirs.header("location")).await.assert_problem(404, "not_found");
        let absent = okoye.get(&format!("/v1/academic-sessions/{NOWHERE}")).await.assert_problem(404, "not_found");
        assert_eq!(hidden.body_without_request_id(), absent.body_without_request_id());
        okoye.patch(&theirs.header("location"), "*", json!({"title": "x"})).await.assert(404);
        assert_eq!(okoye.get("/v1/academic-sessions").await.json()["data"], json!([]));

        let mut below = fall();
        below["parent_id"] = json!(theirs.text("/id"));
        let refused = okoye.post("/v1/academic-sessions", below).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/parent_id");
        let mut backwards = fall();
        backwards["ends_on"] = json!("2026-08-23");
        okoye.post("/v1/academic-sessions", backwards).await.assert_problem(422, "invalid_fields");
        school.anybody().get(&theirs.header("location")).await.assert(401);
    }

    async fn an_invited_teacher_is_staff_at_once_and_is_invited_again_as_the_same_person(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let path = format!("/v1/schools/{}", school.world.school);
        let invite = format!("{path}/staff-invitations");
        let first = diaz.post_once(&invite, "k", sam("teacher")).await.assert(201);
        let replayed = diaz.post_once(&invite, "k", sam("teacher")).await.assert(201);
        assert_eq!(first.body, replayed.body, "the token is kept for whoever lost the answer");
        assert_eq!(first.text("/status"), "invited");

        let mut otherwise_spelled = sam("assistant");
        otherwise_spelled["email"] = json!("SAM.Rivera@Example.edu");
        otherwise_spelled["given_name"] = json!("Samuel");
        let second = diaz.post(&invite, otherwise_spelled).await.assert(201);
        assert_eq!(second.text("/user_id"), first.text("/user_id"));
        assert_ne!(second.text("/invitation_token"), first.text("/invitation_token"));

        let staff = diaz.get(&format!("{path}/staff")).await.assert(200);
        let listed = staff.json()["data"].as_array().unwrap().clone();
        let found = listed.iter().find(|one| one["id"] == first.json()["user_id"]).unwrap();
        assert_eq!(found["roles"], json!(["teacher", "assistant"]));
        assert_eq!((&found["given_name"], &found["status"]), (&json!("Sam"), &json!("invited")));
        assert!(!String::from_utf8_lossy(&staff.body).contains("example.edu"));
    }

    async fn somebody_with_an_account_gets_the_role_without_a_token(school: TestApp) {
        let chen = school.teacher_at_other_school("Chen").await;
        let diaz = school.school_admin("Diaz").await;
        let invite = format!("/v1/schools/{}/staff-invitations", school.world.school);
        let mut body = person("Chen");
        body["role"] = json!("teacher");
        let answer = diaz.post(&invite, body.clone()).await.assert(201);
        assert_eq!(answer.text("/user_id"), chen.user.to_string());
        assert_eq!((&answer.json()["status"], &answer.json()["invitation_token"]), (&json!("active"), &Value::Null));
        chen.class("Robots").await;
        let again = diaz.post(&invite, body).await.assert_problem(409, "already_exists");
        assert_eq!(again.text("/errors/0/code"), "already_held");
    }

    async fn the_token_of_a_district_administrator_is_not_handed_to_a_school(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let invited = okoye.post("/v1/staff-invitations", person("Ada")).await.assert(201);
        assert!(invited.text("/invitation_token").starts_with("hpi_"));

        let mut body = person("Ada");
        body["role"] = json!("teacher");
        let invite = format!("/v1/schools/{}/staff-invitations", school.world.school);
        let diaz = school.school_admin("Diaz").await;
        let answer = diaz.post(&invite, body.clone()).await.assert(201);
        assert_eq!(answer.json()["invitation_token"], Value::Null);
        diaz.post(&invite, body.clone()).await.assert_problem(409, "already_exists");
        let again = okoye.post(&invite, body).await.assert(201);
        assert!(again.text("/invitation_token").starts_with("hpi_"));
    }

    async fn an_invitation_of_nobody_in_particular_is_refused(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let invite = format!("/v1/schools/{}/staff-invitations", school.world.school);
        for (pointer, wrong) in [
            ("/email", json!("sam@localhost")), ("/display_name", json!("two\nlines")),
            ("/role", json!("district_admin")), ("/given_name", json!("x".repeat(101))),
        ] {
            let mut body = sam("teacher");
            *body.pointer_mut(pointer).unwrap() = wrong;
            let refused = okoye.post(&invite, body).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), pointer);
        }
        let mut body = person("Ada");
        body["role"] = json!("platform_operator");
        okoye.post("/v1/staff-invitations", body).await.assert_problem(422, "invalid_fields");
        let mut rows = Rows::of(&school);
        let chen = school.teacher_at_other_school("Chen").await;
        let id = rows.id(chen.user.uuid());
        rows.execute(&format!("UPDATE users SET status = 'disabled' WHERE id = {id}"));
        let mut body = person("Chen");
        body["role"] = json!("teacher");
        okoye.post(&invite, body).await.assert_problem(409, "state_conflict");
    }

    async fn who_leaves_a_school_is_out_with_their_next_request(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let diaz = school.school_admin("Diaz").await;
        let member = format!("/v1/schools/{}/staff/{}", school.world.school, rivera.user);
        diaz.delete(&member).await.assert(204);
        rivera.get("/v1/me/classes").await.assert_problem(401, "unauthenticated");

        let mut body = person("Rivera");
        body["role"] = json!("teacher");
        let invite = format!("/v1/schools/{}/staff-invitations", school.world.school);
        diaz.post(&invite, body).await.assert(201);
        let back = school.signed_in(school.world.district, rivera.user, SessionKind::Staff).await;
        back.get(&format!("/v1/classes/{class}")).await.assert_problem(404, "not_found");
        diaz.delete(&member).await.assert(204);
        diaz.delete(&member).await.assert_problem(404, "not_found");
    }

    async fn the_work_at_another_school_goes_on(school: TestApp) {
        let chen = school.teacher_at_other_school("Chen").await;
        let elsewhere = format!("/v1/schools/{}/classes", school.world.other_school);
        let kept = chen.post(&elsewhere, json!({"title": "Robots"})).await.assert(201).header("location");
        let okoye = school.district_admin("Okoye").await;
        let mut body = person("Chen");
        body["role"] = json!("teacher");
        okoye.post(&format!("/v1/schools/{}/staff-invitations", school.world.school), body).await.assert(201);
        let lost = chen.class("Games").await;

        okoye.delete(&format!("/v1/schools/{}/staff/{}", school.world.school, chen.user)).await.assert(204);
        let back = school.signed_in(school.world.district, chen.user, SessionKind::Staff).await;
        back.get(&kept).await.assert(200);
        back.get(&format!("/v1/classes/{lost}")).await.assert_problem(404, "not_found");
    }

    async fn nobody_ends_their_own_last_office(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let own = format!("/v1/schools/{}/staff/{}", school.world.school, diaz.user);
        diaz.delete(&own).await.assert_problem(409, "state_conflict");
        diaz.get(&format!("/v1/schools/{}/staff", school.world.school)).await.assert(200);

        let okoye = school.district_admin("Okoye").await;
        let mut body = person("Okoye");
        body["role"] = json!("school_admin");
        okoye.post(&format!("/v1/schools/{}/staff-invitations", school.world.school), body).await.assert(201);
        let also = format!("/v1/schools/{}/staff/{}", school.world.school, okoye.user);
        okoye.delete(&also).await.assert(204);
        school.district_admin("Other").await.delete(&own).await.assert(204);
    }

    async fn an_office_is_gone_at_the_instant_of_its_end(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let path = format!("/v1/schools/{}/staff", school.world.school);
        diaz.get(&path).await.assert(200);
        let mut rows = Rows::of(&school);
        let id = rows.id(diaz.user.uuid());
        rows.execute(&format!("UPDATE staff_roles SET ends_at = begins_at WHERE user_id = {id}"));
        diaz.get(&path).await.assert_problem(404, "not_found");
    }

    async fn the_log_is_read_page_by_page_newest_first_and_without_names(school: TestApp) {
        let rivera = school.teacher("Quillfeather").await;
        rivera.class("Robots").await;
        rivera.post("/v1/schools", json!({"name": "Elm", "time_zone": "UTC"})).await.assert(403);
        let okoye = school.district_admin("Okoye").await;
        let invited = okoye.post("/v1/staff-invitations", person("Ada")).await.assert(201);
        school.clock.advance(TimeDelta::milliseconds(5));
        let log = okoye.get("/v1/audit/events?limit=200").await.assert(200);
        let events = log.json()["data"].as_array().unwrap().clone();
        let of = |happening: &str| events.iter().find(|event| event["happening"] == happening).cloned().unwrap();
        let opened = of("create_class");
        assert_eq!(opened["actor_id"], rivera.user.to_string());
        assert_eq!(opened["basis"], "educational_interest");
        assert_eq!(of("create_school")["outcome"], "refused");
        let invitation = of("invite_district_staff");
        assert_eq!(invitation["person_id"], invited.json()["user_id"]);
        assert!(!String::from_utf8_lossy(&log.body).contains("Quillfeather"));

        let first = okoye.get("/v1/audit/events?limit=1").await.assert(200);
        assert_eq!(first.text("/data/0/happening"), "read_audit_log", "reading is an event too");
        let next = okoye.get(&format!("/v1/audit/events?limit=1&cursor={}", first.text("/next_cursor"))).await.assert(200);
        assert_eq!(next.json()["data"][0], events[0]);
        let theirs = other_district_admin(&school).await.get("/v1/audit/events?limit=200").await.assert(200);
        assert!(!String::from_utf8_lossy(&theirs.body).contains(&rivera.user.to_string()));
    }
}
