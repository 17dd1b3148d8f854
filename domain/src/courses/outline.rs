//! The outline of a course: its units, their lessons, their activities.
//!
//! The details of each level are a type of their own, so that a draft can be written piece by piece
//! and each piece be checked. The check of a whole [`Course`] is what publishing asks for: no level
//! empty, every slug the only one of its kind.

use super::{
    bounds,
    content::ActivityContent,
    grade_band::GradeBand,
    violation::{Check, Report, ViolationCode},
};

/// A whole course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// What the catalogue shows.
    pub details: CourseDetails,
    /// The units, in order.
    pub units: Vec<Unit>,
}

/// What the catalogue shows of a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseDetails {
    /// Name in addresses, the only one of its owner.
    pub slug: String,
    /// Title.
    pub title: String,
    /// A summary of the content, shown in lists of courses.
    pub summary: String,
    /// The language it is written in: a BCP 47 tag of a language and perhaps a script and a region (`en`,
    /// `pt-BR`).
    pub language: String,
    /// For whom it is written.
    pub grade_band: GradeBand,
}

/// A unit: lessons that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its name.
    pub details: UnitDetails,
    /// The lessons, in order.
    pub lessons: Vec<Lesson>,
}

/// The name of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitDetails {
    /// The name in URLs, unique in the course.
    pub slug: String,
    /// Title.
    pub title: String,
}

/// A lesson: what a class does in one sitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its name and plan.
    pub details: LessonDetails,
    /// The activities, in order.
    pub activities: Vec<Activity>,
}

/// The name and plan of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonDetails {
    /// Name in addresses, the only one of the course, so that a lesson can move between units.
    pub slug: String,
    /// Title.
    pub title: String,
    /// What learners will do.
    pub summary: String,
    /// The time a teacher may plan for it, in minutes.
    pub minutes: u16,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The name in URLs, unique in the lesson.
    pub slug: String,
    /// Title.
    pub title: String,
    /// What it holds.
    pub content: ActivityContent,
}

impl Check for Course {
    fn check(&self, report: &mut Report) {
        self.details.check(report);
        report.field("units", |report| {
            report.count(self.units.len(), 1, bounds::UNITS_MAX);
            let mut units = Vec::new();
            let mut lessons = Vec::new();
            report.entries(&self.units, |report, unit| {
                unit.check(report);
                report.field("slug", |report| {
                    report.unseen(unit.details.slug.as_str(), &mut units);
                });
                report.field("lessons", |report| {
                    report.entries(&unit.lessons, |report, lesson| {
                        report.field("slug", |report| {
                            report.unseen(lesson.details.slug.as_str(), &mut lessons);
                        });
                    });
                });
            });
        });
    }
}

impl Check for CourseDetails {
    fn check(&self, report: &mut Report) {
        slug_and_title(report, &self.slug, &self.title);
        report.field("summary", |report| {
            report.line(&self.summary, bounds::SUMMARY_MAX);
        });
        report.field("language", |report| {
            if !is_language_tag(&self.language) {
                report.add(ViolationCode::Malformed);
            }
        });
        report.field("grade_band", |report| self.grade_band.check(report));
    }
}

impl Check for Unit {
    fn check(&self, report: &mut Report) {
        self.details.check(report);
        report.field("lessons", |report| {
            report.count(self.lessons.len(), 1, bounds::LESSONS_MAX);
            report.entries(&self.lessons, |report, lesson| lesson.check(report));
        });
    }
}

impl Check for UnitDetails {
    fn check(&self, report: &mut Report) {
        slug_and_title(report, &self.slug, &self.title);
    }
}

impl Check for Lesson {
    fn check(&self, report: &mut Report) {
        self.details.check(report);
        report.field("activities", |report| {
            report.count(self.activities.len(), 1, bounds::ACTIVITIES_MAX);
            let mut slugs = Vec::new();
            report.entries(&self.activities, |report, activity| {
                activity.check(report);
                report.field("slug", |report| {
                    report.unseen(activity.slug.as_str(), &mut slugs);
                });
            });
        });
    }
}

impl Check for LessonDetails {
    fn check(&self, report: &mut Report) {
        slug_and_title(report, &self.slug, &self.title);
        report.field("summary", |report| {
            report.line(&self.summary, bounds::SUMMARY_MAX);
        });
        report.field("minutes", |report| {
            if !(bounds::MINUTES_MIN..=bounds::MINUTES_MAX).contains(&self.minutes) {
                report.add(ViolationCode::OutOfRange);
            }
        });
    }
}

impl Check for Activity {
    fn check(&self, report: &mut Report) {
        slug_and_title(report, &self.slug, &self.title);
        report.field("content", |report| self.content.check(report));
    }
}

fn slug_and_title(report: &mut Report, slug: &str, title: &str) {
    report.field("slug", |report| report.slug(slug, bounds::SLUG_MAX));
    report.field("title", |report| report.line(title, bounds::TITLE_MAX));
}

/// Whether a tag is a language, perhaps a script and perhaps a region, each written as usual
/// (BCP 47: RFC 5646 §2.1, §2.1.1): `en`, `es-419`, `zh-Hans`, `sr-Latn-RS`.
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let all = |part: &str, is: fn(&char) -> bool| part.chars().all(|sign| is(&sign));
    let is_language =
        |part: &str| (2..=3).contains(&part.len()) && all(part, char::is_ascii_lowercase);
    let is_script = |part: &&str| {
        part.len() == 4
            && part.starts_with(|sign: char| sign.is_ascii_uppercase())
            && part
                .get(1..)
                .is_some_and(|rest| all(rest, char::is_ascii_lowercase))
    };
    let is_region = |part: &&str| {
        part.len() == 2 && all(part, char::is_ascii_uppercase)
            || part.len() == 3 && all(part, char::is_ascii_digit)
    };
    let has_language = parts.next().is_some_and(is_language);
    let _script = parts.next_if(is_script);
    let _region = parts.next_if(is_region);
    has_language && parts.next().is_none()
}

#[cfg(test)]
#[path = "outline_tests.rs"]
mod tests;
