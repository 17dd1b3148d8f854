//! The pages on which a parent decides, as a browser without script has them.

use actix_web::http::Method;
use domain::mail::MessageKind;
use tests::{families::Family, persona::Persona};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

async fn submit(anybody: &Persona, path: &str, form: &str) -> String {
    let body = form.as_bytes().to_vec();
    let answered = anybody
        .send(Method::POST, path, &[FORM], body)
        .await
        .assert(200);
    String::from_utf8(answered.content()).unwrap()
}

tests::on_each_backend! {
    /// A scanner of mail that follows every link, as often as it likes, decides nothing.
    async fn looking_at_a_link_changes_nothing(school: TestApp) {
        let family = Family::register(&school, "Diaz").await;
        family.ask().await;
        let path = format!("/consent/{}", family.token(MessageKind::ConsentNotice).await);
        for _ in 0..3 {
            let page = school.anybody().get(&path).await.assert(200);
            assert_eq!(page.header("Cache-Control"), "no-store");
            let text = String::from_utf8(page.content()).unwrap();
            assert!(text.contains("Robin") && !text.contains("checked"), "{text}");
            school.anybody().get(&format!("{path}/not-me")).await.assert(200);
        }
        let asked = family.parent.get("/v1/consent-requests").await.assert(200);
        assert_eq!(asked.text("/data/0/state"), "notice_sent");
    }

    /// The form decides once, by what was chosen in it.
    async fn the_form_decides_once(school: TestApp) {
        let family = Family::register(&school, "Diaz").await;
        family.ask().await;
        let path = format!("/consent/{}", family.token(MessageKind::ConsentNotice).await);
        let anybody = school.anybody();
        let nothing_chosen = submit(&anybody, &path, "decision=give").await;
        assert!(nothing_chosen.contains("role=\"alert\""), "{nothing_chosen}");
        let form = "scope=account_and_learning&scope=surveys&decision=give";
        let given = submit(&anybody, &path, form).await;
        assert!(given.contains("Thank you"), "{given}");
        let again = submit(&anybody, &path, form).await;
        assert!(again.contains("does not work any more"), "{again}");
        let asked = family.parent.get("/v1/consent-requests").await.assert(200);
        assert_eq!(asked.text("/data/0/state"), "given");
    }
}
