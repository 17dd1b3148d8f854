//! What a key for retries keeps has an end.

use domain::access::{Relationship, action::ReadOwnProfile};
use persistence::{
    DbError, Scope,
    idempotency::{self, BODY_AT_MOST, Kept, Known},
    testing,
};
use tests::{on_each_backend, rows::Rows};
use uuid::Uuid;

on_each_backend! {
    async fn of_an_answer_that_is_too_long_only_that_it_was_given_is_kept(school: TestApp) {
        let rivera = school.teacher("Rivera").await.user;
        let scope = Scope::new(
            domain::audit::Channel::Worker,
            school.world.district,
            domain::mint::Clock::now(school.clock.as_ref()),
            Uuid::nil(),
        );
        for (key, bytes) in [("fits", BODY_AT_MOST), ("long", BODY_AT_MOST + 1)] {
            let known = school.database.write(scope, move |tx| {
                let permit = testing::permit_of::<ReadOwnProfile>(tx, rivera, Relationship::Themself, rivera).unwrap();
                let answer = Kept { status: 200, body: vec![b'x'; bytes], location: None, secrets: None };
                idempotency::keep(tx, &permit, key, &[0; 32], &answer)?;
                Ok::<_, DbError>((idempotency::find(tx, &permit, key, &[0; 32])?, answer))
            });
            let (known, answer) = known.await.unwrap();
            assert_eq!(known, if key == "fits" { Known::Answer(answer) } else { Known::AnswerGone });
        }
        let kept = "SELECT CAST(SUM(LENGTH(body)) AS text) AS value FROM idempotency_keys";
        let kept: usize = Rows::of(&school).values(kept).concat().parse().unwrap();
        assert!((BODY_AT_MOST..BODY_AT_MOST + 100).contains(&kept), "{kept}");
    }
}
