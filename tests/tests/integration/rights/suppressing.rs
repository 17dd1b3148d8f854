//! Who was erased by somebody's wish comes back by no roster, until the district lets them.

use chrono::TimeDelta;
use domain::{audit::Channel, ids::PLATFORM, mint::Clock as _};
use persistence::{
    DbError, Scope,
    backups::{self, Repeated},
};
use serde_json::json;
use tests::{
    bundles::Bundle,
    founding::installation,
    on_each_backend,
    rosters::{count, execute, importer, student_of},
    rows::Rows,
};
use uuid::Uuid;

use super::{ask, grant, work};

const MARKS: &str = "/v1/rosters/suppressions";

on_each_backend! {
    async fn ret_02_an_erased_student_comes_back_by_no_roster_before_the_district_lets_them(school: TestApp) {
        let novak = importer(&school).await;
        let (diaz, moore) = (school.school_admin("Diaz").await, school.district_admin("Moore").await);
        novak.import(&Bundle::small()).await;
        let students = count(&school, "users WHERE kind = 'student'");
        let ada = student_of(&school, "k0").await;
        let request = ask(&moore, &ada, "erase").await;
        grant(&diaz, &request).await;
        work(&school).await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), students - 1);
        let marks = novak.0.get(MARKS).await.assert(200).json();
        assert_eq!(marks, json!({ "roster_keys": 1, "addresses": 0 }));
        diaz.get(MARKS).await.assert(403);

        let staged = novak.stage(&Bundle::small()).await;
        let findings = novak.findings(&staged).await;
        let left_out: Vec<_> = findings.iter().filter(|found| found["code"] == "suppressed_person").collect();
        assert_eq!(left_out.len(), 1, "{findings:?}");
        let key = left_out[0]["source_id"].clone();
        // The rest of the roster goes on.
        novak.apply(&staged, true).await.assert(200);
        assert_eq!(count(&school, "users WHERE kind = 'student'"), students - 1);

        let lift = |key: &serde_json::Value| json!({ "kind": "roster_key", "value": key, "reason": "came_back" });
        let path = format!("{MARKS}/lift");
        let other = novak.0.post(&path, lift(&json!("nobody"))).await.assert(200).json();
        assert_eq!(other["roster_keys"], 1);
        moore.post(&path, lift(&key)).await.assert(200);
        assert_eq!(novak.0.get(MARKS).await.assert(200).json()["roster_keys"], 0);
        novak.import(&Bundle::small()).await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), students);
    }

    async fn age_16_of_whom_a_parent_lets_nothing_more_be_collected_no_roster_registers_again(school: TestApp) {
        let novak = importer(&school).await;
        let diaz = school.school_admin("Diaz").await;
        novak.import(&Bundle::small()).await;
        let ada = student_of(&school, "k0").await;
        let path = format!("/v1/schools/{}/parent-requests", school.world.school);
        let body = json!({
            "student_id": ada.user.to_string(),
            "kind": "no_further_submissions",
            "requester": "verified_parent",
        });
        diaz.post(&path, body).await.assert(201);
        work(&school).await;
        let marks = novak.0.get(MARKS).await.assert(200).json();
        assert_eq!(marks["roster_keys"], 1);
        let staged = novak.stage(&Bundle::small()).await;
        let findings = novak.findings(&staged).await;
        assert!(findings.iter().any(|found| found["code"] == "locked_person"), "{findings:?}");
        novak.apply(&staged, true).await.assert(200);
        let locked = "users WHERE kind = 'student' AND status = 'disabled' AND locked_at IS NOT NULL";
        assert_eq!(count(&school, locked), 1);
    }

    /// The database that is restored knows nothing of who was registered and erased after its backup.
    async fn ret_02_a_replay_leaves_the_marks_of_who_is_in_no_backup(school: TestApp) {
        let novak = importer(&school).await;
        let (diaz, moore) = (school.school_admin("Diaz").await, school.district_admin("Moore").await);
        novak.import(&Bundle::small()).await;
        let ada = student_of(&school, "k0").await;
        let request = ask(&moore, &ada, "erase").await;
        grant(&diaz, &request).await;
        work(&school).await;
        let scope = |tenant| Scope::new(Channel::Worker, tenant, school.clock.now(), Uuid::nil());
        let erased: Result<_, DbError> = school.database.read(scope(PLATFORM), backups::all).await;
        let erased = erased.unwrap();
        assert_eq!(erased.len(), 1);
        execute(&school, "DELETE FROM suppressions");
        // They are the platform's rows.
        Rows::of(&school).execute("DELETE FROM erased_subjects");
        assert_eq!(novak.0.get(MARKS).await.assert(200).json()["roster_keys"], 0);
        let by = installation();
        let repeated: Result<_, DbError> = school
            .database
            .write(scope(school.world.district), move |tx| backups::repeat(tx, &by, &erased[0]))
            .await;
        assert_eq!(repeated.unwrap(), Repeated::NothingThere);
        assert_eq!(novak.0.get(MARKS).await.assert(200).json()["roster_keys"], 1);
    }

    async fn ret_02_a_mark_is_gone_after_five_years_and_none_is_left_by_an_agreement_that_ended(school: TestApp) {
        let novak = importer(&school).await;
        let (diaz, moore) = (school.school_admin("Diaz").await, school.district_admin("Moore").await);
        novak.import(&Bundle::small()).await;
        let ada = student_of(&school, "k0").await;
        let request = ask(&moore, &ada, "erase").await;
        grant(&diaz, &request).await;
        work(&school).await;
        assert_eq!(count(&school, "suppressions"), 1);
        // Longer than the agreement: every other student is deleted with it, and leaves no mark.
        for days in [5 * 365, 2] {
            school.clock.advance(TimeDelta::days(days));
            work(&school).await;
            let sweep = api::housekeeping::sweep(installation(), &school.hallpass).await;
            sweep.unwrap();
            let marks = i64::from(days > 2);
            assert_eq!(count(&school, "suppressions"), marks, "after {days} days");
        }
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 0);
    }
}
