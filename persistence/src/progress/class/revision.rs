//! A state of a class's progress, by which what changed since is found without keeping anything.

use aws_lc_rs::digest::{SHA256, digest};
use domain::{ids::UserId, text_enum::TextEnum as _};

use super::matrix::{StudentLesson, StudentProgress};

/// Bytes of a digest that are kept of what decides the whole, and of what decides the frame.
const FACTS_BYTES: usize = 16;

/// Bytes of a digest that are kept of a student. Two states of one student that share them would be
/// taken for one, by a chance of one in 2^48.
const STUDENT_BYTES: usize = 6;

/// Bytes of a revision without students.
const HEAD_BYTES: usize = 2 * FACTS_BYTES;

/// Students of a revision at most. Of a larger class the whole is shown.
const MOST_STUDENTS: usize = 200;

/// A state of a class's progress as one reader sees it: digests of what the whole depends on, of
/// which lessons and students there are, and of each student in the order of their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassRevision(Vec<u8>);

impl ClassRevision {
    /// Bytes of a revision at most.
    pub const MOST_BYTES: usize = HEAD_BYTES + MOST_STUDENTS * STUDENT_BYTES;

    /// A revision that a client gives back; `None` if it is none.
    pub fn read(bytes: Vec<u8>) -> Option<Self> {
        let students = bytes.len().checked_sub(HEAD_BYTES)?;
        let fits = students.is_multiple_of(STUDENT_BYTES) && bytes.len() <= Self::MOST_BYTES;
        fits.then_some(Self(bytes))
    }

    /// Its bytes: those of its head, and as many again for each student.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn of(facts: &[u8], frame: &[u8], students: &[StudentProgress]) -> Self {
        let mut bytes = digested(facts).to_vec();
        bytes.extend_from_slice(&digested(frame));
        let mut by_id: Vec<&StudentProgress> = students.iter().collect();
        by_id.sort_unstable_by_key(|student| student.id);
        for student in by_id.into_iter().take(MOST_STUDENTS) {
            bytes.extend_from_slice(&digest_of(student));
        }
        Self(bytes)
    }

    pub(super) fn is_of(&self, facts: &[u8]) -> bool {
        self.0.get(..FACTS_BYTES) == Some(&digested(facts))
    }

    /// Whether both are of the same lessons and the same students, and speak of each of them.
    pub(super) fn has_frame_of(&self, current: &Self) -> bool {
        let frame = |of: &Self| of.0.get(FACTS_BYTES..HEAD_BYTES).map(<[u8]>::to_vec);
        self.0.len() == current.0.len()
            && current.0.len() < Self::MOST_BYTES
            && frame(self) == frame(current)
    }

    /// Keeps the students who are not now as they were.
    pub(super) fn retain_changed_since(&self, known: &Self, students: &mut Vec<StudentProgress>) {
        let mut ids: Vec<UserId> = students.iter().map(|student| student.id).collect();
        ids.sort_unstable();
        let pairs = self.students().zip(known.students());
        let changed: Vec<UserId> = ids
            .into_iter()
            .zip(pairs)
            .filter(|(_, (now, before))| now != before)
            .map(|(id, _)| id)
            .collect();
        students.retain(|student| changed.binary_search(&student.id).is_ok());
    }

    fn students(&self) -> impl Iterator<Item = &[u8]> {
        let students = self.0.get(HEAD_BYTES..).unwrap_or_default();
        students.chunks(STUDENT_BYTES)
    }
}

/// What is kept of the digest. The version of the service is part of it, because another version may
/// show the same in another way.
fn digested(content: &[u8]) -> [u8; FACTS_BYTES] {
    let mut decisive = env!("CARGO_PKG_VERSION").as_bytes().to_vec();
    decisive.push(0);
    decisive.extend_from_slice(content);
    let mut kept = [0; FACTS_BYTES];
    let digest = digest(&SHA256, &decisive);
    for (byte, digested) in kept.iter_mut().zip(digest.as_ref()) {
        *byte = *digested;
    }
    kept
}

fn digest_of(student: &StudentProgress) -> [u8; STUDENT_BYTES] {
    let mut content = student.id.uuid().as_bytes().to_vec();
    for name in [Some(&student.display_name), student.username.as_ref()] {
        content.extend_from_slice(name.map_or("", String::as_str).as_bytes());
        content.push(0);
    }
    for lesson in &student.lessons {
        match lesson {
            None => content.push(0),
            Some(lesson) => add_lesson(&mut content, lesson),
        }
    }
    let mut kept = [0; STUDENT_BYTES];
    for (byte, digested) in kept.iter_mut().zip(digested(&content)) {
        *byte = digested;
    }
    kept
}

fn add_lesson(content: &mut Vec<u8>, StudentLesson { state, help }: &StudentLesson) {
    content.push(1);
    let counts = [
        state.tally.tries,
        state.tally.successes,
        state.tally.seconds,
        state.completion.activities_completed,
    ];
    for count in counts {
        content.extend_from_slice(&count.to_be_bytes());
    }
    let instants = [
        Some(state.tally.last_seen_at),
        state.completion.completed_at,
    ];
    for instant in instants {
        let micros = instant.map_or(i64::MIN, |instant| instant.timestamp_micros());
        content.extend_from_slice(&micros.to_be_bytes());
    }
    for reason in help {
        content.extend_from_slice(reason.as_str().as_bytes());
        content.push(0);
    }
    content.push(2);
}
