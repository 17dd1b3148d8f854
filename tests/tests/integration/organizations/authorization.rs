//! What a school's authorization depends on, as those who run the school meet it (SCH-01, SCH-02,
//! SCH-08).

use chrono::TimeDelta;
use domain::{
    accounts::sessions::SessionKind, organizations::checklist::AgreementTerm,
    staff::role::StaffRole, text_enum::TextEnum as _,
};
use serde_json::{Value, json};
use tests::{
    app::TestApp, founding::installation, mail_server::MailServer, on_each_backend,
    persona::Persona, reply::Reply, rows::Rows,
};

use crate::organizations::requests::agreement;

/// A school without an agreement, with a class in it.
#[cfg(test)]
struct Birch {
    /// An administrator of the district.
    okoye: Persona,
    /// An administrator of the school.
    diaz: Persona,
    /// Its address.
    school: String,
    /// The class.
    class: String,
}

#[cfg(test)]
impl Birch {
    async fn open(app: &TestApp) -> Self {
        let (district, birch) = (app.world.district, app.world.school_without_agreement);
        let role = StaffRole::SchoolAdmin;
        let diaz = app.staff(district, "Diaz", role, Some(birch)).await;
        let school = format!("/v1/schools/{birch}");
        let title = json!({ "title": "Robots" });
        let opened = diaz.post(&format!("{school}/classes"), title).await;
        let class = opened.assert(201).text("/id");
        diaz.attest(&class).await.assert(201);
        Self {
            okoye: app.district_admin("Okoye").await,
            diaz,
            school,
            class,
        }
    }

    /// Creates a student.
    async fn create(&self) -> Reply {
        let path = format!("/v1/classes/{}/students", self.class);
        let student = json!({ "students": [{ "given_name": "Ada" }] });
        self.diaz.post(&path, student).await
    }

    /// Which condition lacks for it.
    async fn lacks(&self) -> String {
        let refused = self.create().await;
        let refused = refused.assert_problem(403, "school_authorization_required");
        refused.text("/errors/0/code")
    }

    async fn agree(&self, app: &TestApp, agreement: Value) {
        let birch = app.world.school_without_agreement;
        self.okoye.agree(birch, agreement).await;
    }

    /// Sends the notice to the school's administrator.
    async fn send(&self) -> Reply {
        let to_diaz = json!({ "recipient_id": self.diaz.user.to_string(), "language": "en" });
        let path = format!("{}/notices", self.school);
        self.okoye.post(&path, to_diaz).await.assert(201)
    }

    async fn acknowledge(&self, notice: &Reply) -> Reply {
        let path = format!("{}/notices/{}/acknowledge", self.school, notice.text("/id"));
        let read = json!({ "text_sha256": notice.text("/text_sha256") });
        self.diaz.post(&path, read).await
    }
}

#[cfg(test)]
async fn work(app: &TestApp) {
    api::worker::run_due(installation(), &app.hallpass)
        .await
        .unwrap();
}

