//! Who a person is, for those who have to do with them, and the classes of a student.

use chrono::TimeDelta;
use tests::on_each_backend;

on_each_backend! {
    async fn a_person_is_shown_to_those_who_have_to_do_with_them(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let robin = school.student_in(class, "Robin").await;
        let ito = school.teacher("Ito").await;
        let (diaz, novak) = (school.school_admin("Diaz").await, school.district_admin("Novak").await);
        let of = |persona: &tests::persona::Persona| format!("/v1/people/{}", persona.user);

        for knows in [&rivera, &diaz, &novak] {
            let shown = knows.get(&of(&robin)).await.assert(200);
            assert_eq!(shown.text("/display_name"), "Robin E.");
            assert_eq!(shown.text("/kind"), "student");
            assert_eq!(knows.get(&of(&ito)).await.assert(200).text("/display_name"), "Mx. Ito");
        }
        ito.get(&of(&rivera)).await.assert(200);
        for stranger in [
            &ito,
            &robin,
            &school.teacher_at_other_school("Okafor").await,
            &school.teacher_in_other_district("Silva").await,
            &school.operator("Olsen").await,
        ] {
            stranger.get(&of(&robin)).await.assert_problem(404, "not_found");
        }
        robin.get(&of(&rivera)).await.assert_problem(404, "not_found");
    }

    async fn many_people_are_named_in_one_call_and_the_unknown_are_left_out(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let robin = school.student_in(class, "Robin").await;
        let ito = school.teacher("Ito").await;
        let silva = school.teacher_in_other_district("Silva").await;
        let (diaz, novak) = (school.school_admin("Diaz").await, school.district_admin("Novak").await);
        school.clock.advance(TimeDelta::seconds(1));
        diaz.delete(&format!("/v1/schools/{}/staff/{}", school.world.school, ito.user)).await.assert(204);

        let nobody = "01999999-9999-7999-8999-999999999999";
        let ids = format!("{},{},{},{nobody}", robin.user, ito.user, silva.user);
        let named = |reply: tests::reply::Reply| reply.column("display_name");
        let path = format!("/v1/people?ids={ids}");
        assert_eq!(named(novak.get(&path).await.assert(200)), ["Mx. Ito", "Robin E."]);
        assert_eq!(named(diaz.get(&path).await.assert(200)), ["Mx. Ito", "Robin E."]);
        assert_eq!(named(rivera.get(&path).await.assert(200)), ["Robin E."]);
        let left = novak.get(&format!("/v1/people?ids={}", ito.user)).await.assert(200);
        assert_eq!(left.rows()[0]["display_name"], "Mx. Ito");
        robin.get(&path).await.assert_problem(403, "forbidden");

        let many = vec![nobody; 101].join(",");
        for wrong in ["", "?ids=", "?ids=robin", &format!("?ids={many}")] {
            novak.get(&format!("/v1/people{wrong}")).await.assert_problem(400, "invalid_parameter");
        }
        let shown = novak.get(&format!("/v1/audit/events?happening=list_people&person_id={}", robin.user)).await.assert(200);
        assert_eq!(shown.rows().len(), 3);
    }

    async fn the_classes_of_a_student_are_listed_as_far_as_the_caller_has_to_do_with_them(school: TestApp) {
        let (rivera, ito) = (school.teacher("Rivera").await, school.teacher("Ito").await);
        let class = rivera.class("Robots").await;
        let robin = school.student_in(class, "Robin").await;
        let other = ito.class("Art").await;
        let code = ito.join_code(other, 24, 30).await.text("/code");
        robin.join(&code).await.assert(200);
        let path = format!("/v1/students/{}/classes", robin.user);
        let (diaz, novak) = (school.school_admin("Diaz").await, school.district_admin("Novak").await);

        for (asks, titles) in [
            (&rivera, vec!["Robots"]),
            (&ito, vec!["Art"]),
            (&diaz, vec!["Art", "Robots"]),
            (&novak, vec!["Art", "Robots"]),
        ] {
            let listed = asks.get(&format!("{path}?count=exact")).await.assert(200);
            assert_eq!(listed.in_order("title"), titles);
            assert_eq!(listed.json()["total_count"], titles.len());
        }
        for stranger in [&robin, &school.teacher("Chen").await, &school.teacher_at_other_school("Okafor").await] {
            stranger.get(&path).await.assert_problem(404, "not_found");
        }
        let of_a_teacher = format!("/v1/students/{}/classes", ito.user);
        novak.get(&of_a_teacher).await.assert_problem(404, "not_found");
        assert_eq!(novak.get(&format!("{path}?q=art")).await.assert(200).column("title"), ["Art"]);
    }
}
