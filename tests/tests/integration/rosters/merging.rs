//! Two accounts that are one person's: merged, and taken apart again.

use domain::ids::{ClassId, UserId};
use serde_json::{Value, json};
use tests::{
    accounts::{PASSWORD, to_maple},
    app::TestApp,
    bundles::Bundle,
    learning::{Events, StarterCourse},
    on_each_backend,
    persona::Persona,
    rosters::{Importer, MERGES, class, count, importer, student_of, teacher_of},
};

use crate::rosters::{found, is_still};

/// A district in which the first student of a class comes back under another key and username.
#[cfg(test)]
pub(super) fn returned() -> Bundle {
    Bundle::small().renumber("pu0", "S-1").replace(
        "users.csv",
        "S-1,,,true,pu0,",
        "S-1,,,true,other,",
    )
}

/// Merges what is proposed, and gives the merge's address.
#[cfg(test)]
pub(super) async fn merge(novak: &Importer, key: &str, left: &str) -> String {
    let merge = novak.0.post(MERGES, pair(novak, key, left).await).await;
    merge.assert(201).header("location")
}

#[cfg(test)]
pub(super) async fn pair(novak: &Importer, key: &str, left: &str) -> Value {
    let (merged, kept) = novak.proposed(key, left).await;
    json!({ "kept_user_id": kept, "merged_user_id": merged })
}

/// The usernames of a class.
#[cfg(test)]
async fn usernames(school: &TestApp, by: &Persona, key: &str) -> Vec<String> {
    let students = format!("/v1/classes/{}/students?limit=100", class(school, key));
    by.get(&students).await.assert(200).column("username")
}

#[cfg(test)]
pub(super) async fn import_all(novak: &Importer, bundle: &Bundle) {
    let import = novak.stage(bundle).await;
    novak.apply(&import, true).await.assert(200);
}

