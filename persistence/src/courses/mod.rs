//! Courses: their rows and versions, what authors do to them, and the classes that have them.
//!
//! A course belongs to an organization: the bundled catalogue to Hallpass itself, which every class
//! may read, an authored course to its district. A draft's rows are replaced as a whole; those of a
//! published version never change.

mod assign;
mod assignments;
pub mod author;
pub mod catalogue;
mod content;
mod known_parts;
mod lesson;
mod list;
mod markings;
mod of_class;
mod outline;
mod preview;
pub mod published;
mod reassign;
mod rows;
mod seed;
mod write;

pub use assign::{AssignmentRefusal, Ending, NewAssignment, assign, end};
pub(crate) use assignments::schedule;
pub use assignments::{Assignment, AssignmentRecord};
pub use lesson::{ActivityRecord, LessonRecord};
pub use list::ListedCourse;
pub(crate) use markings::markings;
pub(crate) use of_class::of_classes;
pub use of_class::{assigned_lesson, assigned_outline, assignment, of_class};
pub use outline::{ActivityOutline, CourseOutline, LessonOutline, UnitOutline, outline};
pub use preview::{PreviewedPart, preview};
pub use reassign::{AssignmentChanges, ReassignmentRefusal, reassign};
pub use rows::{CourseRecord, VersionRecord};
pub use seed::{Edition, seed};
pub use write::PartIds;
