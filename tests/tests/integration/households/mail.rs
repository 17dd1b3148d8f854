//! Messages on their way to a real mail server.

use tests::{
    families::Family, founding::installation, mail_server::MailServer, persona::Persona, rows::Rows,
};

/// How the jobs that send messages stand, as an operator sees them.
async fn sending(operator: &Persona) -> (String, Option<String>, u64) {
    let jobs = operator
        .get("/v1/jobs?kind=send_message")
        .await
        .assert(200)
        .json();
    let job = &jobs["data"][0];
    (
        job["state"].as_str().unwrap().to_owned(),
        job["hindrance"].as_str().map(str::to_owned),
        job["attempts"].as_u64().unwrap(),
    )
}

tests::on_each_backend! {
    /// What a parent gets: the notice in plain text and simple HTML, once, with the link in it, and
    /// afterwards nothing of it is kept.
    async fn a_message_reaches_the_mailbox_and_is_forgotten(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let server = MailServer::taking();
        let mut family = Family::register(&school, "Diaz").await;
        family.ask().await;
        family.school = school.mailing_to(&server).await;
        family.work().await;
        family.work().await;
        let [message] = &server.taken()[..] else { panic!("one message") };
        // Lines are folded (RFC 2045 §6.7).
        let message = message.replace("=\n", "");
        for part in ["To: diaz@example.org", "Auto-Submitted: auto-generated", "text/plain", "text/html"] {
            assert!(message.contains(part), "{part} is not in {message}");
        }
        assert_eq!(message.matches("/consent/hpc_").count(), 3, "{message}");
        assert_eq!(family.messages(domain::mail::MessageKind::ConsentNotice).await, []);
        assert_eq!(sending(&olsen).await, ("done".to_owned(), None, 1));
    }

    /// Without a mail server messages wait, and operators see why.
    async fn without_a_mail_server_messages_wait(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let family = Family::register(&school, "Diaz").await;
        family.ask().await;
        family.work().await;
        let why = Some("mail_is_off".to_owned());
        assert_eq!(sending(&olsen).await, ("waiting".to_owned(), why, 0));
    }

    /// A reply 5yz is for good; a reply 4yz asks for another try.
    async fn what_a_mail_server_refuses_for_good_is_given_up(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let mut family = Family::register(&school, "Diaz").await;
        family.ask().await;
        let busy = MailServer::answering("450 later");
        family.school = school.mailing_to(&busy).await;
        family.work().await;
        let why = Some("mail_server_busy".to_owned());
        assert_eq!(sending(&olsen).await, ("waiting".to_owned(), why, 1));
        school.clock.advance(chrono::TimeDelta::seconds(5));
        let refusing = MailServer::answering("550 nobody here");
        family.school = school.mailing_to(&refusing).await;
        family.work().await;
        let why = Some("mail_server_refused".to_owned());
        assert_eq!(sending(&olsen).await, ("given_up".to_owned(), why, 2));
    }

    /// VPC-02: who is not reached by the message that confirms a consent has not consented.
    async fn a_consent_of_which_nobody_is_told_ends_and_the_child_is_purged(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let refusing = MailServer::answering("550 nobody here");
        family.school = school.mailing_to(&refusing).await;
        school.clock.advance(chrono::TimeDelta::minutes(10));
        family.work().await;
        family.sign_in().await;
        let consents = family.parent.get("/v1/consents").await.assert(200).json();
        assert_eq!(consents["data"][0]["in_force"], serde_json::json!([]));
        let asked = family.parent.get("/v1/consent-requests").await.assert(200);
        assert_eq!(asked.text("/data/0/state"), "revoked");
        let again = school.anybody().post("/v1/auth/class-sign-in", child.sign_in).await;
        again.assert_problem(401, "sign_in_failed");
    }

    /// COM-01: the database itself keeps no address of a student.
    async fn a_student_cannot_have_an_address(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let robin = school.student_in(class, "Robin").await;
        let mut rows = Rows::of(&school);
        let (student, address) = (rows.id(robin.user.uuid()), rows.bytes("00"));
        for column in ["email", "email_index", "requested_email_index"] {
            let given = format!("UPDATE users SET {column} = {address} WHERE id = {student}");
            assert!(rows.attempt(&given).is_err(), "{column}");
        }
    }

    /// Two instances that look for work at the same time send a message once.
    async fn two_workers_send_a_message_once(school: TestApp) {
        let server = MailServer::taking();
        let mut family = Family::register(&school, "Diaz").await;
        family.ask().await;
        family.school = school.mailing_to(&server).await;
        let by = installation();
        let other = school.mailing_to(&server).await;
        // The test runs within a set of local tasks, as the server's workers do.
        let theirs = tokio::task::spawn_local(async move {
            api::worker::run_due(by, &other.hallpass).await
        });
        let ours = api::worker::run_due(by, &family.school.hallpass).await;
        assert_eq!(ours.unwrap() + theirs.await.unwrap().unwrap(), 1);
        assert_eq!(server.taken().len(), 1);
    }

    /// That it was sent is known for three months, and no longer.
    async fn what_was_sent_is_forgotten_after_three_months(school: TestApp) {
        let server = MailServer::taking();
        let mut family = Family::register(&school, "Diaz").await;
        family.ask().await;
        family.school = school.mailing_to(&server).await;
        family.work().await;
        let mut rows = Rows::of(&school);
        let held = "SELECT CAST(count(*) AS TEXT) AS value FROM messages";
        for (days, left) in [(89, "1"), (1, "0")] {
            school.clock.advance(chrono::TimeDelta::days(days));
            let swept = api::housekeeping::sweep(installation(), &school.hallpass).await;
            swept.unwrap();
            assert_eq!(rows.values(held), [left]);
        }
    }
}
