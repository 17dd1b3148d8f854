//! The staff of a whole district: listed, and ended.

use serde_json::json;
use tests::{on_each_backend, rows::Rows};

use crate::organizations::requests::{NOWHERE, invitations_to, other_district_admin, person};

on_each_backend! {
    async fn a_district_lists_everybody_with_their_roles(school: TestApp) {
        let (okoye, rivera) = (school.district_admin("Okoye").await, school.teacher("Rivera").await);
        let class = rivera.class("Robots").await;
        let ada = school.student_in(class, "Ada").await;
        let listed = okoye.get("/v1/staff").await.assert(200);
        let of = |person: &tests::persona::Persona| {
            let rows = listed.rows();
            rows.into_iter().find(|row| row["id"] == person.user.to_string())
        };
        let found = of(&okoye).unwrap();
        assert_eq!(found["roles"], json!([{"role": "district_admin", "school_id": null}]));
        assert_eq!(found["login"], "o***@e***.edu");
        assert_eq!(of(&rivera).unwrap()["roles"], json!([{"role": "teacher", "school_id": school.world.school.to_string()}]));
        assert!(of(&ada).is_none());

        let (mut seen, mut next) = (0, Some("/v1/staff?limit=1".to_owned()));
        while let Some(path) = next {
            let page = okoye.get(&path).await.assert(200);
            seen += page.rows().len();
            let cursor = page.json()["next_cursor"].as_str().map(str::to_owned);
            next = cursor.map(|cursor| format!("/v1/staff?limit=1&cursor={cursor}"));
        }
        assert_eq!(seen, listed.rows().len());
        let disclosed = "SELECT happening AS value FROM audit_events WHERE happening = 'list_district_staff'";
        assert_eq!(Rows::of(&school).values(disclosed).len(), 1 + seen);

        for other in [school.school_admin("Diaz").await, rivera, ada, school.operator("Olsen").await] {
            other.get("/v1/staff").await.assert_problem(403, "forbidden");
        }
    }

    async fn an_administrator_who_leaves_the_district_is_out_with_their_next_request(school: TestApp) {
        let (okoye, novak) = (school.district_admin("Okoye").await, school.district_admin("Novak").await);
        let also = json!({"role": "teacher"});
        let mut body = person("Novak");
        body["role"] = also["role"].clone();
        okoye.post(&invitations_to(school.world.school), body).await.assert(201);
        let member = format!("/v1/staff/{}", novak.user);
        okoye.delete(&member).await.assert(204);
        novak.get("/v1/me").await.assert_problem(401, "unauthenticated");
        let open = "SELECT role AS value FROM staff_roles WHERE ends_at IS NULL";
        assert_eq!(Rows::of(&school).values(open), ["district_admin"], "only that of who stays");
        okoye.delete(&member).await.assert_problem(404, "not_found");
    }

    async fn the_last_office_of_a_district_is_kept(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        okoye.delete(&format!("/v1/staff/{}", okoye.user)).await.assert_conflict("own_last_office");
        okoye.get("/v1/staff").await.assert(200);
        let diaz = school.school_admin("Diaz").await;
        diaz.delete(&format!("/v1/staff/{}", okoye.user)).await.assert_problem(403, "forbidden");
        let pinewood = other_district_admin(&school).await;
        let hidden = pinewood.delete(&format!("/v1/staff/{}", okoye.user)).await.assert_problem(404, "not_found");
        let absent = pinewood.delete(&format!("/v1/staff/{NOWHERE}")).await.assert_problem(404, "not_found");
        assert_eq!(hidden.body_without_request_id(), absent.body_without_request_id());
    }

    async fn the_invitations_of_who_is_ended_open_nothing(school: TestApp) {
        let okoye = school.district_admin("Okoye").await;
        let invited = okoye.post("/v1/staff-invitations", person("Ada")).await.assert(201);
        okoye.delete(&format!("/v1/staff/{}", invited.text("/user_id"))).await.assert(204);
        school.accept(&invited.text("/invitation_token")).await.assert_problem(401, "invitation_refused");
    }
}
