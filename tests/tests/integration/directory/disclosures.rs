//! What is released of one student, and where the annual notice tells of a transfer (FER-07, FER-11, FER-16).

use serde_json::{Value, json};
use tests::{app::TestApp, on_each_backend};

use super::{PARTS, again, gives_notice, notices, refusals, released};

/// Maple Press asks for the name for its yearbook.
#[cfg(test)]
fn asked(school: &TestApp) -> Value {
    json!({
        "ground": "directory_information",
        "recipient": "Maple Press",
        "categories": ["name"],
        "statements": [],
        "directory": {
            "school_id": school.world.school,
            "types": ["name"],
            "purpose": "yearbook",
            "found_by": "directory_information",
        },
    })
}

on_each_backend! {
    async fn directory_information_of_a_student_is_released_by_the_facts_and_no_statement_counts(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/students/{}/disclosures", people.ada.user);
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let nothing = people.diaz.post(&path, asked(&school)).await.assert(201);
        assert_eq!(nothing.text("/refusal"), "not_designated");
        let (diaz, _) = released(&school, &people.diaz, &["name"]).await;
        let done = diaz.post(&path, asked(&school)).await.assert(201);
        assert_eq!(done.text("/disclosure/outcome"), "disclosed");
        assert_eq!(done.json()["disclosure"]["required_by_law"], json!(false));
        for (member, value, refusal) in [
            ("/recipient", json!("Juniper Print"), "party_not_listed"),
            ("/directory/purpose", json!("news"), "party_not_listed"),
            ("/directory/found_by", json!("social_security_number"), "found_by_other_data"),
            ("/directory/found_by", json!("other_data"), "found_by_other_data"),
            ("/directory/school_id", json!(school.world.other_school), "not_designated"),
        ] {
            let mut other = asked(&school);
            *other.pointer_mut(member).unwrap() = value;
            other["statements"] = json!(["written_agreement", "rights_holder_told_before"]);
            let refused = diaz.post(&path, other).await.assert(201);
            assert_eq!(refused.text("/refusal"), refusal, "{member}");
            assert_eq!(refused.text("/disclosure/outcome"), "refused");
        }
        let mut graded = asked(&school);
        graded["directory"]["types"] = json!(["name", "grade_level"]);
        graded["categories"] = json!(["name", "enrollment"]);
        let graded = diaz.post(&path, graded).await.assert(201);
        assert_eq!(graded.text("/refusal"), "type_not_designated");
        let noor = again(&school, &noor).await;
        noor.post(&refusals(people.ada.user), json!({ "types": ["name"] })).await.assert(200);
        let refused = diaz.post(&path, asked(&school)).await.assert(201);
        assert_eq!(refused.text("/refusal"), "refused_for_student");
    }

    async fn what_is_asked_for_as_directory_information_says_what_and_of_which_school(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/students/{}/disclosures", people.ada.user);
        let mut without = asked(&school);
        without.as_object_mut().unwrap().remove("directory");
        let mut elsewhere = asked(&school);
        elsewhere["ground"] = json!("study");
        let mut more = asked(&school);
        more["categories"] = json!(["name", "progress"]);
        for (body, field) in [(without, "/directory"), (elsewhere, "/directory"), (more, "/categories")] {
            let refused = people.diaz.post(&path, body).await.assert(422);
            assert_eq!(refused.text("/errors/0/pointer"), field);
        }
        let kept = people.diaz.get(&path).await.assert(200).json();
        assert_eq!(kept["data"], json!([]));
    }

    async fn a_notice_that_holds_tells_families_of_a_transfer_if_it_says_so(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/students/{}/disclosures", people.ada.user);
        let transfer = || json!({
            "ground": "school_of_transfer",
            "recipient": "Juniper Elementary",
            "categories": ["name", "progress"],
            "statements": ["enrollment_intended"],
        });
        let missing = people.diaz.post(&path, transfer()).await.assert(201);
        assert_eq!(missing.text("/missing_statement"), "rights_holder_told_before");
        let mut parts = PARTS.to_vec();
        parts.push("school_of_transfer");
        let over = json!({ "given_on": "2025-09-20", "means": "mail", "parts": parts });
        people.diaz.post(&notices(&school), over).await.assert(201);
        let over = people.diaz.post(&path, transfer()).await.assert(201);
        assert_eq!(over.text("/missing_statement"), "rights_holder_told_before");
        gives_notice(&school, &people.diaz, "2026-08-24").await;
        let silent = people.diaz.post(&path, transfer()).await.assert(201);
        assert_eq!(silent.text("/missing_statement"), "rights_holder_told_before");
        let says = json!({ "given_on": "2025-09-22", "means": "mail", "parts": parts });
        people.diaz.post(&notices(&school), says.clone()).await.assert(201);
        // The notice that was given last counts.
        let silent = people.diaz.post(&path, transfer()).await.assert(201);
        assert_eq!(silent.text("/missing_statement"), "rights_holder_told_before");
        let mut latest = says;
        latest["given_on"] = json!("2026-09-21");
        people.diaz.post(&notices(&school), latest).await.assert(201);
        let told = people.diaz.post(&path, transfer()).await.assert(201);
        assert_eq!(told.text("/disclosure/outcome"), "disclosed");
        assert_eq!(told.json()["disclosure"]["required_by_law"], json!(true));
    }
}
