//! Whom a roster may make what.

use tests::{
    bundles::Bundle,
    on_each_backend,
    rosters::{class, count, importer},
};

on_each_backend! {
    async fn a_student_never_becomes_staff(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let promoted = Bundle::small()
            .replace("roles.csv", "pu0,primary,student", "pu0,primary,teacher")
            .without("enrollments.csv", &[",pu0,"])
            .with_row("enrollments.csv", "et9,,,k0,s0,pu0,teacher,true,,");
        let import = novak.stage(&promoted).await;
        let findings = novak.findings(&import).await;
        assert!(findings.iter().any(|found| found["code"] == "role_conflict" && found["severity"] == "error"));
        novak.apply(&import, true).await.assert(200);
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 12);
        assert_eq!(count(&school, "staff_roles WHERE origin = 'roster'"), 4);
        assert_eq!(count(&school, "teaching_assignments"), 4);
    }

    async fn staff_who_were_invited_before_are_recognised_by_address_and_names(school: TestApp) {
        let novak = importer(&school).await;
        let rivera = school.teacher("Rivera").await;
        let staff = count(&school, "users WHERE kind = 'adult'");
        let address = Bundle::small().replace("users.csv", "te0@example.edu", "rivera@example.edu");
        // An address alone says nothing: districts give the address of who left to who comes.
        let findings = novak.findings(&novak.stage(&address).await).await;
        assert!(findings.iter().any(|found| found["code"] == "email_taken"));
        let named = address.replace("users.csv", "Givente0,Familyte0", "RIVERA,Example");
        novak.import(&named).await;
        assert_eq!(count(&school, "users WHERE kind = 'adult'"), staff + 3);
        rivera.get(&format!("/v1/classes/{}", class(&school, "k0"))).await.assert(200);
        // The roster ends what it gave, and not what somebody gave by hand.
        novak.import(&named.without_person("te0")).await;
        rivera.get(&format!("/v1/classes/{}", class(&school, "k0"))).await.assert_problem(404, "not_found");
        rivera.get("/v1/me/classes").await.assert(200);
    }
}
