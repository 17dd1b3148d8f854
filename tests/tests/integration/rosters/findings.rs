//! The row report.

use actix_web::http::Method;
use serde_json::{Value, json};
use tests::{
    bundles::Bundle,
    on_each_backend,
    rosters::{class, count, importer, teacher_of},
};

use crate::rosters::is_still;

on_each_backend! {
    async fn a_row_that_cannot_be_read_costs_itself_and_ends_nobody(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let dirty = Bundle::small()
            .replace("users.csv", "Familypu3,", "win at free-prize.example.com/x,")
            .replace("enrollments.csv", "e4-0,,,k0,s0,pu4,student,,2026-08-01", "e4-0,,,k0,s0,pu4,student,,yesterday")
            .with_row("enrollments.csv", "x1,,,k9,s0,Zebulon,student,,,");
        let import = novak.stage(&dirty).await;
        let findings = novak.findings(&import).await;
        assert!(findings.iter().any(|found| found["file"] == "users" && found["field"] == "familyName"
            && found["code"] == "not_a_name" && found["severity"] == "error" && found["line"] == 9), "{findings:?}");
        assert!(findings.iter().any(|found| found["file"] == "enrollments" && found["code"] == "invalid_date"));
        let text = serde_json::to_string(&findings).unwrap();
        for value in ["Zebulon", "yesterday", "Given", "prize", "example.edu"] {
            assert!(!text.contains(value), "{value} is in the findings");
        }
        let applied = novak.apply(&import, false).await.assert(200).json();
        assert!(is_still(&applied), "{applied}");
        assert_eq!(applied["errors"], findings.len());
        assert_eq!(count(&school, "users WHERE status = 'disabled'"), 0);
    }

    async fn a_name_is_held_to_the_same_rules_as_one_that_is_typed(school: TestApp) {
        let novak = importer(&school).await;
        let long = "x".repeat(81);
        let lawful = Bundle::small()
            .replace("users.csv", "Givenpu0,Familypu0", "Ma.Theresa,s/o Muthu")
            .replace("users.csv", "Givenpu4,Familypu4", "Suharto,")
            .replace("users.csv", "Givenpu2,Familypu2", "Ada\u{202E},Null")
            .replace("users.csv", "Familypu6,", &format!("{long},"));
        let import = novak.stage(&lawful).await;
        let findings = novak.findings(&import).await;
        let codes: Vec<(&str, &str, &str)> = findings.iter()
            .filter(|found| found["file"] == "users" && found["severity"] != "info")
            .map(|found| (found["field"].as_str().unwrap(), found["code"].as_str().unwrap(), found["severity"].as_str().unwrap()))
            .collect();
        assert_eq!(codes, [
            ("givenName", "control_character", "warning"),
            ("familyName", "missing_value", "warning"),
            ("familyName", "too_long", "error"),
        ]);
        let too_long = findings.iter().find(|found| found["code"] == "too_long").unwrap();
        assert_eq!(too_long["at_most"], 80);
        assert_eq!(too_long["message"], "The cell is longer than its field allows.");
        assert_eq!(too_long["advice"], "Shorten the cell to at most `at_most` characters.");
        novak.apply(&import, false).await.assert(200);
        let teacher = teacher_of(&school, "k0").await;
        let students = teacher.get(&format!("/v1/classes/{}/students", class(&school, "k0"))).await.assert(200);
        let mut shown = students.column("display_name");
        shown.sort_unstable();
        for name in ["Ada N.", "Ma.Theresa s.", "Suharto"] {
            assert!(shown.contains(&name.to_owned()), "{name}: {shown:?}");
        }
    }

    async fn a_title_is_held_to_the_same_rules_as_one_that_is_typed(school: TestApp) {
        let novak = importer(&school).await;
        let long = format!("Class 3 {}", "x".repeat(200));
        let titled = Bundle::small()
            .replace("classes.csv", "Class 1,", "Win at free-prize.example.com/x,")
            .replace("classes.csv", "Class 2,", "Code.org ⭐\u{FE0F},")
            .replace("classes.csv", "Class 3,", &format!("{long},"));
        let import = novak.stage(&titled).await;
        let findings = novak.findings(&import).await;
        assert!(findings.iter().any(|found| found["file"] == "classes" && found["field"] == "title"
            && found["code"] == "not_a_name" && found["severity"] == "error"), "{findings:?}");
        novak.apply(&import, false).await.assert(200);
        assert_eq!(count(&school, "classes WHERE source_id = 'k1'"), 0);
        for (key, title) in [("k2", "Code.org ⭐\u{FE0F}"), ("k3", &long)] {
            let shown = novak.0.get(&format!("/v1/classes/{}", class(&school, key))).await.assert(200);
            assert_eq!(shown.text("/title"), title);
        }
    }

    async fn findings_come_in_pages_and_by_kind(school: TestApp) {
        let novak = importer(&school).await;
        let dirty = Bundle::small().replace("users.csv", ",,,,04,", ",,,,fourth,")
            .with_row("enrollments.csv", "x1,,,k9,s0,pu0,student,,,");
        let import = novak.stage(&dirty).await;
        let findings = format!("{import}/findings");
        let first = novak.0.get(&format!("{findings}?limit=10")).await.assert(200).json();
        assert_eq!(first["data"].as_array().unwrap().len(), 10);
        let cursor = first["next_cursor"].as_str().unwrap();
        let second = novak.0.get(&format!("{findings}?limit=10&cursor={cursor}")).await.assert(200).json();
        assert_eq!(second["data"].as_array().unwrap().len(), 7);
        assert_eq!(second["has_more"], false);

        for (filter, number) in [
            ("severity=error", 1),
            ("severity=warning", 16),
            ("file=users", 16),
            ("file=orgs", 0),
            ("file=archive", 0),
            ("code=unknown_reference", 1),
            ("code=unknown_value&file=users&severity=warning", 16),
            ("code=unknown_value&file=enrollments", 0),
        ] {
            let shown = novak.0.get(&format!("{findings}?{filter}")).await.assert(200).json();
            assert_eq!(shown["data"].as_array().unwrap().len(), number, "{filter}");
        }
        for unknown in ["severity=fatal", "file=pets", "code=Ada", "kind=error"] {
            novak.0.get(&format!("{findings}?{unknown}")).await.assert_problem(400, "invalid_parameter");
        }
        // A page of a filtered list goes on in that list and in no other.
        let page = novak.0.get(&format!("{findings}?severity=warning&limit=10")).await.assert(200);
        let link = page.header("link");
        assert!(link.contains("severity=warning&limit=10&cursor="), "{link}");
        let cursor = page.text("/next_cursor");
        let next = novak.0.get(&format!("{findings}?severity=warning&limit=10&cursor={cursor}")).await.assert(200).json();
        assert_eq!(next["data"].as_array().unwrap().len(), 6);
        novak.0.get(&format!("{findings}?limit=10&cursor={cursor}")).await.assert_problem(400, "invalid_cursor");
    }

    async fn what_is_written_in_a_whole_column_is_found_once_and_counted(school: TestApp) {
        let novak = importer(&school).await;
        let filled = Bundle::small().replace("users.csv", ",,,true,", ",active,2026-08-01,TRUE,");
        let import = novak.stage(&filled).await;
        let findings = novak.findings(&import).await;
        assert_eq!(findings.len(), 3, "{findings:?}");
        for found in &findings {
            assert_eq!((&found["line"], &found["times"]), (&2.into(), &16.into()));
        }
        assert_eq!(novak.0.get(&import).await.json()["warnings"], 48);
    }

    async fn a_finding_names_the_line_in_an_editor_and_the_key_before_and_after_applying(school: TestApp) {
        let novak = importer(&school).await;
        let spaced = Bundle::small()
            .replace("users.csv", "\nte1,", "\n\n\nte1,")
            .replace("users.csv", "Givente2,", "\"Two\nLines\",")
            .replace("users.csv", "Familypu3,", "https://example.com,")
            .replace("users.csv", "pu8,,,true,pu8,", "pu8,,,true,💡,");
        let import = novak.stage(&spaced).await;
        let places = async || -> Vec<(Value, Value)> {
            let findings = novak.findings(&import).await;
            let wanted = findings.iter().filter(|found| found["code"] == "not_a_name" || found["code"] == "username_unusable");
            wanted.map(|found| (found["line"].clone(), found["source_id"].clone())).collect()
        };
        // Two blank lines and a line break within a cell stand above.
        let expected = vec![(json!(12), json!("pu3")), (json!(17), json!("pu8"))];
        assert_eq!(places().await, expected);
        novak.apply(&import, false).await.assert(200);
        assert_eq!(places().await, expected);
    }

    async fn findings_and_changes_are_to_be_had_as_a_spreadsheet(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let dirty = Bundle::small()
            .replace("users.csv", ",,,,04,", ",,,,fourth,")
            .replace("classes.csv", "Class 1,", "=1+1,")
            .with_row("enrollments.csv", "x1,,,k9,s0,pu0,student,,,");
        let import = novak.stage(&dirty).await;
        let get = async |path: &str, accept: &str| {
            let headers = [("Accept", accept)];
            novak.0.send(Method::GET, &format!("{import}/{path}"), &headers, Vec::new()).await
        };
        let table = get("findings?severity=warning", "text/csv").await.assert(200);
        assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
        assert!(table.header("vary").contains("Accept"));
        let text = String::from_utf8(table.body).unwrap();
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        assert_eq!(lines.next(), Some(r#""file","line","source_id","field","code","severity","times","at_most","message","advice""#));
        assert!(lines.next().unwrap().starts_with(r#""users","2","te0","grades","unknown_value","warning","1","","#), "{text}");
        assert_eq!(lines.count(), 15);
        let table = get("changes?kind=class", "text/csv, application/json;q=0.5").await.assert(200);
        let text = String::from_utf8(table.body).unwrap();
        assert!(text.contains(r#""class","change","#) && text.contains(r#","k1","'=1+1""#), "{text}");
        for path in ["findings", "changes"] {
            let page = get(path, "application/json").await.assert(200);
            assert!(page.header("vary").contains("Accept"));
            get(path, "text/html").await.assert_problem(406, "not_acceptable");
        }
    }
}
