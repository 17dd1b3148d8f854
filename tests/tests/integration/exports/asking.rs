//! Asked for, fetched once, over after seven days.

use chrono::TimeDelta;
use domain::accounts::sessions::SessionKind;
use tests::{classes::NOWHERE, on_each_backend, rows::Rows};

use super::{Life, MINE, WRITTEN, of_student};

on_each_backend! {
    async fn a_copy_is_fetched_once_by_who_asked_for_it(school: TestApp) {
        let Life { robin, rivera, class } = Life::lived(&school).await;
        let asked = robin.post_empty(MINE).await.assert(201);
        let export = asked.text("/id");
        assert_eq!((asked.text("/state"), asked.text("/subject_id")), ("queued".to_owned(), robin.user.to_string()));
        robin.post_empty(MINE).await.assert_conflict("export_open");
        robin.fetches(&export).await.assert_conflict("export_not_ready");

        school.does_its_work().await;
        let ready = robin.get(&asked.header("location")).await.assert(200).json();
        assert_eq!((&ready["state"], &ready["progress"]), (&"ready".into(), &100.into()));
        let other = school.student_in(class, "Ben").await;
        for stranger in [&other, &rivera] {
            stranger.fetches(&export).await.assert_problem(404, "not_found");
            stranger.get(&asked.header("location")).await.assert_problem(404, "not_found");
        }
        robin.fetches(NOWHERE).await.assert_problem(404, "not_found");

        let fetched = robin.fetches(&export).await.assert(200);
        assert_eq!(fetched.header("cache-control"), "no-store");
        assert_eq!(fetched.header("content-type"), "application/zip");
        assert_eq!(ready["bytes"], fetched.content().len());
        assert_eq!(Rows::of(&school).count("export_parts"), 0);
        robin.fetches(&export).await.assert_conflict("export_over");
        assert_eq!(robin.state_of(&export).await, "fetched");
        let listed = robin.get(MINE).await.assert(200);
        assert_eq!(listed.column("state"), ["fetched"]);

        for _ in 0..4 {
            robin.copy_from(MINE).await;
        }
        robin.post_empty(MINE).await.assert_conflict("too_many_exports");
    }

    /// RTS-02: at seven days the copy is over, and the worker deletes it.
    async fn a_copy_that_is_not_fetched_in_seven_days_is_deleted(school: TestApp) {
        let Life { robin, .. } = Life::lived(&school).await;
        let export = robin.post_empty(MINE).await.assert(201).text("/id");
        school.does_its_work().await;
        school.clock.advance(TimeDelta::days(7) - TimeDelta::milliseconds(1));
        school.does_its_work().await;
        let robin = school.student(robin.user).await;
        assert_eq!(robin.state_of(&export).await, "ready");
        school.clock.advance(TimeDelta::milliseconds(1));
        let robin = school.student(robin.user).await;
        robin.fetches(&export).await.assert_conflict("export_over");
        assert_eq!(robin.state_of(&export).await, "expired");
        assert!(Rows::of(&school).count("export_parts") > 0, "the worker was not there yet");
        school.does_its_work().await;
        assert_eq!(Rows::of(&school).count("export_parts"), 0);
        robin.copy_from(MINE).await;
    }

    /// SEC-11: what waits to be fetched is sealed, and does not outlive the student.
    async fn a_copy_is_sealed_and_goes_with_the_student(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        rivera.attest(class).await.assert(201);
        let student = rivera.enrol(class, "Canarygiven", "Canaryfamily").await;
        let diaz = school.school_admin("Diaz").await;
        let export = diaz.post_empty(&of_student(student)).await.assert(201).text("/id");
        school.does_its_work().await;
        assert_eq!(diaz.state_of(&export).await, "ready");
        let mut rows = Rows::of(&school);
        assert!(rows.count("export_parts") > 0);
        for text in ["Canarygiven", WRITTEN[0], "manifest.json"] {
            let contains = match &rows {
                Rows::Sqlite(_) => format!("instr(content, CAST('{text}' AS BLOB)) > 0"),
                Rows::Postgres(_) => format!("position('{text}'::bytea IN content) > 0"),
            };
            assert_eq!(rows.count(&format!("export_parts WHERE {contains}")), 0, "{text}");
        }
        let path = format!("/v1/classes/{class}/students/{student}/account");
        let removed = rivera.delete(&path).await;
        removed.assert(204);
        assert_eq!((rows.count("exports"), rows.count("export_parts")), (0, 0));
        diaz.fetches(&export).await.assert_problem(404, "not_found");
        school.does_its_work().await;
    }

    /// FER-03: the right is that of the instant, when it is asked for, built and fetched.
    async fn who_lost_their_office_gets_no_copy(school: TestApp) {
        let Life { robin, .. } = Life::lived(&school).await;
        let diaz = school.school_admin("Diaz").await;
        let moore = school.district_admin("Moore").await;
        let path = of_student(robin.user);
        let built = diaz.post_empty(&path).await.assert(201).text("/id");
        school.does_its_work().await;
        let reyes = school.school_admin("Reyes").await;
        let queued = reyes.post_empty(&path).await.assert(201).text("/id");
        for person in [&diaz, &reyes] {
            let staff = format!("/v1/schools/{}/staff/{}", school.world.school, person.user);
            moore.delete(&staff).await.assert(204);
        }
        school.does_its_work().await;
        let diaz = school.again(&diaz, SessionKind::Staff).await;
        let refused = diaz.fetches(&built).await;
        assert!([401, 403, 404].contains(&refused.status.as_u16()), "{}", refused.status);
        let state = Rows::of(&school).values("SELECT state AS value FROM exports ORDER BY id");
        assert_eq!(state, ["ready", "expired"], "{queued}");
    }
}
