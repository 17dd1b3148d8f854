//! Rows past any use go away, and no others.

use api::housekeeping;
use chrono::TimeDelta;
use serde_json::json;
use tests::{
    accounts::{PASSWORD, to_maple},
    app::TestApp,
    founding, on_each_backend,
    rows::Rows,
};

use crate::accounts::{SIGN_IN, audited};

const SWEPT: [&str; 6] = [
    "idempotency_keys",
    "throttles",
    "refresh_tokens",
    "sessions",
    "known_networks",
    "known_devices",
];

#[cfg(test)]
fn left(school: &TestApp) -> Vec<String> {
    let mut rows = Rows::of(school);
    let count = |table| format!("SELECT CAST(count(*) AS text) AS value FROM {table}");
    SWEPT
        .map(|table| rows.values(&count(table)).concat())
        .to_vec()
}

#[cfg(test)]
async fn sweep(school: &TestApp) -> usize {
    housekeeping::sweep(founding::installation(), &school.hallpass)
        .await
        .unwrap()
}

on_each_backend! {
    async fn what_is_past_any_use_is_deleted_and_what_is_not_stays(school: TestApp) {
        let okoro = school.admin_with_password("Okoro").await;
        let school_path = json!({"name": "Elm", "time_zone": "America/Denver"});
        okoro.post_once("/v1/schools", "k", school_path.clone()).await.assert(201);
        school.anybody().post(SIGN_IN, to_maple("nobody@example.edu", "x")).await;
        assert_eq!(left(&school), ["1", "1", "1", "1", "1", "1"]);
        school.clock.advance(TimeDelta::hours(12) - TimeDelta::seconds(1));
        assert_eq!(sweep(&school).await, 0);
        assert_eq!(left(&school), ["1", "1", "1", "1", "1", "1"]);
        assert_eq!(audited(&school, "housekeeping_done"), "0");

        school.clock.advance(TimeDelta::seconds(1));
        assert_eq!(sweep(&school).await, 2, "a session of staff after twelve hours, with its token");
        assert_eq!(left(&school), ["1", "1", "0", "0", "1", "1"]);
        school.clock.advance(TimeDelta::hours(12));
        assert_eq!(sweep(&school).await, 1, "a guess after a day");
        let again = school.anybody().post(SIGN_IN, to_maple("okoro@example.edu", PASSWORD)).await.assert(200);
        let okoro = school.bearer(&again.text("/access_token"));
        okoro.post_once("/v1/schools", "k", school_path.clone()).await.assert(201);
        school.clock.advance(TimeDelta::hours(48));
        assert_eq!(sweep(&school).await, 3, "an answer after three days, and the session again");
        assert_eq!(left(&school), ["0", "0", "0", "0", "1", "2"]);
        assert_ne!(audited(&school, "housekeeping_done"), "0");
        assert_eq!(sweep(&school).await, 0);
        school.clock.advance(TimeDelta::days(88));
        assert_eq!(sweep(&school).await, 3, "the network and the devices, ninety days after the last sign-in");
        assert_eq!(left(&school), ["0"; 6]);
    }

    async fn a_sweep_goes_on_until_nothing_is_left(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let mut rows = Rows::of(&school);
        let (district, user) = (rows.id(school.world.district.uuid()), rows.id(okoye.user.uuid()));
        let insert = |number: u32, rows: &Rows| {
            let id = rows.id(uuid::Uuid::from_u128(u128::from(number)));
            format!(
                "INSERT INTO sessions SELECT {district}, {id}, {user}, epoch, kind, client, started_at, last_used_at, NULL, NULL
                 FROM sessions WHERE user_id = {user} ORDER BY id DESC LIMIT 1;"
            )
        };
        let many: String = (1..=1100).map(|number| insert(number, &rows)).collect();
        rows.execute(&many);
        school.clock.advance(TimeDelta::hours(12));
        assert_eq!(sweep(&school).await, 1101);
        assert_eq!(left(&school)[3], "0");
    }
}