on_each_backend! {
    async fn a_student_who_is_back_under_another_key_has_their_work_again_and_it_can_be_undone(school: TestApp) {
        let (novak, diaz) = (importer(&school).await, school.school_admin("Diaz").await);
        novak.import(&Bundle::small()).await;
        let people = count(&school, "users");
        let import = novak.stage(&returned()).await;
        assert_eq!(found(&novak, &import, "perhaps_the_same_person").await, 1);
        novak.apply(&import, true).await.assert(200);
        assert_eq!(count(&school, "users"), people + 1);
        assert!(usernames(&school, &diaz, "k0").await.contains(&"other".to_owned()));

        let address = merge(&novak, "S-1", "pu0").await;
        let shown = usernames(&school, &diaz, "k0").await;
        assert!(shown.contains(&"pu0".to_owned()) && !shown.contains(&"other".to_owned()), "{shown:?}");
        assert_eq!(count(&school, "users WHERE status = 'disabled'"), 1);
        assert_eq!(novak.0.get("/v1/rosters/merge-proposals").await.assert(200).rows(), Vec::<Value>::new());
        let still = novak.stage(&returned()).await;
        assert_eq!(found(&novak, &still, "perhaps_the_same_person").await, 0);
        let still = novak.apply(&still, false).await.assert(200).json();
        assert!(is_still(&still), "{still}");

        let undone = novak.0.post_empty(&format!("{address}/undo")).await.assert(200);
        assert!(!undone.json()["undone_at"].is_null());
        assert_eq!(novak.0.get(&address).await.assert(200).json(), undone.json());
        let shown = usernames(&school, &diaz, "k0").await;
        assert!(shown.contains(&"other".to_owned()) && !shown.contains(&"pu0".to_owned()), "{shown:?}");
        assert!(is_still(&novak.import(&returned()).await));
        novak.0.post_empty(&format!("{address}/undo")).await.assert_conflict("not_the_last_merge");
        // They are proposed again, and a roster with the earlier key brings the earlier account back.
        novak.proposed("S-1", "pu0").await;
        import_all(&novak, &Bundle::small()).await;
        assert!(usernames(&school, &diaz, "k0").await.contains(&"pu0".to_owned()));
        assert_eq!(novak.0.get(MERGES).await.assert(200).rows().len(), 1);
    }

    async fn who_signs_in_after_a_merge_is_the_student_of_before_and_the_merged_account_is_closed(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let k0 = class(&school, "k0");
        let diaz = school.school_admin("Diaz").await;
        let students = format!("/v1/classes/{k0}/students");
        let listed = diaz.get(&students).await.assert(200).rows();
        let before = listed.iter().find(|student| student["username"] == "pu0").unwrap()["id"].clone();
        let slip = diaz.post_empty(&format!("{students}/{}/credential", before.as_str().unwrap())).await.assert(200).json();
        import_all(&novak, &returned()).await;
        let listed = diaz.get(&students).await.assert(200).rows();
        let newcomer = listed.iter().find(|student| student["username"] == "other").unwrap()["id"].clone();
        let second = diaz.post_empty(&format!("{students}/{}/credential", newcomer.as_str().unwrap())).await.assert(200).json();
        let sign_in = async |slip: &Value| {
            let claim = json!({"class_code": slip["sign_in_code"], "username": slip["username"], "passphrase": slip["passphrase"]});
            school.anybody().post("/v1/auth/class-sign-in", claim).await
        };
        let tokens = sign_in(&second).await.assert(200);
        let signed_in = school.bearer(&tokens.text("/access_token"));
        merge(&novak, "S-1", "pu0").await;
        signed_in.get("/v1/me").await.assert_problem(401, "unauthenticated");
        sign_in(&second).await.assert_problem(401, "sign_in_failed");
        let tokens = sign_in(&slip).await.assert(200);
        let me = school.bearer(&tokens.text("/access_token"));
        assert_eq!(me.get("/v1/me").await.assert(200).json()["id"], before);
        me.get(&format!("/v1/classes/{k0}")).await.assert(200);
    }

    /// RTS-05: a merge lowers nobody's privacy: the account that is kept has the more private value of the two.
    async fn of_two_accounts_that_become_one_the_more_private_setting_stays(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        import_all(&novak, &returned()).await;
        let (merged, kept) = novak.proposed("S-1", "pu0").await;
        let [newcomer, of_before] = [&merged, &kept].map(|id| serde_json::from_value::<UserId>(json!(id)).unwrap());
        let child = school.student(newcomer).await;
        for (value, state) in [("off", "applied"), ("on", "waiting")] {
            let wanted = json!({"setting": "saved_drafts", "value": value});
            let changed = child.post("/v1/me/setting-changes", wanted).await.assert(201);
            assert_eq!(changed.text("/state"), state);
        }
        merge(&novak, "S-1", "pu0").await;
        assert_eq!(count(&school, "setting_changes WHERE state = 'closed'"), 1);
        let child = school.student(of_before).await;
        let changes = child.get("/v1/me/setting-changes").await.assert(200).rows();
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0]["setting"], "saved_drafts");
        assert_eq!(changes[0]["after"], "off");
        assert_eq!(changes[0]["asked_as"], "school");
        let wanted = json!({"setting": "saved_drafts", "value": "off"});
        child.post("/v1/me/setting-changes", wanted).await.assert_conflict("setting_unchanged");
    }

    async fn a_teacher_who_is_back_under_another_name_of_mail_keeps_account_and_classes(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let back = Bundle::small().renumber("te0", "T-9001").replace("users.csv", "te0@example.edu", "ruth@example.edu");
        let import = novak.stage(&back).await;
        assert_eq!(found(&novak, &import, "perhaps_the_same_person").await, 1);
        novak.apply(&import, true).await.assert(200);
        let address = merge(&novak, "T-9001", "te0").await;
        assert!(is_still(&novak.import(&back).await));
        let teacher = teacher_of(&school, "k0").await;
        teacher.get(&format!("/v1/classes/{}", class(&school, "k0"))).await.assert(200);
        assert_eq!(novak.0.get(&format!("/v1/staff/{}/login", teacher.user)).await.text("/login"), "t***@e***.edu");
        // The address of the merged account is free for the one that is kept.
        novak.0.patch(&format!("/v1/staff/{}/login", teacher.user), "*", json!({"email": "ruth@example.edu"})).await.assert(200);
        novak.0.post_empty(&format!("{address}/undo")).await.assert(200);
        assert!(is_still(&novak.import(&back).await));
    }

    async fn only_accounts_that_can_be_one_persons_are_merged(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let (teacher, student) = (teacher_of(&school, "k0").await.user, student_of(&school, "k0").await.user);
        import_all(&novak, &returned()).await;
        let (merged, kept) = novak.proposed("S-1", "pu0").await;
        let both = |kept: &str, merged: &str| json!({"kept_user_id": kept, "merged_user_id": merged});
        let own = novak.0.user.to_string();
        let nobody = uuid::Uuid::from_u128(7).to_string();
        for (kept, merged) in [
            (&kept, &teacher.to_string()), (&own, &merged), (&kept, &own), (&merged, &kept),
            (&kept, &kept), (&student.to_string(), &merged), (&kept, &nobody), (&nobody, &merged),
        ] {
            novak.0.post(MERGES, both(kept, merged)).await.assert_problem(409, "state_conflict");
        }
        let diaz = school.school_admin("Diaz").await;
        diaz.post(MERGES, both(&kept, &merged)).await.assert_problem(403, "forbidden");
        diaz.get("/v1/rosters/merge-proposals").await.assert_problem(403, "forbidden");
        novak.0.post(MERGES, both(&kept, &merged)).await.assert(201);
    }

    async fn a_merge_is_not_undone_once_something_stands_against_it(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        import_all(&novak, &returned()).await;
        let address = merge(&novak, "S-1", "pu0").await;
        let undo = format!("{address}/undo");
        // Another student has the username of the merged account.
        let diaz = school.school_admin("Diaz").await;
        let students = format!("/v1/classes/{}/students", class(&school, "k0"));
        diaz.attest(class(&school, "k0")).await.assert(201);
        let made = diaz.post(&students, json!({"students": [{"given_name": "Bo", "username": "other"}]})).await.assert(201);
        novak.0.post_empty(&undo).await.assert_conflict("login_taken");
        let bo = format!("{students}/{}/login", made.text("/students/0/student_id"));
        diaz.patch(&bo, "*", json!({"username": "bo"})).await.assert(200);
        // The student left again.
        import_all(&novak, &Bundle::small().without_person("pu0")).await;
        novak.0.post_empty(&undo).await.assert_conflict("not_in_roster");
        import_all(&novak, &returned()).await;
        novak.0.post_empty(&undo).await.assert(200);
    }

    async fn work_that_would_stay_behind_keeps_accounts_as_they_are(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        import_all(&novak, &returned()).await;
        let course = StarterCourse::load(&school).await;
        let (merged, kept) = novak.proposed("S-1", "pu0").await;
        let user = |id: &str| UserId::from_uuid(id.parse().unwrap());
        let k0 = ClassId::from_uuid(class(&school, "k0"));
        course.assign(&teacher_of(&school, "k0").await, k0).await;
        let events = Events::from(&school, 1);
        let works = async |student: &str| {
            let student = school.student(user(student)).await;
            let batch = json!({"events": [events.completed(0, course.activities(0)[0])]});
            let told = student.post("/v1/progress/events", batch).await.assert(200);
            assert_eq!(told.text("/results/0/result"), "recorded", "{}", told.json());
        };
        let address = merge(&novak, "S-1", "pu0").await;
        novak.0.post_empty(&format!("{address}/undo")).await.assert(200);
        let address = merge(&novak, "S-1", "pu0").await;
        works(&kept).await;
        novak.0.post_empty(&format!("{address}/undo")).await.assert_conflict("has_own_work");

        let other = Bundle::small().renumber("pu4", "S-2").replace("users.csv", "S-2,,,true,pu4,", "S-2,,,true,another,");
        import_all(&novak, &other).await;
        let (merged_too, kept_too) = novak.proposed("S-2", "pu4").await;
        assert_ne!(merged_too, merged);
        works(&merged_too).await;
        let both = json!({"kept_user_id": kept_too, "merged_user_id": merged_too});
        novak.0.post(MERGES, both).await.assert_conflict("has_own_work");
    }

    async fn an_account_of_whose_record_something_was_contested_is_not_merged(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        import_all(&novak, &returned()).await;
        let pair = pair(&novak, "S-1", "pu0").await;
        let merged = UserId::from_uuid(pair["merged_user_id"].as_str().unwrap().parse().unwrap());
        let noor = school.guardian_of(merged, "Noor").await.persona;
        let amendments = format!("/v1/students/{merged}/amendments");
        let contested = json!({"part": "given_name", "ground": "inaccurate", "contention": "It is Eva."});
        noor.post(&amendments, contested).await.assert(201);
        novak.0.post(MERGES, pair).await.assert_conflict("has_own_work");
    }

    async fn an_account_whose_record_a_court_asked_for_is_not_merged(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        import_all(&novak, &returned()).await;
        let pair = pair(&novak, "S-1", "pu0").await;
        let merged = pair["merged_user_id"].as_str().unwrap();
        let demand = json!({
            "kind": "subpoena",
            "issuer": "Maple County Superior Court",
            "reference": "Docket 27-0142",
            "categories": ["name"],
        });
        let processes = format!("/v1/students/{merged}/legal-processes");
        novak.0.post(&processes, demand).await.assert(201);
        novak.0.post(MERGES, pair).await.assert_conflict("has_own_work");
    }

    async fn what_was_staged_before_a_merge_is_compared_anew(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        import_all(&novak, &returned()).await;
        let staged = novak.stage(&returned().without_person("S-1")).await;
        merge(&novak, "S-1", "pu0").await;
        novak.apply(&staged, true).await.assert_problem(409, "preview_outdated");
    }

    async fn a_teacher_signs_in_again_with_the_password_of_before(school: TestApp) {
        let novak = importer(&school).await;
        let named = Bundle::small().replace("users.csv", "Givente0,Familyte0", "Tess,Example");
        novak.import(&named).await;
        let teacher = teacher_of(&school, "k0").await.user;
        let invitation = format!("/v1/staff/{teacher}/credential-reset");
        let token = novak.0.post_empty(&invitation).await.assert(200).text("/invitation_token");
        school.accept(&token).await.assert(200);
        let back = named.renumber("te0", "T-1").replace("users.csv", "te0@example.edu", "tess@example.edu");
        import_all(&novak, &back).await;
        merge(&novak, "T-1", "te0").await;
        let tokens = school.anybody().post("/v1/auth/sign-in", to_maple("te0@example.edu", PASSWORD)).await.assert(200);
        let tess = school.bearer(&tokens.text("/access_token"));
        tess.get(&format!("/v1/classes/{}", class(&school, "k0"))).await.assert(200);
    }
}
