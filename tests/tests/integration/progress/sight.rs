//! Who sees what of a learner, and who sees nothing.

use chrono::TimeDelta;
use serde_json::json;
use tests::{
    learning::{
        Events, Membership, StarterCourse, end_membership, enroll_again, give_part, now_of,
    },
    on_each_backend,
};

use crate::progress::{a_lesson, admins, get_if_changed, report, state};

on_each_backend! {
    async fn only_the_teacher_of_record_reads_answers_to_prompts(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        school.clock.advance(TimeDelta::minutes(4));
        report(&ada, &a_lesson(&Events::from(&school, 1), &course)).await;
        let path = format!("/v1/classes/{class}/students/{}/timeline", ada.user);
        let (chen, tan) = (school.teacher("Chen").await, school.assistant("Tan").await);
        give_part(&school, class, chen.user, "co_teacher", now_of(&school));
        give_part(&school, class, tan.user, "teaching_assistant", now_of(&school));
        let [diaz, novak] = admins(&school).await;
        for who in [&chen, &tan, &diaz, &novak] {
            let shown = who.get(&path).await.assert(200).json();
            assert_eq!(shown["data"][0]["kind"], "prompt_answered");
            assert_eq!(shown["data"][0]["answer"], json!(null));
            assert_eq!(shown["data"][0]["withheld"], true);
            assert_eq!(shown["data"][1]["code"], "print('SECRET-CODE')");
            who.get(&format!("/v1/classes/{class}/progress")).await.assert(200);
        }
        let shown = rivera.get(&path).await.assert(200).json();
        assert_eq!(shown["data"][0]["answer"], "SECRET-ANSWER");

        // A new teacher sees the student's earlier work in the course, but no earlier answers (FER-05).
        let okafor = school.teacher("Okafor").await;
        let next = okafor.class("Grade 4 Coding, second term").await;
        course.assign(&okafor, next).await;
        enroll_again(&school, next, ada.user, now_of(&school));
        let shown = okafor.get(&format!("/v1/classes/{next}/students/{}/timeline", ada.user)).await;
        let shown = shown.assert(200).json();
        assert_eq!(shown["data"][0]["withheld"], true);
        assert_eq!(shown["data"][1]["code"], "print('SECRET-CODE')");
        let shown = okafor.get(&format!("/v1/classes/{next}/progress")).await.assert(200).json();
        assert_eq!(state(&shown, &ada, course.lesson(0))["tries"], 2);
    }

    async fn administrators_see_what_was_shared_with_a_teacher_and_no_more(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.student_in(class, "Ada").await, school.student_in(class, "Ben").await);
        school.clock.advance(TimeDelta::minutes(4));
        let events = Events::from(&school, 1);
        report(&ada, &a_lesson(&events, &course)).await;
        school.clock.advance(TimeDelta::minutes(4));
        end_membership(&school, Membership::Teaching, class, rivera.user, now_of(&school));
        report(&ben, &a_lesson(&Events::from(&school, 100), &course)[5..]).await;
        for admin in admins(&school).await {
            let shown = admin.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
            assert_eq!(state(&shown, &ada, course.lesson(0))["tries"], 2);
            let path = format!("/v1/classes/{class}/students/{}/timeline", ben.user);
            assert_eq!(admin.get(&path).await.assert(200).json()["data"], json!([]));
        }
    }

    /// FER-09: a number that few students stand behind shows them, and the log says so.
    async fn the_log_names_the_few_whom_the_sums_of_a_lesson_show(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let [read, easy, ..] = course.activities(0)[..] else { panic!("six") };
        let mut students = Vec::new();
        for number in 0..10_u8 {
            let name = format!("Robin{}", char::from(b'a' + number));
            students.push(school.student_in(class, &name).await);
        }
        for (student, first) in students.iter().zip((1..).step_by(100)) {
            report(student, &[Events::from(&school, first).completed(0, read)]).await;
        }
        let path = format!("/v1/classes/{class}/lessons/{}/progress", course.lesson(0));
        rivera.get(&path).await.assert(200);
        let [_, novak] = admins(&school).await;
        let log = |student: &tests::persona::Persona| {
            format!("/v1/audit/events?happening=read_class_progress&person_id={}", student.user)
        };
        assert!(novak.get(&log(&students[0])).await.assert(200).rows().is_empty());
        report(&students[0], &[Events::from(&school, 5_000).attempt(0, easy, "passed", "x")]).await;
        rivera.get(&path).await.assert(200);
        assert_eq!(novak.get(&log(&students[0])).await.assert(200).rows().len(), 1);
        assert!(novak.get(&log(&students[1])).await.assert(200).rows().is_empty());
    }

    async fn a_teacher_whose_class_ended_a_moment_ago_sees_nothing(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        let end = now_of(&school) + TimeDelta::minutes(1);
        let of_student = format!("/v1/classes/{class}/students/{}/timeline", ada.user);
        let of_class = format!("/v1/classes/{class}/progress");
        let report = format!("/v1/classes/{class}/reports/progress.csv");
        end_membership(&school, Membership::Enrollment, class, ada.user, end);
        school.clock.advance(TimeDelta::minutes(1) - TimeDelta::milliseconds(1));
        rivera.get(&of_student).await.assert(200);
        school.clock.advance(TimeDelta::milliseconds(1));
        rivera.get(&of_student).await.assert_problem(404, "not_found");
        let left = rivera.get(&of_class).await.assert(200).json();
        assert_eq!(left["students"], json!([]));

        let end = now_of(&school) + TimeDelta::minutes(1);
        end_membership(&school, Membership::Teaching, class, rivera.user, end);
        school.clock.advance(TimeDelta::minutes(1) - TimeDelta::milliseconds(1));
        let etag = rivera.get(&of_class).await.assert(200).header("etag");
        rivera.get(&report).await.assert(200);
        school.clock.advance(TimeDelta::milliseconds(1));
        rivera.get(&of_class).await.assert_problem(404, "not_found");
        get_if_changed(&rivera, &of_class, &etag).await.assert_problem(404, "not_found");
        rivera.get(&report).await.assert_problem(404, "not_found");
    }

    async fn a_student_sees_their_own_and_nobody_elses(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.student_in(class, "Ada").await, school.student_in(class, "Ben").await);
        let told = [Events::from(&school, 1).completed(0, course.activities(0)[0])];
        report(&ada, &told).await;
        assert_eq!(ben.get("/v1/me/timeline").await.assert(200).json()["data"], json!([]));
        ben.get(&format!("/v1/classes/{class}/progress")).await.assert_problem(403, "forbidden");
        ben.get(&format!("/v1/classes/{class}/reports/progress.csv")).await.assert_problem(403, "forbidden");
        for student in [&ada, &ben] {
            let path = format!("/v1/classes/{class}/students/{}", ada.user);
            student.get(&format!("{path}/timeline")).await.assert_problem(404, "not_found");
            student.get(&format!("{path}/feedback")).await.assert_problem(404, "not_found");
        }
    }

    async fn strangers_learn_nothing_of_a_class(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let ada = school.student_in(class, "Ada").await;
        let nobody = "01999999-9999-7999-8999-999999999999";
        let (here, student) = (class.to_string(), ada.user.to_string());
        let paths = |class: &str, student: &str| [
            format!("/v1/classes/{class}/progress"),
            format!("/v1/classes/{class}/reports/progress.csv"),
            format!("/v1/classes/{class}/students/{student}/timeline"),
            format!("/v1/classes/{class}/students/{student}/feedback"),
        ];
        for stranger in [
            school.teacher("Chen").await,
            school.teacher_at_other_school("Okafor").await,
            school.teacher_in_other_district("Silva").await,
            school.operator("Olsen").await,
        ] {
            for (hidden, absent) in paths(&here, &student).iter().zip(&paths(nobody, nobody)) {
                let hidden = stranger.get(hidden).await.assert_problem(404, "not_found");
                let absent = stranger.get(absent).await.assert_problem(404, "not_found");
                assert_eq!(hidden.body_without_request_id(), absent.body_without_request_id());
            }
        }
        rivera.get(&paths(&here, nobody)[2]).await.assert_problem(404, "not_found");
    }
}
