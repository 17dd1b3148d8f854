//! An account is hidden and deleted once, whoever asks for it (RET-06).

use chrono::TimeDelta;
use domain::accounts::sessions::SessionKind;
use serde_json::json;
use tests::{on_each_backend, rosters::count};

use super::{ask, grant, of, shown, work};

on_each_backend! {
    async fn ret_06_an_account_that_is_hidden_is_not_hidden_again_by_another_teacher(school: TestApp) {
        let people = school.people().await;
        let quinn = &people.strangers[0];
        people.diaz.appoint(people.class, quinn, "teacher_of_record").await.assert(201);
        let first = ask(&people.rivera, &people.ada, "erase").await;
        let second = ask(quinn, &people.ada, "erase").await;
        school.clock.advance(TimeDelta::minutes(1));
        grant(&people.diaz, &first).await;
        let decision = json!({ "decision": "grant" });
        let again = people.diaz.post(&of(&second, "decision"), decision).await;
        again.assert_conflict("request_elsewhere");
        people.rivera.post_empty(&of(&first, "undo")).await.assert(200);
        assert_eq!(count(&school, "erasures WHERE undone_at IS NULL"), 0);
        let ada = school.again(&people.ada, SessionKind::StudentOnPersonalDevice).await;
        ada.get("/v1/me").await.assert(200);

        school.clock.advance(TimeDelta::minutes(1));
        grant(&people.diaz, &second).await;
        ada.get("/v1/me").await.assert(401);
        quinn.post_empty(&of(&second, "undo")).await.assert(200);
        assert_eq!(count(&school, "users WHERE kind = 'student' AND status = 'active'"), 1);
        assert_eq!(count(&school, "users WHERE locked_at IS NOT NULL"), 0);
    }

    async fn ret_06_what_the_school_directs_ends_the_time_that_a_teacher_left(school: TestApp) {
        let people = school.people().await;
        let quinn = &people.strangers[0];
        people.diaz.appoint(people.class, quinn, "teacher_of_record").await.assert(201);
        let recoverable = ask(&people.rivera, &people.ada, "erase").await;
        let directed = ask(&people.moore, &people.ada, "erase").await;
        let late = ask(quinn, &people.ada, "erase").await;
        school.clock.advance(TimeDelta::minutes(1));
        let first = grant(&people.diaz, &recoverable).await;
        assert_ne!(first["restorable_until"], json!(null));
        school.clock.advance(TimeDelta::minutes(1));
        let second = grant(&people.diaz, &directed).await;
        assert_eq!(second["receipt_id"], first["receipt_id"]);
        for (who, request) in [(&people.rivera, &recoverable), (&people.diaz, &directed)] {
            assert_eq!(shown(who, request).await["restorable_until"], json!(null));
            who.post_empty(&of(request, "undo")).await.assert_conflict("not_restorable");
        }
        work(&school).await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 0);
        assert_eq!(shown(&people.rivera, &recoverable).await["state"], "done");
        assert_eq!(shown(&people.moore, &directed).await["state"], "done");

        // What is gone is not erased again.
        let decision = json!({ "decision": "grant" });
        let gone = people.diaz.post(&of(&late, "decision"), decision).await.assert(200);
        assert_eq!(gone.text("/state"), "done");
        assert_eq!(gone.json()["receipt_id"], first["receipt_id"]);
    }

    async fn ret_06_who_says_permanent_later_is_not_answered_as_before(school: TestApp) {
        let people = school.people().await;
        let request = ask(&people.rivera, &people.ada, "erase").await;
        for (finality, kept) in [("permanent", "permanent"), ("recoverable", "permanent")] {
            let body = json!({
                "subject_id": people.ada.user.to_string(),
                "kind": "erase",
                "finality": finality,
            });
            let filed = people.rivera.post(super::REQUESTS, body).await;
            assert_eq!(filed.text("/id"), request);
            assert_eq!(filed.text("/finality"), kept);
        }
        let granted = grant(&people.diaz, &request).await;
        assert_eq!(granted["restorable_until"], json!(null));
        people.rivera.post_empty(&of(&request, "undo")).await.assert_conflict("not_restorable");
        work(&school).await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 0);
    }
}
