//! De-identified releases, in which nothing is about a person, and of whom they tell.

tables! {
    releases (organization_id, id) for AchievementReport, kept WithOrganization {
        organization_id -> Uid = ID,
        id -> Uid = ID,
        course_id -> Uid = ID,
        form -> Text = PLAIN,
        students -> Integer = PLAIN,
        released_at -> Instant = PLAIN,
    }

    release_numbers (organization_id, release_id, line, place) for AchievementReport, kept WithOrganization {
        organization_id -> Uid = ID,
        release_id -> Uid = ID,
        line -> Integer = PLAIN,
        place -> Integer = PLAIN,
        school_id -> Nullable<Uid> = ID,
        outcome -> Nullable<Text> = PLAIN,
        students -> Nullable<Integer> = PLAIN,
    }

    release_members (organization_id, release_id, user_id) for AchievementReport, kept ByCategory {
        organization_id -> Uid = ID,
        release_id -> Uid = ID,
        user_id -> Uid = person(Enrollment),
        school_id -> Uid = ID,
    }
}