on_each_backend! {
    async fn an_agreement_that_lacks_a_term_stays_a_draft(school: TestApp) {
        let birch = Birch::open(&school).await;
        let path = format!("{}/agreements", birch.school);
        let mut thin = agreement();
        let terms: Vec<_> = AgreementTerm::ALL.iter().skip(1).collect();
        thin["terms"] = json!(terms);
        let draft = birch.okoye.post(&path, thin).await.assert(201);
        assert_eq!(draft.text("/state"), "draft");
        assert_eq!(draft.json()["missing_terms"], json!(["institutional_function"]));
        let activate = format!("{path}/{}/activate", draft.text("/id"));
        let refused = birch.okoye.post_empty(&activate).await.assert_problem(409, "agreement_incomplete");
        assert_eq!(refused.text("/errors/0/code"), "institutional_function");
        assert_eq!(birch.lacks().await, "agreement_not_active");

        let whole = birch.okoye.post(&path, agreement()).await.assert(201);
        let activate = format!("{path}/{}/activate", whole.text("/id"));
        birch.diaz.post_empty(&activate).await.assert_problem(403, "forbidden");
        assert_eq!(birch.okoye.post_empty(&activate).await.assert(200).text("/state"), "active");
        birch.okoye.post_empty(&activate).await.assert_conflict("agreement_active");
    }

    async fn of_a_state_with_a_law_of_its_own_the_terms_of_others_are_not_asked_for(school: TestApp) {
        let birch = Birch::open(&school).await;
        let mut californian = agreement();
        californian["party_state"] = json!("california");
        let terms: Vec<_> = AgreementTerm::ALL.iter().take(5 + 9).collect();
        californian["terms"] = json!(terms);
        birch.agree(&school, californian).await;
        assert_eq!(birch.lacks().await, "notice_not_acknowledged");
    }

    async fn each_condition_that_lacks_is_named(school: TestApp) {
        let birch = Birch::open(&school).await;
        assert_eq!(birch.lacks().await, "agreement_not_active");
        let mut kept_too_long = agreement();
        kept_too_long["purge_within_days"] = json!(61);
        birch.agree(&school, kept_too_long).await;
        assert_eq!(birch.lacks().await, "notice_not_acknowledged");
        let notice = birch.send().await;
        assert_eq!(birch.lacks().await, "notice_not_acknowledged");
        birch.acknowledge(&notice).await.assert(200);
        assert_eq!(birch.lacks().await, "kept_too_long");
        let mut thin = agreement();
        thin["data_schedule"] = json!(["name"]);
        birch.agree(&school, thin).await;
        assert_eq!(birch.lacks().await, "category_not_scheduled");
        birch.agree(&school, agreement()).await;
        birch.create().await.assert(201);
    }

    async fn a_school_that_nobody_can_administer_admits_no_student(school: TestApp) {
        let birch = Birch::open(&school).await;
        birch.agree(&school, agreement()).await;
        birch.acknowledge(&birch.send().await).await.assert(200);
        let world = school.world;
        let role = StaffRole::Teacher;
        let rivera = school.staff(world.district, "Rivera", role, Some(world.school_without_agreement)).await;
        let opened = rivera.post(&format!("{}/classes", birch.school), json!({"title": "Games"})).await;
        let class = opened.assert(201).text("/id");
        rivera.attest(&class).await.assert(201);
        let path = format!("/v1/classes/{class}/students");
        let student = json!({ "students": [{ "given_name": "Ada" }] });
        rivera.post(&path, student.clone()).await.assert(201);
        let mut rows = Rows::of(&school);
        let others = format!("UPDATE users SET status = 'disabled' WHERE id <> {}", rows.id(rivera.user.uuid()));
        rows.execute(&others);
        let refused = rivera.post(&path, student).await.assert_problem(403, "school_authorization_required");
        assert_eq!(refused.text("/errors/0/code"), "no_administrator");
    }

    async fn a_notice_is_delivered_when_a_mail_server_has_taken_it(school: TestApp) {
        let birch = Birch::open(&school).await;
        birch.agree(&school, agreement()).await;
        let notice = birch.send().await;
        assert_eq!(notice.json()["delivered_at"], json!(null));
        work(&school).await;
        assert_eq!(birch.lacks().await, "notice_not_acknowledged");

        let server = MailServer::taking();
        let mailing = school.mailing_to(&server).await;
        school.clock.advance(TimeDelta::minutes(10));
        work(&mailing).await;
        let diaz = school.again(&birch.diaz, SessionKind::Staff).await;
        let birch = Birch { diaz, ..birch };
        let [message] = &server.taken()[..] else { panic!("one message") };
        assert!(message.contains("To: diaz@example.edu"), "{message}");
        let listed = birch.diaz.get(&format!("{}/notices", birch.school)).await.assert(200).rows();
        assert!(listed[0]["delivered_at"].is_string(), "{listed:?}");
        assert_eq!(listed[0]["acknowledged_at"], json!(null));
        birch.create().await.assert(201);

        // Nobody acknowledges it for 30 days.
        school.clock.advance(TimeDelta::days(30) - TimeDelta::seconds(1));
        let diaz = school.again(&birch.diaz, SessionKind::Staff).await;
        let birch = Birch { diaz, ..birch };
        birch.create().await.assert(201);
        school.clock.advance(TimeDelta::seconds(1));
        assert_eq!(birch.lacks().await, "notice_not_acknowledged");
        birch.acknowledge(&notice).await.assert(200);
        birch.create().await.assert(201);
    }

    async fn a_notice_goes_to_administrators_and_is_acknowledged_by_its_text(school: TestApp) {
        let birch = Birch::open(&school).await;
        let path = format!("{}/notices", birch.school);
        for (nobody, language) in [
            (school.teacher("Rivera").await, "en"),
            (school.school_admin("Oakes").await, "es"),
        ] {
            let to_nobody = json!({"recipient_id": nobody.user.to_string(), "language": language});
            let refused = birch.okoye.post(&path, to_nobody).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/code"), "not_an_administrator");
        }
        let notice = birch.send().await;
        let acknowledge = format!("{path}/{}/acknowledge", notice.text("/id"));
        let other = json!({"text_sha256": "00ff".repeat(16)});
        let refused = birch.diaz.post(&acknowledge, other).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/code"), "other_text");
        let acknowledged = birch.acknowledge(&notice).await.assert(200);
        assert_eq!(acknowledged.text("/acknowledged_by"), birch.diaz.user.to_string());
        assert_eq!(acknowledged.text("/delivered_at"), acknowledged.text("/acknowledged_at"));
    }

    async fn where_only_parents_consent_nothing_new_is_collected_and_nothing_is_deleted(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let ada = school.student_in(class, "Ada").await;
        let olsen = school.operator("Olsen").await;
        let path = format!("/v1/organizations/{}", school.world.district);
        let only_parents = json!({"consent_mode": "parent_consent_only"});
        rivera.patch(&path, "*", only_parents.clone()).await.assert_problem(403, "forbidden");
        let changed = olsen.patch(&path, "*", only_parents).await.assert(200);
        assert_eq!(changed.text("/consent_mode"), "parent_consent_only");
        let students = format!("/v1/classes/{class}/students");
        let student = json!({ "students": [{ "given_name": "Grace" }] });
        let refused = rivera.post(&students, student.clone()).await.assert_problem(403, "school_authorization_required");
        assert_eq!(refused.text("/errors/0/code"), "parent_consent_required");
        ada.get("/v1/me/progress").await.assert(200);
        assert_eq!(rivera.get(&students).await.assert(200).rows().len(), 1);
        let schools_too = json!({"consent_mode": "school_authorization"});
        olsen.patch(&path, "*", schools_too).await.assert(200);
        rivera.post(&students, student).await.assert(201);
        let moore = school.district_admin("Moore").await;
        let log = moore.get("/v1/audit/events?limit=100").await.assert(200);
        let set = log.column("happening").into_iter().filter(|word| word == "consent_mode_set");
        assert_eq!(set.count(), 2);
    }
}
