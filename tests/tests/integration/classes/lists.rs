//! Lists of students, staff and classes: in what order they are, what is found in them, and how they are
//! walked.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{on_each_backend, persona::Persona};

#[cfg(test)]
async fn enrol(teacher: &Persona, class: &str, names: &[(&str, &str, &str)]) {
    let student = |(given, family, level): &(&str, &str, &str)| json!({"given_name": given, "family_name": family, "grade_level": level});
    let students: Vec<Value> = names.iter().map(student).collect();
    let path = format!("/v1/classes/{class}/students");
    let made = teacher.post(&path, json!({"students": students})).await;
    made.assert(201);
}

/// Names that are created in another order than that in which they are listed.
#[cfg(test)]
const NAMES: [(&str, &str, &str); 5] = [
    ("Zoë", "Diaz", "04"),
    ("émile", "Zola", "05"),
    ("Ada", "Lovelace", "04"),
    ("李", "王", "04"),
    ("José", "Núñez", "05"),
];

on_each_backend! {
    async fn the_students_of_a_class_are_listed_from_a_to_z_as_they_are_shown(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await.to_string();
        enrol(&rivera, &class, &NAMES).await;
        let path = format!("/v1/classes/{class}/students");

        let listed = rivera.get(&path).await.assert(200);
        assert_eq!(listed.in_order("display_name"), ["Ada L.", "émile Z.", "José N.", "李 王.", "Zoë D."]);
        assert_eq!(listed.json()["total_count"], Value::Null);
        school.clock.advance(TimeDelta::seconds(1));
        enrol(&rivera, &class, &[("Aaron", "Ek", "04")]).await;
        let first = |listed: tests::reply::Reply| listed.in_order("display_name")[0].clone();
        assert_eq!(first(rivera.get(&path).await), "Aaron E.");
        let oldest = rivera.get(&format!("{path}?sort=created_at")).await.assert(200);
        assert_eq!(oldest.in_order("display_name")[5], "Aaron E.");
        rivera.get(&format!("{path}?sort=username")).await.assert_problem(400, "invalid_parameter");
    }

    async fn a_search_finds_names_without_accents_and_by_their_sound_and_counts(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await.to_string();
        enrol(&rivera, &class, &NAMES).await;
        let path = format!("/v1/classes/{class}/students");

        for (query, found) in [
            ("q=jose", vec!["José N."]),
            ("q=nun", vec!["José N."]),
            ("q=li", vec!["李 王."]),
            ("q=%E6%9D%8E", vec!["李 王."]),
            ("q=ose", vec![]),
            ("grade_level=04", vec!["Ada L.", "李 王.", "Zoë D."]),
            ("grade_level=04&q=z", vec!["Zoë D."]),
        ] {
            let listed = rivera.get(&format!("{path}?count=exact&limit=1&{query}")).await.assert(200);
            assert_eq!(listed.json()["total_count"], found.len(), "{query}");
            let all = rivera.get(&format!("{path}?{query}")).await.assert(200);
            assert_eq!(all.in_order("display_name"), found, "{query}");
        }
        for wrong in ["q=", "q=%20", "count=all", "grade_level=17", "page=2", &format!("q={}", "a".repeat(81))] {
            rivera.get(&format!("{path}?{wrong}")).await.assert_problem(400, "invalid_parameter");
        }
    }

    async fn a_teaching_assistant_searches_in_display_names_only(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let kim = school.assistant("Kim").await;
        let class = rivera.class("Grade 4 Coding").await;
        rivera.appoint(class, &kim, "teaching_assistant").await.assert(201);
        enrol(&rivera, &class.to_string(), &NAMES).await;
        let path = format!("/v1/classes/{class}/students");
        assert_eq!(kim.get(&format!("{path}?q=lovelace")).await.assert(200).rows().len(), 0);
        assert_eq!(kim.get(&format!("{path}?q=ada")).await.assert(200).rows().len(), 1);
        assert_eq!(rivera.get(&format!("{path}?q=lovelace")).await.assert(200).rows().len(), 1);
    }

    async fn a_walk_shows_each_student_once_though_others_come_and_go(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await.to_string();
        enrol(&rivera, &class, &NAMES).await;
        let path = format!("/v1/classes/{class}/students");

        let first = rivera.get(&format!("{path}?limit=2")).await.assert(200);
        let emile = first.rows()[1]["id"].as_str().unwrap().to_owned();
        rivera.delete(&format!("{path}/{emile}")).await.assert(204);
        enrol(&rivera, &class, &[("Bo", "Ek", "04"), ("Nia", "Ek", "04")]).await;
        let link = first.header("link");
        let next = link.split_once('<').and_then(|(_, rest)| rest.split_once('>')).unwrap().0;
        let second = rivera.get(next).await.assert(200);
        assert_eq!(second.in_order("display_name"), ["José N.", "李 王."]);
        let cursor = second.text("/next_cursor");
        let third = rivera.get(&format!("{path}?limit=2&cursor={cursor}")).await.assert(200);
        assert_eq!(third.in_order("display_name"), ["Nia E.", "Zoë D."]);
        assert_eq!(third.json()["has_more"], false);
        rivera.get(&format!("{path}?limit=2&cursor={cursor}&q=a")).await.assert_problem(400, "invalid_cursor");
    }

    async fn an_administrator_finds_the_students_of_a_school_who_are_in_no_class(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await.to_string();
        enrol(&rivera, &class, &NAMES).await;
        let diaz = school.school_admin("Diaz").await;
        let path = format!("/v1/schools/{}/students", school.world.school);
        let all = diaz.get(&format!("{path}?count=exact")).await.assert(200);
        assert_eq!(all.json()["total_count"], 5);
        assert_eq!(all.in_order("display_name")[0], "Ada L.");
        let ada = all.rows()[0]["id"].as_str().unwrap().to_owned();
        rivera.delete(&format!("/v1/classes/{class}/students/{ada}")).await.assert(204);
        let placed = diaz.get(&format!("{path}?place=in_a_class&count=exact")).await.assert(200);
        assert_eq!(placed.json()["total_count"], 4);
        let unplaced = diaz.get(&format!("{path}?place=in_no_class&q=ad")).await.assert(200);
        assert_eq!(unplaced.in_order("display_name"), ["Ada L."]);
    }

    async fn staff_are_listed_from_a_to_z_by_role_and_found_by_name(school: TestApp) {
        for name in ["Zapata", "Ito", "Åberg"] {
            school.teacher(name).await;
        }
        school.assistant("Kim").await;
        let diaz = school.school_admin("Diaz").await;
        let path = format!("/v1/schools/{}/staff", school.world.school);
        let teachers = diaz.get(&format!("{path}?role=teacher&count=exact")).await.assert(200);
        assert_eq!(teachers.in_order("display_name"), ["Mx. Åberg", "Mx. Ito", "Mx. Zapata"]);
        assert_eq!(teachers.json()["total_count"], 3);
        assert_eq!(diaz.get(&format!("{path}?q=aberg")).await.assert(200).rows().len(), 1);
        assert_eq!(diaz.get(&format!("{path}?status=invited")).await.assert(200).rows().len(), 0);
        let novak = school.district_admin("Novak").await;
        let found = novak.get("/v1/staff?q=zap&count=exact").await.assert(200);
        assert_eq!(found.in_order("display_name"), ["Mx. Zapata"]);
    }

    async fn classes_are_listed_by_title_and_say_beside_them_what_a_card_shows(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        for title in ["Robots", "Art", "éclair"] {
            rivera.class(title).await;
        }
        let class = rivera.class("Chess").await;
        let student = school.student_in(class, "Robin").await;
        let (_, version) = rivera.published_course("robots").await;
        rivera.assigned(class, &version).await;

        let mine = rivera.get("/v1/me/classes?include=student_count,courses,term,school").await.assert(200);
        assert_eq!(mine.in_order("title"), ["Art", "Chess", "éclair", "Robots"]);
        let chess = &mine.rows()[1];
        assert_eq!(chess["student_count"], 1);
        assert_eq!(chess["courses"][0]["version_id"], version.as_str());
        assert_eq!(chess["school_name"], "Maple Elementary");
        assert_eq!(chess["term_title"], Value::Null);
        assert_eq!(mine.rows()[0]["student_count"], 0);
        assert_eq!(rivera.get("/v1/me/classes?q=ecl").await.assert(200).in_order("title"), ["éclair"]);

        let own = student.get(&format!("/v1/classes/{class}?include=student_count,courses,school")).await.assert(200);
        assert_eq!(own.json()["student_count"], Value::Null);
        assert_eq!(own.json()["school_name"], Value::Null);
        assert_eq!(own.json()["courses"][0]["version_id"], version.as_str());
        let plain = rivera.get(&format!("/v1/classes/{class}")).await.assert(200);
        assert_eq!(plain.json()["school_name"], Value::Null);

        let diaz = school.school_admin("Diaz").await;
        let path = format!("/v1/schools/{}/classes", school.world.school);
        let listed = diaz.get(&format!("{path}?state=open&q=chess&include=student_count")).await.assert(200);
        assert_eq!(listed.rows()[0]["student_count"], 1);
        assert_eq!(listed.rows()[0]["courses"], Value::Null);
        assert_eq!(diaz.get(&format!("{path}?state=ended")).await.assert(200).rows().len(), 0);
        for wrong in ["include=students", "include=term,term", "include="] {
            rivera.get(&format!("/v1/classes/{class}?{wrong}")).await.assert_problem(400, "invalid_parameter");
        }
    }
}
