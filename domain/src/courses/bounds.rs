//! How long and how many: the limits of course content. Lengths are in Unicode scalar values.
//!
//! They are product decisions: wide enough for a real lesson, narrow enough that a course is read
//! in one answer and a screen shows an activity.

/// Longest slug of a course, unit, lesson or activity.
pub const SLUG_MAX: usize = 60;
/// Longest title of a course, unit, lesson or activity.
pub const TITLE_MAX: usize = 120;
/// Longest summary of a course or lesson.
pub const SUMMARY_MAX: usize = 600;

/// Most units of a course.
pub const UNITS_MAX: usize = 30;
/// Most lessons of a unit.
pub const LESSONS_MAX: usize = 40;
/// Most activities of a lesson.
pub const ACTIVITIES_MAX: usize = 40;

/// Shortest time that a lesson is planned for, in minutes.
pub const MINUTES_MIN: u16 = 5;
/// Longest time that a lesson is planned for, in minutes.
pub const MINUTES_MAX: u16 = 240;

/// Longest body of a text activity.
pub const BODY_MAX: usize = 20_000;
/// Longest instructions of a code exercise.
pub const INSTRUCTIONS_MAX: usize = 8_000;
/// Longest starter code and longest sample solution. Blocks take more room than text.
pub const CODE_MAX: usize = 50_000;
/// Longest output that a code exercise expects.
pub const OUTPUT_MAX: usize = 4_000;
/// Most described checks of a code exercise.
pub const CHECKS_MAX: usize = 10;
/// Longest description of one check.
pub const CHECK_MAX: usize = 300;

/// Longest stem of a question and longest question of a prompt.
pub const QUESTION_MAX: usize = 2_000;
/// Fewest choices of a question: with one there is nothing to choose.
pub const CHOICES_MIN: usize = 2;
/// Most choices of a question.
pub const CHOICES_MAX: usize = 6;
/// Longest choice.
pub const CHOICE_MAX: usize = 300;
/// Longest explanation of an answer.
pub const EXPLANATION_MAX: usize = 2_000;
