//! Where to sign in, found by the domain of an address.

use serde_json::{Value, json};
use tests::{on_each_backend, persona::Persona};

#[cfg(test)]
async fn declare(admin: &Persona, path: &str, domains: &[&str]) -> tests::reply::Reply {
    let before = admin.get(path).await.assert(200).header("etag");
    let domains: Vec<Value> = domains
        .iter()
        .map(|domain| json!({"domain": domain}))
        .collect();
    admin.put(path, &before, json!({"domains": domains})).await
}

on_each_backend! {
    async fn a_domain_leads_to_the_districts_that_declared_it_and_tells_nothing_else(school: TestApp) {
        let novak = school.district_admin("Novak").await;
        let path = format!("/v1/organizations/{}/domains", school.world.district);
        let anybody = school.anybody();
        let find = async |domain: &str| anybody.get(&format!("/v1/auth/organizations?domain={domain}")).await.assert(200).json()["data"].clone();
        assert_eq!(find("maple.example.edu").await, json!([]));

        let declared = declare(&novak, &path, &["maple.example.edu", "example.org"]).await.assert(200);
        assert_eq!(declared.json()["domains"], json!([{"domain": "example.org"}, {"domain": "maple.example.edu"}]));
        let maple = json!([{"slug": "maple", "name": "Maple Unified School District"}]);
        assert_eq!(find("Maple.Example.EDU").await, maple);

        declare(&novak, &path, &["example.org"]).await.assert(200);
        assert_eq!(find("maple.example.edu").await, json!([]));
        assert_eq!(find("example.org").await, maple);
        for wrong in ["", "?domain=", "?domain=ada@example.org", "?domain=org", "?email=ada"] {
            anybody.get(&format!("/v1/auth/organizations{wrong}")).await.assert_problem(400, "invalid_parameter");
        }
    }

    async fn two_districts_can_declare_one_domain(school: TestApp) {
        let far = school
            .staff(school.world.other_district, "Berg", domain::staff::role::StaffRole::DistrictAdmin, None)
            .await;
        let novak = school.district_admin("Novak").await;
        for (admin, district) in [(&novak, school.world.district), (&far, school.world.other_district)] {
            let path = format!("/v1/organizations/{district}/domains");
            declare(admin, &path, &["shared.example.edu"]).await.assert(200);
        }
        let found = school.anybody().get("/v1/auth/organizations?domain=shared.example.edu").await.assert(200);
        assert_eq!(found.in_order("slug"), ["maple", "pine"]);
    }

    async fn only_the_districts_administrators_declare_domains_and_each_wrong_one_is_named(school: TestApp) {
        let path = format!("/v1/organizations/{}/domains", school.world.district);
        school.school_admin("Diaz").await.get(&path).await.assert_problem(403, "forbidden");
        school.teacher_in_other_district("Silva").await.get(&path).await.assert_problem(404, "not_found");
        let novak = school.district_admin("Novak").await;
        let refused = declare(&novak, &path, &["example.org", "Ada@example.org", "-a.example.org"]).await;
        let refused = refused.assert_problem(422, "invalid_fields").json();
        let pointers: Vec<&Value> = refused["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]).collect();
        assert_eq!(pointers, ["/domains/1/domain", "/domains/2/domain"]);
        let many: Vec<String> = (0..21).map(|number| format!("d{number}.example.org")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        declare(&novak, &path, &many).await.assert_problem(422, "invalid_fields");
        novak.put(&path, "\"old\"", json!({"domains": []})).await.assert_problem(412, "precondition_failed");
    }
}
