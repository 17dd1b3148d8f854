//! Courses, their versions, units, lessons and activities, and their assignment to classes.

use domain::{category::Category, organizations::purpose::Purpose};

use super::{Kept, Table, id, person, plain, readable};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "courses",
        purpose: Purpose::Learning,
        kept: Kept::Rule("R-26"),
        columns: &[
            id("organization_id"),
            id("id"),
            person("author_id", Category::AuthoredCourse),
            plain("slug"),
            plain("created_at"),
            plain("updated_at"),
        ],
    },
    Table {
        name: "course_versions",
        purpose: Purpose::Learning,
        kept: Kept::Rule("R-26"),
        columns: &[
            id("organization_id"),
            id("id"),
            id("course_id"),
            plain("number"),
            plain("state"),
            readable("title", Category::AuthoredCourse),
            readable("summary", Category::AuthoredCourse),
            plain("language"),
            plain("grade_from"),
            plain("grade_to"),
            plain("published_at"),
            plain("created_at"),
            plain("updated_at"),
        ],
    },
    Table {
        name: "course_units",
        purpose: Purpose::Learning,
        kept: Kept::Rule("R-26"),
        columns: &[
            id("organization_id"),
            id("id"),
            id("course_version_id"),
            plain("number"),
            plain("slug"),
            readable("title", Category::AuthoredCourse),
        ],
    },
    Table {
        name: "lessons",
        purpose: Purpose::Learning,
        kept: Kept::Rule("R-26"),
        columns: &[
            id("organization_id"),
            id("id"),
            id("course_version_id"),
            id("unit_id"),
            plain("number"),
            plain("slug"),
            readable("title", Category::AuthoredCourse),
            readable("summary", Category::AuthoredCourse),
            plain("minutes"),
        ],
    },
    Table {
        name: "activities",
        purpose: Purpose::Learning,
        kept: Kept::Rule("R-26"),
        columns: &[
            id("organization_id"),
            id("id"),
            id("course_version_id"),
            id("lesson_id"),
            plain("number"),
            plain("kind"),
            plain("slug"),
            readable("title", Category::AuthoredCourse),
            readable("content", Category::AuthoredCourse),
        ],
    },
    Table {
        name: "course_assignments",
        purpose: Purpose::ClassManagement,
        kept: Kept::WithOrganization,
        columns: &[
            id("organization_id"),
            id("id"),
            id("class_id"),
            id("course_organization_id"),
            id("course_version_id"),
            person("assigned_by", Category::Enrollment),
            plain("begins_at"),
            plain("ends_at"),
        ],
    },
];
