//! Strangers are refused, everywhere and alike.

use tests::{
    document::operations,
    on_each_backend,
    samples::{self, Fixture, Request},
};

on_each_backend! {
    async fn no_operation_is_done_for_somebody_without_a_valid_token(school: TestApp) {
        let mut wrong = Vec::new();
        for (number, operation) in operations().into_iter().enumerate() {
            if !operation.is_secured() {
                continue;
            }
            let Some(sample) = samples::of(operation.id()) else {
                wrong.push(format!("{}: no sample", operation.id()));
                continue;
            };
            let mut stage = Fixture::set(&school, number).await;
            let request = Request::prepare(operation, sample, &mut stage).await;
            let anybody = school.anybody();
            let mut replies = vec![request.send(&anybody, &request.path).await];
            for token in ["", "garbage", "eyJhbGciOiJub25lIn0.e30."] {
                replies.push(request.send_with_token(&anybody, token).await);
            }
            for reply in replies {
                let challenged = reply.header("www-authenticate").starts_with(r#"Bearer realm="hallpass""#);
                if reply.status != 401 || !challenged || reply.json()["code"] != "unauthenticated" {
                    wrong.push(format!("{}: {}", operation.id(), reply.status));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn to_a_stranger_what_exists_is_answered_like_what_does_not(school: TestApp) {
        let far = school.teacher_in_other_district("Silva").await;
        let mut wrong = Vec::new();
        for (number, operation) in operations().into_iter().enumerate() {
            let Some(sample) = samples::of(operation.id()).filter(|_| operation.is_secured()) else {
                continue;
            };
            let mut stage = Fixture::set(&school, number).await;
            let request = Request::prepare(operation, sample, &mut stage).await;
            let Some(nowhere) = &request.nowhere else {
                continue;
            };
            let hidden = request.send(&far, &request.path).await;
            let absent = request.send(&far, nowhere).await;
            let alike = hidden.status == absent.status
                && hidden.body_without_request_id() == absent.body_without_request_id();
            if hidden.status.is_success() || !alike {
                wrong.push(format!("{}: {} and {}", operation.id(), hidden.status, absent.status));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
