//! Accounts that are not used: warned of twice, and ended (R-01, R-02, R-03, RET-07).

use chrono::{Months, TimeDelta};
use domain::{mail::MessageKind, mint::Clock as _};
use tests::{
    app::TestApp,
    bundles::Bundle,
    families::Family,
    on_each_backend,
    rosters::{count, importer},
    rows::Rows,
};

use super::{
    SECOND, agree_for_years, leave, messages, night_of, open_for_years, staff_again, students,
};

/// Students of whatever tenant.
#[cfg(test)]
fn children(school: &TestApp) -> usize {
    Rows::of(school).count("users WHERE kind = 'student'")
}

on_each_backend! {
    async fn ret_02_a_student_in_no_class_is_warned_of_twice_and_deleted_after_12_months(school: TestApp) {
        agree_for_years(&school);
        let people = school.people().await;
        school.clock.advance(SECOND);
        leave(&school, &people, people.ada.user);
        let left = school.clock.now();
        let end = left + Months::new(12);
        let told = || messages(&school, school.world.district, MessageKind::UnusedStudentAccounts);

        night_of(&school, end - TimeDelta::days(61)).await;
        assert!(told().await.is_empty());
        night_of(&school, end - TimeDelta::days(60)).await;
        let first = told().await;
        assert_eq!(first.len(), 2, "the two administrators of the school");
        assert_eq!(first[0]["accounts"], "1");
        assert_eq!(first[0]["school"], "Maple Elementary");
        assert_eq!(first[0]["day"], end.date_naive().to_string());
        assert!(!format!("{first:?}").contains("Ada"), "a message names a student");
        night_of(&school, end - TimeDelta::days(40)).await;
        assert_eq!(told().await.len(), 2, "told once");
        night_of(&school, end - TimeDelta::days(30)).await;
        assert_eq!(told().await.len(), 4);
        night_of(&school, end - SECOND).await;
        assert_eq!(students(&school), 1);
        night_of(&school, end + TimeDelta::days(1)).await;
        assert_eq!(students(&school), 0);
        assert_eq!(count(&school, "retention_warnings WHERE rule = 'R-01'"), 0);

        let moore = staff_again(&school, &people.moore).await;
        let runs = moore.get("/v1/retention-runs").await.assert(200).json();
        assert_eq!(runs["data"][0]["purged"], 1);
        assert_eq!(runs["data"][0]["state"], "done");
        assert_eq!(runs["data"][1]["purged"], 0);
    }

    /// Rosters that name a student every month are no use; a student who is placed again is used.
    async fn ret_07_a_student_whom_only_rosters_name_ends_and_one_who_comes_back_stays(school: TestApp) {
        agree_for_years(&school);
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        school.student_in(class, "Ada").await;
        open_for_years(&school);
        let began = school.clock.now();
        let mut novak = importer(&school).await;
        let bundle = Bundle::district(1, 1, 2, 1).without("enrollments.csv", &[",pu1,"]);
        novak.import(&bundle).await;
        assert_eq!(students(&school), 3);
        for month in [4, 9] {
            night_of(&school, began + Months::new(month)).await;
            novak.0 = staff_again(&school, &novak.0).await;
            novak.import(&bundle).await;
        }
        school.student_in(class, "Bell").await;
        for days in [306, 336] {
            night_of(&school, began + TimeDelta::days(days)).await;
        }
        night_of(&school, began + Months::new(12) + TimeDelta::days(1)).await;
        let rostered = "users WHERE kind = 'student' AND source_index IS NOT NULL";
        assert_eq!(count(&school, rostered), 1, "of whom only rosters speak is gone");
        assert_eq!(students(&school), 3, "Ada, Bell and the one whom a class has");
    }

    async fn ret_07_a_parents_sign_in_in_month_eleven_begins_the_time_anew(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        family.child().await;
        // As if a mail server had taken what was sent so far: a consent that nobody could confirm ends.
        Rows::of(&school).execute("DELETE FROM jobs WHERE kind = 'send_message'");
        let began = school.clock.now();
        let home = family.organization;
        let told = || messages(&school, home, MessageKind::UnusedChildAccounts);
        night_of(&school, began + Months::new(11) + TimeDelta::days(2)).await;
        assert_eq!(told().await.len(), 1);
        assert_eq!(told().await[0]["accounts"], "1");
        assert!(!format!("{:?}", told().await).contains("Robin"), "a message names a child");
        family.sign_in().await;
        let again = school.clock.now();
        night_of(&school, began + Months::new(12) + TimeDelta::days(1)).await;
        assert_eq!(children(&school), 1);
        night_of(&school, again + Months::new(12) - TimeDelta::days(30)).await;
        night_of(&school, again + Months::new(12) - TimeDelta::days(7)).await;
        night_of(&school, again + Months::new(12) - SECOND).await;
        assert_eq!(children(&school), 1);
        night_of(&school, again + Months::new(12)).await;
        assert_eq!(children(&school), 0);
    }

    /// A guardian of a student at school counts as well.
    async fn ret_07_a_guardians_sign_in_keeps_the_account_of_a_student(school: TestApp) {
        agree_for_years(&school);
        let people = school.people().await;
        school.clock.advance(SECOND);
        let noor = school.guardian_of(people.ada.user, "Noor").await;
        leave(&school, &people, people.ada.user);
        let left = school.clock.now();
        night_of(&school, left + TimeDelta::days(310)).await;
        staff_again(&school, &noor.persona).await;
        night_of(&school, left + TimeDelta::days(340)).await;
        night_of(&school, left + TimeDelta::days(400)).await;
        assert_eq!(students(&school), 1);
    }

    /// Moore does not come either: nobody else administers the district, so that account cannot be spared.
    async fn ret_02_a_teacher_who_is_not_there_for_two_years_leaves_classes_and_no_name(school: TestApp) {
        agree_for_years(&school);
        let (rivera, diaz) = (school.teacher("Rivera").await, school.school_admin("Diaz").await);
        let class = rivera.class("Grade 4 Coding").await;
        let moore = school.district_admin("Moore").await;
        let end = school.clock.now() + Months::new(24);
        let told = || messages(&school, school.world.district, MessageKind::UnusedAccount);
        for (before, messages) in [(61, 0), (59, 1), (29, 2)] {
            night_of(&school, end - TimeDelta::days(before)).await;
            staff_again(&school, &diaz).await;
            assert_eq!(told().await.len(), messages, "{before}");
        }
        let erased = "users WHERE erased_at IS NOT NULL";
        night_of(&school, end - SECOND).await;
        assert_eq!(count(&school, erased), 0);
        night_of(&school, end + TimeDelta::days(2)).await;
        assert_eq!(count(&school, erased), 1);
        let diaz = staff_again(&school, &diaz).await;
        let class = diaz.get(&format!("/v1/classes/{class}")).await.assert(200);
        assert_eq!(class.text("/title"), "Grade 4 Coding");
        let found = diaz.get(&format!("/v1/people/{}", rivera.user)).await;
        assert!(!found.json().to_string().contains("Rivera"));
        night_of(&school, end + TimeDelta::days(100)).await;
        assert_eq!(count(&school, erased), 1, "who is nobody is not looked at again");
        let moore = staff_again(&school, &moore).await;
        assert_eq!(moore.get("/v1/retention-runs").await.assert(200).json()["data"][0]["spared"], 1);
    }
}
