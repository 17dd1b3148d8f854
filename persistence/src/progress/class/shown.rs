//! The progress of a class as it is shown: all of it, or what changed.

use super::{
    matrix::{LessonHead, StudentProgress},
    revision::ClassRevision,
};

/// How much of a class's progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// The students who changed since a revision; lessons and the other students are as they were.
    Changes,
}

/// The progress of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassProgress {
    /// What it is a state of.
    pub revision: ClassRevision,
    /// How much of it this is.
    pub extent: Extent,
    /// The lessons of its courses, in order.
    pub lessons: Vec<LessonHead>,
    /// Its students, by name.
    pub students: Vec<StudentProgress>,
}
