//! What learners did, the state derived from it, and feedback of teachers.

use domain::{category::Category, organizations::purpose::Purpose};

use super::{Kept, Table, id, person, plain, readable, sealed};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "progress_events",
        purpose: Purpose::Learning,
        kept: Kept::ByCategory,
        columns: &[
            id("organization_id"),
            person("learner_id", Category::Progress),
            id("id"),
            id("course_organization_id"),
            id("course_version_id"),
            id("lesson_id"),
            id("activity_id"),
            readable("kind", Category::Progress),
            readable("outcome", Category::Progress),
            readable("seconds", Category::Progress),
            sealed("content", Category::Work),
            id("collected_under"),
            readable("occurred_at", Category::Progress),
            readable("received_at", Category::Progress),
        ],
    },
    Table {
        name: "activity_states",
        purpose: Purpose::Learning,
        kept: Kept::ByCategory,
        columns: &[
            id("organization_id"),
            person("learner_id", Category::Progress),
            id("course_version_id"),
            id("lesson_id"),
            id("activity_id"),
            readable("tries", Category::Progress),
            readable("successes", Category::Progress),
            readable("failures", Category::Progress),
            readable("seconds", Category::Progress),
            readable("first_seen_at", Category::Progress),
            readable("last_seen_at", Category::Progress),
            readable("first_passed_at", Category::Progress),
            readable("completed_at", Category::Progress),
        ],
    },
    Table {
        name: "lesson_states",
        purpose: Purpose::Learning,
        kept: Kept::ByCategory,
        columns: &[
            id("organization_id"),
            person("learner_id", Category::Progress),
            id("course_version_id"),
            readable("states", Category::Progress),
        ],
    },
    Table {
        name: "learner_progress",
        purpose: Purpose::Learning,
        kept: Kept::ByCategory,
        columns: &[
            id("organization_id"),
            person("learner_id", Category::Progress),
            plain("revision"),
            readable("latest_hour", Category::Progress),
            readable("latest_hour_seconds", Category::Progress),
        ],
    },
    Table {
        name: "feedback",
        purpose: Purpose::AchievementReport,
        kept: Kept::ByCategory,
        columns: &[
            id("organization_id"),
            id("id"),
            id("class_id"),
            person("learner_id", Category::Assessment),
            id("activity_id"),
            readable("code", Category::Assessment),
            person("given_by", Category::Assessment),
            readable("given_at", Category::Assessment),
        ],
    },
];
