//! The courses that come with Hallpass: the files of `catalogue/`, compiled into the binary.

mod file_form;
mod stable_ids;

use domain::courses::{Valid, Violations, outline::Course};
use persistence::{
    DbError, Tx,
    access::Installation,
    courses::{self, Edition},
};

use super::content_form::LessonForm;
use file_form::CourseFile;
pub use stable_ids::StableIds;

/// A course of the catalogue and the number of its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundledCourse {
    /// The number of the version that the files hold, from 1.
    pub version: u32,
    /// The whole course.
    pub course: Valid<Course>,
}

impl BundledCourse {
    /// The ids of the course, of this version and of everything in it: the same on every machine,
    /// so that loading the catalogue again finds what is there.
    pub fn ids(&self) -> StableIds<'_> {
        StableIds::new(&self.course.get().details.slug, self.version)
    }
}

/// Why the bundled catalogue cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// A file is not what its form asks for.
    #[error("{file} of the course {course} is not well formed")]
    Malformed {
        /// The folder of the course.
        course: &'static str,
        /// The file, from the folder.
        file: &'static str,
        /// What is wrong, and in which line.
        source: serde_json::Error,
    },
    /// A unit names a lesson file that is not there.
    #[error("the course {course} has no lesson file {file}")]
    MissingLesson {
        /// The folder of the course.
        course: &'static str,
        /// The name of the file.
        file: String,
    },
    /// The course breaks the rules of course content.
    #[error("the course {course} is not valid")]
    Invalid {
        /// The folder of the course.
        course: &'static str,
        /// Every broken rule.
        source: Violations,
    },
}

/// The files of one course.
struct Bundle {
    folder: &'static str,
    course: &'static str,
    lessons: &'static [LessonFile],
}

/// A lesson file: its name and its text.
struct LessonFile {
    name: &'static str,
    text: &'static str,
}

macro_rules! lesson {
    ($folder:literal, $name:literal) => {
        LessonFile {
            name: $name,
            text: include_str!(concat!("../../../catalogue/", $folder, "/lessons/", $name)),
        }
    };
}

const BUNDLES: &[Bundle] = &[Bundle {
    folder: "first-steps-in-code",
    course: include_str!("../../../catalogue/first-steps-in-code/course.json"),
    lessons: &[
        lesson!("first-steps-in-code", "01-hello-computer.json"),
        lesson!("first-steps-in-code", "02-step-by-step.json"),
        lesson!("first-steps-in-code", "03-bug-hunters.json"),
        lesson!("first-steps-in-code", "04-boxes-with-names.json"),
        lesson!("first-steps-in-code", "05-do-it-again.json"),
        lesson!("first-steps-in-code", "06-robot-rows.json"),
        lesson!("first-steps-in-code", "07-if-then.json"),
        lesson!("first-steps-in-code", "08-many-doors.json"),
        lesson!("first-steps-in-code", "09-backpack.json"),
        lesson!("first-steps-in-code", "10-look-at-everything.json"),
        lesson!("first-steps-in-code", "11-play-detective.json"),
        lesson!("first-steps-in-code", "12-the-old-lighthouse.json"),
    ],
}];

/// Reads and checks the courses that come with Hallpass, in the order of the catalogue.
///
/// # Errors
/// A file of the build is not a valid course; the tests of this module make sure that none is.
pub fn bundled() -> Result<Vec<BundledCourse>, CatalogueError> {
    BUNDLES.iter().map(Bundle::read).collect()
}

/// Writes the courses into the organization of the transaction, which is Hallpass itself, unless
/// they are there. Returns how many were written.
///
/// # Errors
/// If the database fails.
pub fn seed(
    tx: &mut Tx<'_>,
    by: &Installation,
    bundled: &[BundledCourse],
) -> Result<usize, DbError> {
    let ids: Vec<StableIds<'_>> = bundled.iter().map(BundledCourse::ids).collect();
    let editions: Vec<Edition<'_>> = bundled
        .iter()
        .zip(&ids)
        .map(|(bundled, ids)| Edition {
            course: ids.course(),
            version: ids.version(),
            number: bundled.version,
            content: &bundled.course,
            parts: ids,
        })
        .collect();
    courses::seed(tx, by, &editions)
}

impl Bundle {
    fn read(&self) -> Result<BundledCourse, CatalogueError> {
        let form: CourseFile = self.parse("course.json", self.course)?;
        let version = form.version.get();
        let course = form.into_course(|name| self.lesson(name))?;
        let course = Valid::check(course).map_err(|source| CatalogueError::Invalid {
            course: self.folder,
            source,
        })?;
        Ok(BundledCourse { version, course })
    }

    fn lesson(&self, name: &str) -> Result<LessonForm, CatalogueError> {
        let file = self.lessons.iter().find(|file| file.name == name);
        let file = file.ok_or_else(|| CatalogueError::MissingLesson {
            course: self.folder,
            file: name.to_owned(),
        })?;
        self.parse(file.name, file.text)
    }

    fn parse<T: serde::de::DeserializeOwned>(
        &self,
        file: &'static str,
        text: &str,
    ) -> Result<T, CatalogueError> {
        serde_json::from_str(text).map_err(|source| CatalogueError::Malformed {
            course: self.folder,
            file,
            source,
        })
    }
}

#[cfg(test)]
#[path = "catalogue/tests.rs"]
mod tests;
