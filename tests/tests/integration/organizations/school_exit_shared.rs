//! What of a student's work is of two schools, and for how long (RET-05).

use chrono::TimeDelta;
use domain::mint::Clock as _;
use tests::{
    learning::{Events, Membership, StarterCourse, end_membership},
    on_each_backend,
    rosters::count,
};

use super::school_exit::{also_elsewhere, ends, on_day, report};

on_each_backend! {
    async fn ret_05_what_is_done_after_the_other_class_ended_is_of_the_school_alone(school: TestApp) {
        let people = school.people().await;
        let course = StarterCourse::load(&school).await;
        course.assign(&people.rivera, people.class).await;
        let events = Events::from(&school, 1);
        let activity = course.activities(0)[0];
        let (lindqvist, theirs) = also_elsewhere(&school, &people, &people.ada).await;
        course.assign(&lindqvist, theirs).await;
        school.clock.advance(TimeDelta::minutes(1));
        assert_eq!(report(&people.ada, &events.completed(0, activity)).await, ["recorded"]);
        let (student, now) = (people.ada.user, school.clock.now() + TimeDelta::seconds(1));
        end_membership(&school, Membership::Enrollment, theirs, student, now);
        school.clock.advance(TimeDelta::minutes(1));
        let alone = Events::from(&school, 50);
        assert_eq!(report(&people.ada, &alone.completed(0, activity)).await, ["recorded"]);
        assert_eq!(count(&school, "progress_events"), 2);
        ends(&school, &people.moore).await;
        for day in [60, 61, 62] {
            on_day(&school, day).await;
        }
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 1);
        assert_eq!(count(&school, "progress_events"), 1);
    }
}
